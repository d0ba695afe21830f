package admissionregistration

import (
	"slices"
	"strings"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/validate"
)

var operations = []admissionregistrationv1.OperationType{
	admissionregistrationv1.OperationAll, admissionregistrationv1.Connect, admissionregistrationv1.Create,
	admissionregistrationv1.Delete, admissionregistrationv1.Update,
}

// validateRule checks which requests a webhook or policy is about.
func validateRule(r *admissionregistrationv1.RuleWithOperations, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if len(r.Operations) == 0 {
		errs = append(errs, field.Required(at.Child("operations"), ""))
	}
	if len(r.Operations) > 1 && slices.Contains(r.Operations, admissionregistrationv1.OperationAll) {
		errs = append(errs, field.Invalid(at.Child("operations"), r.Operations, "if '*' is present, must not specify other operations"))
	}
	for i, o := range r.Operations {
		errs = append(errs, validate.OneOf(at.Child("operations").Index(i), o, operations...)...)
	}
	errs = append(errs, validateNames(r.APIGroups, true, "API groups", at.Child("apiGroups"))...)
	errs = append(errs, validateNames(r.APIVersions, false, "API versions", at.Child("apiVersions"))...)
	errs = append(errs, validateResources(r.Resources, at.Child("resources"))...)
	if s := r.Scope; s != nil {
		errs = append(errs, validate.OneOf(at.Child("scope"), *s, admissionregistrationv1.AllScopes,
			admissionregistrationv1.ClusterScope, admissionregistrationv1.NamespacedScope)...)
	}
	return errs
}

// validateNames wants a star alone, or names.
func validateNames(list []string, mayBeEmpty bool, what string, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if len(list) == 0 {
		errs = append(errs, field.Required(at, ""))
	}
	if len(list) > 1 && slices.Contains(list, "*") {
		errs = append(errs, field.Invalid(at, list, "if '*' is present, must not specify other "+what))
	}
	for i, n := range list {
		if n == "" && !mayBeEmpty {
			errs = append(errs, field.Required(at.Index(i), ""))
		}
	}
	return errs
}

// validateResources: what a star already covers must not be named again.
func validateResources(list []string, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if len(list) == 0 {
		errs = append(errs, field.Required(at, ""))
	}
	all, top := slices.Contains(list, "*/*"), slices.Contains(list, "*")
	var wholes, subs []string // "pods/*" and "*/status"
	for i, r := range list {
		if r == "" {
			errs = append(errs, field.Required(at.Index(i), ""))
			continue
		}
		name, sub, ok := strings.Cut(r, "/")
		switch {
		case !ok:
		case slices.Contains(wholes, name) && sub != "*":
			errs = append(errs, field.Invalid(at.Index(i), r, "if '"+name+"/*' is present, must not specify "+r))
		case slices.Contains(subs, sub) && name != "*":
			errs = append(errs, field.Invalid(at.Index(i), r, "if '*/"+sub+"' is present, must not specify "+r))
		case sub == "*":
			wholes = append(wholes, name)
		case name == "*":
			subs = append(subs, sub)
		}
	}
	switch {
	case len(list) > 1 && all:
		errs = append(errs, field.Invalid(at, list, "if '*/*' is present, must not specify other resources"))
	case top && slices.ContainsFunc(list, func(r string) bool { return r != "*" && !strings.Contains(r, "/") }):
		errs = append(errs, field.Invalid(at, list, "if '*' is present, must not specify other resources without subresources"))
	}
	return errs
}
