package endpoints

import (
	"context"
	"time"

	corev1 "k8s.io/api/core/v1"
	apiequality "k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/intstr"
	netutils "k8s.io/utils/net"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/controllers/podstate"
	"github.com/skiff-k8s/skiff/reconcile"
)

// Selects says whether endpoints of a Service are found by its selector; those of
// the others are kept by somebody else, or are names.
func Selects(svc *corev1.Service) bool {
	return len(svc.Spec.Selector) > 0 && svc.Spec.Type != corev1.ServiceTypeExternalName
}

// Rest returns how long a Service is held back after its pods were looked at, in
// proportion to their number and for at most 100 ms: one with a few pods follows
// them at once, one with thousands takes many changes together.
func Rest(pods int) time.Duration {
	return min(time.Duration(pods)*20*time.Microsecond, 100*time.Millisecond)
}

// Pods lists the pods that a Service selects.
func Pods(ctx context.Context, c client.Reader, svc *corev1.Service) ([]*corev1.Pod, error) {
	return client.List[*corev1.Pod](ctx, c, core.Pods, client.ListOptions{
		Namespace: svc.Namespace,
		Labels:    labels.SelectorFromSet(svc.Spec.Selector),
	})
}

// PodKeys returns what an event of a pod wakes: the Services that select it, or
// did before.
func PodKeys(c client.Reader) func(client.Event) []reconcile.Request {
	return func(e client.Event) []reconcile.Request {
		if !matters(e) {
			return nil
		}
		services, err := client.List[*corev1.Service](context.Background(), c, core.Services, client.ListOptions{Namespace: e.Object.GetNamespace()})
		if err != nil {
			return nil // the Service's own event looks at all pods
		}
		var keys []reconcile.Request
		for _, svc := range services {
			if !Selects(svc) {
				continue
			}
			selector := labels.SelectorFromSet(svc.Spec.Selector)
			if selector.Matches(labels.Set(e.Object.GetLabels())) || e.Old != nil && selector.Matches(labels.Set(e.Old.GetLabels())) {
				keys = append(keys, reconcile.Key(svc.Namespace, svc.Name))
			}
		}
		return keys
	}
}

// matters says whether anything changed that an endpoint shows.
func matters(e client.Event) bool {
	p := e.Object.(*corev1.Pod)
	old, ok := e.Old.(*corev1.Pod)
	if e.Type != client.Modified || !ok {
		return p.Status.PodIP != "" // without an address there is no endpoint
	}
	return old.UID != p.UID ||
		old.Status.PodIP != p.Status.PodIP ||
		!apiequality.Semantic.DeepEqual(old.Status.PodIPs, p.Status.PodIPs) ||
		Ready(old) != Ready(p) ||
		Alive(old) != Alive(p) ||
		(old.DeletionTimestamp == nil) != (p.DeletionTimestamp == nil) ||
		old.Spec.NodeName != p.Spec.NodeName ||
		!apiequality.Semantic.DeepEqual(old.Labels, p.Labels)
}

// Alive says whether a pod can be an endpoint: its containers have not ended.
func Alive(p *corev1.Pod) bool { return !podstate.Terminal(p) }

// Ready says whether the pod is ready to serve.
func Ready(p *corev1.Pod) bool { return podstate.Ready(p) }

// Families returns the address families of a Service.
func Families(svc *corev1.Service) []corev1.IPFamily {
	switch {
	case len(svc.Spec.IPFamilies) > 0:
		return svc.Spec.IPFamilies
	case netutils.IsIPv6String(svc.Spec.ClusterIP):
		return []corev1.IPFamily{corev1.IPv6Protocol}
	}
	return []corev1.IPFamily{corev1.IPv4Protocol}
}

// Addresses returns the pod's addresses of a family.
func Addresses(p *corev1.Pod, family corev1.IPFamily) []string {
	ips := p.Status.PodIPs
	if len(ips) == 0 && p.Status.PodIP != "" {
		ips = []corev1.PodIP{{IP: p.Status.PodIP}}
	}
	var out []string
	for _, ip := range ips {
		if netutils.IsIPv6String(ip.IP) == (family == corev1.IPv6Protocol) {
			out = append(out, ip.IP)
		}
	}
	return out
}

// TargetPort returns the number of a Service's port at the pod; ok is false when
// the pod has no port of that name.
func TargetPort(port corev1.ServicePort, p *corev1.Pod) (number int32, ok bool) {
	if port.TargetPort.Type == intstr.Int {
		if n := port.TargetPort.IntVal; n != 0 {
			return n, true
		}
		return port.Port, true
	}
	find := func(containers []corev1.Container) bool {
		for _, c := range containers {
			for _, cp := range c.Ports {
				protocol := cp.Protocol
				if protocol == "" {
					protocol = corev1.ProtocolTCP
				}
				if cp.Name == port.TargetPort.StrVal && (port.Protocol == "" || protocol == port.Protocol) {
					number, ok = cp.ContainerPort, true
					return true
				}
			}
		}
		return false
	}
	if find(p.Spec.Containers) {
		return number, ok
	}
	for _, c := range p.Spec.InitContainers {
		if c.RestartPolicy != nil && *c.RestartPolicy == corev1.ContainerRestartPolicyAlways && find([]corev1.Container{c}) {
			return number, ok
		}
	}
	return 0, false
}

// Hostname returns the name under which DNS knows the pod within a Service: its
// host name, when its subdomain is the Service.
func Hostname(svc *corev1.Service, p *corev1.Pod) string {
	if p.Spec.Hostname != "" && p.Spec.Subdomain == svc.Name && p.Namespace == svc.Namespace {
		return p.Spec.Hostname
	}
	return ""
}
