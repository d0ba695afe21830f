package core

import (
	corev1 "k8s.io/api/core/v1"
	apivalidation "k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// prepareService keeps the status, and on update what a client leaves out
// because a server gave it: addresses, families and ports, as long as the type
// still calls for them.
func prepareService(s, old *corev1.Service) {
	if old == nil {
		s.Status = corev1.ServiceStatus{}
		normalizeClusterIPs(s, nil)
		return
	}
	s.Status = old.Status
	normalizeClusterIPs(s, old)
	keepAllocated(s, old)
	dropByType(s, old)
}

// normalizeClusterIPs keeps clusterIP and clusterIPs, the list it is the first
// of, the same: a client that knows one of them changes that one only.
func normalizeClusterIPs(s, old *corev1.Service) {
	spec := &s.Spec
	if old == nil {
		if spec.ClusterIP != "" && len(spec.ClusterIPs) == 0 {
			spec.ClusterIPs = []string{spec.ClusterIP}
		}
		return
	}
	same := sameList(spec.ClusterIPs, old.Spec.ClusterIPs)
	switch {
	case old.Spec.ClusterIP != "" && spec.ClusterIP == "" && same:
		// The old field was cleared by a client that does not know the list.
		spec.ClusterIPs = nil
	case old.Spec.ClusterIP != spec.ClusterIP && spec.ClusterIP != "" && same:
		spec.ClusterIPs = []string{spec.ClusterIP}
	case len(spec.ClusterIPs) == 0 && spec.ClusterIP != "" && spec.ClusterIP != old.Spec.ClusterIP:
		spec.ClusterIPs = []string{spec.ClusterIP}
	}
}

func sameList(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// keepAllocated carries over what the server allocated and the client left out.
func keepAllocated(s, old *corev1.Service) {
	is, was := &s.Spec, &old.Spec
	if hasClusterIP(is) && hasClusterIP(was) {
		if is.ClusterIP == "" && len(is.ClusterIPs) == 0 {
			is.ClusterIP, is.ClusterIPs = was.ClusterIP, append([]string(nil), was.ClusterIPs...)
		} else if len(is.ClusterIPs) == 0 && is.ClusterIP == was.ClusterIP {
			is.ClusterIPs = append([]string(nil), was.ClusterIPs...)
		}
		if len(is.IPFamilies) == 0 {
			is.IPFamilies = append([]corev1.IPFamily(nil), was.IPFamilies...)
		}
		if is.IPFamilyPolicy == nil {
			is.IPFamilyPolicy = was.IPFamilyPolicy
		}
	}
	if hasNodePorts(is) && hasNodePorts(was) {
		keepNodePorts(is, was)
	}
	if needsHealthPort(is) && needsHealthPort(was) && is.HealthCheckNodePort == 0 {
		is.HealthCheckNodePort = was.HealthCheckNodePort
	}
}

func keepNodePorts(is, was *corev1.ServiceSpec) {
	type key struct {
		protocol corev1.Protocol
		port     int32
	}
	used := map[int32]bool{}
	for i := range is.Ports {
		used[is.Ports[i].NodePort] = true
	}
	before := map[key]int32{}
	for i := range was.Ports {
		before[key{was.Ports[i].Protocol, was.Ports[i].Port}] = was.Ports[i].NodePort
	}
	for i := range is.Ports {
		p := &is.Ports[i]
		if n := before[key{p.Protocol, p.Port}]; p.NodePort == 0 && n != 0 && !used[n] {
			p.NodePort = n
			used[n] = true
		}
	}
}

// dropByType clears what the new type has no use for, when the client merely did
// not change it.
func dropByType(s, old *corev1.Service) {
	is, was := &s.Spec, &old.Spec
	if hasClusterIP(was) && !hasClusterIP(is) {
		if is.ClusterIP == was.ClusterIP && sameList(is.ClusterIPs, was.ClusterIPs) {
			is.ClusterIP, is.ClusterIPs = "", nil
		}
		is.IPFamilies, is.IPFamilyPolicy = nil, nil
	}
	if hasNodePorts(was) && !hasNodePorts(is) {
		for i := range is.Ports {
			if i < len(was.Ports) && is.Ports[i].NodePort == was.Ports[i].NodePort {
				is.Ports[i].NodePort = 0
			}
		}
	}
	if needsHealthPort(was) && !needsHealthPort(is) && is.HealthCheckNodePort == was.HealthCheckNodePort {
		is.HealthCheckNodePort = 0
	}
	balanced := func(s *corev1.ServiceSpec) bool { return s.Type == corev1.ServiceTypeLoadBalancer }
	if balanced(was) && !balanced(is) {
		if equalPointers(is.AllocateLoadBalancerNodePorts, was.AllocateLoadBalancerNodePorts) {
			is.AllocateLoadBalancerNodePorts = nil
		}
		if equalPointers(is.LoadBalancerClass, was.LoadBalancerClass) {
			is.LoadBalancerClass = nil
		}
		if is.LoadBalancerIP == was.LoadBalancerIP {
			is.LoadBalancerIP = ""
		}
		s.Status.LoadBalancer = corev1.LoadBalancerStatus{}
	}
	if reachedFromOutside(was) && !reachedFromOutside(is) && is.ExternalTrafficPolicy == was.ExternalTrafficPolicy {
		is.ExternalTrafficPolicy = ""
	}
	if was.Type != is.Type && is.Type == corev1.ServiceTypeExternalName && equalPointers(is.InternalTrafficPolicy, was.InternalTrafficPolicy) {
		is.InternalTrafficPolicy = nil
	}
	if was.Type == corev1.ServiceTypeExternalName && is.Type != was.Type && is.ExternalName == was.ExternalName {
		is.ExternalName = ""
	}
}

func equalPointers[T comparable](a, b *T) bool {
	return a == b || a != nil && b != nil && *a == *b
}

func hasClusterIP(s *corev1.ServiceSpec) bool { return s.Type != corev1.ServiceTypeExternalName }

func hasNodePorts(s *corev1.ServiceSpec) bool {
	return s.Type == corev1.ServiceTypeNodePort ||
		s.Type == corev1.ServiceTypeLoadBalancer && (s.AllocateLoadBalancerNodePorts == nil || *s.AllocateLoadBalancerNodePorts)
}

func needsHealthPort(s *corev1.ServiceSpec) bool {
	return s.Type == corev1.ServiceTypeLoadBalancer && s.ExternalTrafficPolicy == corev1.ServiceExternalTrafficPolicyLocal
}

// validateServiceUpdate: an address that clients may have kept does not change.
func validateServiceUpdate(s, old *corev1.Service) field.ErrorList {
	var errs field.ErrorList
	is, was := &s.Spec, &old.Spec
	if hasClusterIP(was) && hasClusterIP(is) && len(was.ClusterIPs) > 0 {
		switch {
		case len(is.ClusterIPs) == 0:
			errs = append(errs, field.Invalid(specPath.Child("clusterIPs").Index(0), is.ClusterIPs, "primary clusterIP can not be unset"))
		case is.ClusterIPs[0] != was.ClusterIPs[0]:
			errs = append(errs, field.Invalid(specPath.Child("clusterIPs").Index(0), is.ClusterIPs, "may not change once set"))
		}
		if len(was.IPFamilies) > 0 && (len(is.IPFamilies) == 0 || is.IPFamilies[0] != was.IPFamilies[0]) {
			errs = append(errs, field.Invalid(specPath.Child("ipFamilies").Index(0), is.IPFamilies, "may not change once set"))
		}
	}
	if is.Type == corev1.ServiceTypeLoadBalancer && was.Type == corev1.ServiceTypeLoadBalancer {
		errs = append(errs, apivalidation.ValidateImmutableField(is.LoadBalancerClass, was.LoadBalancerClass, specPath.Child("loadBalancerClass"))...)
	}
	return errs
}
