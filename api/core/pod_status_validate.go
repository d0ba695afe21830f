package core

import (
	"fmt"

	corev1 "k8s.io/api/core/v1"
	apivalidation "k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
	netutils "k8s.io/utils/net"

	"github.com/skiff-k8s/skiff/api/badvalue"
)

var statusPath = field.NewPath("status")

// validatePodStatus checks what is reported of a pod against what was.
func validatePodStatus(p, old *corev1.Pod) field.ErrorList {
	errs := validatePodAnnotationUpdate(p, old, field.NewPath("metadata", "annotations"))
	errs = append(errs, validatePodConditions(p.Status.Conditions, statusPath.Child("conditions"))...)
	if n := p.Status.NominatedNodeName; n != "" {
		errs = append(errs, dnsSubdomain(statusPath.Child("nominatedNodeName"), n)...)
	}
	if p.Spec.NodeName != old.Spec.NodeName {
		errs = append(errs, field.Forbidden(statusPath.Child("nodeName"), "may not be changed directly"))
	}
	errs = append(errs, validateStays(p.Status.ContainerStatuses, old.Status.ContainerStatuses,
		statusPath.Child("containerStatuses"), old.Spec.RestartPolicy, old.Spec.Containers)...)
	errs = append(errs, validateInitStays(p.Status.InitContainerStatuses, old.Status.InitContainerStatuses,
		statusPath.Child("initContainerStatuses"), &old.Spec)...)
	errs = append(errs, validatePodIPs(p)...)
	errs = append(errs, validateHostIPs(p)...)
	if p.Status.QOSClass != old.Status.QOSClass && old.Status.QOSClass != "" {
		errs = append(errs, apivalidation.ValidateImmutableField(p.Status.QOSClass, QOSClass(p), statusPath.Child("qosClass"))...)
	}
	return errs
}

func validatePodConditions(list []corev1.PodCondition, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	for i, c := range list {
		at := at.Index(i).Child("Type")
		for _, m := range validation.IsQualifiedName(string(c.Type)) {
			if !isPodCondition(c.Type) {
				errs = append(errs, field.Invalid(at, c.Type, m))
			}
		}
	}
	return errs
}

func isPodCondition(t corev1.PodConditionType) bool {
	switch t {
	case corev1.PodScheduled, corev1.PodReady, corev1.PodInitialized, corev1.ContainersReady:
		return true
	}
	return false
}

// validateStays: a container that has ended for good does not come back.
func validateStays(is, was []corev1.ContainerStatus, at *field.Path, policy corev1.RestartPolicy, spec []corev1.Container) field.ErrorList {
	if policy == corev1.RestartPolicyAlways {
		return nil
	}
	var errs field.ErrorList
	for _, o := range was {
		if o.State.Terminated == nil || policy == corev1.RestartPolicyOnFailure && o.State.Terminated.ExitCode != 0 || restarts(spec, o.Name) {
			continue
		}
		for _, n := range is {
			if n.Name == o.Name && n.State.Terminated == nil {
				errs = append(errs, field.Forbidden(at.Child("state"), "may not be transitioned to non-terminated state"))
			}
		}
	}
	return errs
}

// restarts tells whether a container has a policy of its own, by which it may
// come back.
func restarts(list []corev1.Container, name string) bool {
	for i := range list {
		if list[i].Name == name {
			return list[i].RestartPolicy != nil
		}
	}
	return false
}

func validateInitStays(is, was []corev1.ContainerStatus, at *field.Path, spec *corev1.PodSpec) field.ErrorList {
	var errs field.ErrorList
	for i, o := range was {
		if o.State.Terminated == nil || restarts(spec.InitContainers, o.Name) {
			continue
		}
		if spec.RestartPolicy != corev1.RestartPolicyNever && o.State.Terminated.ExitCode != 0 ||
			spec.RestartPolicy == corev1.RestartPolicyAlways {
			continue
		}
		if i < len(is) && is[i].Name == o.Name && is[i].State.Terminated == nil {
			errs = append(errs, field.Forbidden(at.Index(i).Child("state"), "may not be transitioned to non-terminated state"))
		}
	}
	return errs
}

// validatePodIPs wants at most one address of each family.
func validatePodIPs(p *corev1.Pod) field.ErrorList {
	var errs field.ErrorList
	at := statusPath.Child("podIPs")
	list := make([]string, len(p.Status.PodIPs))
	for i, ip := range p.Status.PodIPs {
		list[i] = ip.IP
		errs = append(errs, validation.IsValidIPForLegacyField(at.Index(i), ip.IP, true, nil)...)
	}
	if len(list) < 2 {
		return errs
	}
	both, err := netutils.IsDualStackIPStrings(list)
	if err != nil {
		errs = append(errs, field.InternalError(at, fmt.Errorf("failed to check for dual stack with error:%w", err)))
	}
	if !both || len(list) > 2 {
		errs = append(errs, field.Invalid(at, badvalue.Of(p.Status.PodIPs), "may specify no more than one IP for each IP family"))
	}
	return errs
}

func validateHostIPs(p *corev1.Pod) field.ErrorList {
	var errs field.ErrorList
	at := statusPath.Child("hostIPs")
	if len(p.Status.HostIPs) > 0 && p.Status.HostIP != "" && p.Status.HostIP != p.Status.HostIPs[0].IP {
		errs = append(errs, field.Invalid(at.Index(0).Child("ip"), p.Status.HostIPs[0].IP, "must be equal to `hostIP`"))
	}
	for i, ip := range p.Status.HostIPs {
		errs = append(errs, validation.IsValidIPForLegacyField(at.Index(i), ip.IP, true, nil)...)
	}
	return errs
}
