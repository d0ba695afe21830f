package core

import (
	"fmt"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/diff"
)

// setPodResize carries over the resources of containers and of the pod, and how
// containers take a resize. Containers are matched by name.
func setPodResize(p, body *corev1.Pod) {
	before := p.Spec.DeepCopy()
	take := func(list, from []corev1.Container) {
		for i := range list {
			for j := range from {
				if from[j].Name == list[i].Name {
					list[i].Resources, list[i].ResizePolicy = from[j].Resources, from[j].ResizePolicy
				}
			}
		}
	}
	take(p.Spec.Containers, body.Spec.Containers)
	take(p.Spec.InitContainers, body.Spec.InitContainers)
	p.Spec.Resources = body.Spec.Resources
	if !equality.Semantic.DeepEqual(*before, p.Spec) {
		p.Generation++
	}
}

// validatePodResize: a resize changes cpu and memory, within the quality of
// service that the pod has.
func validatePodResize(p, old *corev1.Pod) field.ErrorList {
	errs := validatePodContent(p, old)
	if old.Spec.OS != nil && old.Spec.OS.Name == corev1.Windows {
		errs = append(errs, field.Forbidden(specPath, "windows pods cannot be resized"))
	}
	if _, mirror := old.Annotations[corev1.MirrorPodAnnotationKey]; mirror {
		errs = append(errs, field.Forbidden(field.NewPath(""), "static pods cannot be resized"))
	}
	if QOSClass(p) != QOSClass(old) {
		errs = append(errs, field.Invalid(specPath, QOSClass(p), "Pod QOS Class may not change as a result of resizing"))
	}
	errs = append(errs, keepsResources(p.Spec.Containers, old.Spec.Containers, specPath.Child("containers"))...)
	errs = append(errs, keepsResources(p.Spec.InitContainers, old.Spec.InitContainers, specPath.Child("initContainers"))...)
	is := p.Spec.DeepCopy()
	give := func(list, from []corev1.Container) {
		for i := range list {
			for _, resources := range []struct{ to, from corev1.ResourceList }{
				{list[i].Resources.Limits, from[i].Resources.Limits},
				{list[i].Resources.Requests, from[i].Resources.Requests},
			} {
				for _, name := range qosResources {
					restore(resources.to, resources.from, name)
				}
			}
			if len(list[i].Resources.Limits) == 0 {
				list[i].Resources.Limits = from[i].Resources.Limits
			}
			if len(list[i].Resources.Requests) == 0 {
				list[i].Resources.Requests = from[i].Resources.Requests
			}
			list[i].ResizePolicy = from[i].ResizePolicy
		}
	}
	give(is.Containers, old.Spec.Containers)
	give(is.InitContainers, old.Spec.InitContainers)
	is.Resources = old.Spec.Resources
	if !equality.Semantic.DeepEqual(*is, old.Spec) {
		errs = append(errs, field.Forbidden(specPath,
			fmt.Sprintf("only cpu and memory resources are mutable\n%v", diff.Text(old.Spec, *is))))
	}
	return errs
}

func restore(to, from corev1.ResourceList, name corev1.ResourceName) {
	if to == nil {
		return
	}
	if q, ok := from[name]; ok {
		to[name] = q
		return
	}
	delete(to, name)
}

// keepsResources: what a container asks for may change, but not go.
func keepsResources(list, old []corev1.Container, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	for i := range list {
		resources := at.Index(i).Child("resources")
		for _, name := range qosResources {
			if gone(list[i].Resources.Limits, old[i].Resources.Limits, name) {
				errs = append(errs, field.Forbidden(resources.Child("limits"), "resource limits cannot be removed"))
				break
			}
		}
		for _, name := range qosResources {
			if gone(list[i].Resources.Requests, old[i].Resources.Requests, name) {
				errs = append(errs, field.Forbidden(resources.Child("requests"), "resource requests cannot be removed"))
				break
			}
		}
	}
	return errs
}

func gone(is, was corev1.ResourceList, name corev1.ResourceName) bool {
	_, had := was[name]
	_, has := is[name]
	return had && !has
}
