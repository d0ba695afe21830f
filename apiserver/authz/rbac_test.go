package authz

import (
	"context"
	"fmt"
	"testing"

	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apiserver/pkg/authentication/user"
)

func rule(verbs, groups, resources []string, names ...string) rbacv1.PolicyRule {
	return rbacv1.PolicyRule{Verbs: verbs, APIGroups: groups, Resources: resources, ResourceNames: names}
}

func clusterRole(name string, rules ...rbacv1.PolicyRule) *rbacv1.ClusterRole {
	return &rbacv1.ClusterRole{ObjectMeta: metav1.ObjectMeta{Name: name}, Rules: rules}
}

func engine() *RBAC {
	r := NewRBAC()
	r.Set(clusterRole("reader", rule([]string{"get", "list"}, []string{""}, []string{"pods", "pods/log"})))
	r.Set(clusterRole("scaler", rule([]string{"update"}, []string{"*"}, []string{"*/scale"})))
	r.Set(clusterRole("discovery", rbacv1.PolicyRule{Verbs: []string{"get"}, NonResourceURLs: []string{"/api/*", "/version"}}))
	r.Set(&rbacv1.Role{ObjectMeta: metav1.ObjectMeta{Namespace: "a", Name: "one-map"}, Rules: []rbacv1.PolicyRule{
		rule([]string{"*"}, []string{""}, []string{"configmaps"}, "only"),
	}})
	r.Set(&rbacv1.ClusterRoleBinding{ObjectMeta: metav1.ObjectMeta{Name: "everyone"},
		RoleRef:  rbacv1.RoleRef{Kind: "ClusterRole", Name: "discovery"},
		Subjects: []rbacv1.Subject{{Kind: "Group", Name: "system:authenticated"}}})
	r.Set(&rbacv1.ClusterRoleBinding{ObjectMeta: metav1.ObjectMeta{Name: "scalers"},
		RoleRef:  rbacv1.RoleRef{Kind: "ClusterRole", Name: "scaler"},
		Subjects: []rbacv1.Subject{{Kind: "User", Name: "sam"}}})
	r.Set(&rbacv1.RoleBinding{ObjectMeta: metav1.ObjectMeta{Namespace: "a", Name: "readers"},
		RoleRef:  rbacv1.RoleRef{Kind: "ClusterRole", Name: "reader"},
		Subjects: []rbacv1.Subject{{Kind: "ServiceAccount", Name: "bot"}, {Kind: "ServiceAccount", Namespace: "b", Name: "bot"}}})
	r.Set(&rbacv1.RoleBinding{ObjectMeta: metav1.ObjectMeta{Namespace: "a", Name: "map"},
		RoleRef:  rbacv1.RoleRef{Kind: "Role", Name: "one-map"},
		Subjects: []rbacv1.Subject{{Kind: "User", Name: "sam"}}})
	r.Set(&rbacv1.RoleBinding{ObjectMeta: metav1.ObjectMeta{Namespace: "c", Name: "dangling"},
		RoleRef:  rbacv1.RoleRef{Kind: "Role", Name: "gone"},
		Subjects: []rbacv1.Subject{{Kind: "User", Name: "sam"}}})
	return r
}

func who(name string, groups ...string) user.Info {
	return &user.DefaultInfo{Name: name, Groups: groups}
}

