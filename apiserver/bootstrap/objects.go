package bootstrap

import (
	"encoding/json"
	"net/netip"
	"slices"
	"time"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	networkingv1 "k8s.io/api/networking/v1"
	schedulingv1 "k8s.io/api/scheduling/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
)

func (c Config) namespaces() []wanted {
	var out []wanted
	for _, name := range []string{metav1.NamespaceDefault, metav1.NamespaceSystem, metav1.NamespacePublic, corev1.NamespaceNodeLease} {
		out = append(out, wanted{gr: lookup.Namespaces, o: &corev1.Namespace{
			ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{corev1.LabelMetadataName: name}},
			Spec:       corev1.NamespaceSpec{Finalizers: []corev1.FinalizerName{corev1.FinalizerKubernetes}},
			Status:     corev1.NamespaceStatus{Phase: corev1.NamespaceActive},
		}})
	}
	return out
}

func priorityClasses() []wanted {
	class := func(name string, value int32, description string) wanted {
		preempt := corev1.PreemptLowerPriority
		return wanted{gr: lookup.PriorityClasses, o: &schedulingv1.PriorityClass{
			ObjectMeta: metav1.ObjectMeta{Name: name}, Value: value, Description: description, PreemptionPolicy: &preempt,
		}}
	}
	return []wanted{
		class("system-cluster-critical", 2000000000, "Used for system critical pods that must run in the cluster, but can be moved to another node if necessary."),
		class("system-node-critical", 2000001000, "Used for system critical pods that must not be moved from their current node."),
	}
}

// authenticationConfig tells extension API servers which authorities to trust.
func (c Config) authenticationConfig() wanted {
	data := map[string]string{}
	if len(c.ClientCA) > 0 {
		data["client-ca-file"] = string(c.ClientCA)
	}
	if len(c.FrontProxyCA) > 0 {
		data["requestheader-client-ca-file"] = string(c.FrontProxyCA)
		data["requestheader-allowed-names"] = jsonList(c.FrontProxyNames)
		data["requestheader-username-headers"] = `["X-Remote-User"]`
		data["requestheader-uid-headers"] = `["X-Remote-Uid"]`
		data["requestheader-group-headers"] = `["X-Remote-Group"]`
		data["requestheader-extra-headers-prefix"] = `["X-Remote-Extra-"]`
	}
	return wanted{
		gr: lookup.ConfigMaps,
		o: &corev1.ConfigMap{
			ObjectMeta: metav1.ObjectMeta{Namespace: metav1.NamespaceSystem, Name: "extension-apiserver-authentication"}, Data: data,
		},
		repair: func(present api.Object) bool {
			m := present.(*corev1.ConfigMap)
			changed := false
			for k, v := range data {
				if m.Data[k] != v {
					if m.Data == nil {
						m.Data = map[string]string{}
					}
					m.Data[k], changed = v, true
				}
			}
			return changed
		},
	}
}

// tokenTracking says since when the use of tokens that are kept in secrets is
// noted: a secret without such a note has not been used since then.
func (c Config) tokenTracking() wanted {
	const since, format = "since", time.DateOnly
	today := c.Now().UTC().Format(format)
	return wanted{
		gr: lookup.ConfigMaps,
		o: &corev1.ConfigMap{
			ObjectMeta: metav1.ObjectMeta{Namespace: metav1.NamespaceSystem, Name: "kube-apiserver-legacy-service-account-token-tracking"},
			Data:       map[string]string{since: today},
		},
		repair: func(present api.Object) bool {
			m := present.(*corev1.ConfigMap)
			if _, err := time.Parse(format, m.Data[since]); err == nil {
				return false
			}
			if m.Data == nil {
				m.Data = map[string]string{}
			}
			m.Data[since] = today
			return true
		},
	}
}

const httpsPort = "https"

// kubernetesService is the Service by which pods reach the API, with everything
// that belongs to it: the range, its address, and where the server is.
func (c Config) kubernetesService() []wanted {
	if len(c.ServiceIPs) == 0 {
		return nil
	}
	meta := metav1.ObjectMeta{Namespace: metav1.NamespaceDefault, Name: "kubernetes"}
	service := &corev1.Service{ObjectMeta: meta}
	service.Labels = map[string]string{"component": "apiserver", "provider": "kubernetes"}
	single := corev1.IPFamilyPolicySingleStack
	if len(c.ServiceIPs) > 1 {
		single = corev1.IPFamilyPolicyPreferDualStack
	}
	target := int32(443)
	if c.Advertise.IsValid() {
		target = int32(c.Advertise.Port())
	}
	service.Spec = corev1.ServiceSpec{
		Type: corev1.ServiceTypeClusterIP, SessionAffinity: corev1.ServiceAffinityNone, IPFamilyPolicy: &single,
		ClusterIP: c.ServiceIPs[0].String(),
		Ports:     []corev1.ServicePort{{Name: httpsPort, Protocol: corev1.ProtocolTCP, Port: 443, TargetPort: intstr.FromInt32(target)}},
	}
	out := []wanted{c.serviceCIDR()}
	for _, ip := range c.ServiceIPs {
		family := corev1.IPv4Protocol
		if ip.Is6() {
			family = corev1.IPv6Protocol
		}
		service.Spec.ClusterIPs = append(service.Spec.ClusterIPs, ip.String())
		service.Spec.IPFamilies = append(service.Spec.IPFamilies, family)
		out = append(out, ipAddress(ip, family, meta))
	}
	out = append(out, wanted{gr: lookup.Services, o: service, repair: func(present api.Object) bool {
		s := present.(*corev1.Service)
		if len(s.Spec.Ports) == 1 && s.Spec.Ports[0] == service.Spec.Ports[0] {
			return false
		}
		s.Spec.Ports = service.Spec.Ports
		return true
	}})
	if c.Advertise.IsValid() {
		out = append(out, c.endpoints(meta)...)
	}
	return out
}

