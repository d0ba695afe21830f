package apps

import (
	appsv1 "k8s.io/api/apps/v1"
	apivalidation "k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/badvalue"
	"github.com/skiff-k8s/skiff/api/optional"
	"github.com/skiff-k8s/skiff/api/validate"
)

func validateDeployment(d, old *appsv1.Deployment) field.ErrorList {
	s := &d.Spec
	errs := validate.NotNegative(specPath.Child("replicas"), optional.Value(s.Replicas))
	errs = append(errs, validateSelector(s.Selector, "deployment")...)
	if selector, err := metav1.LabelSelectorAsSelector(s.Selector); err != nil {
		errs = append(errs, invalidSelector(specPath.Child("selector"), s.Selector))
	} else {
		errs = append(errs, validateSelected(&s.Template, selector, "ReplicaSet")...)
	}
	errs = append(errs, validateStrategy(&s.Strategy, specPath.Child("strategy"))...)
	errs = append(errs, validate.NotNegative(specPath.Child("minReadySeconds"), s.MinReadySeconds)...)
	if l := s.RevisionHistoryLimit; l != nil {
		errs = append(errs, validate.NotNegative(specPath.Child("revisionHistoryLimit"), *l)...)
	}
	if p := s.ProgressDeadlineSeconds; p != nil {
		at := specPath.Child("progressDeadlineSeconds")
		errs = append(errs, validate.NotNegative(at, *p)...)
		if *p <= s.MinReadySeconds {
			errs = append(errs, field.Invalid(at, *p, "must be greater than minReadySeconds"))
		}
	}
	if old != nil {
		errs = append(errs, apivalidation.ValidateImmutableField(s.Selector, old.Spec.Selector, specPath.Child("selector"))...)
	}
	return errs
}

func validateStrategy(s *appsv1.DeploymentStrategy, at *field.Path) field.ErrorList {
	rolling := at.Child("rollingUpdate")
	switch s.Type {
	case appsv1.RecreateDeploymentStrategyType:
		if s.RollingUpdate != nil {
			return field.ErrorList{field.Forbidden(rolling, "may not be specified when strategy `type` is 'Recreate'")}
		}
	case appsv1.RollingUpdateDeploymentStrategyType:
		r := s.RollingUpdate
		if r == nil || r.MaxSurge == nil || r.MaxUnavailable == nil {
			return field.ErrorList{field.Required(rolling, "this should be defaulted and never be nil")}
		}
		errs := amount(*r.MaxUnavailable, rolling.Child("maxUnavailable"))
		errs = append(errs, amount(*r.MaxSurge, rolling.Child("maxSurge"))...)
		if magnitude(r.MaxUnavailable) == 0 && magnitude(r.MaxSurge) == 0 {
			// One of them has to leave room for a step.
			errs = append(errs, field.Invalid(rolling.Child("maxUnavailable"), r.MaxUnavailable, "may not be 0 when `maxSurge` is 0"))
		}
		return append(errs, atMostAll(*r.MaxUnavailable, rolling.Child("maxUnavailable"))...)
	default:
		return field.ErrorList{unsupportedStrategy(at, badvalue.Of(s), "Recreate", "RollingUpdate")}
	}
	return nil
}

func validateDeploymentStatus(d, old *appsv1.Deployment) field.ErrorList {
	s := &d.Status
	errs := validate.NotNegative(statusPath.Child("observedGeneration"), s.ObservedGeneration)
	errs = append(errs, validate.NotNegative(statusPath.Child("replicas"), s.Replicas)...)
	errs = append(errs, validate.NotNegative(statusPath.Child("updatedReplicas"), s.UpdatedReplicas)...)
	errs = append(errs, validate.NotNegative(statusPath.Child("readyReplicas"), s.ReadyReplicas)...)
	errs = append(errs, validate.NotNegative(statusPath.Child("availableReplicas"), s.AvailableReplicas)...)
	errs = append(errs, validate.NotNegative(statusPath.Child("unavailableReplicas"), s.UnavailableReplicas)...)
	if t := s.TerminatingReplicas; t != nil {
		errs = append(errs, validate.NotNegative(statusPath.Child("terminatingReplicas"), *t)...)
	}
	if c := s.CollisionCount; c != nil {
		errs = append(errs, validate.NotNegative(statusPath.Child("collisionCount"), *c)...)
	}
	const total = "cannot be greater than status.replicas"
	if s.UpdatedReplicas > s.Replicas {
		errs = append(errs, field.Invalid(statusPath.Child("updatedReplicas"), s.UpdatedReplicas, total))
	}
	if s.ReadyReplicas > s.Replicas {
		errs = append(errs, field.Invalid(statusPath.Child("readyReplicas"), s.ReadyReplicas, total))
	}
	if s.AvailableReplicas > s.Replicas {
		errs = append(errs, field.Invalid(statusPath.Child("availableReplicas"), s.AvailableReplicas, total))
	}
	if s.AvailableReplicas > s.ReadyReplicas {
		errs = append(errs, field.Invalid(statusPath.Child("availableReplicas"), s.AvailableReplicas, "cannot be greater than readyReplicas"))
	}
	return append(errs, collisionsOnlyGrow(s.CollisionCount, old.Status.CollisionCount)...)
}

// collisionsOnlyGrow: the count makes names unique, so it never goes back.
func collisionsOnlyGrow(is, was *int32) field.ErrorList {
	at := statusPath.Child("collisionCount")
	switch {
	case was == nil:
		return nil
	case is == nil:
		return field.ErrorList{field.Invalid(at, is, "cannot be removed")}
	case *is < *was:
		return field.ErrorList{field.Invalid(at, *is, "cannot be decremented")}
	}
	return nil
}
