package admissionregistration

import (
	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/optional"
)

// webhookSeconds is how long a webhook may take by default.
const webhookSeconds = 10

func defaultMutatingWebhooks(c *admissionregistrationv1.MutatingWebhookConfiguration) {
	for i := range c.Webhooks {
		w := &c.Webhooks[i]
		optional.Default(&w.FailurePolicy, admissionregistrationv1.Fail)
		optional.Default(&w.MatchPolicy, admissionregistrationv1.Equivalent)
		optional.Default(&w.NamespaceSelector, metav1.LabelSelector{})
		optional.Default(&w.ObjectSelector, metav1.LabelSelector{})
		optional.Default(&w.TimeoutSeconds, webhookSeconds)
		optional.Default(&w.ReinvocationPolicy, admissionregistrationv1.NeverReinvocationPolicy)
		defaultClient(&w.ClientConfig)
		defaultRules(w.Rules)
	}
}

func defaultValidatingWebhooks(c *admissionregistrationv1.ValidatingWebhookConfiguration) {
	for i := range c.Webhooks {
		w := &c.Webhooks[i]
		optional.Default(&w.FailurePolicy, admissionregistrationv1.Fail)
		optional.Default(&w.MatchPolicy, admissionregistrationv1.Equivalent)
		optional.Default(&w.NamespaceSelector, metav1.LabelSelector{})
		optional.Default(&w.ObjectSelector, metav1.LabelSelector{})
		optional.Default(&w.TimeoutSeconds, webhookSeconds)
		defaultClient(&w.ClientConfig)
		defaultRules(w.Rules)
	}
}

func defaultClient(c *admissionregistrationv1.WebhookClientConfig) {
	if c.Service != nil {
		optional.Default(&c.Service.Port, 443)
	}
}

func defaultRules(rules []admissionregistrationv1.RuleWithOperations) {
	for i := range rules {
		optional.Default(&rules[i].Scope, admissionregistrationv1.AllScopes)
	}
}

func defaultMatch(m *admissionregistrationv1.MatchResources) {
	if m == nil {
		return
	}
	optional.Default(&m.MatchPolicy, admissionregistrationv1.Equivalent)
	optional.Default(&m.NamespaceSelector, metav1.LabelSelector{})
	optional.Default(&m.ObjectSelector, metav1.LabelSelector{})
	for i := range m.ResourceRules {
		optional.Default(&m.ResourceRules[i].Scope, admissionregistrationv1.AllScopes)
	}
	for i := range m.ExcludeResourceRules {
		optional.Default(&m.ExcludeResourceRules[i].Scope, admissionregistrationv1.AllScopes)
	}
}
