package allocate

import (
	"slices"
	"strconv"

	corev1 "k8s.io/api/core/v1"
)

func portName(p int32) string { return strconv.Itoa(int(p)) }

func isHeadless(s *corev1.Service) bool {
	return s.Spec.ClusterIP == corev1.ClusterIPNone || len(s.Spec.ClusterIPs) > 0 && s.Spec.ClusterIPs[0] == corev1.ClusterIPNone
}

// hasAddressType says whether Services of its type have cluster IPs at all.
func hasAddressType(s *corev1.Service) bool {
	switch s.Spec.Type {
	case corev1.ServiceTypeClusterIP, corev1.ServiceTypeNodePort, corev1.ServiceTypeLoadBalancer:
		return true
	}
	return false
}

func needsAddress(s *corev1.Service) bool { return hasAddressType(s) && !isHeadless(s) }

// reachedByNodePort says whether a Service of its type may have node ports.
func reachedByNodePort(s *corev1.Service) bool {
	return s.Spec.Type == corev1.ServiceTypeNodePort || s.Spec.Type == corev1.ServiceTypeLoadBalancer
}

// needsNodePort says whether ports without a node port are to get one.
func needsNodePort(s *corev1.Service) bool {
	return s.Spec.Type == corev1.ServiceTypeNodePort ||
		s.Spec.Type == corev1.ServiceTypeLoadBalancer &&
			(s.Spec.AllocateLoadBalancerNodePorts == nil || *s.Spec.AllocateLoadBalancerNodePorts)
}

func needsHealthPort(s *corev1.Service) bool {
	return s.Spec.Type == corev1.ServiceTypeLoadBalancer && s.Spec.ExternalTrafficPolicy == corev1.ServiceExternalTrafficPolicyLocal
}

// carryOver keeps what an update left out and what the change of type does not
// touch, and drops what the new type has no use for unless the client set it.
func carryOver(after, before *corev1.Service) {
	keepAllocated(after, before)
	dropUnused(after, before)
}

func keepAllocated(after, before *corev1.Service) {
	if hasAddressType(before) && hasAddressType(after) {
		if after.Spec.ClusterIP == "" {
			after.Spec.ClusterIP = before.Spec.ClusterIP
		}
		if len(after.Spec.ClusterIPs) == 0 && after.Spec.ClusterIP == before.Spec.ClusterIP {
			after.Spec.ClusterIPs = slices.Clone(before.Spec.ClusterIPs)
		}
	}
	if needsNodePort(before) && needsNodePort(after) {
		byName := map[string]int32{}
		used := map[int32]bool{}
		for _, p := range before.Spec.Ports {
			byName[p.Name] = p.NodePort
		}
		for _, p := range after.Spec.Ports {
			used[p.NodePort] = true
		}
		for i := range after.Spec.Ports {
			p := &after.Spec.Ports[i]
			if kept := byName[p.Name]; p.NodePort == 0 && kept != 0 && !used[kept] {
				p.NodePort, used[kept] = kept, true
			}
		}
	}
	if needsHealthPort(before) && needsHealthPort(after) && after.Spec.HealthCheckNodePort == 0 {
		after.Spec.HealthCheckNodePort = before.Spec.HealthCheckNodePort
	}
}

func dropUnused(after, before *corev1.Service) {
	a, b := &after.Spec, &before.Spec
	if hasAddressType(before) && !hasAddressType(after) {
		if a.ClusterIP == b.ClusterIP && slices.Equal(a.ClusterIPs, b.ClusterIPs) {
			a.ClusterIP, a.ClusterIPs = "", nil
		}
		if slices.Equal(a.IPFamilies, b.IPFamilies) {
			a.IPFamilies = nil
		}
		if same(a.IPFamilyPolicy, b.IPFamilyPolicy) {
			a.IPFamilyPolicy = nil
		}
		if same(a.InternalTrafficPolicy, b.InternalTrafficPolicy) {
			a.InternalTrafficPolicy = nil
		}
	}
	if reachedByNodePort(before) && !reachedByNodePort(after) && samePorts(a.Ports, b.Ports) {
		for i := range a.Ports {
			a.Ports[i].NodePort = 0
		}
	}
	if needsHealthPort(before) && !needsHealthPort(after) && a.HealthCheckNodePort == b.HealthCheckNodePort {
		a.HealthCheckNodePort = 0
	}
	if b.Type == corev1.ServiceTypeLoadBalancer && a.Type != corev1.ServiceTypeLoadBalancer {
		if same(a.AllocateLoadBalancerNodePorts, b.AllocateLoadBalancerNodePorts) {
			a.AllocateLoadBalancerNodePorts = nil
		}
		if same(a.LoadBalancerClass, b.LoadBalancerClass) {
			a.LoadBalancerClass = nil
		}
	}
	if reachedByNodePort(before) && !reachedByNodePort(after) && len(a.ExternalIPs) == 0 && a.ExternalTrafficPolicy == b.ExternalTrafficPolicy {
		a.ExternalTrafficPolicy = ""
	}
}

func same[T comparable](a, b *T) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}

func samePorts(a, b []corev1.ServicePort) bool {
	return slices.EqualFunc(a, b, func(x, y corev1.ServicePort) bool { return x.NodePort == y.NodePort })
}

// mirrorClusterIP keeps the old single field and the list alike: whoever changed
// one of them meant both.
func mirrorClusterIP(after, before *corev1.Service) {
	s := &after.Spec
	if before == nil {
		switch {
		case s.ClusterIP != "" && len(s.ClusterIPs) == 0:
			s.ClusterIPs = []string{s.ClusterIP}
		case s.ClusterIP == "" && len(s.ClusterIPs) > 0:
			s.ClusterIP = s.ClusterIPs[0]
		}
		return
	}
	if s.ClusterIP == before.Spec.ClusterIP || !slices.Equal(s.ClusterIPs, before.Spec.ClusterIPs) {
		return
	}
	if s.ClusterIP == "" {
		s.ClusterIPs = nil
	} else {
		s.ClusterIPs = []string{s.ClusterIP}
	}
}
