package core

import (
	"fmt"
	"net"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1validation "k8s.io/apimachinery/pkg/apis/meta/v1/validation"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/validate"
)

const (
	maxAffinitySeconds = 86400
	sourceRangesKey    = corev1.AnnotationLoadBalancerSourceRangesKey
)

func validateService(s, old *corev1.Service) field.ErrorList {
	errs := validateServiceSpec(s)
	if old != nil {
		errs = append(errs, validateServiceUpdate(s, old)...)
	}
	return errs
}

func validateServiceSpec(s *corev1.Service) field.ErrorList {
	var errs field.ErrorList
	spec := &s.Spec
	ports := specPath.Child("ports")
	headless := isHeadless(spec)
	if len(spec.Ports) == 0 && !headless && spec.Type != corev1.ServiceTypeExternalName {
		errs = append(errs, field.Required(ports, ""))
	}
	switch spec.Type {
	case corev1.ServiceTypeLoadBalancer, corev1.ServiceTypeNodePort:
		if headless {
			errs = append(errs, field.Invalid(specPath.Child("clusterIPs").Index(0), corev1.ClusterIPNone,
				fmt.Sprintf("may not be set to 'None' for %s services", spec.Type)))
		}
	case corev1.ServiceTypeExternalName:
		errs = append(errs, validateExternalName(spec)...)
	}
	errs = append(errs, validateServicePorts(spec, headless, ports)...)
	errs = append(errs, metav1validation.ValidateLabels(spec.Selector, specPath.Child("selector"))...)
	errs = append(errs, validateServiceAffinity(spec)...)
	errs = append(errs, validateClusterIPs(spec)...)
	for i, ip := range spec.ExternalIPs {
		at := specPath.Child("externalIPs").Index(i)
		if bad := validation.IsValidIPForLegacyField(at, ip, true, nil); len(bad) > 0 {
			errs = append(errs, bad...)
		} else {
			errs = append(errs, ValidateReachableIP(ip, at)...)
		}
	}
	errs = append(errs, validate.RequiredOneOf(specPath.Child("type"), spec.Type, corev1.ServiceTypeClusterIP,
		corev1.ServiceTypeExternalName, corev1.ServiceTypeLoadBalancer, corev1.ServiceTypeNodePort)...)
	errs = append(errs, validateSourceRanges(s)...)
	errs = append(errs, validateBalancerFields(spec)...)
	errs = append(errs, validateTrafficPolicies(spec)...)
	if d := spec.TrafficDistribution; d != nil {
		errs = append(errs, validate.OneOf(specPath.Child("trafficDistribution"), *d,
			corev1.ServiceTrafficDistributionPreferClose, corev1.ServiceTrafficDistributionPreferSameZone, corev1.ServiceTrafficDistributionPreferSameNode)...)
	}
	return errs
}

// isHeadless tells a service without an address of its own.
func isHeadless(s *corev1.ServiceSpec) bool {
	return s.ClusterIP == corev1.ClusterIPNone || len(s.ClusterIPs) == 1 && s.ClusterIPs[0] == corev1.ClusterIPNone
}

func validateExternalName(s *corev1.ServiceSpec) field.ErrorList {
	var errs field.ErrorList
	if len(s.ClusterIPs) > 0 || s.ClusterIP != "" {
		errs = append(errs, field.Forbidden(specPath.Child("clusterIPs"), "may not be set for ExternalName services"))
	}
	if len(s.IPFamilies) > 0 {
		errs = append(errs, field.Forbidden(specPath.Child("ipFamilies"), "may not be set for ExternalName services"))
	}
	if s.IPFamilyPolicy != nil {
		errs = append(errs, field.Forbidden(specPath.Child("ipFamilyPolicy"), "may not be set for ExternalName services"))
	}
	// A name may end in a dot, as in zone files.
	name := strings.TrimSuffix(s.ExternalName, ".")
	if name == "" {
		return append(errs, field.Required(specPath.Child("externalName"), ""))
	}
	return append(errs, dnsSubdomain(specPath.Child("externalName"), name)...)
}

func validateServicePorts(s *corev1.ServiceSpec, headless bool, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	names := map[string]bool{}
	type address struct {
		protocol corev1.Protocol
		port     int32
	}
	taken, nodes := map[address]bool{}, map[address]bool{}
	for i := range s.Ports {
		p, at := &s.Ports[i], at.Index(i)
		switch {
		case p.Name == "" && len(s.Ports) > 1:
			errs = append(errs, field.Required(at.Child("name"), ""))
		case p.Name == "":
		default:
			errs = append(errs, dnsLabel(at.Child("name"), p.Name)...)
			if names[p.Name] {
				errs = append(errs, field.Duplicate(at.Child("name"), p.Name))
			}
			names[p.Name] = true
		}
		errs = append(errs, validate.Each(at.Child("port"), p.Port, validation.IsValidPortNum(int(p.Port)))...)
		errs = append(errs, validate.RequiredOneOf(at.Child("protocol"), p.Protocol, corev1.ProtocolSCTP, corev1.ProtocolTCP, corev1.ProtocolUDP)...)
		errs = append(errs, validatePort(p.TargetPort, at.Child("targetPort"))...)
		if p.AppProtocol != nil {
			errs = append(errs, qualifiedName(at.Child("appProtocol"), *p.AppProtocol)...)
		}
		if key := (address{p.Protocol, p.Port}); taken[key] {
			errs = append(errs, field.Duplicate(at, servicePortKey{Protocol: p.Protocol, Port: p.Port}))
		} else {
			taken[key] = true
		}
		if p.NodePort == 0 {
			continue
		}
		if s.Type == corev1.ServiceTypeClusterIP || s.Type == corev1.ServiceTypeExternalName {
			errs = append(errs, field.Forbidden(at.Child("nodePort"), "may not be used when `type` is 'ClusterIP'"))
		}
		if key := (address{p.Protocol, p.NodePort}); nodes[key] {
			errs = append(errs, field.Duplicate(at.Child("nodePort"), p.NodePort))
		} else {
			nodes[key] = true
		}
	}
	return errs
}

