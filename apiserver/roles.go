package apiserver

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"

	"github.com/skiff-k8s/skiff/apiserver/authz"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/cache"
)

// roles is the RBAC engine kept current: before a decision it takes what has
// changed, so that whoever was told of a binding finds it in force. When nothing
// has changed that costs a look at four channels.
type roles struct {
	*authz.RBAC

	busy     atomic.Bool
	mu       sync.Mutex
	watchers []*cache.Watcher
	buf      []cache.Change
}

func newRoles(c *cache.Cache) (*roles, error) {
	r := &roles{RBAC: authz.NewRBAC()}
	for _, gr := range []lookup.GroupResource{lookup.ClusterRoles, lookup.ClusterRoleBindings, lookup.Roles, lookup.RoleBindings} {
		t := c.TableOf(gr)
		if t == nil {
			continue // a server without RBAC's kinds lets only administrators in
		}
		w, err := t.Watch(cache.Selection{}, 0, true, true)
		if err != nil {
			return nil, fmt.Errorf("watching %s: %w", gr, err)
		}
		r.watchers = append(r.watchers, w)
	}
	r.catchUp()
	return r, nil
}

// stop ends the watches. They stay where they are: requests of loops that are
// about to end may still look at them.
func (r *roles) stop() {
	for _, w := range r.watchers {
		w.Stop()
	}
}

// catchUp takes what the watchers have.
func (r *roles) catchUp() {
	if !r.busy.Load() && !r.behind() {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.busy.Store(true)
	defer r.busy.Store(false)
	for _, w := range r.watchers {
		r.drain(w)
	}
}

func (r *roles) behind() bool {
	for _, w := range r.watchers {
		if len(w.Ready()) > 0 {
			return true
		}
	}
	return false
}

func (r *roles) drain(w *cache.Watcher) {
	for {
		select {
		case <-w.Ready():
		default:
			return
		}
		r.buf, _ = w.Take(r.buf[:0]) // durable watchers have no errors
		for _, change := range r.buf {
			switch change.Type {
			case cache.Added, cache.Modified:
				r.Set(change.Entry.Object())
			case cache.Deleted:
				r.Remove(change.Entry.Object())
			}
		}
		clear(r.buf)
	}
}

// Authorize implements authz.Authorizer.
func (r *roles) Authorize(ctx context.Context, a *authz.Attributes) (authz.Decision, string, error) {
	r.catchUp()
	return r.RBAC.Authorize(ctx, a)
}

// RulesFor is authz.RBAC.RulesFor on the newest state.
func (r *roles) RulesFor(u user.Info, namespace string) []rbacv1.PolicyRule {
	r.catchUp()
	return r.RBAC.RulesFor(u, namespace)
}

// Rules is authz.RBAC.Rules on the newest state.
func (r *roles) Rules(namespace, name string) ([]rbacv1.PolicyRule, bool) {
	r.catchUp()
	return r.RBAC.Rules(namespace, name)
}

// upstream is an Authorizer behind the ecosystem's interface.
type upstream struct{ authz.Authorizer }

// Authorize implements authorizer.Authorizer.
func (u upstream) Authorize(ctx context.Context, a authorizer.Attributes) (authorizer.Decision, string, error) {
	own := &authz.Attributes{User: a.GetUser(), Verb: a.GetVerb()}
	if a.IsResourceRequest() {
		own.Group, own.Version, own.Resource, own.Subresource = a.GetAPIGroup(), a.GetAPIVersion(), a.GetResource(), a.GetSubresource()
		own.Namespace, own.Name = a.GetNamespace(), a.GetName()
		if requirements, err := a.GetFieldSelector(); err == nil && len(requirements) > 0 {
			own.Fields = fieldsOf(requirements)
		}
	} else {
		own.Path = a.GetPath()
	}
	decision, reason, err := u.Authorizer.Authorize(ctx, own)
	switch decision {
	case authz.Allow:
		return authorizer.DecisionAllow, reason, err
	case authz.Deny:
		return authorizer.DecisionDeny, reason, err
	}
	return authorizer.DecisionNoOpinion, reason, err
}

// Authorization modes, by the names that kube-apiserver's flag has.
const (
	ModeNode        = "Node"
	ModeRBAC        = "RBAC"
	ModeAlwaysAllow = "AlwaysAllow"
	ModeAlwaysDeny  = "AlwaysDeny"
)

// newAuthorizer asks the modes of the configuration in turn, after the group of
// administrators.
func (s *Server) newAuthorizer() (authz.Authorizer, error) {
	modes := s.config.Authorization
	if len(modes) == 0 {
		modes = []string{ModeNode, ModeRBAC}
	}
	union := authz.Union{authz.Masters{}}
	for _, mode := range modes {
		switch mode {
		case ModeNode:
			union = append(union, authz.Nodes{Objects: s.objects})
		case ModeRBAC:
			union = append(union, s.roles)
		case ModeAlwaysAllow:
			union = append(union, authz.Always{Decision: authz.Allow})
		case ModeAlwaysDeny:
			union = append(union, authz.Always{Decision: authz.NoOpinion, Reason: "Everything is forbidden."})
		default:
			return nil, fmt.Errorf("authorization mode %q is unknown", mode)
		}
	}
	return union, nil
}
