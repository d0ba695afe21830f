package apps

import (
	appsv1 "k8s.io/api/apps/v1"
	apivalidation "k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	metav1validation "k8s.io/apimachinery/pkg/apis/meta/v1/validation"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/badvalue"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/validate"
)

func validateDaemonSet(d, old *appsv1.DaemonSet) field.ErrorList {
	s := &d.Spec
	at := specPath.Child("selector")
	errs := metav1validation.ValidateLabelSelector(s.Selector, strict, at)
	selector, err := metav1.LabelSelectorAsSelector(s.Selector)
	if err == nil && !selector.Matches(labels.Set(s.Template.Labels)) {
		errs = append(errs, core.MismatchedLabels(&s.Template, specPath.Child("template")))
	}
	if s.Selector != nil && len(s.Selector.MatchLabels)+len(s.Selector.MatchExpressions) == 0 {
		errs = append(errs, field.Invalid(at, s.Selector, "empty selector is invalid for daemonset"))
	}
	errs = append(errs, core.ValidatePodTemplate(&s.Template, specPath.Child("template"))...)
	errs = append(errs, core.ValidateLasting(&s.Template, "DaemonSet", specPath.Child("template"))...)
	errs = append(errs, validate.NotNegative(specPath.Child("minReadySeconds"), s.MinReadySeconds)...)
	errs = append(errs, validateDaemonStrategy(&s.UpdateStrategy, specPath.Child("updateStrategy"))...)
	if l := s.RevisionHistoryLimit; l != nil {
		errs = append(errs, validate.NotNegative(specPath.Child("revisionHistoryLimit"), *l)...)
	}
	if old != nil {
		errs = append(errs, apivalidation.ValidateImmutableField(s.Selector, old.Spec.Selector, at)...)
	}
	return errs
}

func validateDaemonStrategy(s *appsv1.DaemonSetUpdateStrategy, at *field.Path) field.ErrorList {
	switch s.Type {
	case appsv1.OnDeleteDaemonSetStrategyType:
		return nil
	case appsv1.RollingUpdateDaemonSetStrategyType:
	default:
		return field.ErrorList{unsupportedStrategy(at, badvalue.Of(s), "RollingUpdate", "OnDelete")}
	}
	r := s.RollingUpdate
	at = at.Child("rollingUpdate")
	if r == nil || r.MaxUnavailable == nil || r.MaxSurge == nil {
		return field.ErrorList{field.Required(at, "")}
	}
	errs := amount(*r.MaxUnavailable, at.Child("maxUnavailable"))
	errs = append(errs, amount(*r.MaxSurge, at.Child("maxSurge"))...)
	unavailable, surge := magnitude(r.MaxUnavailable) > 0, magnitude(r.MaxSurge) > 0
	switch {
	case unavailable && surge:
		errs = append(errs, field.Invalid(at.Child("maxSurge"), r.MaxSurge, "may not be set when maxUnavailable is non-zero"))
	case !unavailable && !surge:
		errs = append(errs, field.Required(at.Child("maxUnavailable"), "cannot be 0 when maxSurge is 0"))
	}
	errs = append(errs, atMostAll(*r.MaxUnavailable, at.Child("maxUnavailable"))...)
	return append(errs, atMostAll(*r.MaxSurge, at.Child("maxSurge"))...)
}

func validateDaemonSetStatus(d, old *appsv1.DaemonSet) field.ErrorList {
	s := &d.Status
	errs := validate.NotNegative(statusPath.Child("currentNumberScheduled"), s.CurrentNumberScheduled)
	errs = append(errs, validate.NotNegative(statusPath.Child("numberMisscheduled"), s.NumberMisscheduled)...)
	errs = append(errs, validate.NotNegative(statusPath.Child("desiredNumberScheduled"), s.DesiredNumberScheduled)...)
	errs = append(errs, validate.NotNegative(statusPath.Child("numberReady"), s.NumberReady)...)
	errs = append(errs, validate.NotNegative(statusPath.Child("observedGeneration"), s.ObservedGeneration)...)
	errs = append(errs, validate.NotNegative(statusPath.Child("updatedNumberScheduled"), s.UpdatedNumberScheduled)...)
	errs = append(errs, validate.NotNegative(statusPath.Child("numberAvailable"), s.NumberAvailable)...)
	errs = append(errs, validate.NotNegative(statusPath.Child("numberUnavailable"), s.NumberUnavailable)...)
	if c := s.CollisionCount; c != nil {
		errs = append(errs, validate.NotNegative(statusPath.Child("collisionCount"), *c)...)
	}
	return append(errs, collisionsOnlyGrow(s.CollisionCount, old.Status.CollisionCount)...)
}