// servicePortKey is how an error shows a port that is taken: in full, with the
// fields that do not matter left empty.
type servicePortKey struct {
	Name        string
	Protocol    corev1.Protocol
	AppProtocol *string
	Port        int32
	TargetPort  intstr.IntOrString
	NodePort    int32
}

func validateServiceAffinity(s *corev1.ServiceSpec) field.ErrorList {
	at := specPath.Child("sessionAffinity")
	errs := validate.RequiredOneOf(at, s.SessionAffinity, corev1.ServiceAffinityClientIP, corev1.ServiceAffinityNone)
	config := specPath.Child("sessionAffinityConfig")
	c := s.SessionAffinityConfig
	switch {
	case s.SessionAffinity == corev1.ServiceAffinityClientIP:
		if c == nil || c.ClientIP == nil || c.ClientIP.TimeoutSeconds == nil {
			return append(errs, field.Required(config, "when session affinity type is ClientIP"))
		}
		if t := *c.ClientIP.TimeoutSeconds; t <= 0 || t > maxAffinitySeconds {
			errs = append(errs, field.Invalid(config.Child("clientIP", "timeoutSeconds"), t,
				fmt.Sprintf("must be greater than 0 and less than %d", maxAffinitySeconds)))
		}
	case s.SessionAffinity == corev1.ServiceAffinityNone && c != nil:
		errs = append(errs, field.Forbidden(config, "must not be set when session affinity is None"))
	}
	return errs
}

func validateClusterIPs(s *corev1.ServiceSpec) field.ErrorList {
	at := specPath.Child("clusterIPs")
	var errs field.ErrorList
	if len(s.ClusterIPs) == 0 && s.ClusterIP != "" {
		errs = append(errs, field.Required(at, ""))
	}
	if len(s.ClusterIPs) > 0 && s.ClusterIPs[0] != s.ClusterIP {
		errs = append(errs, field.Invalid(at, s.ClusterIPs, "first value must match `clusterIP`"))
	}
	if len(s.ClusterIPs) > 2 {
		errs = append(errs, field.Invalid(at, s.ClusterIPs, "may only hold up to 2 values"))
	}
	for i, ip := range s.ClusterIPs {
		switch {
		case i > 0 && (ip == corev1.ClusterIPNone || s.ClusterIPs[0] == corev1.ClusterIPNone):
			errs = append(errs, field.Invalid(at.Index(i), ip, "'None' must be the first and only value"))
		case ip == corev1.ClusterIPNone, ip == "":
		default:
			errs = append(errs, validation.IsValidIPForLegacyField(at.Index(i), ip, true, nil)...)
		}
	}
	seen := map[corev1.IPFamily]bool{}
	for i, f := range s.IPFamilies {
		errs = append(errs, validate.OneOf(specPath.Child("ipFamilies").Index(i), f, corev1.IPv4Protocol, corev1.IPv6Protocol)...)
		if seen[f] {
			errs = append(errs, field.Duplicate(specPath.Child("ipFamilies").Index(i), f))
		}
		seen[f] = true
	}
	if p := s.IPFamilyPolicy; p != nil {
		errs = append(errs, validate.OneOf(specPath.Child("ipFamilyPolicy"), *p,
			corev1.IPFamilyPolicySingleStack, corev1.IPFamilyPolicyPreferDualStack, corev1.IPFamilyPolicyRequireDualStack)...)
	}
	return errs
}

func validateSourceRanges(s *corev1.Service) field.ErrorList {
	var errs field.ErrorList
	const only = "may only be used when `type` is 'LoadBalancer'"
	balancer := s.Spec.Type == corev1.ServiceTypeLoadBalancer
	if list := s.Spec.LoadBalancerSourceRanges; len(list) > 0 {
		at := specPath.Child("LoadBalancerSourceRanges")
		if !balancer {
			errs = append(errs, field.Forbidden(at, only))
		}
		for i, r := range list {
			errs = append(errs, validation.IsValidCIDRForLegacyField(at.Index(i), strings.TrimSpace(r), true, nil)...)
		}
		return errs
	}
	text, ok := s.Annotations[sourceRangesKey]
	if !ok {
		return nil
	}
	at := field.NewPath("metadata", "annotations").Key(sourceRangesKey)
	if !balancer {
		errs = append(errs, field.Forbidden(at, only))
	}
	if text = strings.TrimSpace(text); text == "" {
		return errs
	}
	for _, r := range strings.Split(text, ",") {
		errs = append(errs, validation.IsValidCIDRForLegacyField(at, strings.TrimSpace(r), true, nil)...)
	}
	return errs
}

