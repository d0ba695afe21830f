package fairness

import (
	"cmp"
	"slices"
	"strings"
	"sync/atomic"

	flowcontrolv1 "k8s.io/api/flowcontrol/v1"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/apiserver/authn"
	"github.com/skiff-k8s/skiff/apiserver/authz"
)

// flowSchema is a FlowSchema with the level that it names.
type flowSchema struct {
	name, uid string
	spec      *flowcontrolv1.FlowSchemaSpec
	level     *level
	by        flowcontrolv1.FlowDistinguisherMethodType // empty for one flow
	counters  *counters
	// Of the level, as it was when the schema was digested.
	levelUID        string
	exempt, queuing bool
}

// counters of one schema, which outlive changes of it.
type counters struct {
	dispatched, executing atomic.Int64
	rejected              [numReasons]atomic.Int64
}

// sortSchemas puts those that are asked first to the front.
func sortSchemas(list []*flowcontrolv1.FlowSchema) {
	slices.SortFunc(list, func(a, b *flowcontrolv1.FlowSchema) int {
		return cmp.Or(cmp.Compare(a.Spec.MatchingPrecedence, b.Spec.MatchingPrecedence), strings.Compare(a.Name, b.Name))
	})
}

// flow names the flow of a request in the schema.
func (s *flowSchema) flow(a *authz.Attributes) string {
	switch s.by {
	case flowcontrolv1.FlowDistinguisherMethodByUserType:
		return a.User.GetName()
	case flowcontrolv1.FlowDistinguisherMethodByNamespaceType:
		return a.Namespace
	}
	return ""
}

// matches says whether one of the rules is about the request.
func matches(spec *flowcontrolv1.FlowSchemaSpec, a *authz.Attributes) bool {
	for i := range spec.Rules {
		r := &spec.Rules[i]
		if !anySubject(r.Subjects, a.User) {
			continue
		}
		if a.ForResource() {
			for j := range r.ResourceRules {
				if matchesResource(&r.ResourceRules[j], a) {
					return true
				}
			}
			continue
		}
		for j := range r.NonResourceRules {
			if matchesPath(&r.NonResourceRules[j], a) {
				return true
			}
		}
	}
	return false
}

func anySubject(subjects []flowcontrolv1.Subject, u user.Info) bool {
	for i := range subjects {
		if matchesSubject(&subjects[i], u) {
			return true
		}
	}
	return false
}

func matchesSubject(s *flowcontrolv1.Subject, u user.Info) bool {
	switch {
	case s.Kind == flowcontrolv1.SubjectKindUser && s.User != nil:
		return s.User.Name == flowcontrolv1.NameAll || s.User.Name == u.GetName()
	case s.Kind == flowcontrolv1.SubjectKindGroup && s.Group != nil:
		return s.Group.Name == flowcontrolv1.NameAll || slices.Contains(u.GetGroups(), s.Group.Name)
	case s.Kind == flowcontrolv1.SubjectKindServiceAccount && s.ServiceAccount != nil:
		namespace, name, ok := authn.SplitServiceAccountUser(u.GetName())
		return ok && namespace == s.ServiceAccount.Namespace && (s.ServiceAccount.Name == flowcontrolv1.NameAll || s.ServiceAccount.Name == name)
	}
	return false
}

func matchesResource(r *flowcontrolv1.ResourcePolicyRule, a *authz.Attributes) bool {
	return has(r.Verbs, flowcontrolv1.VerbAll, a.Verb) &&
		has(r.APIGroups, flowcontrolv1.APIGroupAll, a.Group) &&
		hasResource(r.Resources, a.Resource, a.Subresource) &&
		(a.Namespace == "" && r.ClusterScope || a.Namespace != "" && has(r.Namespaces, flowcontrolv1.NamespaceEvery, a.Namespace))
}

func has(list []string, all, want string) bool {
	for _, have := range list {
		if have == all || have == want {
			return true
		}
	}
	return false
}

// hasResource finds "resource" or "resource/subresource".
func hasResource(list []string, resource, subresource string) bool {
	for _, have := range list {
		if have == flowcontrolv1.ResourceAll {
			return true
		}
		if rest, ok := strings.CutPrefix(have, resource); ok && (subresource == "" && rest == "" ||
			subresource != "" && len(rest) > 0 && rest[0] == '/' && rest[1:] == subresource) {
			return true
		}
	}
	return false
}

func matchesPath(r *flowcontrolv1.NonResourcePolicyRule, a *authz.Attributes) bool {
	if !has(r.Verbs, flowcontrolv1.VerbAll, a.Verb) {
		return false
	}
	for _, pattern := range r.NonResourceURLs {
		if pattern == flowcontrolv1.NonResourceAll || pattern == a.Path {
			return true
		}
		if prefix, ok := strings.CutSuffix(pattern, "/*"); ok && strings.HasPrefix(a.Path, prefix) && strings.HasPrefix(a.Path[len(prefix):], "/") {
			return true
		}
	}
	return false
}
