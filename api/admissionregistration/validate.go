package admissionregistration

import (
	"fmt"
	"slices"
	"strings"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	metav1validation "k8s.io/apimachinery/pkg/apis/meta/v1/validation"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/hookurl"
	"github.com/skiff-k8s/skiff/api/validate"
)

var strict = metav1validation.LabelSelectorValidationOptions{}

// webhook is what webhooks of both kinds have in common.
type webhook struct {
	name       string
	client     *admissionregistrationv1.WebhookClientConfig
	versions   []string
	effects    *admissionregistrationv1.SideEffectClass
	failure    *admissionregistrationv1.FailurePolicyType
	match      *admissionregistrationv1.MatchPolicyType
	timeout    *int32
	rules      []admissionregistrationv1.RuleWithOperations
	conditions []admissionregistrationv1.MatchCondition
	namespaces *metav1.LabelSelector
	objects    *metav1.LabelSelector
	// reinvocation is of mutating webhooks only.
	reinvocation *admissionregistrationv1.ReinvocationPolicyType
}

func validatingWebhooks(c *admissionregistrationv1.ValidatingWebhookConfiguration) []webhook {
	list := make([]webhook, len(c.Webhooks))
	for i := range c.Webhooks {
		w := &c.Webhooks[i]
		list[i] = webhook{w.Name, &w.ClientConfig, w.AdmissionReviewVersions, w.SideEffects, w.FailurePolicy, w.MatchPolicy,
			w.TimeoutSeconds, w.Rules, w.MatchConditions, w.NamespaceSelector, w.ObjectSelector, nil}
	}
	return list
}

func mutatingWebhooks(c *admissionregistrationv1.MutatingWebhookConfiguration) []webhook {
	list := make([]webhook, len(c.Webhooks))
	for i := range c.Webhooks {
		w := &c.Webhooks[i]
		list[i] = webhook{w.Name, &w.ClientConfig, w.AdmissionReviewVersions, w.SideEffects, w.FailurePolicy, w.MatchPolicy,
			w.TimeoutSeconds, w.Rules, w.MatchConditions, w.NamespaceSelector, w.ObjectSelector, w.ReinvocationPolicy}
	}
	return list
}

func validateValidatingWebhooks(c, old *admissionregistrationv1.ValidatingWebhookConfiguration) field.ErrorList {
	if old == nil {
		return validateWebhooks(validatingWebhooks(c), nil, false)
	}
	return validateWebhooks(validatingWebhooks(c), validatingWebhooks(old), true)
}

func validateMutatingWebhooks(c, old *admissionregistrationv1.MutatingWebhookConfiguration) field.ErrorList {
	if old == nil {
		return validateWebhooks(mutatingWebhooks(c), nil, false)
	}
	return validateWebhooks(mutatingWebhooks(c), mutatingWebhooks(old), true)
}

func validateWebhooks(list, before []webhook, update bool) field.ErrorList {
	// Expressions that are stored already are not judged anew; where no condition
	// has changed, none is looked at.
	known := stored{}
	for i := range before {
		for _, c := range before[i].conditions {
			known[c.Expression] = true
		}
	}
	settled := update && slices.EqualFunc(list, before, func(a, b webhook) bool { return slices.Equal(a.conditions, b.conditions) })
	var errs field.ErrorList
	seen := map[string]bool{}
	for i := range list {
		w, at := &list[i], field.NewPath("webhooks").Index(i)
		errs = append(errs, validateVersions(w.versions, at.Child("admissionReviewVersions"))...)
		errs = append(errs, validation.IsFullyQualifiedName(at.Child("name"), w.name)...)
		if seen[w.name] {
			errs = append(errs, field.Duplicate(at.Child("name"), w.name))
		}
		seen[w.name] = true
		errs = append(errs, w.validate(at)...)
		if !settled {
			errs = append(errs, validateConditions(w.conditions, false, known, at.Child("matchConditions"))...)
		}
		errs = append(errs, validateClient(w.client, at.Child("clientConfig"))...)
		errs = append(errs, metav1validation.ValidateLabelSelector(w.namespaces, strict, at.Child("namespaceSelector"))...)
		errs = append(errs, metav1validation.ValidateLabelSelector(w.objects, strict, at.Child("objectSelector"))...)
		if p := w.reinvocation; p != nil {
			errs = append(errs, validate.OneOf(at.Child("reinvocationPolicy"), *p,
				admissionregistrationv1.IfNeededReinvocationPolicy, admissionregistrationv1.NeverReinvocationPolicy)...)
		}
	}
	return errs
}

