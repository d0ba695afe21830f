package core

import (
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1validation "k8s.io/apimachinery/pkg/apis/meta/v1/validation"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/validate"
)

// ValidateTolerations checks tolerations of pods and of runtime classes.
func ValidateTolerations(list []corev1.Toleration, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	for i := range list {
		t, at := &list[i], at.Index(i)
		if t.Key != "" {
			errs = append(errs, metav1validation.ValidateLabelName(t.Key, at.Child("key"))...)
		} else if t.Operator != corev1.TolerationOpExists {
			errs = append(errs, field.Invalid(at.Child("operator"), t.Operator,
				"operator must be Exists when `key` is empty, which means \"match all values and all keys\""))
		}
		if t.TolerationSeconds != nil && t.Effect != corev1.TaintEffectNoExecute {
			errs = append(errs, field.Invalid(at.Child("effect"), t.Effect,
				"effect must be 'NoExecute' when `tolerationSeconds` is set"))
		}
		switch t.Operator {
		case corev1.TolerationOpEqual, "":
			if messages := validation.IsValidLabelValue(t.Value); len(messages) > 0 {
				errs = append(errs, field.Invalid(at.Child("operator"), t.Value, strings.Join(messages, ";")))
			}
		case corev1.TolerationOpExists:
			if t.Value != "" {
				errs = append(errs, field.Invalid(at.Child("operator"), t.Value, "value must be empty when `operator` is 'Exists'"))
			}
		default:
			supported := []corev1.TolerationOperator{corev1.TolerationOpEqual, corev1.TolerationOpExists}
			if t.Operator == corev1.TolerationOpLt || t.Operator == corev1.TolerationOpGt {
				// Known, but not in use yet.
				supported = append(supported, corev1.TolerationOpLt, corev1.TolerationOpGt)
			}
			errs = append(errs, unsorted(at.Child("operator"), t.Operator, supported))
		}
		if t.Effect != "" {
			errs = append(errs, validateTaintEffect(t.Effect, at.Child("effect"))...)
		}
	}
	return errs
}

// unsorted is a NotSupported error that lists the values in the order given.
func unsorted[T ~string](at *field.Path, value T, supported []T) *field.Error {
	quoted := make([]string, len(supported))
	for i, s := range supported {
		quoted[i] = `"` + string(s) + `"`
	}
	e := field.NotSupported[T](at, value, nil)
	e.Detail = "supported values: " + strings.Join(quoted, ", ")
	return e
}

var taintEffects = []corev1.TaintEffect{
	corev1.TaintEffectNoSchedule, corev1.TaintEffectPreferNoSchedule, corev1.TaintEffectNoExecute,
}

func validateTaintEffect(effect corev1.TaintEffect, at *field.Path) field.ErrorList {
	return validate.OneOf(at, effect, taintEffects...)
}
