package authz

import (
	"context"
	"fmt"
	"strings"
	"sync"

	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/api"
)

// RBAC decides by the roles and bindings that it has been told of with Set and
// Remove. The zero value is not ready, use NewRBAC.
type RBAC struct {
	mu           sync.RWMutex
	roles        map[types.NamespacedName][]rbacv1.PolicyRule  // namespace empty for cluster roles
	bindings     map[types.NamespacedName]*binding             // namespace empty for cluster role bindings
	bySubject    map[subject]map[types.NamespacedName]*binding // of role bindings
	clusterScope map[subject][]*binding
}

// subject is a user or group as bindings name it.
type subject struct {
	group bool
	name  string
}

// binding is one RoleBinding or ClusterRoleBinding.
type binding struct {
	namespace, name string
	role            types.NamespacedName
	subjects        []subject
	// described are the subjects in words, beside subjects.
	described []string
}

// NewRBAC returns an engine that knows no roles and allows nothing.
func NewRBAC() *RBAC {
	return &RBAC{
		roles:        map[types.NamespacedName][]rbacv1.PolicyRule{},
		bindings:     map[types.NamespacedName]*binding{},
		bySubject:    map[subject]map[types.NamespacedName]*binding{},
		clusterScope: map[subject][]*binding{},
	}
}

// Set tells of a role or binding that is new or has changed; other kinds are
// ignored.
func (r *RBAC) Set(o api.Object) {
	r.mu.Lock()
	defer r.mu.Unlock()
	key := types.NamespacedName{Namespace: o.GetNamespace(), Name: o.GetName()}
	switch o := o.(type) {
	case *rbacv1.ClusterRole:
		r.roles[key] = o.Rules
	case *rbacv1.Role:
		r.roles[key] = o.Rules
	case *rbacv1.ClusterRoleBinding:
		r.unbind(key)
		r.bind(key, newBinding(key, o.RoleRef, o.Subjects))
	case *rbacv1.RoleBinding:
		r.unbind(key)
		r.bind(key, newBinding(key, o.RoleRef, o.Subjects))
	}
}

// Remove tells of a role or binding that is gone.
func (r *RBAC) Remove(o api.Object) {
	r.mu.Lock()
	defer r.mu.Unlock()
	key := types.NamespacedName{Namespace: o.GetNamespace(), Name: o.GetName()}
	switch o.(type) {
	case *rbacv1.ClusterRole, *rbacv1.Role:
		delete(r.roles, key)
	case *rbacv1.ClusterRoleBinding, *rbacv1.RoleBinding:
		r.unbind(key)
	}
}

func newBinding(key types.NamespacedName, ref rbacv1.RoleRef, subjects []rbacv1.Subject) *binding {
	b := &binding{namespace: key.Namespace, name: key.Name, role: types.NamespacedName{Name: ref.Name}}
	if ref.Kind == "Role" {
		b.role.Namespace = key.Namespace
	}
	for _, s := range subjects {
		switch s.Kind {
		case rbacv1.UserKind:
			b.subjects = append(b.subjects, subject{name: s.Name})
			b.described = append(b.described, fmt.Sprintf("User %q", s.Name))
		case rbacv1.GroupKind:
			b.subjects = append(b.subjects, subject{group: true, name: s.Name})
			b.described = append(b.described, fmt.Sprintf("Group %q", s.Name))
		case rbacv1.ServiceAccountKind:
			ns := s.Namespace
			if ns == "" {
				ns = key.Namespace
			}
			if ns == "" {
				continue
			}
			b.subjects = append(b.subjects, subject{name: serviceAccountPrefix + ns + ":" + s.Name})
			b.described = append(b.described, fmt.Sprintf("ServiceAccount %q", s.Name+"/"+ns))
		}
	}
	return b
}

const serviceAccountPrefix = "system:serviceaccount:"

func (r *RBAC) bind(key types.NamespacedName, b *binding) {
	r.bindings[key] = b
	for _, s := range b.subjects {
		if key.Namespace == "" {
			r.clusterScope[s] = append(r.clusterScope[s], b)
			continue
		}
		of := r.bySubject[s]
		if of == nil {
			of = map[types.NamespacedName]*binding{}
			r.bySubject[s] = of
		}
		of[key] = b
	}
}

