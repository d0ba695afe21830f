package core

import (
	"fmt"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/diff"
)

// validateEphemeralContainer checks one container that was added for debugging.
func validateEphemeralContainer(s *corev1.PodSpec, i int, list *field.Path) field.ErrorList {
	e := &s.EphemeralContainers[i]
	at := list.Index(i)
	volumes := make(map[string]*corev1.Volume, len(s.Volumes))
	for j := range s.Volumes {
		volumes[s.Volumes[j].Name] = &s.Volumes[j]
	}
	ctr := (*corev1.Container)(&e.EphemeralContainerCommon)
	checks := &containerChecks{spec: s, volumes: volumes}
	errs := checks.common(ctr, at)
	for _, other := range everyContainer(s) {
		if other == ctr {
			break
		}
		if other.Name == ctr.Name && ctr.Name != "" {
			errs = append(errs, field.Duplicate(at.Child("name"), ctr.Name))
			break
		}
	}
	if t := e.TargetContainerName; t != "" {
		found := false
		for j := range s.Containers {
			found = found || s.Containers[j].Name == t
		}
		for j := range s.InitContainers {
			found = found || s.InitContainers[j].Name == t
		}
		if !found {
			errs = append(errs, field.NotFound(at.Child("targetContainerName"), t))
		}
	}
	const no = "cannot be set for an Ephemeral Container"
	for _, f := range []struct {
		name string
		set  bool
	}{
		{"ports", len(ctr.Ports) > 0},
		{"resources", len(ctr.Resources.Limits)+len(ctr.Resources.Requests)+len(ctr.Resources.Claims) > 0},
		{"resizePolicy", len(ctr.ResizePolicy) > 0},
		{"livenessProbe", ctr.LivenessProbe != nil},
		{"readinessProbe", ctr.ReadinessProbe != nil},
		{"startupProbe", ctr.StartupProbe != nil},
		{"lifecycle", ctr.Lifecycle != nil},
	} {
		if f.set {
			errs = append(errs, field.Forbidden(at.Child(f.name), no))
		}
	}
	if ctr.RestartPolicy != nil {
		errs = append(errs, field.Forbidden(at.Child("restartPolicy"), no))
	}
	for j, m := range ctr.VolumeMounts {
		if m.SubPath != "" {
			errs = append(errs, field.Forbidden(at.Child("volumeMounts").Index(j).Child("subPath"), no))
		}
		if m.SubPathExpr != "" {
			errs = append(errs, field.Forbidden(at.Child("volumeMounts").Index(j).Child("subPathExpr"), no))
		}
	}
	return errs
}

// validateEphemeralContainersUpdate: such containers come and never go.
func validateEphemeralContainersUpdate(p, old *corev1.Pod) field.ErrorList {
	errs := validatePodContent(p, old)
	if _, mirror := p.Annotations[corev1.MirrorPodAnnotationKey]; mirror {
		return append(errs, field.Forbidden(field.NewPath(""), "static pods do not support ephemeral containers"))
	}
	at := specPath.Child("ephemeralContainers")
	now := make(map[string]*corev1.EphemeralContainer, len(p.Spec.EphemeralContainers))
	for i := range p.Spec.EphemeralContainers {
		now[p.Spec.EphemeralContainers[i].Name] = &p.Spec.EphemeralContainers[i]
	}
	for i := range old.Spec.EphemeralContainers {
		was := &old.Spec.EphemeralContainers[i]
		switch is := now[was.Name]; {
		case is == nil:
			errs = append(errs, field.Forbidden(at, fmt.Sprintf("existing ephemeral containers %q may not be removed\n", was.Name)))
		case !equality.Semantic.DeepEqual(is, was):
			errs = append(errs, field.Forbidden(at, fmt.Sprintf("existing ephemeral containers %q may not be changed\n%v", was.Name, diff.Text(was, is))))
		}
	}
	return errs
}