func TestAuthorize(t *testing.T) {
	r := engine()
	bot := who("system:serviceaccount:a:bot", "system:serviceaccounts", "system:authenticated")
	botB := who("system:serviceaccount:b:bot")
	sam := who("sam", "system:authenticated")
	for _, c := range []struct {
		name string
		a    Attributes
		want Decision
		why  string
	}{
		{"service account of the binding's own namespace", Attributes{User: bot, Verb: "get", Resource: "pods", Namespace: "a", Name: "p"}, Allow,
			`RBAC: allowed by RoleBinding "readers/a" of ClusterRole "reader" to ServiceAccount "bot/a"`},
		{"service account of another namespace", Attributes{User: botB, Verb: "list", Resource: "pods", Namespace: "a"}, Allow,
			`RBAC: allowed by RoleBinding "readers/a" of ClusterRole "reader" to ServiceAccount "bot/b"`},
		{"another namespace", Attributes{User: bot, Verb: "get", Resource: "pods", Namespace: "b", Name: "p"}, NoOpinion, ""},
		{"all namespaces", Attributes{User: bot, Verb: "list", Resource: "pods"}, NoOpinion, ""},
		{"verb not named", Attributes{User: bot, Verb: "delete", Resource: "pods", Namespace: "a"}, NoOpinion, ""},
		{"subresource named", Attributes{User: bot, Verb: "get", Resource: "pods", Subresource: "log", Namespace: "a"}, Allow,
			`RBAC: allowed by RoleBinding "readers/a" of ClusterRole "reader" to ServiceAccount "bot/a"`},
		{"subresource not named", Attributes{User: bot, Verb: "get", Resource: "pods", Subresource: "exec", Namespace: "a"}, NoOpinion, ""},
		{"other group", Attributes{User: bot, Verb: "get", Group: "metrics.k8s.io", Resource: "pods", Namespace: "a"}, NoOpinion, ""},
		{"any subresource of that name", Attributes{User: sam, Verb: "update", Group: "apps", Resource: "deployments", Subresource: "scale", Namespace: "z"}, Allow,
			`RBAC: allowed by ClusterRoleBinding "scalers" of ClusterRole "scaler" to User "sam"`},
		{"the parent of such a subresource", Attributes{User: sam, Verb: "update", Group: "apps", Resource: "deployments", Namespace: "z"}, NoOpinion, ""},
		{"resource name", Attributes{User: sam, Verb: "patch", Resource: "configmaps", Namespace: "a", Name: "only"}, Allow,
			`RBAC: allowed by RoleBinding "map/a" of Role "one-map" to User "sam"`},
		{"other resource name", Attributes{User: sam, Verb: "patch", Resource: "configmaps", Namespace: "a", Name: "other"}, NoOpinion, ""},
		{"list with resource names", Attributes{User: sam, Verb: "list", Resource: "configmaps", Namespace: "a"}, NoOpinion, ""},
		{"path by prefix", Attributes{User: sam, Verb: "get", Path: "/api/v1"}, Allow,
			`RBAC: allowed by ClusterRoleBinding "everyone" of ClusterRole "discovery" to Group "system:authenticated"`},
		{"path that only begins alike", Attributes{User: sam, Verb: "get", Path: "/apis"}, NoOpinion, ""},
		{"path for nobody", Attributes{User: who("x"), Verb: "get", Path: "/version"}, NoOpinion, ""},
		{"role that is not there", Attributes{User: sam, Verb: "get", Resource: "pods", Namespace: "c"}, NoOpinion,
			`RBAC: role.rbac.authorization.k8s.io "gone" not found`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, why, err := r.Authorize(context.Background(), &c.a)
			if err != nil || got != c.want || why != c.why {
				t.Errorf("got %v %q %v, want %v %q", got, why, err, c.want, c.why)
			}
		})
	}
}

