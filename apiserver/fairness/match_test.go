package fairness

import (
	"testing"

	flowcontrolv1 "k8s.io/api/flowcontrol/v1"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/apiserver/authz"
)

func TestDefaultSchemas(t *testing.T) {
	f := New(Config{Objects: nothing{}, Now: clock, Count: func(gr groupResource) int { return 0 }})
	f.install(Defaults())
	who := func(name string, groups ...string) user.Info {
		return &user.DefaultInfo{Name: name, Groups: append(groups, user.AllAuthenticated)}
	}
	account := func(namespace, name string) user.Info {
		return who("system:serviceaccount:"+namespace+":"+name, "system:serviceaccounts", "system:serviceaccounts:"+namespace)
	}
	for _, c := range []struct {
		name   string
		a      authz.Attributes
		schema string
		level  string
	}{
		{"administrator", authz.Attributes{User: who("root", "system:masters"), Verb: "list", Resource: "pods"}, "exempt", "exempt"},
		{"node's lease", authz.Attributes{User: who("system:node:a", "system:nodes"), Verb: "update", Group: "coordination.k8s.io", Resource: "leases", Namespace: "kube-node-lease"}, "system-node-high", "node-high"},
		{"node's status", authz.Attributes{User: who("system:node:a", "system:nodes"), Verb: "patch", Resource: "nodes", Subresource: "status", Name: "a"}, "system-node-high", "node-high"},
		{"node's pods", authz.Attributes{User: who("system:node:a", "system:nodes"), Verb: "list", Resource: "pods"}, "system-nodes", "system"},
		{"probe", authz.Attributes{User: who("jane"), Verb: "get", Path: "/readyz"}, "probes", "exempt"},
		{"anonymous probe", authz.Attributes{User: &user.DefaultInfo{Name: user.Anonymous, Groups: []string{user.AllUnauthenticated}}, Verb: "get", Path: "/livez"}, "probes", "exempt"},
		{"leader election", authz.Attributes{User: who("system:kube-scheduler"), Verb: "update", Group: "coordination.k8s.io", Resource: "leases", Namespace: "kube-system"}, "system-leader-election", "leader-election"},
		{"scheduler", authz.Attributes{User: who("system:kube-scheduler"), Verb: "create", Resource: "pods", Subresource: "binding", Namespace: "default"}, "kube-scheduler", "workload-high"},
		{"system account", authz.Attributes{User: account("kube-system", "x"), Verb: "get", Resource: "pods", Namespace: "a"}, "kube-system-service-accounts", "workload-high"},
		{"account", authz.Attributes{User: account("a", "x"), Verb: "get", Resource: "pods", Namespace: "a"}, "service-accounts", "workload-low"},
		{"person", authz.Attributes{User: who("jane"), Verb: "get", Resource: "pods", Namespace: "a"}, "global-default", "global-default"},
		{"nobody", authz.Attributes{User: &user.DefaultInfo{Name: "odd"}, Verb: "get", Path: "/x"}, "catch-all", "catch-all"},
	} {
		if s := f.classify(&c.a); s.name != c.schema || s.level.name != c.level {
			t.Errorf("%s: %s in %s", c.name, s.name, s.level.name)
		}
	}
}

func TestRules(t *testing.T) {
	jane := &user.DefaultInfo{Name: "jane", Groups: []string{"g"}}
	for _, c := range []struct {
		name string
		rule flowcontrolv1.ResourcePolicyRule
		a    authz.Attributes
		want bool
	}{
		{"subresource by itself", flowcontrolv1.ResourcePolicyRule{Resources: []string{"pods/log"}, Namespaces: []string{"*"}}, authz.Attributes{Resource: "pods", Subresource: "log", Namespace: "a"}, true},
		{"resource without its subresource", flowcontrolv1.ResourcePolicyRule{Resources: []string{"pods"}, Namespaces: []string{"*"}}, authz.Attributes{Resource: "pods", Subresource: "log", Namespace: "a"}, false},
		{"prefix of a name", flowcontrolv1.ResourcePolicyRule{Resources: []string{"podtemplates"}, Namespaces: []string{"*"}}, authz.Attributes{Resource: "pod", Namespace: "a"}, false},
		{"namespace", flowcontrolv1.ResourcePolicyRule{Resources: []string{"*"}, Namespaces: []string{"a"}}, authz.Attributes{Resource: "pods", Namespace: "a"}, true},
		{"another namespace", flowcontrolv1.ResourcePolicyRule{Resources: []string{"*"}, Namespaces: []string{"b"}}, authz.Attributes{Resource: "pods", Namespace: "a"}, false},
		{"all namespaces are none", flowcontrolv1.ResourcePolicyRule{Resources: []string{"*"}, Namespaces: []string{"*"}}, authz.Attributes{Resource: "pods"}, false},
		{"cluster scope", flowcontrolv1.ResourcePolicyRule{Resources: []string{"*"}, ClusterScope: true}, authz.Attributes{Resource: "nodes"}, true},
	} {
		c.rule.Verbs, c.rule.APIGroups = []string{"*"}, []string{"*"}
		c.a.User = jane
		spec := &flowcontrolv1.FlowSchemaSpec{Rules: []flowcontrolv1.PolicyRulesWithSubjects{{
			Subjects:      []flowcontrolv1.Subject{{Kind: flowcontrolv1.SubjectKindGroup, Group: &flowcontrolv1.GroupSubject{Name: "g"}}},
			ResourceRules: []flowcontrolv1.ResourcePolicyRule{c.rule},
		}}}
		if got := matches(spec, &c.a); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	for pattern, path := range map[string]string{"/healthz": "/healthz", "/metrics/*": "/metrics/cadvisor", "*": "/anything"} {
		r := &flowcontrolv1.NonResourcePolicyRule{Verbs: []string{"get"}, NonResourceURLs: []string{pattern}}
		if !matchesPath(r, &authz.Attributes{Verb: "get", Path: path}) || matchesPath(r, &authz.Attributes{Verb: "post", Path: path}) {
			t.Error(pattern)
		}
	}
	if matchesPath(&flowcontrolv1.NonResourcePolicyRule{Verbs: []string{"*"}, NonResourceURLs: []string{"/metrics/*"}}, &authz.Attributes{Path: "/metricsx"}) {
		t.Error("a prefix that ends inside a name")
	}
}
