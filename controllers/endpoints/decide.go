package endpoints

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	apiequality "k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/core"
)

const (
	managedByLabel = "endpoints.kubernetes.io/managed-by"
	managedBy      = "endpoint-controller"

	// maxAddresses bounds an Endpoints object; more are left out, which an
	// annotation says.
	maxAddresses = 1000
)

// decide computes the Endpoints of a Service.
func decide(svc *corev1.Service, pods []*corev1.Pod) *corev1.Endpoints {
	family := Families(svc)[0]
	var subsets []corev1.EndpointSubset
	n, over := 0, false
	pods = slices.Clone(pods)
	slices.SortFunc(pods, func(a, b *corev1.Pod) int { return cmp.Compare(a.Name, b.Name) })
	for _, p := range pods {
		addresses := Addresses(p, family)
		if len(addresses) == 0 || !Alive(p) || p.DeletionTimestamp != nil && !svc.Spec.PublishNotReadyAddresses {
			continue
		}
		if n == maxAddresses {
			over = true
			break
		}
		n++
		address := corev1.EndpointAddress{
			IP:        addresses[0],
			Hostname:  Hostname(svc, p),
			TargetRef: &corev1.ObjectReference{Kind: "Pod", Namespace: p.Namespace, Name: p.Name, UID: p.UID},
		}
		if p.Spec.NodeName != "" {
			address.NodeName = new(p.Spec.NodeName)
		}
		ports := portsOf(svc, p)
		i := slices.IndexFunc(subsets, func(s corev1.EndpointSubset) bool { return apiequality.Semantic.DeepEqual(s.Ports, ports) })
		if i < 0 {
			subsets, i = append(subsets, corev1.EndpointSubset{Ports: ports}), len(subsets)
		}
		if Ready(p) || svc.Spec.PublishNotReadyAddresses {
			subsets[i].Addresses = append(subsets[i].Addresses, address)
		} else {
			subsets[i].NotReadyAddresses = append(subsets[i].NotReadyAddresses, address)
		}
	}
	labels := maps.Clone(svc.Labels)
	if labels == nil {
		labels = make(map[string]string)
	}
	delete(labels, corev1.IsHeadlessService)
	if svc.Spec.ClusterIP == corev1.ClusterIPNone {
		labels[corev1.IsHeadlessService] = ""
	}
	labels[managedByLabel] = managedBy
	out := &corev1.Endpoints{
		ObjectMeta: metav1.ObjectMeta{Namespace: svc.Namespace, Name: svc.Name, Labels: labels},
		Subsets:    subsets,
	}
	if over {
		out.Annotations = map[string]string{corev1.EndpointsOverCapacity: "truncated"}
	}
	return out
}

func portsOf(svc *corev1.Service, p *corev1.Pod) []corev1.EndpointPort {
	var out []corev1.EndpointPort
	for _, port := range svc.Spec.Ports {
		if number, ok := TargetPort(port, p); ok {
			out = append(out, corev1.EndpointPort{
				Name:        port.Name,
				Port:        number,
				Protocol:    cmp.Or(port.Protocol, corev1.ProtocolTCP),
				AppProtocol: port.AppProtocol,
			})
		}
	}
	// The server sorts them too; compare what it will store.
	slices.SortFunc(out, func(a, b corev1.EndpointPort) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), cmp.Compare(a.Port, b.Port), strings.Compare(string(a.Protocol), string(b.Protocol)))
	})
	return out
}

func count(e *corev1.Endpoints) (ready, notReady int) {
	for _, s := range e.Subsets {
		ready += len(s.Addresses)
		notReady += len(s.NotReadyAddresses)
	}
	return ready, notReady
}

func (e *controller) delete(ctx context.Context, o *corev1.Endpoints) error {
	err := e.client.Delete(ctx, core.Endpoints, o.Namespace, o.Name, metav1.DeleteOptions{Preconditions: &metav1.Preconditions{UID: &o.UID}})
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}
