package bootstrap

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/authz"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
)

// defaults are the default roles and bindings of Kubernetes 1.36, one JSON object
// a line, without the label and annotation that all of them have.
//
//go:embed rbac.jsonl
var defaults []byte

const (
	labelBootstrapping   = "kubernetes.io/bootstrapping"
	annotationAutoUpdate = "rbac.authorization.kubernetes.io/autoupdate"
)

// line is any of the four kinds.
type line struct {
	Kind            string                  `json:"kind"`
	Metadata        metav1.ObjectMeta       `json:"metadata"`
	AggregationRule *rbacv1.AggregationRule `json:"aggregationRule"`
	Rules           []rbacv1.PolicyRule     `json:"rules"`
	RoleRef         rbacv1.RoleRef          `json:"roleRef"`
	Subjects        []rbacv1.Subject        `json:"subjects"`
}

// Load reads the default roles ahead of Run, which waits for it otherwise: a
// start has other things to do meanwhile.
func Load() error {
	_, err := defaultLines()
	return err
}

// defaultLines are the default roles and bindings; they are shared.
var defaultLines = sync.OnceValues(readDefaults)

func (c Config) roles() ([]wanted, error) {
	lines, err := defaultLines()
	if err != nil {
		return nil, err
	}
	out := make([]wanted, 0, len(lines))
	for i := range lines {
		out = append(out, lines[i].wanted())
	}
	return out, nil
}

func readDefaults() ([]line, error) {
	var lines []line
	for raw := range bytes.Lines(defaults) {
		var l line
		if err := json.Unmarshal(raw, &l); err != nil {
			return nil, fmt.Errorf("bootstrap: default roles: %w", err)
		}
		if l.Metadata.Labels == nil {
			l.Metadata.Labels = map[string]string{}
		}
		l.Metadata.Labels[labelBootstrapping] = "rbac-defaults"
		l.Metadata.Annotations = map[string]string{annotationAutoUpdate: "true"}
		lines = append(lines, l)
	}
	aggregate(lines)
	return lines, nil
}

// aggregate fills in the rules of the roles that are made of others, in rounds
// because such a role may be part of another.
func aggregate(lines []line) {
	for changed := true; changed; {
		changed = false
		for i := range lines {
			l := &lines[i]
			if l.AggregationRule == nil {
				continue
			}
			var rules []rbacv1.PolicyRule
			for j := range lines {
				if j != i && lines[j].Kind == l.Kind && selected(l.AggregationRule, lines[j].Metadata.Labels) {
					rules = addRules(rules, lines[j].Rules)
				}
			}
			if len(rules) > len(l.Rules) {
				l.Rules, changed = rules, true
			}
		}
	}
}

// selected says whether the rule gathers roles with those labels. The default
// rules select by labels alone.
func selected(rule *rbacv1.AggregationRule, set map[string]string) bool {
	return slices.ContainsFunc(rule.ClusterRoleSelectors, func(s metav1.LabelSelector) bool {
		for k, v := range s.MatchLabels {
			if set[k] != v {
				return false
			}
		}
		return len(s.MatchExpressions) == 0
	})
}

// addRules appends the rules that are not there yet.
func addRules(list, more []rbacv1.PolicyRule) []rbacv1.PolicyRule {
	for _, r := range more {
		if !slices.ContainsFunc(list, func(o rbacv1.PolicyRule) bool { return sameRule(&o, &r) }) {
			list = append(list, r)
		}
	}
	return list
}

func sameRule(a, b *rbacv1.PolicyRule) bool {
	return slices.Equal(a.Verbs, b.Verbs) && slices.Equal(a.APIGroups, b.APIGroups) && slices.Equal(a.Resources, b.Resources) &&
		slices.Equal(a.ResourceNames, b.ResourceNames) && slices.Equal(a.NonResourceURLs, b.NonResourceURLs)
}

func (l *line) wanted() wanted {
	switch l.Kind {
	case "ClusterRole":
		return wanted{gr: lookup.ClusterRoles, o: &rbacv1.ClusterRole{ObjectMeta: l.Metadata, Rules: l.Rules, AggregationRule: l.AggregationRule},
			repair: func(p api.Object) bool {
				role := p.(*rbacv1.ClusterRole)
				if role.AggregationRule != nil {
					return false // its rules are gathered from others
				}
				return repairRules(role, &role.Rules, l.Rules)
			}}
	case "Role":
		return wanted{gr: lookup.Roles, o: &rbacv1.Role{ObjectMeta: l.Metadata, Rules: l.Rules},
			repair: func(p api.Object) bool { return repairRules(p, &p.(*rbacv1.Role).Rules, l.Rules) }}
	case "ClusterRoleBinding":
		return wanted{gr: lookup.ClusterRoleBindings, o: &rbacv1.ClusterRoleBinding{ObjectMeta: l.Metadata, RoleRef: l.RoleRef, Subjects: l.Subjects},
			repair: func(p api.Object) bool {
				return repairSubjects(p, &p.(*rbacv1.ClusterRoleBinding).Subjects, l.Subjects)
			}}
	}
	return wanted{gr: lookup.RoleBindings, o: &rbacv1.RoleBinding{ObjectMeta: l.Metadata, RoleRef: l.RoleRef, Subjects: l.Subjects},
		repair: func(p api.Object) bool { return repairSubjects(p, &p.(*rbacv1.RoleBinding).Subjects, l.Subjects) }}
}

// repairable says whether the object still wants to be kept as it was made.
func repairable(o api.Object) bool { return o.GetAnnotations()[annotationAutoUpdate] == "true" }

// repairRules gives a role back what it lacks.
func repairRules(o api.Object, have *[]rbacv1.PolicyRule, want []rbacv1.PolicyRule) bool {
	if !repairable(o) {
		return false
	}
	ok, missing := authz.Covers(*have, want)
	if !ok {
		*have = append(*have, missing...)
	}
	return !ok
}

func repairSubjects(o api.Object, have *[]rbacv1.Subject, want []rbacv1.Subject) bool {
	if !repairable(o) {
		return false
	}
	changed := false
	for _, s := range want {
		if !slices.Contains(*have, s) {
			*have, changed = append(*have, s), true
		}
	}
	return changed
}