func TestChangesTakeEffect(t *testing.T) {
	r := NewRBAC()
	ask := func() Decision {
		d, _, _ := r.Authorize(context.Background(), &Attributes{User: who("u"), Verb: "get", Resource: "pods", Namespace: "n"})
		return d
	}
	binding := &rbacv1.RoleBinding{ObjectMeta: metav1.ObjectMeta{Namespace: "n", Name: "b"},
		RoleRef: rbacv1.RoleRef{Kind: "ClusterRole", Name: "r"}, Subjects: []rbacv1.Subject{{Kind: "User", Name: "u"}}}
	everywhere := &rbacv1.ClusterRoleBinding{ObjectMeta: metav1.ObjectMeta{Name: "b"}, RoleRef: binding.RoleRef, Subjects: binding.Subjects}
	role := clusterRole("r", rule([]string{"get"}, []string{""}, []string{"pods"}))

	steps := []struct {
		what string
		do   func()
		want Decision
	}{
		{"binding before its role", func() { r.Set(binding) }, NoOpinion},
		{"role", func() { r.Set(role) }, Allow},
		{"role without rules", func() { r.Set(clusterRole("r")) }, NoOpinion},
		{"role again", func() { r.Set(role) }, Allow},
		{"binding for somebody else", func() {
			other := binding.DeepCopy()
			other.Subjects[0].Name = "v"
			r.Set(other)
		}, NoOpinion},
		{"cluster binding", func() { r.Set(everywhere) }, Allow},
		{"cluster binding gone", func() { r.Remove(everywhere) }, NoOpinion},
		{"binding back", func() { r.Set(binding) }, Allow},
		{"role gone", func() { r.Remove(role) }, NoOpinion},
		{"role back", func() { r.Set(role) }, Allow},
		{"binding gone", func() { r.Remove(binding) }, NoOpinion},
	}
	for _, s := range steps {
		s.do()
		if got := ask(); got != s.want {
			t.Fatalf("%s: got %v, want %v", s.what, got, s.want)
		}
	}
	if len(r.bySubject) != 0 || len(r.clusterScope) != 0 || len(r.bindings) != 0 {
		t.Error("something is left of what was removed")
	}
}

func TestCovers(t *testing.T) {
	all := rule([]string{"*"}, []string{"*"}, []string{"*"})
	for _, c := range []struct {
		name    string
		owner   []rbacv1.PolicyRule
		wanted  rbacv1.PolicyRule
		missing int
	}{
		{"everything covers anything", []rbacv1.PolicyRule{all}, rule([]string{"get", "x"}, []string{"", "apps"}, []string{"pods", "pods/log"}), 0},
		{"anything does not cover everything", []rbacv1.PolicyRule{rule([]string{"get"}, []string{""}, []string{"pods"})}, all, 1},
		{"parts by several rules", []rbacv1.PolicyRule{rule([]string{"get"}, []string{""}, []string{"pods"}), rule([]string{"list"}, []string{""}, []string{"pods"})},
			rule([]string{"get", "list"}, []string{""}, []string{"pods"}), 0},
		{"names are narrower", []rbacv1.PolicyRule{rule([]string{"get"}, []string{""}, []string{"pods"}, "a")}, rule([]string{"get"}, []string{""}, []string{"pods"}), 1},
		{"names by all", []rbacv1.PolicyRule{rule([]string{"get"}, []string{""}, []string{"pods"})}, rule([]string{"get"}, []string{""}, []string{"pods"}, "a", "b"), 0},
		{"subresources of all", []rbacv1.PolicyRule{rule([]string{"get"}, []string{""}, []string{"*/log"})}, rule([]string{"get"}, []string{""}, []string{"pods/log"}), 0},
		{"paths", []rbacv1.PolicyRule{{Verbs: []string{"get"}, NonResourceURLs: []string{"/a/*"}}}, rbacv1.PolicyRule{Verbs: []string{"get", "put"}, NonResourceURLs: []string{"/a/b", "/a/*"}}, 2},
	} {
		ok, missing := Covers(c.owner, []rbacv1.PolicyRule{c.wanted})
		if len(missing) != c.missing || ok != (c.missing == 0) {
			t.Errorf("%s: ok %v, missing %v", c.name, ok, missing)
		}
	}
}

func BenchmarkAuthorize(b *testing.B) {
	r := engine()
	for i := range 10_000 {
		r.Set(&rbacv1.RoleBinding{ObjectMeta: metav1.ObjectMeta{Namespace: fmt.Sprint("n", i), Name: "b"},
			RoleRef: rbacv1.RoleRef{Kind: "ClusterRole", Name: "reader"}, Subjects: []rbacv1.Subject{{Kind: "User", Name: fmt.Sprint("u", i)}}})
	}
	a := &Attributes{User: who("u77", "system:authenticated"), Verb: "get", Resource: "pods", Namespace: "n77", Name: "p"}
	for b.Loop() {
		if d, _, _ := r.Authorize(context.Background(), a); d != Allow {
			b.Fatal("refused")
		}
	}
}
