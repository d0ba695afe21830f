package bootstrap

import (
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/skiff-k8s/skiff/apiserver/lookup"
)

// dnsService is the Service by which pods look names up. It has no selector: a
// loop makes the nodes' name servers its endpoints. Whoever changes it, to bring
// name servers of their own, keeps what they made of it.
func (c Config) dnsService() []wanted {
	if !c.ClusterDNS.IsValid() {
		return nil
	}
	family := corev1.IPv4Protocol
	if c.ClusterDNS.Is6() {
		family = corev1.IPv6Protocol
	}
	meta := metav1.ObjectMeta{Namespace: metav1.NamespaceSystem, Name: "kube-dns", Labels: map[string]string{
		"k8s-app":                       "kube-dns",
		"kubernetes.io/cluster-service": "true",
		"kubernetes.io/name":            "skiff",
	}}
	single := corev1.IPFamilyPolicySingleStack
	// A pod asks its own node, which answers as long as the pod can run at all.
	local := corev1.ServiceInternalTrafficPolicyLocal
	return []wanted{
		ipAddress(c.ClusterDNS, family, meta),
		{gr: lookup.Services, o: &corev1.Service{ObjectMeta: meta, Spec: corev1.ServiceSpec{
			Type: corev1.ServiceTypeClusterIP, SessionAffinity: corev1.ServiceAffinityNone, IPFamilyPolicy: &single,
			ClusterIP: c.ClusterDNS.String(), ClusterIPs: []string{c.ClusterDNS.String()}, IPFamilies: []corev1.IPFamily{family},
			InternalTrafficPolicy: &local,
			Ports: []corev1.ServicePort{
				{Name: "dns", Protocol: corev1.ProtocolUDP, Port: 53, TargetPort: intstr.FromInt32(53)},
				{Name: "dns-tcp", Protocol: corev1.ProtocolTCP, Port: 53, TargetPort: intstr.FromInt32(53)},
			},
		}}},
	}
}
