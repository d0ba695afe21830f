package core

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/validate"
)

func validateReplicationController(c, _ *corev1.ReplicationController) field.ErrorList {
	s := &c.Spec
	errs := validate.NotNegative(specPath.Child("minReadySeconds"), s.MinReadySeconds)
	if len(s.Selector) == 0 {
		errs = append(errs, field.Required(specPath.Child("selector"), ""))
	}
	if s.Replicas == nil {
		errs = append(errs, field.Required(specPath.Child("replicas"), ""))
	} else {
		errs = append(errs, validate.NotNegative(specPath.Child("replicas"), *s.Replicas)...)
	}
	at := specPath.Child("template")
	if s.Template == nil {
		return append(errs, field.Required(at, ""))
	}
	if len(s.Selector) > 0 && !labels.SelectorFromSet(s.Selector).Matches(labels.Set(s.Template.Labels)) {
		errs = append(errs, MismatchedLabels(s.Template, at))
	}
	errs = append(errs, ValidatePodTemplate(s.Template, at)...)
	return append(errs, ValidateLasting(s.Template, "ReplicationController", at)...)
}

// MismatchedLabels is what is wrong with a template whose pods its own selector
// would not find.
func MismatchedLabels(t *corev1.PodTemplateSpec, at *field.Path) *field.Error {
	return field.Invalid(at.Child("metadata", "labels"), t.Labels, "`selector` does not match template `labels`")
}

// ValidateLasting wants pods that are to run for ever; kind names their owner.
func ValidateLasting(t *corev1.PodTemplateSpec, kind string, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if p := t.Spec.RestartPolicy; p != corev1.RestartPolicyAlways {
		errs = append(errs, field.NotSupported(at.Child("spec", "restartPolicy"), p, []corev1.RestartPolicy{corev1.RestartPolicyAlways}))
	}
	if t.Spec.ActiveDeadlineSeconds != nil {
		errs = append(errs, field.Forbidden(at.Child("spec", "activeDeadlineSeconds"), "activeDeadlineSeconds in "+kind+" is not Supported"))
	}
	return errs
}

func validateReplicationControllerStatus(c, _ *corev1.ReplicationController) field.ErrorList {
	s := &c.Status
	return ValidateReplicas(&Replicas{
		Replicas: s.Replicas, FullyLabeled: s.FullyLabeledReplicas, Ready: s.ReadyReplicas,
		Available: s.AvailableReplicas, ObservedGeneration: s.ObservedGeneration,
	}, statusPath)
}

// Replicas are the counts in the status of replica sets and their kin.
type Replicas struct {
	Replicas, FullyLabeled, Ready, Available int32
	ObservedGeneration                       int64
}

// ValidateReplicas wants counts that can be: what is available is ready, and
// what is ready is there.
func ValidateReplicas(r *Replicas, at *field.Path) field.ErrorList {
	errs := validate.NotNegative(at.Child("replicas"), r.Replicas)
	errs = append(errs, validate.NotNegative(at.Child("fullyLabeledReplicas"), r.FullyLabeled)...)
	errs = append(errs, validate.NotNegative(at.Child("readyReplicas"), r.Ready)...)
	errs = append(errs, validate.NotNegative(at.Child("availableReplicas"), r.Available)...)
	errs = append(errs, validate.NotNegative(at.Child("observedGeneration"), r.ObservedGeneration)...)
	const total = "cannot be greater than status.replicas"
	if r.FullyLabeled > r.Replicas {
		errs = append(errs, field.Invalid(at.Child("fullyLabeledReplicas"), r.FullyLabeled, total))
	}
	if r.Ready > r.Replicas {
		errs = append(errs, field.Invalid(at.Child("readyReplicas"), r.Ready, total))
	}
	if r.Available > r.Replicas {
		errs = append(errs, field.Invalid(at.Child("availableReplicas"), r.Available, total))
	}
	if r.Available > r.Ready {
		errs = append(errs, field.Invalid(at.Child("availableReplicas"), r.Available, "cannot be greater than readyReplicas"))
	}
	return errs
}

func validatePodTemplateObject(t, _ *corev1.PodTemplate) field.ErrorList {
	return ValidatePodTemplate(&t.Template, field.NewPath("template"))
}
