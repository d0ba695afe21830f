package core

import (
	"fmt"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/validate"
)

// containerChecks checks containers against the pod that they are of.
type containerChecks struct {
	spec    *corev1.PodSpec
	volumes map[string]*corev1.Volume
	claims  []string // names of resource claims
}

// main checks the containers.
func (c *containerChecks) main(at *field.Path) field.ErrorList {
	list := c.spec.Containers
	if len(list) == 0 {
		return field.ErrorList{field.Required(at, "")}
	}
	var errs field.ErrorList
	names := map[string]bool{}
	for i := range list {
		ctr, at := &list[i], at.Index(i)
		errs = append(errs, c.common(ctr, at)...)
		if names[ctr.Name] && ctr.Name != "" {
			errs = append(errs, field.Duplicate(at.Child("name"), ctr.Name))
		}
		names[ctr.Name] = true
		errs = append(errs, c.lifecycle(ctr.Lifecycle, at.Child("lifecycle"))...)
		errs = append(errs, c.probes(ctr, at)...)
		errs = append(errs, validateRestart(ctr, at)...)
	}
	errs = append(errs, duplicateHostPorts(list, at)...)
	for i := range list {
		errs = append(errs, imageSpaces(list[i].Image, at.Index(i).Child("image"))...)
	}
	return errs
}

// imageSpaces: what surrounds the reference is surely a mistake.
func imageSpaces(image string, at *field.Path) field.ErrorList {
	if strings.TrimSpace(image) != image {
		return field.ErrorList{field.Invalid(at, image, "must not have leading or trailing whitespace")}
	}
	return nil
}

// init checks the init containers, sidecars among them.
func (c *containerChecks) init(list *field.Path) field.ErrorList {
	var errs field.ErrorList
	names := map[string]bool{}
	for i := range c.spec.Containers {
		names[c.spec.Containers[i].Name] = true
	}
	for i := range c.spec.InitContainers {
		ctr, at := &c.spec.InitContainers[i], list.Index(i)
		sidecar := ctr.RestartPolicy != nil && *ctr.RestartPolicy == corev1.ContainerRestartPolicyAlways
		errs = append(errs, c.common(ctr, at)...)
		if names[ctr.Name] && ctr.Name != "" {
			errs = append(errs, field.Duplicate(at.Child("name"), ctr.Name))
		}
		names[ctr.Name] = true
		errs = append(errs, duplicateHostPorts(c.spec.InitContainers[i:i+1], list)...)
		errs = append(errs, validateRestart(ctr, at)...)
		if sidecar {
			errs = append(errs, c.lifecycle(ctr.Lifecycle, at.Child("lifecycle"))...)
			errs = append(errs, c.probes(ctr, at)...)
			continue
		}
		const only = "may not be set for init containers without restartPolicy=Always"
		for _, f := range []struct {
			name string
			set  bool
		}{
			{"lifecycle", ctr.Lifecycle != nil && (ctr.Lifecycle.PostStart != nil || ctr.Lifecycle.PreStop != nil)},
			{"livenessProbe", ctr.LivenessProbe != nil},
			{"readinessProbe", ctr.ReadinessProbe != nil},
			{"startupProbe", ctr.StartupProbe != nil},
		} {
			if f.set {
				errs = append(errs, field.Forbidden(at.Child(f.name), only))
			}
		}
	}
	return errs
}

// common checks what holds for containers of every kind.
func (c *containerChecks) common(ctr *corev1.Container, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if ctr.Name == "" {
		errs = append(errs, field.Required(at.Child("name"), ""))
	} else {
		errs = append(errs, dnsLabel(at.Child("name"), ctr.Name)...)
	}
	errs = append(errs, validate.Required(at.Child("image"), ctr.Image)...)
	errs = append(errs, validate.RequiredOneOf(at.Child("terminationMessagePolicy"), ctr.TerminationMessagePolicy,
		corev1.TerminationMessageReadFile, corev1.TerminationMessageFallbackToLogsOnError)...)
	errs = append(errs, validateContainerPorts(ctr.Ports, at.Child("ports"))...)
	errs = append(errs, c.env(ctr.Env, at.Child("env"))...)
	errs = append(errs, validateEnvFrom(ctr.EnvFrom, at.Child("envFrom"))...)
	errs = append(errs, c.mounts(ctr, at)...)
	errs = append(errs, validate.RequiredOneOf(at.Child("imagePullPolicy"), ctr.ImagePullPolicy,
		corev1.PullAlways, corev1.PullIfNotPresent, corev1.PullNever)...)
	errs = append(errs, validateContainerResources(&ctr.Resources, c.claims, at.Child("resources"))...)
	errs = append(errs, validateResizePolicy(ctr.ResizePolicy, at.Child("resizePolicy"))...)
	return append(errs, validateContainerSecurity(ctr.SecurityContext, c.spec, at.Child("securityContext"))...)
}