func validateBalancerFields(s *corev1.ServiceSpec) field.ErrorList {
	var errs field.ErrorList
	const only = "may only be used when `type` is 'LoadBalancer'"
	if s.Type == corev1.ServiceTypeLoadBalancer {
		if s.AllocateLoadBalancerNodePorts == nil {
			errs = append(errs, field.Required(specPath.Child("allocateLoadBalancerNodePorts"), ""))
		}
	} else if s.AllocateLoadBalancerNodePorts != nil {
		errs = append(errs, field.Forbidden(specPath.Child("allocateLoadBalancerNodePorts"), only))
	}
	if c := s.LoadBalancerClass; c != nil {
		at := specPath.Child("loadBalancerClass")
		if s.Type != corev1.ServiceTypeLoadBalancer {
			errs = append(errs, field.Forbidden(at, only))
		}
		errs = append(errs, qualifiedName(at, *c)...)
	}
	return errs
}

func validateTrafficPolicies(s *corev1.ServiceSpec) field.ErrorList {
	var errs field.ErrorList
	external := specPath.Child("externalTrafficPolicy")
	switch {
	case !reachedFromOutside(s):
		if s.ExternalTrafficPolicy != "" {
			errs = append(errs, field.Invalid(external, s.ExternalTrafficPolicy, "may only be set for externally-accessible services"))
		}
	case s.ExternalTrafficPolicy == "":
		errs = append(errs, field.Required(external, ""))
	default:
		errs = append(errs, validate.OneOf(external, s.ExternalTrafficPolicy,
			corev1.ServiceExternalTrafficPolicyCluster, corev1.ServiceExternalTrafficPolicyLocal)...)
	}
	health := specPath.Child("healthCheckNodePort")
	if s.HealthCheckNodePort != 0 {
		if s.Type != corev1.ServiceTypeLoadBalancer || s.ExternalTrafficPolicy != corev1.ServiceExternalTrafficPolicyLocal {
			errs = append(errs, field.Invalid(health, s.HealthCheckNodePort,
				"may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"))
		}
		errs = append(errs, validate.Each(health, s.HealthCheckNodePort, validation.IsValidPortNum(int(s.HealthCheckNodePort)))...)
	}
	internal := specPath.Child("internalTrafficPolicy")
	switch p := s.InternalTrafficPolicy; {
	case p != nil:
		errs = append(errs, validate.OneOf(internal, *p, corev1.ServiceInternalTrafficPolicyCluster, corev1.ServiceInternalTrafficPolicyLocal)...)
	case s.Type == corev1.ServiceTypeNodePort || s.Type == corev1.ServiceTypeLoadBalancer || s.Type == corev1.ServiceTypeClusterIP:
		errs = append(errs, field.Required(internal, ""))
	}
	return errs
}

// validateServiceStatus checks where a load balancer says it can be reached.
func validateServiceStatus(s, _ *corev1.Service) field.ErrorList {
	return ValidateBalancerStatus(s.Status.LoadBalancer.Ingress, s.Spec.Type, statusPath.Child("loadBalancer"))
}

// ValidateBalancerStatus checks the addresses of a load balancer.
func ValidateBalancerStatus(list []corev1.LoadBalancerIngress, t corev1.ServiceType, at *field.Path) field.ErrorList {
	if t != corev1.ServiceTypeLoadBalancer && len(list) > 0 {
		return field.ErrorList{field.Forbidden(at.Child("ingress"), "may only be used when `spec.type` is LoadBalancer")}
	}
	var errs field.ErrorList
	for i := range list {
		in, at := &list[i], at.Child("ingress").Index(i)
		if in.IP != "" {
			errs = append(errs, validation.IsValidIPForLegacyField(at.Child("ip"), in.IP, true, nil)...)
			if in.IPMode == nil {
				errs = append(errs, field.Required(at.Child("ipMode"), "must be specified when `ip` is set"))
			}
		} else if in.IPMode != nil {
			errs = append(errs, field.Forbidden(at.Child("ipMode"), "may not be specified when `ip` is not set"))
		}
		if in.IPMode != nil && in.IP != "" {
			errs = append(errs, validate.OneOf(at.Child("ipMode"), *in.IPMode, corev1.LoadBalancerIPModeProxy, corev1.LoadBalancerIPModeVIP)...)
		}
		if in.Hostname != "" {
			errs = append(errs, dnsSubdomain(at.Child("hostname"), in.Hostname)...)
			if net.ParseIP(in.Hostname) != nil {
				errs = append(errs, field.Invalid(at.Child("hostname"), in.Hostname, "must be a DNS name, not an IP address"))
			}
		}
	}
	return errs
}
