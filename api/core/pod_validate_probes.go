package core

import (
	"fmt"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/optional"
	"github.com/skiff-k8s/skiff/api/validate"
)

func (c *containerChecks) probes(ctr *corev1.Container, at *field.Path) field.ErrorList {
	errs := c.probe(ctr.LivenessProbe, at.Child("livenessProbe"))
	errs = append(errs, onceEnough(ctr.LivenessProbe, at.Child("livenessProbe"))...)
	errs = append(errs, c.probe(ctr.ReadinessProbe, at.Child("readinessProbe"))...)
	if p := ctr.ReadinessProbe; p != nil && p.TerminationGracePeriodSeconds != nil {
		errs = append(errs, field.Invalid(at.Child("readinessProbe", "terminationGracePeriodSeconds"),
			*p.TerminationGracePeriodSeconds, "must not be set for readinessProbes"))
	}
	errs = append(errs, c.probe(ctr.StartupProbe, at.Child("startupProbe"))...)
	return append(errs, onceEnough(ctr.StartupProbe, at.Child("startupProbe"))...)
}

// onceEnough: a container that answers once has started, or lives.
func onceEnough(p *corev1.Probe, at *field.Path) field.ErrorList {
	if p == nil || p.SuccessThreshold == 1 {
		return nil
	}
	return field.ErrorList{field.Invalid(at.Child("successThreshold"), p.SuccessThreshold, "must be 1")}
}

func (c *containerChecks) probe(p *corev1.Probe, at *field.Path) field.ErrorList {
	if p == nil {
		return nil
	}
	errs := c.handler(&handler{Exec: p.Exec, HTTPGet: p.HTTPGet, TCPSocket: p.TCPSocket, GRPC: p.GRPC}, at)
	errs = append(errs, validate.NotNegative(at.Child("initialDelaySeconds"), p.InitialDelaySeconds)...)
	errs = append(errs, validate.NotNegative(at.Child("timeoutSeconds"), p.TimeoutSeconds)...)
	errs = append(errs, validate.NotNegative(at.Child("periodSeconds"), p.PeriodSeconds)...)
	errs = append(errs, validate.NotNegative(at.Child("successThreshold"), p.SuccessThreshold)...)
	errs = append(errs, validate.NotNegative(at.Child("failureThreshold"), p.FailureThreshold)...)
	if g := p.TerminationGracePeriodSeconds; g != nil && *g <= 0 {
		errs = append(errs, field.Invalid(at.Child("terminationGracePeriodSeconds"), *g, "must be greater than 0"))
	}
	return errs
}

func (c *containerChecks) lifecycle(l *corev1.Lifecycle, at *field.Path) field.ErrorList {
	if l == nil {
		return nil
	}
	var errs field.ErrorList
	if h := l.PostStart; h != nil {
		errs = append(errs, c.handler(&handler{Exec: h.Exec, HTTPGet: h.HTTPGet, TCPSocket: h.TCPSocket, Sleep: h.Sleep}, at.Child("postStart"))...)
	}
	if h := l.PreStop; h != nil {
		errs = append(errs, c.handler(&handler{Exec: h.Exec, HTTPGet: h.HTTPGet, TCPSocket: h.TCPSocket, Sleep: h.Sleep}, at.Child("preStop"))...)
	}
	return errs
}

// handler is what probes and hooks do: exactly one of these.
type handler struct {
	Exec      *corev1.ExecAction
	HTTPGet   *corev1.HTTPGetAction
	TCPSocket *corev1.TCPSocketAction
	GRPC      *corev1.GRPCAction
	Sleep     *corev1.SleepAction
}

func (c *containerChecks) handler(h *handler, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	handlers := 0
	try := func(set bool, name string, check func(at *field.Path) field.ErrorList) {
		if !set {
			return
		}
		if handlers > 0 {
			errs = append(errs, field.Forbidden(at.Child(name), "may not specify more than 1 handler type"))
			return
		}
		handlers++
		errs = append(errs, check(at.Child(name))...)
	}
	try(h.Exec != nil, "exec", func(at *field.Path) field.ErrorList {
		if len(h.Exec.Command) == 0 {
			return field.ErrorList{field.Required(at.Child("command"), "")}
		}
		return nil
	})
	try(h.HTTPGet != nil, "httpGet", func(at *field.Path) field.ErrorList { return validateHTTPGet(h.HTTPGet, at) })
	try(h.TCPSocket != nil, "tcpSocket", func(at *field.Path) field.ErrorList {
		return validatePort(h.TCPSocket.Port, at.Child("port"))
	})
	try(h.GRPC != nil, "grpc", func(at *field.Path) field.ErrorList {
		return validatePort(intstr.FromInt32(h.GRPC.Port), at.Child("port"))
	})
	try(h.Sleep != nil, "sleep", func(at *field.Path) field.ErrorList {
		grace := optional.Value(c.spec.TerminationGracePeriodSeconds)
		if h.Sleep.Seconds < 0 || h.Sleep.Seconds > grace {
			return field.ErrorList{field.Invalid(at, h.Sleep.Seconds,
				fmt.Sprintf("must be non-negative and less than terminationGracePeriodSeconds (%d)", grace))}
		}
		return nil
	})
	if handlers == 0 {
		errs = append(errs, field.Required(at, "must specify a handler type"))
	}
	return errs
}

func validateHTTPGet(a *corev1.HTTPGetAction, at *field.Path) field.ErrorList {
	errs := validate.Required(at.Child("path"), a.Path)
	errs = append(errs, validatePort(a.Port, at.Child("port"))...)
	errs = append(errs, validate.OneOf(at.Child("scheme"), a.Scheme, corev1.URISchemeHTTP, corev1.URISchemeHTTPS)...)
	for _, h := range a.HTTPHeaders {
		errs = append(errs, validate.Each(at.Child("httpHeaders"), h.Name, validation.IsHTTPHeaderName(h.Name))...)
	}
	return errs
}

// validatePort wants the number or the name of a port.
func validatePort(p intstr.IntOrString, at *field.Path) field.ErrorList {
	if p.Type == intstr.Int {
		return validate.Each(at, p.IntVal, validation.IsValidPortNum(int(p.IntVal)))
	}
	return validate.Each(at, p.StrVal, validation.IsValidPortName(p.StrVal))
}
