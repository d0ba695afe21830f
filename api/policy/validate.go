package policy

import (
	"strconv"
	"strings"

	policyv1 "k8s.io/api/policy/v1"
	metav1validation "k8s.io/apimachinery/pkg/apis/meta/v1/validation"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/badvalue"
)

func validateBudget(b, _ *policyv1.PodDisruptionBudget) field.ErrorList {
	var errs field.ErrorList
	at := field.NewPath("spec")
	s := &b.Spec
	if s.MinAvailable != nil && s.MaxUnavailable != nil {
		errs = append(errs, field.Invalid(at, badvalue.Of(s), "minAvailable and maxUnavailable cannot be both set"))
	}
	if s.MinAvailable != nil {
		errs = append(errs, validateAmount(*s.MinAvailable, at.Child("minAvailable"))...)
	}
	if s.MaxUnavailable != nil {
		errs = append(errs, validateAmount(*s.MaxUnavailable, at.Child("maxUnavailable"))...)
	}
	errs = append(errs, metav1validation.ValidateLabelSelector(s.Selector, metav1validation.LabelSelectorValidationOptions{}, at.Child("selector"))...)
	if p := s.UnhealthyPodEvictionPolicy; p != nil && *p != policyv1.AlwaysAllow && *p != policyv1.IfHealthyBudget {
		errs = append(errs, field.NotSupported(at.Child("unhealthyPodEvictionPolicy"), *p,
			[]policyv1.UnhealthyPodEvictionPolicyType{policyv1.AlwaysAllow, policyv1.IfHealthyBudget}))
	}
	return errs
}

// validateAmount wants a number of pods that is not negative, or a percentage up
// to all.
func validateAmount(v intstr.IntOrString, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if v.Type == intstr.Int {
		if v.IntVal < 0 {
			errs = append(errs, field.Invalid(at, int64(v.IntVal), "must be greater than or equal to 0"))
		}
		return errs
	}
	for _, m := range validation.IsValidPercent(v.StrVal) {
		errs = append(errs, field.Invalid(at, v, m))
	}
	if n, err := strconv.Atoi(strings.TrimSuffix(v.StrVal, "%")); err == nil && len(errs) == 0 && n > 100 {
		errs = append(errs, field.Invalid(at, v, "must not be greater than 100%"))
	}
	return errs
}

func validateBudgetStatus(b, _ *policyv1.PodDisruptionBudget) field.ErrorList {
	at := field.NewPath("status")
	errs := metav1validation.ValidateConditions(b.Status.Conditions, at.Child("conditions"))
	for _, c := range []struct {
		name  string
		value int32
	}{
		{"disruptionsAllowed", b.Status.DisruptionsAllowed}, {"currentHealthy", b.Status.CurrentHealthy},
		{"desiredHealthy", b.Status.DesiredHealthy}, {"expectedPods", b.Status.ExpectedPods},
	} {
		if c.value < 0 {
			errs = append(errs, field.Invalid(at.Child(c.name), int64(c.value), "must be greater than or equal to 0"))
		}
	}
	return errs
}