func validateContainerPorts(ports []corev1.ContainerPort, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	names := map[string]bool{}
	for i, p := range ports {
		at := at.Index(i)
		if p.Name != "" {
			messages := validation.IsValidPortName(p.Name)
			errs = append(errs, validate.Each(at.Child("name"), p.Name, messages)...)
			if len(messages) == 0 && names[p.Name] {
				errs = append(errs, field.Duplicate(at.Child("name"), p.Name))
			}
			names[p.Name] = true
		}
		if p.ContainerPort == 0 {
			errs = append(errs, field.Required(at.Child("containerPort"), ""))
		} else {
			errs = append(errs, validate.Each(at.Child("containerPort"), p.ContainerPort, validation.IsValidPortNum(int(p.ContainerPort)))...)
		}
		if p.HostPort != 0 {
			errs = append(errs, validate.Each(at.Child("hostPort"), p.HostPort, validation.IsValidPortNum(int(p.HostPort)))...)
		}
		errs = append(errs, validate.RequiredOneOf(at.Child("protocol"), p.Protocol,
			corev1.ProtocolSCTP, corev1.ProtocolTCP, corev1.ProtocolUDP)...)
	}
	return errs
}

// duplicateHostPorts: two containers cannot have one port of the host.
func duplicateHostPorts(list []corev1.Container, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	seen := map[string]bool{}
	for i := range list {
		for j, p := range list[i].Ports {
			if p.HostPort == 0 {
				continue
			}
			key := fmt.Sprintf("%s/%s/%d", p.Protocol, p.HostIP, p.HostPort)
			if seen[key] {
				errs = append(errs, field.Duplicate(at.Index(i).Child("ports").Index(j).Child("hostPort"), key))
			}
			seen[key] = true
		}
	}
	return errs
}

// validateRestart checks the policy of a single container and its rules.
func validateRestart(ctr *corev1.Container, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	switch {
	case ctr.RestartPolicy != nil:
		errs = append(errs, validate.OneOf(at.Child("restartPolicy"), *ctr.RestartPolicy,
			corev1.ContainerRestartPolicyAlways, corev1.ContainerRestartPolicyNever, corev1.ContainerRestartPolicyOnFailure)...)
	case len(ctr.RestartPolicyRules) > 0:
		errs = append(errs, field.Required(at.Child("restartPolicy"), "must specify restartPolicy when restart rules are used"))
	}
	const maxRules = 20
	if n := len(ctr.RestartPolicyRules); n > maxRules {
		errs = append(errs, field.TooLong(at.Child("restartPolicyRules"), n, maxRules))
	}
	for i := range ctr.RestartPolicyRules {
		rule, at := &ctr.RestartPolicyRules[i], at.Child("restartPolicyRules").Index(i)
		errs = append(errs, validate.OneOf(at.Child("action"), rule.Action,
			corev1.ContainerRestartRuleActionRestart, corev1.ContainerRestartRuleActionRestartAllContainers)...)
		if rule.ExitCodes == nil {
			errs = append(errs, field.Required(at.Child("exitCodes"), "must be specified"))
			continue
		}
		errs = append(errs, validate.OneOf(at.Child("exitCodes", "operator"), rule.ExitCodes.Operator,
			corev1.ContainerRestartRuleOnExitCodesOpIn, corev1.ContainerRestartRuleOnExitCodesOpNotIn)...)
		const maxCodes = 255
		if n := len(rule.ExitCodes.Values); n > maxCodes {
			errs = append(errs, field.TooLong(at.Child("exitCodes", "values"), n, maxCodes))
		}
	}
	return errs
}

func validateResizePolicy(list []corev1.ContainerResizePolicy, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	var seen []corev1.ResourceName
	for i, p := range list {
		if slices.Contains(seen, p.ResourceName) {
			errs = append(errs, field.Duplicate(at.Index(i), p.ResourceName))
		}
		seen = append(seen, p.ResourceName)
		errs = append(errs, validate.RequiredOneOf(at, p.ResourceName, corev1.ResourceCPU, corev1.ResourceMemory)...)
		errs = append(errs, validate.RequiredOneOf(at, p.RestartPolicy, corev1.NotRequired, corev1.RestartContainer)...)
	}
	return errs
}
