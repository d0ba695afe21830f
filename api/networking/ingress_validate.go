package networking

import (
	"net"
	"strings"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	apipath "k8s.io/apimachinery/pkg/api/validation/path"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/validate"
)

func segment(at *field.Path, text string) field.ErrorList {
	return validate.Each(at, text, apipath.IsValidPathSegmentName(text))
}

func validateIngress(i, old *networkingv1.Ingress) field.ErrorList {
	var errs field.ErrorList
	s := &i.Spec
	if len(s.Rules) == 0 && s.DefaultBackend == nil {
		errs = append(errs, field.Invalid(specPath, s.Rules, "either `defaultBackend` or `rules` must be specified"))
	}
	if s.DefaultBackend != nil {
		errs = append(errs, validateBackend(s.DefaultBackend, specPath.Child("defaultBackend"))...)
	}
	for j := range s.Rules {
		errs = append(errs, validateRule(&s.Rules[j], specPath.Child("rules").Index(j))...)
	}
	for j, t := range s.TLS {
		at := specPath.Child("tls").Index(j)
		for k, h := range t.Hosts {
			errs = append(errs, hostName(at.Child("hosts").Index(k), h)...)
		}
		if t.SecretName != "" {
			errs = append(errs, subdomain(at.Child("secretName"), t.SecretName)...)
		}
	}
	if s.IngressClassName != nil {
		errs = append(errs, subdomain(specPath.Child("ingressClassName"), *s.IngressClassName)...)
	}
	if _, ok := i.Annotations[annotationIngressClass]; ok && old == nil && s.IngressClassName != nil {
		errs = append(errs, field.Invalid(field.NewPath("metadata", "annotations").Child(annotationIngressClass),
			i.Annotations[annotationIngressClass], "can not be set when the class field is also set"))
	}
	return errs
}

// hostName wants a name, or one with a wildcard in the place of its first part.
func hostName(at *field.Path, name string) field.ErrorList {
	if strings.Contains(name, "*") {
		return validate.Each(at, name, validation.IsWildcardDNS1123Subdomain(name))
	}
	return subdomain(at, name)
}

func validateRule(r *networkingv1.IngressRule, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if r.Host != "" {
		if net.ParseIP(r.Host) != nil {
			errs = append(errs, field.Invalid(at.Child("host"), r.Host, "must be a DNS name, not an IP address"))
		}
		errs = append(errs, hostName(at.Child("host"), r.Host)...)
	}
	if r.HTTP == nil {
		return errs
	}
	paths := at.Child("http", "paths")
	if len(r.HTTP.Paths) == 0 {
		errs = append(errs, field.Required(paths, ""))
	}
	for i := range r.HTTP.Paths {
		errs = append(errs, validatePath(&r.HTTP.Paths[i], paths.Index(i))...)
	}
	return errs
}

// What the path of a rule must not contain or end in: servers tidy it up in
// different ways.
var (
	badSequences = []string{"//", "/./", "/../", "%2f", "%2F"}
	badSuffixes  = []string{"/..", "/."}
)

func validatePath(p *networkingv1.HTTPIngressPath, at *field.Path) field.ErrorList {
	if p.PathType == nil {
		return field.ErrorList{field.Required(at.Child("pathType"), "pathType must be specified")}
	}
	var errs field.ErrorList
	path := at.Child("path")
	switch *p.PathType {
	case networkingv1.PathTypeExact, networkingv1.PathTypePrefix:
		if !strings.HasPrefix(p.Path, "/") {
			errs = append(errs, field.Invalid(path, p.Path, "must be an absolute path"))
		}
		if p.Path == "" {
			break
		}
		for _, bad := range badSequences {
			if strings.Contains(p.Path, bad) {
				errs = append(errs, field.Invalid(path, p.Path, "must not contain '"+bad+"'"))
			}
		}
		for _, bad := range badSuffixes {
			if strings.HasSuffix(p.Path, bad) {
				errs = append(errs, field.Invalid(path, p.Path, "cannot end with '"+bad+"'"))
			}
		}
	case networkingv1.PathTypeImplementationSpecific:
		if p.Path != "" && !strings.HasPrefix(p.Path, "/") {
			errs = append(errs, field.Invalid(path, p.Path, "must be an absolute path"))
		}
	default:
		errs = append(errs, field.NotSupported(at.Child("pathType"), *p.PathType, []networkingv1.PathType{
			networkingv1.PathTypeExact, networkingv1.PathTypeImplementationSpecific, networkingv1.PathTypePrefix}))
	}
	return append(errs, validateBackend(&p.Backend, at.Child("backend"))...)
}

func validateBackend(b *networkingv1.IngressBackend, at *field.Path) field.ErrorList {
	switch {
	case b.Resource != nil && b.Service != nil:
		return field.ErrorList{field.Invalid(at, "", "cannot set both resource and service backends")}
	case b.Resource != nil:
		return validateBackendResource(b.Resource, at.Child("resource"))
	case b.Service != nil:
		return validateBackendService(b.Service, at)
	}
	return field.ErrorList{field.Invalid(at, "", "resource or service backend is required")}
}

func validateBackendResource(r *corev1.TypedLocalObjectReference, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if r.APIGroup != nil {
		errs = append(errs, subdomain(at.Child("apiGroup"), *r.APIGroup)...)
	}
	errs = append(errs, validate.Required(at.Child("kind"), r.Kind)...)
	if r.Kind != "" {
		errs = append(errs, segment(at.Child("kind"), r.Kind)...)
	}
	errs = append(errs, validate.Required(at.Child("name"), r.Name)...)
	if r.Name != "" {
		errs = append(errs, segment(at.Child("name"), r.Name)...)
	}
	return errs
}

func validateBackendService(s *networkingv1.IngressServiceBackend, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	service := at.Child("service")
	if s.Name == "" {
		errs = append(errs, field.Required(service.Child("name"), ""))
	} else {
		errs = append(errs, validate.Each(service.Child("name"), s.Name, validation.IsDNS1123Label(s.Name))...)
	}
	port := service.Child("port")
	named, numbered := s.Port.Name != "", s.Port.Number != 0
	switch {
	case named && numbered:
		errs = append(errs, field.Invalid(at, "", "cannot set both port name & port number"))
	case named:
		errs = append(errs, validate.Each(port.Child("name"), s.Port.Name, validation.IsValidPortName(s.Port.Name))...)
	case numbered:
		errs = append(errs, validate.Each(port.Child("number"), s.Port.Number, validation.IsValidPortNum(int(s.Port.Number)))...)
	default:
		errs = append(errs, field.Required(at, "port name or number is required"))
	}
	return errs
}

// validateIngressStatus checks where the load balancer says it can be reached.
func validateIngressStatus(i, _ *networkingv1.Ingress) field.ErrorList {
	list := make([]corev1.LoadBalancerIngress, len(i.Status.LoadBalancer.Ingress))
	mode := corev1.LoadBalancerIPModeVIP
	for j, in := range i.Status.LoadBalancer.Ingress {
		list[j] = corev1.LoadBalancerIngress{IP: in.IP, Hostname: in.Hostname}
		if in.IP != "" {
			list[j].IPMode = &mode
		}
	}
	return core.ValidateBalancerStatus(list, corev1.ServiceTypeLoadBalancer, field.NewPath("status", "loadBalancer"))
}

func warnIngress(i, _ *networkingv1.Ingress) []string {
	if _, ok := i.Annotations[annotationIngressClass]; ok {
		return []string{`annotation "kubernetes.io/ingress.class" is deprecated, please use 'spec.ingressClassName' instead`}
	}
	return nil
}
