package admission

import (
	"context"
	"strings"
	"testing"

	rbacv1 "k8s.io/api/rbac/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/rbac"
	"github.com/skiff-k8s/skiff/apiserver/authz"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// held are rules by user, and roles by name.
type held struct {
	users, roles map[string][]rbacv1.PolicyRule
}

func (h held) RulesFor(u user.Info, _ string) []rbacv1.PolicyRule { return h.users[u.GetName()] }

func (h held) Rules(_, name string) ([]rbacv1.PolicyRule, bool) {
	rules, ok := h.roles[name]
	return rules, ok
}

// Authorize implements authz.Authorizer for verbs on roles.
func (h held) Authorize(_ context.Context, a *authz.Attributes) (authz.Decision, string, error) {
	for _, rule := range h.users[a.User.GetName()] {
		if rule.Verbs[0] == a.Verb {
			return authz.Allow, "", nil
		}
	}
	return authz.NoOpinion, "", nil
}

func TestEscalation(t *testing.T) {
	everything := []rbacv1.PolicyRule{
		{APIGroups: []string{"*"}, Resources: []string{"*"}, Verbs: []string{"*"}},
		{NonResourceURLs: []string{"*"}, Verbs: []string{"*"}},
	}
	read := rbacv1.PolicyRule{APIGroups: []string{""}, Resources: []string{"pods"}, Verbs: []string{"get", "list"}}
	h := held{
		users: map[string][]rbacv1.PolicyRule{
			"reader":   {read},
			"promoter": {{Verbs: []string{"escalate"}}},
			"binder":   {{Verbs: []string{"bind"}}},
		},
		roles: map[string][]rbacv1.PolicyRule{"read": {read}, "all": everything},
	}
	role := func(rules ...rbacv1.PolicyRule) api.Object { return &rbacv1.Role{Rules: rules} }
	binding := func(name string) api.Object {
		return &rbacv1.RoleBinding{RoleRef: rbacv1.RoleRef{Kind: "Role", Name: name}}
	}
	aggregated := &rbacv1.ClusterRole{AggregationRule: &rbacv1.AggregationRule{
		ClusterRoleSelectors: []metav1.LabelSelector{{MatchLabels: map[string]string{"a": "b"}}},
	}}
	for _, tt := range []struct {
		name     string
		user     string
		resource *api.Resource
		o, old   api.Object
		says     string // of the refusal, empty when allowed
	}{
		{"a role of what one has", "reader", rbac.Roles, role(read), nil, ""},
		{"a role of more", "reader", rbac.Roles, role(everything...), nil,
			"not currently held:\n{APIGroups:[\"*\"], Resources:[\"*\"], Verbs:[\"*\"]}\n{NonResourceURLs:[\"*\"], Verbs:[\"*\"]}"},
		{"verbs of one rule are told together", "nobody", rbac.Roles, role(read), nil, `Verbs:["get" "list"]}`},
		{"escalate", "promoter", rbac.Roles, role(everything...), nil, ""},
		{"a role that stays as it is", "nobody", rbac.Roles, role(read), role(read), ""},
		{"a binding of what one has", "reader", rbac.RoleBindings, binding("read"), nil, ""},
		{"a binding of more", "reader", rbac.RoleBindings, binding("all"), nil, "not currently held"},
		{"bind", "binder", rbac.RoleBindings, binding("all"), nil, ""},
		{"a binding that stays as it is", "nobody", rbac.RoleBindings, binding("all"), binding("all"), ""},
		{"a binding to nothing", "reader", rbac.RoleBindings, binding("none"), nil, `"none" not found`},
		{"aggregation", "reader", rbac.ClusterRoles, aggregated, nil, "must have cluster-admin privileges"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			op := rest.Create
			if tt.old != nil {
				op = rest.Update
			}
			err := Escalation{Rules: h, Authorizer: h}.Validate(t.Context(), &rest.Attributes{
				Request:   &rest.Request{User: &user.DefaultInfo{Name: tt.user}, Resource: tt.resource},
				Operation: op, Namespace: "default", Name: "x", Object: tt.o, Old: tt.old,
			})
			switch {
			case tt.says == "" && err != nil:
				t.Errorf("refused: %v", err)
			case tt.says != "" && (err == nil || !strings.Contains(err.Error(), tt.says)):
				t.Errorf("got %v, want a refusal that says %q", err, tt.says)
			case tt.says != "" && !apierrors.IsForbidden(err) && !apierrors.IsNotFound(err):
				t.Errorf("got %v, want 403 or 404", err)
			}
		})
	}
}
