package matching

import (
	"slices"
	"strings"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
)

// ruleMatches says whether a rule is about the subject, were it of resource r.
func ruleMatches(rule *admissionregistrationv1.RuleWithOperations, s *Subject, r *api.Resource) bool {
	return scopeMatches(rule.Scope, s, r) &&
		slices.ContainsFunc(rule.Operations, func(o admissionregistrationv1.OperationType) bool {
			return o == admissionregistrationv1.OperationAll || string(o) == string(s.Operation)
		}) &&
		named(rule.APIGroups, r.Group) && named(rule.APIVersions, r.Version) &&
		slices.ContainsFunc(rule.Resources, func(text string) bool {
			name, sub, _ := strings.Cut(text, "/")
			return (name == "*" || name == r.Name) && (sub == "*" || sub == s.Subresource)
		})
}

// scopeMatches: namespaces are cluster-scoped, although requests for them name
// one.
func scopeMatches(scope *admissionregistrationv1.ScopeType, s *Subject, r *api.Resource) bool {
	if scope == nil {
		return true
	}
	cluster := s.Namespace == "" || r.GR() == lookup.Namespaces
	switch *scope {
	case admissionregistrationv1.AllScopes:
		return true
	case admissionregistrationv1.ClusterScope:
		return cluster
	case admissionregistrationv1.NamespacedScope:
		return !cluster
	}
	return false
}

func named(list []string, name string) bool {
	return slices.Contains(list, "*") || slices.Contains(list, name)
}
