package clusterroles

import (
	"slices"
	"testing"

	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func role(name string, labels map[string]string, verbs ...string) *rbacv1.ClusterRole {
	r := &rbacv1.ClusterRole{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: labels}}
	for _, v := range verbs {
		r.Rules = append(r.Rules, rbacv1.PolicyRule{Verbs: []string{v}})
	}
	return r
}

func gathers(r *rbacv1.ClusterRole, selectors ...metav1.LabelSelector) *rbacv1.ClusterRole {
	r.AggregationRule = &rbacv1.AggregationRule{ClusterRoleSelectors: selectors}
	return r
}

func by(key string) metav1.LabelSelector {
	return metav1.LabelSelector{MatchLabels: map[string]string{key: "true"}}
}

func TestDecide(t *testing.T) {
	toView, toEdit := map[string]string{"view": "true"}, map[string]string{"edit": "true"}
	for _, tt := range []struct {
		name  string
		roles []*rbacv1.ClusterRole
		want  map[string][]string // verbs by role that changes
		err   bool
	}{
		{name: "nothing is gathered", roles: []*rbacv1.ClusterRole{role("a", toView, "get")}},
		{name: "by name, each rule once",
			roles: []*rbacv1.ClusterRole{gathers(role("view", nil), by("view")), role("b", toView, "list", "get"), role("a", toView, "get")},
			want:  map[string][]string{"view": {"get", "list"}}},
		{name: "as it should be", roles: []*rbacv1.ClusterRole{gathers(role("view", nil, "get"), by("view")), role("a", toView, "get")}},
		{name: "in the order of the selectors",
			roles: []*rbacv1.ClusterRole{gathers(role("all", nil), by("view"), by("edit")), role("a", toEdit, "update"), role("b", toView, "get")},
			want:  map[string][]string{"all": {"get", "update"}}},
		{name: "one that gathers is gathered",
			roles: []*rbacv1.ClusterRole{gathers(role("edit", nil), by("edit")), gathers(role("view", toEdit, "get"), by("view")), role("a", toView, "get")},
			want:  map[string][]string{"edit": {"get"}}},
		{name: "not from itself", roles: []*rbacv1.ClusterRole{gathers(role("view", toView), by("view"))}},
		{name: "the last source is gone", roles: []*rbacv1.ClusterRole{gathers(role("view", nil, "get"), by("view"))}, want: map[string][]string{"view": nil}},
		{name: "a bad selector stops nobody else",
			roles: []*rbacv1.ClusterRole{
				gathers(role("bad", nil), metav1.LabelSelector{MatchExpressions: []metav1.LabelSelectorRequirement{{Key: "k", Operator: "Like"}}}),
				gathers(role("view", nil), by("view")), role("a", toView, "get")},
			want: map[string][]string{"view": {"get"}}, err: true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			changes, err := decide(tt.roles)
			if (err != nil) != tt.err {
				t.Errorf("error %v", err)
			}
			if len(changes) != len(tt.want) {
				t.Errorf("%d changes, want %d", len(changes), len(tt.want))
			}
			for _, c := range changes {
				var verbs []string
				for _, r := range c.rules {
					verbs = append(verbs, r.Verbs...)
				}
				want, ok := tt.want[c.role.Name]
				if !ok || !slices.Equal(verbs, want) {
					t.Errorf("%s gets %v, want %v", c.role.Name, verbs, want)
				}
				if c.reason == "" {
					t.Errorf("%s has no reason", c.role.Name)
				}
			}
		})
	}
}
