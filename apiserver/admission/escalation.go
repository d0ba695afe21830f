package admission

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/apiserver/authz"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// Rules knows what roles hold and what users may do.
type Rules interface {
	RulesFor(u user.Info, namespace string) []rbacv1.PolicyRule
	Rules(namespace, name string) ([]rbacv1.PolicyRule, bool)
}

// Escalation lets nobody give away, by a role or a binding, what he does not have
// himself, unless he has the verbs escalate or bind for it.
type Escalation struct {
	Rules      Rules
	Authorizer authz.Authorizer
}

// Validate implements Validator.
func (e Escalation) Validate(ctx context.Context, a *rest.Attributes) error {
	if a.Operation != rest.Create && a.Operation != rest.Update || a.Subresource != "" || a.User == nil {
		return nil
	}
	if slices.Contains(a.User.GetGroups(), user.SystemPrivilegedGroup) {
		return nil
	}
	switch o := a.Object.(type) {
	case *rbacv1.Role:
		old, _ := a.Old.(*rbacv1.Role)
		if old != nil && equality.Semantic.DeepEqual(old.Rules, o.Rules) {
			return nil
		}
		return e.role(ctx, a, o.Rules)
	case *rbacv1.ClusterRole:
		old, _ := a.Old.(*rbacv1.ClusterRole)
		if old != nil && equality.Semantic.DeepEqual(old.Rules, o.Rules) && equality.Semantic.DeepEqual(old.AggregationRule, o.AggregationRule) {
			return nil
		}
		if err := e.role(ctx, a, o.Rules); err != nil {
			return err
		}
		return e.aggregation(ctx, a, o, old)
	case *rbacv1.RoleBinding:
		old, _ := a.Old.(*rbacv1.RoleBinding)
		if old != nil && equality.Semantic.DeepEqual(old.Subjects, o.Subjects) && old.RoleRef == o.RoleRef {
			return nil
		}
		return e.binding(ctx, a, o.Namespace, o.RoleRef)
	case *rbacv1.ClusterRoleBinding:
		old, _ := a.Old.(*rbacv1.ClusterRoleBinding)
		if old != nil && equality.Semantic.DeepEqual(old.Subjects, o.Subjects) && old.RoleRef == o.RoleRef {
			return nil
		}
		return e.binding(ctx, a, "", o.RoleRef)
	}
	return nil
}

func (e Escalation) role(ctx context.Context, a *rest.Attributes, rules []rbacv1.PolicyRule) error {
	if e.may(ctx, a, "escalate", a.Resource.Name, a.Namespace, a.Name) {
		return nil
	}
	return e.covered(a, rules)
}

// aggregation wants everything of those who gather rules that they do not know.
func (e Escalation) aggregation(ctx context.Context, a *rest.Attributes, o, old *rbacv1.ClusterRole) error {
	if o.AggregationRule == nil || old != nil && equality.Semantic.DeepEqual(old.AggregationRule, o.AggregationRule) {
		return nil
	}
	all := []rbacv1.PolicyRule{
		{Verbs: []string{"*"}, APIGroups: []string{"*"}, Resources: []string{"*"}},
		{Verbs: []string{"*"}, NonResourceURLs: []string{"*"}},
	}
	if e.may(ctx, a, "escalate", a.Resource.Name, "", a.Name) {
		return nil
	}
	if err := e.covered(a, all); err != nil {
		return apierrors.NewForbidden(a.Resource.GR(), a.Name, errors.New("must have cluster-admin privileges to use an aggregationRule"))
	}
	return nil
}

func (e Escalation) binding(ctx context.Context, a *rest.Attributes, namespace string, ref rbacv1.RoleRef) error {
	resource, roleNamespace := "clusterroles", ""
	if ref.Kind == "Role" {
		resource, roleNamespace = "roles", namespace
	}
	if e.may(ctx, a, "bind", resource, namespace, ref.Name) {
		return nil
	}
	rules, ok := e.Rules.Rules(roleNamespace, ref.Name)
	if !ok {
		return apierrors.NewNotFound(lookup.GroupResource{Group: rbacv1.GroupName, Resource: resource}, ref.Name)
	}
	return e.covered(a, rules)
}

func (e Escalation) may(ctx context.Context, a *rest.Attributes, verb, resource, namespace, name string) bool {
	d, _, _ := e.Authorizer.Authorize(ctx, &authz.Attributes{
		User: a.User, Verb: verb, Group: rbacv1.GroupName, Version: "v1", Resource: resource, Namespace: namespace, Name: name,
	})
	return d == authz.Allow
}

func (e Escalation) covered(a *rest.Attributes, rules []rbacv1.PolicyRule) error {
	ok, missing := authz.Covers(e.Rules.RulesFor(a.User, a.Namespace), rules)
	if ok {
		return nil
	}
	var lines []string
	for _, r := range compact(missing) {
		lines = append(lines, describeRule(&r))
	}
	slices.Sort(lines)
	return apierrors.NewForbidden(a.Resource.GR(), a.Name, fmt.Errorf(
		"user %q (groups=%q) is attempting to grant RBAC permissions not currently held:\n%s",
		a.User.GetName(), a.User.GetGroups(), strings.Join(slices.Compact(lines), "\n")))
}

// compact joins rules that differ in their verbs only.
func compact(rules []rbacv1.PolicyRule) []rbacv1.PolicyRule {
	var out []rbacv1.PolicyRule
	for _, r := range rules {
		i := slices.IndexFunc(out, func(o rbacv1.PolicyRule) bool {
			return slices.Equal(o.APIGroups, r.APIGroups) && slices.Equal(o.Resources, r.Resources) &&
				slices.Equal(o.ResourceNames, r.ResourceNames) && slices.Equal(o.NonResourceURLs, r.NonResourceURLs)
		})
		if i < 0 {
			r.Verbs = slices.Clone(r.Verbs)
			out = append(out, r)
			continue
		}
		for _, v := range r.Verbs {
			if !slices.Contains(out[i].Verbs, v) {
				out[i].Verbs = append(out[i].Verbs, v)
			}
		}
	}
	return out
}

func describeRule(r *rbacv1.PolicyRule) string {
	var parts []string
	for _, p := range []struct {
		name string
		list []string
	}{
		{"APIGroups", r.APIGroups}, {"Resources", r.Resources}, {"NonResourceURLs", r.NonResourceURLs},
		{"ResourceNames", r.ResourceNames}, {"Verbs", r.Verbs},
	} {
		if len(p.list) > 0 {
			parts = append(parts, fmt.Sprintf("%s:%q", p.name, p.list))
		}
	}
	return "{" + strings.Join(parts, ", ") + "}"
}
