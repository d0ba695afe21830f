package webhooks

import (
	"fmt"
	"slices"
	"sync"
	"time"

	admissionv1 "k8s.io/api/admission/v1"
	admissionv1beta1 "k8s.io/api/admission/v1beta1"
	registrationv1 "k8s.io/api/admissionregistration/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/expression"
	"github.com/skiff-k8s/skiff/apiserver/matching"
	"github.com/skiff-k8s/skiff/apiserver/webhook"
)

// hook is one webhook of a configuration, ready to be asked. It is shared and
// does not change.
type hook struct {
	// configuration is the name of the object that it is in, id names it among all.
	configuration, name, id string

	criteria   *matching.Criteria
	conditions func() *expression.Conditions // nil for none
	endpoint   webhook.Hook
	// version of the reviews that it takes, empty when it takes none that we know.
	version string
	timeout time.Duration // 0 for none of its own
	// ignore: a webhook that cannot be asked has no objection.
	ignore      bool
	sideEffects *registrationv1.SideEffectClass
	// again: it is asked once more when the object changed after its answer.
	again bool
}

// hooksOf returns the webhooks of a configuration.
func hooksOf(o api.Object) []*hook {
	var list []*hook
	seen := map[string]int{}
	add := func(w *registrationv1.MutatingWebhook) {
		h := newHook(w)
		h.configuration = o.GetName()
		h.id = fmt.Sprintf("%s/%s/%d", o.GetName(), w.Name, seen[w.Name])
		seen[w.Name]++
		list = append(list, h)
	}
	switch o := o.(type) {
	case *registrationv1.MutatingWebhookConfiguration:
		for i := range o.Webhooks {
			add(&o.Webhooks[i])
		}
	case *registrationv1.ValidatingWebhookConfiguration:
		for i := range o.Webhooks {
			w := &o.Webhooks[i]
			add(&registrationv1.MutatingWebhook{
				Name: w.Name, ClientConfig: w.ClientConfig, Rules: w.Rules, FailurePolicy: w.FailurePolicy, MatchPolicy: w.MatchPolicy,
				NamespaceSelector: w.NamespaceSelector, ObjectSelector: w.ObjectSelector, SideEffects: w.SideEffects,
				TimeoutSeconds: w.TimeoutSeconds, AdmissionReviewVersions: w.AdmissionReviewVersions, MatchConditions: w.MatchConditions,
			})
		}
	}
	return list
}

func newHook(w *registrationv1.MutatingWebhook) *hook {
	h := &hook{
		name:        w.Name,
		criteria:    matching.ForWebhook(w.Rules, w.MatchPolicy, w.NamespaceSelector, w.ObjectSelector),
		endpoint:    endpointOf(w.Name, &w.ClientConfig),
		ignore:      w.FailurePolicy != nil && *w.FailurePolicy == registrationv1.Ignore,
		sideEffects: w.SideEffects,
		again:       w.ReinvocationPolicy != nil && *w.ReinvocationPolicy == registrationv1.IfNeededReinvocationPolicy,
	}
	if len(w.MatchConditions) > 0 {
		h.conditions = sync.OnceValue(func() *expression.Conditions { return expression.CompileConditions(w.MatchConditions) })
	}
	if w.TimeoutSeconds != nil {
		h.timeout = time.Duration(*w.TimeoutSeconds) * time.Second
	}
	known := []string{admissionv1.SchemeGroupVersion.Version, admissionv1beta1.SchemeGroupVersion.Version}
	if i := slices.IndexFunc(w.AdmissionReviewVersions, func(v string) bool { return slices.Contains(known, v) }); i >= 0 {
		h.version = w.AdmissionReviewVersions[i]
	}
	return h
}

func endpointOf(name string, c *registrationv1.WebhookClientConfig) webhook.Hook {
	h := webhook.Hook{Name: name, CABundle: c.CABundle}
	if c.URL != nil {
		h.URL = *c.URL
	}
	if s := c.Service; s != nil {
		h.Service = &webhook.Service{Namespace: s.Namespace, Name: s.Name}
		if s.Path != nil {
			h.Service.Path = *s.Path
		}
		if s.Port != nil {
			h.Service.Port = *s.Port
		}
	}
	return h
}

// harmless says whether the webhook may be asked about what is only tried out.
func (h *hook) harmless() bool {
	return h.sideEffects != nil && (*h.sideEffects == registrationv1.SideEffectClassNone || *h.sideEffects == registrationv1.SideEffectClassNoneOnDryRun)
}
