package matching

import (
	"slices"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// Criteria say which requests somebody is interested in. They are safe for
// concurrent use.
type Criteria struct {
	namespaces, objects selector
	rules, excluded     []admissionregistrationv1.NamedRuleWithOperations
	// anything: without rules every request matches, not none.
	anything bool
	// equivalent: a rule about one version of a resource is about all of them.
	equivalent bool
}

// selector is a label selector, or why it cannot be read.
type selector struct {
	labels.Selector
	err error
}

func parse(s *metav1.LabelSelector) selector {
	parsed, err := metav1.LabelSelectorAsSelector(s)
	return selector{parsed, err}
}

// ForWebhook returns the criteria of a webhook.
func ForWebhook(rules []admissionregistrationv1.RuleWithOperations, policy *admissionregistrationv1.MatchPolicyType, namespaces, objects *metav1.LabelSelector) *Criteria {
	c := &Criteria{namespaces: parse(namespaces), objects: parse(objects), equivalent: isEquivalent(policy)}
	for _, r := range rules {
		c.rules = append(c.rules, admissionregistrationv1.NamedRuleWithOperations{RuleWithOperations: r})
	}
	return c
}

// ForPolicy returns the criteria of an admission policy.
func ForPolicy(m *admissionregistrationv1.MatchResources) *Criteria {
	if m == nil {
		m = &admissionregistrationv1.MatchResources{}
	}
	return &Criteria{
		namespaces: parse(m.NamespaceSelector), objects: parse(m.ObjectSelector),
		rules: m.ResourceRules, excluded: m.ExcludeResourceRules,
		anything: true, equivalent: isEquivalent(m.MatchPolicy),
	}
}

// ForBinding returns the criteria of the binding of a policy, nil when it has
// none of its own.
func ForBinding(m *admissionregistrationv1.MatchResources) *Criteria {
	if m == nil {
		return nil
	}
	return ForPolicy(m)
}

func isEquivalent(p *admissionregistrationv1.MatchPolicyType) bool {
	return p != nil && *p == admissionregistrationv1.Equivalent
}

// Match says whether a request matches, and as which version of its resource. It
// matches when c is nil. The error is an API status error: that the criteria
// cannot be read, or that the namespace is not there.
func (c *Criteria) Match(s *Subject) (as *api.Resource, ok bool, err error) {
	if c == nil {
		return s.Resource, true, nil
	}
	// Rules first: they are cheap, and sort most requests out. What the selectors
	// have to complain about counts only for requests that the rules are about.
	if _, excluded := c.rule(c.excluded, s); excluded {
		return nil, false, nil
	}
	as, ok = s.Resource, c.anything && len(c.rules) == 0
	if !ok {
		as, ok = c.rule(c.rules, s)
	}
	if !ok {
		return nil, false, nil
	}
	inNamespace, namespaceErr := c.matchNamespace(s)
	if !inNamespace && namespaceErr == nil {
		return nil, false, nil
	}
	labelled, labelsErr := c.matchLabels(s)
	if !labelled && labelsErr == nil {
		return nil, false, nil
	}
	if namespaceErr != nil {
		return nil, false, namespaceErr
	}
	if labelsErr != nil {
		return nil, false, labelsErr
	}
	return as, true, nil
}

// rule finds a rule that is about the subject, in its own version or, where that
// does, in another.
func (c *Criteria) rule(rules []admissionregistrationv1.NamedRuleWithOperations, s *Subject) (as *api.Resource, ok bool) {
	about := func(r *api.Resource) bool {
		return slices.ContainsFunc(rules, func(n admissionregistrationv1.NamedRuleWithOperations) bool {
			return ruleMatches(&n.RuleWithOperations, s, r) && (len(n.ResourceNames) == 0 || slices.Contains(n.ResourceNames, s.Name))
		})
	}
	if len(rules) == 0 {
		return nil, false
	}
	if about(s.Resource) {
		return s.Resource, true
	}
	if !c.equivalent {
		return nil, false
	}
	for _, r := range s.equivalents() {
		if about(r) {
			return r, true
		}
	}
	return nil, false
}

func (c *Criteria) matchNamespace(s *Subject) (bool, error) {
	if s.Namespace == "" && s.Resource.GR() != lookup.Namespaces {
		return true, nil
	}
	switch {
	case c.namespaces.err != nil:
		return false, apierrors.NewInternalError(c.namespaces.err)
	case c.namespaces.Empty():
		return true, nil
	}
	have, err := s.namespaceLabels()
	if err != nil {
		return false, err
	}
	return c.namespaces.Matches(labels.Set(have)), nil
}

// namespaceLabels are those of the namespace that the request is in or, when it
// creates or changes a namespace, those that it is to have.
func (s *Subject) namespaceLabels() (map[string]string, error) {
	if s.Resource.GR() == lookup.Namespaces && s.Subresource == "" && (s.Operation == rest.Create || s.Operation == rest.Update) {
		return s.Object.GetLabels(), nil
	}
	ns, err := s.NamespaceObject(s.Namespace)
	if err != nil {
		return nil, err
	}
	return ns.Labels, nil
}

// NamespaceObject returns a namespace, or a NotFound error.
func (s *Subject) NamespaceObject(name string) (*corev1.Namespace, error) {
	ns, ok := lookup.Get[*corev1.Namespace](s.world.Objects, lookup.Namespaces, "", name)
	if !ok {
		return nil, apierrors.NewNotFound(lookup.Namespaces, name)
	}
	return ns, nil
}

func (c *Criteria) matchLabels(s *Subject) (bool, error) {
	switch {
	case c.objects.err != nil:
		return false, apierrors.NewInternalError(c.objects.err)
	case c.objects.Empty():
		return true, nil
	}
	for _, o := range []api.Object{s.Object, s.Old} {
		if o != nil && c.objects.Matches(labels.Set(o.GetLabels())) {
			return true, nil
		}
	}
	return false, nil
}
