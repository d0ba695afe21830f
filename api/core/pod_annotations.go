package core

import (
	"fmt"
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"
	apivalidation "k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// validatePodAnnotations checks the annotations that mean something to
// Kubernetes itself.
func validatePodAnnotations(meta *metav1.ObjectMeta, s *corev1.PodSpec, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if value, ok := meta.Annotations[corev1.MirrorPodAnnotationKey]; ok && s.NodeName == "" {
		errs = append(errs, field.Invalid(at.Key(corev1.MirrorPodAnnotationKey), value, "must set spec.nodeName if mirror pod annotation is set"))
	}
	if value, ok := meta.Annotations[corev1.PodDeletionCost]; ok && !isDeletionCost(value) {
		errs = append(errs, field.Invalid(at.Key(corev1.PodDeletionCost), value, "must be a 32bit integer"))
	}
	errs = append(errs, validateSeccompAnnotations(meta.Annotations, at)...)
	return append(errs, validateAppArmorAnnotations(meta.Annotations, s, at)...)
}

// Annotations by which seccomp profiles were chosen before there were fields.
const (
	seccompPodKey          = "seccomp.security.alpha.kubernetes.io/pod"
	seccompContainerPrefix = "container.seccomp.security.alpha.kubernetes.io/"
)

func validateSeccompAnnotations(annotations map[string]string, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	for key, profile := range annotations {
		if key != seccompPodKey && !strings.HasPrefix(key, seccompContainerPrefix) {
			continue
		}
		switch {
		case profile == "runtime/default", profile == "docker/default", profile == "unconfined":
		case strings.HasPrefix(profile, "localhost/"):
			errs = append(errs, localPath(at.Child(key), strings.TrimPrefix(profile, "localhost/"))...)
		default:
			errs = append(errs, field.Invalid(at.Child(key), profile, "must be a valid seccomp profile"))
		}
	}
	return errs
}

// isDeletionCost wants a 32 bit integer in its shortest form.
func isDeletionCost(text string) bool {
	n, err := strconv.ParseInt(text, 10, 32)
	return err == nil && strconv.FormatInt(n, 10) == text
}

func validateAppArmorAnnotations(annotations map[string]string, s *corev1.PodSpec, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	for key, profile := range annotations {
		name, ok := strings.CutPrefix(key, corev1.DeprecatedAppArmorBetaContainerAnnotationKeyPrefix)
		if !ok {
			continue
		}
		at := at.Key(key)
		found := false
		for _, c := range everyContainer(s) {
			found = found || c.Name == name
		}
		if !found {
			errs = append(errs, field.Invalid(at, name, "container not found"))
		}
		switch {
		case profile == "", profile == corev1.DeprecatedAppArmorBetaProfileRuntimeDefault,
			profile == corev1.DeprecatedAppArmorBetaProfileNameUnconfined,
			strings.HasPrefix(profile, corev1.DeprecatedAppArmorBetaProfileNamePrefix):
		default:
			errs = append(errs, field.Invalid(at, profile, fmt.Sprintf("invalid AppArmor profile name: %q", profile)))
		}
	}
	return errs
}

// validatePodAnnotationUpdate: where a pod comes from and how it is confined
// cannot change.
func validatePodAnnotationUpdate(p, old *corev1.Pod, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	fixed := func(key string) bool {
		return key == corev1.MirrorPodAnnotationKey || strings.HasPrefix(key, corev1.DeprecatedAppArmorBetaContainerAnnotationKeyPrefix)
	}
	for key, value := range p.Annotations {
		if !fixed(key) {
			continue
		}
		if before, ok := old.Annotations[key]; !ok || before != value {
			errs = append(errs, apivalidation.ValidateImmutableField(value, before, at.Key(key))...)
			if !ok && value == "" {
				errs = append(errs, field.Forbidden(at.Key(key), "may not add"))
			}
		}
	}
	for key := range old.Annotations {
		if _, ok := p.Annotations[key]; fixed(key) && !ok {
			what := "AppArmor annotations"
			if key == corev1.MirrorPodAnnotationKey {
				what = "mirror pod annotation"
			}
			errs = append(errs, field.Forbidden(at.Key(key), "may not remove or update "+what))
		}
	}
	return errs
}
