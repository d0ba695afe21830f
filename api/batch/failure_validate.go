package batch

import (
	"fmt"
	"slices"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// Bounds of failure policies, which are looked at for every failed pod.
const (
	maxFailureRules   = 20
	maxExitCodes      = 255
	maxPodConditions  = 20
	needOneOf         = "specifying one of OnExitCodes and OnPodConditions is required"
	cannotHaveBoth    = "specifying both OnExitCodes and OnPodConditions is not supported"
	zeroInIn          = "must not be 0 for the In operator"
	mustBeOrdered     = "must be ordered"
	valueIsRequired   = "at least one value is required"
	perIndexIsMissing = "requires the backoffLimitPerIndex to be set"
)

func validateFailurePolicy(s *batchv1.JobSpec, at *field.Path) field.ErrorList {
	rules := at.Child("rules")
	if n := len(s.PodFailurePolicy.Rules); n > maxFailureRules {
		return field.ErrorList{field.TooMany(rules, n, maxFailureRules)}
	}
	var names []string
	for _, list := range [][]corev1.Container{s.Template.Spec.InitContainers, s.Template.Spec.Containers} {
		for i := range list {
			names = append(names, list[i].Name)
		}
	}
	var errs field.ErrorList
	for i := range s.PodFailurePolicy.Rules {
		errs = append(errs, validateFailureRule(s, &s.PodFailurePolicy.Rules[i], names, rules.Index(i))...)
	}
	return errs
}

func validateFailureRule(s *batchv1.JobSpec, r *batchv1.PodFailurePolicyRule, names []string, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	action := at.Child("action")
	switch r.Action {
	case "":
		errs = append(errs, field.Required(action, `valid values: "Count", "FailIndex", "FailJob", "Ignore"`))
	case batchv1.PodFailurePolicyActionFailIndex:
		if s.BackoffLimitPerIndex == nil {
			errs = append(errs, field.Invalid(action, r.Action, perIndexIsMissing))
		}
	case batchv1.PodFailurePolicyActionCount, batchv1.PodFailurePolicyActionFailJob, batchv1.PodFailurePolicyActionIgnore:
	default:
		errs = append(errs, field.NotSupported(action, r.Action, []batchv1.PodFailurePolicyAction{
			batchv1.PodFailurePolicyActionCount, batchv1.PodFailurePolicyActionFailIndex,
			batchv1.PodFailurePolicyActionFailJob, batchv1.PodFailurePolicyActionIgnore}))
	}
	if r.OnExitCodes != nil {
		errs = append(errs, validateExitCodes(r.OnExitCodes, names, at.Child("onExitCodes"))...)
	}
	if len(r.OnPodConditions) > 0 {
		errs = append(errs, validatePodConditions(r.OnPodConditions, at.Child("onPodConditions"))...)
	}
	switch {
	case r.OnExitCodes != nil && len(r.OnPodConditions) > 0:
		errs = append(errs, withoutValue(at, cannotHaveBoth))
	case r.OnExitCodes == nil && len(r.OnPodConditions) == 0:
		errs = append(errs, withoutValue(at, needOneOf))
	}
	return errs
}

// withoutValue is an Invalid error that does not show what is invalid.
func withoutValue(at *field.Path, detail string) *field.Error {
	e := field.Invalid(at, nil, detail)
	e.BadValue = field.OmitValueType{}
	return e
}

func validateExitCodes(r *batchv1.PodFailurePolicyOnExitCodesRequirement, names []string, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	switch r.Operator {
	case "":
		errs = append(errs, field.Required(at.Child("operator"), `valid values: "In", "NotIn"`))
	case batchv1.PodFailurePolicyOnExitCodesOpIn, batchv1.PodFailurePolicyOnExitCodesOpNotIn:
	default:
		errs = append(errs, field.NotSupported(at.Child("operator"), r.Operator, []batchv1.PodFailurePolicyOnExitCodesOperator{
			batchv1.PodFailurePolicyOnExitCodesOpIn, batchv1.PodFailurePolicyOnExitCodesOpNotIn}))
	}
	if n := r.ContainerName; n != nil && !slices.Contains(names, *n) {
		errs = append(errs, field.Invalid(at.Child("containerName"), *n, "must be one of the container or initContainer names in the pod template"))
	}
	values := at.Child("values")
	switch n := len(r.Values); {
	case n == 0:
		return append(errs, field.Invalid(values, r.Values, valueIsRequired))
	case n > maxExitCodes:
		return append(errs, field.TooMany(values, n, maxExitCodes))
	}
	ordered := true
	for i, v := range r.Values {
		if r.Operator == batchv1.PodFailurePolicyOnExitCodesOpIn && v == 0 {
			errs = append(errs, field.Invalid(values.Index(i), v, zeroInIn))
		}
		if slices.Contains(r.Values[:i], v) {
			errs = append(errs, field.Duplicate(values.Index(i), v))
		}
		if i > 0 && v < r.Values[i-1] {
			ordered = false
		}
	}
	if !ordered {
		errs = append(errs, field.Invalid(values, r.Values, mustBeOrdered))
	}
	return errs
}

func validatePodConditions(list []batchv1.PodFailurePolicyOnPodConditionsPattern, at *field.Path) field.ErrorList {
	if n := len(list); n > maxPodConditions {
		return field.ErrorList{field.TooMany(at, n, maxPodConditions)}
	}
	var errs field.ErrorList
	for i := range list {
		c, at := &list[i], at.Index(i)
		for _, m := range validation.IsQualifiedName(string(c.Type)) {
			errs = append(errs, field.Invalid(at.Child("type"), string(c.Type), m))
		}
		switch c.Status {
		case "":
			errs = append(errs, field.Required(at.Child("status"), fmt.Sprintf("valid values: %q, %q, %q", corev1.ConditionFalse, corev1.ConditionTrue, corev1.ConditionUnknown)))
		case corev1.ConditionTrue, corev1.ConditionFalse, corev1.ConditionUnknown:
		default:
			errs = append(errs, field.NotSupported(at.Child("status"), c.Status,
				[]corev1.ConditionStatus{corev1.ConditionFalse, corev1.ConditionTrue, corev1.ConditionUnknown}))
		}
	}
	return errs
}
