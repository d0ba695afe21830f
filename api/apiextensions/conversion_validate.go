package apiextensions

import (
	"fmt"
	"slices"
	"strings"

	internal "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/hookurl"
)

// reviewVersions are the versions of ConversionReview that are understood.
var reviewVersions = []string{"v1", "v1beta1"}

func knowsReview(versions []string) bool {
	return slices.ContainsFunc(versions, func(v string) bool { return slices.Contains(reviewVersions, v) })
}

func (v *validator) validateConversion(c *internal.CustomResourceConversion, at *field.Path) field.ErrorList {
	if c == nil {
		return nil
	}
	errs := validateChoice(at.Child("strategy"), string(c.Strategy), string(internal.NoneConverter), string(internal.WebhookConverter))
	if c.Strategy != internal.WebhookConverter {
		const unwanted = "should not be set when strategy is not set to Webhook"
		if c.WebhookClientConfig != nil {
			errs = append(errs, field.Forbidden(at.Child("webhookClientConfig"), unwanted))
		}
		if len(c.ConversionReviewVersions) > 0 {
			errs = append(errs, field.Forbidden(at.Child("conversionReviewVersions"), unwanted))
		}
		return errs
	}
	if c.WebhookClientConfig == nil {
		errs = append(errs, field.Required(at.Child("webhookClientConfig"), "required when strategy is set to Webhook"))
	} else {
		errs = append(errs, v.validateClient(c.WebhookClientConfig, at.Child("webhookClientConfig"))...)
	}
	return append(errs, v.validateReviewVersions(c.ConversionReviewVersions, at.Child("conversionReviewVersions"))...)
}

func (v *validator) validateClient(c *internal.WebhookClientConfig, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	switch {
	case (c.URL == nil) == (c.Service == nil):
		errs = append(errs, field.Required(at, "exactly one of url or service is required"))
	case c.URL != nil:
		errs = append(errs, hookurl.Validate(*c.URL, at.Child("url"))...)
	default:
		errs = append(errs, validateService(c.Service, at.Child("service"))...)
	}
	if len(c.CABundle) > 0 && !v.badCABundle {
		if err := CheckCABundle(c.CABundle); err != nil {
			errs = append(errs, field.Invalid(at.Child("caBundle"), c.CABundle, err.Error()))
		}
	}
	return errs
}

// validateService checks where a webhook is. That a missing name is told of as a
// missing namespace, and the other way round, is kube-apiserver's slip.
func validateService(s *internal.ServiceReference, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if s.Namespace == "" {
		errs = append(errs, field.Required(at.Child("name"), ""))
	}
	if s.Name == "" {
		errs = append(errs, field.Required(at.Child("namespace"), ""))
	}
	if wrong := validation.IsValidPortNum(int(s.Port)); len(wrong) > 0 {
		errs = append(errs, field.Invalid(at.Child("port"), s.Port, "port is not valid: "+strings.Join(wrong, ", ")))
	}
	if s.Path == nil || *s.Path == "/" || *s.Path == "" {
		return errs
	}
	return append(errs, validateServicePath(*s.Path, at.Child("path"))...)
}

func validateServicePath(path string, at *field.Path) field.ErrorList {
	if path == "//" {
		return field.ErrorList{field.Invalid(at, path, "segment[0] may not be empty")}
	}
	var errs field.ErrorList
	if path[0] != '/' {
		errs = append(errs, field.Invalid(at, path, "must start with a '/'"))
	}
	for i, step := range strings.Split(strings.TrimSuffix(path[1:], "/"), "/") {
		if step == "" {
			errs = append(errs, field.Invalid(at, path, fmt.Sprintf("segment[%d] may not be empty", i)))
			continue
		}
		for _, wrong := range validation.IsDNS1123Subdomain(step) {
			errs = append(errs, field.Invalid(at, path, fmt.Sprintf("segment[%d]: %v", i, wrong)))
		}
	}
	return errs
}

func (v *validator) validateReviewVersions(versions []string, at *field.Path) field.ErrorList {
	if len(versions) == 0 {
		return field.ErrorList{field.Required(at, "")}
	}
	var errs field.ErrorList
	seen := map[string]bool{}
	for i, name := range versions {
		if seen[name] {
			errs = append(errs, field.Invalid(at.Index(i), name, "duplicate version"))
			continue
		}
		seen[name] = true
		for _, wrong := range validation.IsDNS1035Label(name) {
			errs = append(errs, field.Invalid(at.Index(i), name, wrong))
		}
	}
	if v.knownReviews && !knowsReview(versions) {
		errs = append(errs, field.Invalid(at, versions, "must include at least one of "+strings.Join(reviewVersions, ", ")))
	}
	return errs
}
