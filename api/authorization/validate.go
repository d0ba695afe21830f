package authorization

import (
	authorizationv1 "k8s.io/api/authorization/v1"
	metav1validation "k8s.io/apimachinery/pkg/apis/meta/v1/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/badvalue"
)

func validateLocal(r *authorizationv1.LocalSubjectAccessReview) field.ErrorList {
	spec := field.NewPath("spec")
	errs := validateSubjectReview(&r.Spec, spec)
	if r.Spec.ResourceAttributes != nil && r.Spec.ResourceAttributes.Namespace != r.Namespace {
		errs = append(errs, field.Invalid(spec.Child("resourceAttributes.namespace"),
			r.Spec.ResourceAttributes.Namespace, "must match metadata.namespace"))
	}
	if r.Spec.NonResourceAttributes != nil {
		errs = append(errs, field.Invalid(spec.Child("nonResourceAttributes"),
			badvalue.Of(r.Spec.NonResourceAttributes), "disallowed on this kind of request"))
	}
	return errs
}

func validateSubjectReview(s *authorizationv1.SubjectAccessReviewSpec, at *field.Path) field.ErrorList {
	errs := validateAttributes(s.ResourceAttributes, s.NonResourceAttributes, at)
	if s.User == "" && len(s.Groups) == 0 {
		errs = append(errs, field.Invalid(at.Child("user"), s.User, "at least one of user or group must be specified"))
	}
	return errs
}

// validateAttributes wants exactly one of the two ways to say what is asked for.
func validateAttributes(r *authorizationv1.ResourceAttributes, n *authorizationv1.NonResourceAttributes, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	switch {
	case r != nil && n != nil:
		errs = append(errs, field.Invalid(at.Child("nonResourceAttributes"), badvalue.Of(n), "cannot be specified in combination with resourceAttributes"))
	case r == nil && n == nil:
		errs = append(errs, field.Invalid(at.Child("resourceAttributes"), r, "exactly one of nonResourceAttributes or resourceAttributes must be specified"))
	}
	if r == nil {
		return errs
	}
	at = at.Child("resourceAttributes")
	if f := r.FieldSelector; f != nil {
		errs = append(errs, validateFieldSelector(f, at.Child("fieldSelector"))...)
	}
	if l := r.LabelSelector; l != nil {
		errs = append(errs, validateLabelSelector(l, at.Child("labelSelector"))...)
	}
	return errs
}

func validateFieldSelector(f *authorizationv1.FieldSelectorAttributes, at *field.Path) field.ErrorList {
	errs := oneForm(f.RawSelector, len(f.Requirements), at)
	for i := range f.Requirements {
		errs = append(errs, metav1validation.ValidateFieldSelectorRequirement(f.Requirements[i],
			metav1validation.FieldSelectorValidationOptions{AllowUnknownOperatorInRequirement: true},
			at.Child("requirements").Index(i))...)
	}
	return errs
}

func validateLabelSelector(l *authorizationv1.LabelSelectorAttributes, at *field.Path) field.ErrorList {
	errs := oneForm(l.RawSelector, len(l.Requirements), at)
	for i := range l.Requirements {
		errs = append(errs, metav1validation.ValidateLabelSelectorRequirement(l.Requirements[i],
			metav1validation.LabelSelectorValidationOptions{AllowUnknownOperatorInRequirement: true},
			at.Child("requirements").Index(i))...)
	}
	return errs
}

func oneForm(raw string, requirements int, at *field.Path) field.ErrorList {
	switch {
	case raw != "" && requirements > 0:
		return field.ErrorList{field.Invalid(at.Child("rawSelector"), raw, "may not specified at the same time as requirements")}
	case raw == "" && requirements == 0:
		return field.ErrorList{field.Required(at.Child("requirements"), "when "+at.String()+" is specified, requirements or rawSelector is required")}
	}
	return nil
}