// validate checks the fields that have fixed values.
func (w *webhook) validate(at *field.Path) field.ErrorList {
	var errs field.ErrorList
	for i := range w.rules {
		errs = append(errs, validateRule(&w.rules[i], at.Child("rules").Index(i))...)
	}
	if w.failure != nil {
		errs = append(errs, validate.OneOf(at.Child("failurePolicy"), *w.failure, admissionregistrationv1.Fail, admissionregistrationv1.Ignore)...)
	}
	if w.match != nil {
		errs = append(errs, validate.OneOf(at.Child("matchPolicy"), *w.match, admissionregistrationv1.Equivalent, admissionregistrationv1.Exact)...)
	}
	effects := at.Child("sideEffects")
	if w.effects == nil {
		errs = append(errs, field.Required(effects, "must specify one of None, NoneOnDryRun"))
	} else {
		errs = append(errs, validate.OneOf(effects, *w.effects, admissionregistrationv1.SideEffectClassNone, admissionregistrationv1.SideEffectClassNoneOnDryRun)...)
	}
	if t := w.timeout; t != nil && (*t < 1 || *t > 30) {
		errs = append(errs, field.Invalid(at.Child("timeoutSeconds"), *t, "the timeout value must be between 1 and 30 seconds"))
	}
	return errs
}

// The versions of reviews that the server can send.
var reviewVersions = []string{"v1", "v1beta1"}

func validateVersions(list []string, at *field.Path) field.ErrorList {
	if len(list) == 0 {
		return field.ErrorList{field.Required(at, "must specify one of "+strings.Join(reviewVersions, ", "))}
	}
	var errs field.ErrorList
	known := false
	for i, v := range list {
		if slices.Contains(list[:i], v) {
			errs = append(errs, field.Invalid(at.Index(i), v, "duplicate version"))
			continue
		}
		for _, m := range validation.IsDNS1035Label(v) {
			errs = append(errs, field.Invalid(at.Index(i), v, m))
		}
		known = known || slices.Contains(reviewVersions, v)
	}
	if !known {
		errs = append(errs, field.Invalid(at, list, "must include at least one of "+strings.Join(reviewVersions, ", ")))
	}
	return errs
}

func validateClient(c *admissionregistrationv1.WebhookClientConfig, at *field.Path) field.ErrorList {
	switch {
	case (c.URL == nil) == (c.Service == nil):
		return field.ErrorList{field.Required(at, "exactly one of url or service is required")}
	case c.URL != nil:
		return hookurl.Validate(*c.URL, at.Child("url"))
	}
	var errs field.ErrorList
	at = at.Child("service")
	s := c.Service
	if s.Name == "" {
		errs = append(errs, field.Required(at.Child("name"), "service name is required"))
	}
	if s.Namespace == "" {
		errs = append(errs, field.Required(at.Child("namespace"), "service namespace is required"))
	}
	if s.Port != nil {
		for _, m := range validation.IsValidPortNum(int(*s.Port)) {
			errs = append(errs, field.Invalid(at.Child("port"), *s.Port, "port is not valid: "+m))
		}
	}
	if s.Path != nil {
		errs = append(errs, validateServicePath(*s.Path, at.Child("path"))...)
	}
	return errs
}

func validateServicePath(path string, at *field.Path) field.ErrorList {
	if path == "" || path == "/" {
		return nil
	}
	if path == "//" {
		return field.ErrorList{field.Invalid(at, path, "segment[0] may not be empty")}
	}
	var errs field.ErrorList
	if !strings.HasPrefix(path, "/") {
		errs = append(errs, field.Invalid(at, path, "must start with a '/'"))
	}
	segments := strings.Split(strings.TrimSuffix(strings.TrimPrefix(path, "/"), "/"), "/")
	if !strings.HasPrefix(path, "/") {
		// What stands before the first slash is no segment.
		segments = append([]string{""}, segments[1:]...)
	}
	for i, s := range segments {
		if s == "" {
			errs = append(errs, field.Invalid(at, path, fmt.Sprintf("segment[%d] may not be empty", i)))
			continue
		}
		for _, m := range validation.IsDNS1123Subdomain(s) {
			errs = append(errs, field.Invalid(at, path, fmt.Sprintf("segment[%d]: %v", i, m)))
		}
	}
	return errs
}
