package apps

import (
	appsv1 "k8s.io/api/apps/v1"
	apivalidation "k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/optional"
	"github.com/skiff-k8s/skiff/api/validate"
)

func validateReplicaSet(r, old *appsv1.ReplicaSet) field.ErrorList {
	s := &r.Spec
	errs := validate.NotNegative(specPath.Child("replicas"), optional.Value(s.Replicas))
	errs = append(errs, validate.NotNegative(specPath.Child("minReadySeconds"), s.MinReadySeconds)...)
	errs = append(errs, validateSelector(s.Selector, "deployment")...)
	if selector, err := metav1.LabelSelectorAsSelector(s.Selector); err != nil {
		errs = append(errs, invalidSelector(specPath.Child("selector"), s.Selector))
	} else {
		errs = append(errs, validateSelected(&s.Template, selector, "ReplicaSet")...)
	}
	if old != nil {
		errs = append(errs, apivalidation.ValidateImmutableField(s.Selector, old.Spec.Selector, specPath.Child("selector"))...)
	}
	return errs
}

func validateReplicaSetStatus(r, _ *appsv1.ReplicaSet) field.ErrorList {
	s := &r.Status
	errs := core.ValidateReplicas(&core.Replicas{
		Replicas: s.Replicas, FullyLabeled: s.FullyLabeledReplicas, Ready: s.ReadyReplicas,
		Available: s.AvailableReplicas, ObservedGeneration: s.ObservedGeneration,
	}, statusPath)
	if t := s.TerminatingReplicas; t != nil {
		errs = append(errs, validate.NotNegative(statusPath.Child("terminatingReplicas"), *t)...)
	}
	return errs
}
