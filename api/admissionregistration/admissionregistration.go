// Package admissionregistration describes the kinds of
// admissionregistration.k8s.io/v1: webhooks and policies that change or refuse
// what is written.
package admissionregistration

import (
	"time"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/table"
)

const group = admissionregistrationv1.GroupName

var category = []string{"api-extensions"}

// Resources lists the kinds of the group in alphabetical order of their paths.
func Resources() []*api.Resource {
	return []*api.Resource{
		MutatingAdmissionPolicies,
		MutatingAdmissionPolicyBindings,
		MutatingWebhookConfigurations,
		ValidatingAdmissionPolicies,
		ValidatingAdmissionPolicyBindings,
		ValidatingWebhookConfigurations,
	}
}

// MutatingWebhookConfigurations name the webhooks that may change objects.
var MutatingWebhookConfigurations = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "mutatingwebhookconfigurations", Singular: "mutatingwebhookconfiguration",
	Kind: "MutatingWebhookConfiguration", Categories: category,
}, func() *admissionregistrationv1.MutatingWebhookConfiguration {
	return &admissionregistrationv1.MutatingWebhookConfiguration{}
}, api.Rules[*admissionregistrationv1.MutatingWebhookConfiguration]{
	NewList:      func() runtime.Object { return &admissionregistrationv1.MutatingWebhookConfigurationList{} },
	AnyFinalizer: true,
	Default:      defaultMutatingWebhooks,
	Prepare: func(c, old *admissionregistrationv1.MutatingWebhookConfiguration) {
		api.Generation(c, old, old != nil && !equality.Semantic.DeepEqual(c.Webhooks, old.Webhooks))
	},
	Validate:     validateMutatingWebhooks,
	ValidateName: names.Subdomain,
	Update:       api.UpdatePolicy{NeedsVersion: true},
	Columns:      webhookColumns(),
	Row: func(c *admissionregistrationv1.MutatingWebhookConfiguration, now time.Time) []any {
		return []any{c.Name, int64(len(c.Webhooks)), table.AgeOf(c, now)}
	},
})

// ValidatingWebhookConfigurations name the webhooks that may refuse objects.
var ValidatingWebhookConfigurations = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "validatingwebhookconfigurations", Singular: "validatingwebhookconfiguration",
	Kind: "ValidatingWebhookConfiguration", Categories: category,
}, func() *admissionregistrationv1.ValidatingWebhookConfiguration {
	return &admissionregistrationv1.ValidatingWebhookConfiguration{}
}, api.Rules[*admissionregistrationv1.ValidatingWebhookConfiguration]{
	NewList:      func() runtime.Object { return &admissionregistrationv1.ValidatingWebhookConfigurationList{} },
	AnyFinalizer: true,
	Default:      defaultValidatingWebhooks,
	Prepare: func(c, old *admissionregistrationv1.ValidatingWebhookConfiguration) {
		api.Generation(c, old, old != nil && !equality.Semantic.DeepEqual(c.Webhooks, old.Webhooks))
	},
	Validate:     validateValidatingWebhooks,
	ValidateName: names.Subdomain,
	Update:       api.UpdatePolicy{NeedsVersion: true},
	Columns:      webhookColumns(),
	Row: func(c *admissionregistrationv1.ValidatingWebhookConfiguration, now time.Time) []any {
		return []any{c.Name, int64(len(c.Webhooks)), table.AgeOf(c, now)}
	},
})

func webhookColumns() table.Columns {
	return table.Columns{
		table.Name(),
		table.Number("Webhooks", "How many webhooks the configuration names"),
		table.Age(),
	}
}