func (r *RBAC) unbind(key types.NamespacedName) {
	b := r.bindings[key]
	if b == nil {
		return
	}
	delete(r.bindings, key)
	for _, s := range b.subjects {
		if key.Namespace != "" {
			delete(r.bySubject[s], key)
			if len(r.bySubject[s]) == 0 {
				delete(r.bySubject, s)
			}
			continue
		}
		rest := make([]*binding, 0, len(r.clusterScope[s]))
		for _, other := range r.clusterScope[s] {
			if other != b {
				rest = append(rest, other)
			}
		}
		if len(rest) == 0 {
			delete(r.clusterScope, s)
		} else {
			r.clusterScope[s] = rest
		}
	}
}

// Authorize implements Authorizer.
func (r *RBAC) Authorize(_ context.Context, a *Attributes) (Decision, string, error) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	decision, reason := NoOpinion, ""
	var missing []string
	r.visit(a.User, a.Namespace, func(b *binding, s subject, rules []rbacv1.PolicyRule, found bool) bool {
		if !found {
			missing = append(missing, missingRole(b))
			return true
		}
		for i := range rules {
			if ruleAllows(&rules[i], a) {
				decision, reason = Allow, b.describe(s)
				return false
			}
		}
		return true
	})
	if decision == NoOpinion && len(missing) > 0 {
		reason = "RBAC: " + strings.Join(missing, ", ")
		if len(missing) > 1 {
			reason = "RBAC: [" + strings.Join(missing, ", ") + "]"
		}
	}
	return decision, reason, nil
}

// RulesFor returns the rules that a user has in a namespace (empty for those
// that hold everywhere only), in no particular order.
func (r *RBAC) RulesFor(u user.Info, namespace string) []rbacv1.PolicyRule {
	r.mu.RLock()
	defer r.mu.RUnlock()
	var out []rbacv1.PolicyRule
	r.visit(u, namespace, func(_ *binding, _ subject, rules []rbacv1.PolicyRule, _ bool) bool {
		out = append(out, rules...)
		return true
	})
	return out
}

// Rules returns the rules of a role (cluster role when namespace is empty).
func (r *RBAC) Rules(namespace, name string) ([]rbacv1.PolicyRule, bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	rules, ok := r.roles[types.NamespacedName{Namespace: namespace, Name: name}]
	return rules, ok
}

// visit calls yield for each binding of the user or of one of its groups, first
// those of the whole cluster, until yield returns false.
func (r *RBAC) visit(u user.Info, namespace string, yield func(*binding, subject, []rbacv1.PolicyRule, bool) bool) {
	groups := u.GetGroups()
	for i := -1; i < len(groups); i++ {
		s := subject{name: u.GetName()}
		if i >= 0 {
			s = subject{group: true, name: groups[i]}
		}
		for _, b := range r.clusterScope[s] {
			rules, ok := r.roles[b.role]
			if !yield(b, s, rules, ok) {
				return
			}
		}
	}
	if namespace == "" {
		return
	}
	for i := -1; i < len(groups); i++ {
		s := subject{name: u.GetName()}
		if i >= 0 {
			s = subject{group: true, name: groups[i]}
		}
		for key, b := range r.bySubject[s] {
			if key.Namespace != namespace {
				continue
			}
			rules, ok := r.roles[b.role]
			if !yield(b, s, rules, ok) {
				return
			}
		}
	}
}

// describe says in upstream's words by which binding something is allowed.
func (b *binding) describe(s subject) string {
	who := ""
	for i, own := range b.subjects {
		if own == s {
			who = b.described[i]
			break
		}
	}
	kind := "ClusterRole"
	if b.role.Namespace != "" {
		kind = "Role"
	}
	if b.namespace == "" {
		return fmt.Sprintf("RBAC: allowed by ClusterRoleBinding %q of %s %q to %s", b.name, kind, b.role.Name, who)
	}
	return fmt.Sprintf("RBAC: allowed by RoleBinding %q of %s %q to %s", b.name+"/"+b.namespace, kind, b.role.Name, who)
}

func missingRole(b *binding) string {
	if b.role.Namespace == "" {
		return fmt.Sprintf("clusterrole.rbac.authorization.k8s.io %q not found", b.role.Name)
	}
	return fmt.Sprintf("role.rbac.authorization.k8s.io %q not found", b.role.Name)
}