// ipAddress is the record that a Service has an address.
func ipAddress(ip netip.Addr, family corev1.IPFamily, service metav1.ObjectMeta) wanted {
	return wanted{
		gr: schema.GroupResource{Group: "networking.k8s.io", Resource: "ipaddresses"},
		o: &networkingv1.IPAddress{
			ObjectMeta: metav1.ObjectMeta{Name: ip.String(), Labels: map[string]string{
				networkingv1.LabelIPAddressFamily: string(family), networkingv1.LabelManagedBy: "ipallocator.k8s.io",
			}},
			Spec: networkingv1.IPAddressSpec{ParentRef: &networkingv1.ParentReference{Resource: "services", Namespace: service.Namespace, Name: service.Name}},
		},
	}
}

func (c Config) serviceCIDR() wanted {
	cidrs := make([]string, len(c.ServiceCIDRs))
	for i, p := range c.ServiceCIDRs {
		cidrs[i] = p.String()
	}
	ready := metav1.Condition{
		Type: networkingv1.ServiceCIDRConditionReady, Status: metav1.ConditionTrue, LastTransitionTime: metav1.Time{Time: c.Now()},
		Message: "Kubernetes default Service CIDR is ready",
	}
	return wanted{
		gr: schema.GroupResource{Group: "networking.k8s.io", Resource: "servicecidrs"},
		o: &networkingv1.ServiceCIDR{
			ObjectMeta: metav1.ObjectMeta{Name: "kubernetes"},
			Spec:       networkingv1.ServiceCIDRSpec{CIDRs: cidrs},
		},
		status: true,
		repair: func(present api.Object) bool {
			s := present.(*networkingv1.ServiceCIDR)
			if len(s.Status.Conditions) > 0 {
				return false
			}
			s.Status.Conditions = []metav1.Condition{ready}
			return true
		},
	}
}

// endpoints says where the API server is; each start corrects it.
func (c Config) endpoints(meta metav1.ObjectMeta) []wanted {
	address, port := c.Advertise.Addr().Unmap().String(), int32(c.Advertise.Port())
	name, tcp, ready := httpsPort, corev1.ProtocolTCP, true
	kind := discoveryv1.AddressTypeIPv4
	if c.Advertise.Addr().Unmap().Is6() {
		kind = discoveryv1.AddressTypeIPv6
	}
	slice := &discoveryv1.EndpointSlice{ObjectMeta: meta, AddressType: kind,
		Endpoints: []discoveryv1.Endpoint{{Addresses: []string{address}, Conditions: discoveryv1.EndpointConditions{Ready: &ready}}},
		Ports:     []discoveryv1.EndpointPort{{Name: &name, Protocol: &tcp, Port: &port}},
	}
	slice.Labels = map[string]string{discoveryv1.LabelServiceName: meta.Name}
	endpoints := &corev1.Endpoints{ObjectMeta: meta, Subsets: []corev1.EndpointSubset{{
		Addresses: []corev1.EndpointAddress{{IP: address}},
		Ports:     []corev1.EndpointPort{{Name: name, Protocol: tcp, Port: port}},
	}}}
	endpoints.Labels = map[string]string{discoveryv1.LabelSkipMirror: "true"}
	return []wanted{
		{gr: lookup.EndpointSlices, o: slice, repair: func(present api.Object) bool {
			s := present.(*discoveryv1.EndpointSlice)
			if len(s.Endpoints) == 1 && slices.Equal(s.Endpoints[0].Addresses, []string{address}) &&
				len(s.Ports) == 1 && s.Ports[0].Port != nil && *s.Ports[0].Port == port {
				return false
			}
			s.Endpoints, s.Ports = slice.Endpoints, slice.Ports
			return true
		}},
		{gr: lookup.Endpoints, o: endpoints, repair: func(present api.Object) bool {
			e := present.(*corev1.Endpoints)
			if len(e.Subsets) == 1 && len(e.Subsets[0].Addresses) == 1 && e.Subsets[0].Addresses[0].IP == address &&
				len(e.Subsets[0].Ports) == 1 && e.Subsets[0].Ports[0].Port == port {
				return false
			}
			e.Subsets = endpoints.Subsets
			return true
		}},
	}
}

// jsonList is a list of names as the configuration of authentication has them.
func jsonList(names []string) string {
	if len(names) == 0 {
		return "[]"
	}
	data, err := json.Marshal(names)
	if err != nil {
		panic(err) // strings can always be encoded
	}
	return string(data)
}
