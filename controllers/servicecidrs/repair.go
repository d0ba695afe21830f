package servicecidrs

import (
	"context"
	"fmt"
	"net/netip"
	"time"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/networking"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/events"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

// settled is how old an IPAddress must be before it is taken for forgotten: its
// Service may not be seen yet.
const settled = time.Minute

// addressKey is the namespace of keys that are addresses; no namespace has that
// name.
const addressKey = "#ip"

// Repair makes the loop that keeps IPAddresses as Services have them. The API
// server writes both at once: what is repaired is what people have changed. Its
// writes go through c.
func Repair(c client.Client, now func() time.Time) reconcile.Loop {
	return reconcile.Loop{
		Name:   "cluster IP repair",
		Client: c,
		Sources: []reconcile.Source{
			{Resource: core.Services, Keys: func(e client.Event) []reconcile.Request {
				if e.Type == client.Deleted {
					return nil // its addresses went in the same commit
				}
				return []reconcile.Request{reconcile.Key(e.Object.GetNamespace(), e.Object.GetName())}
			}},
			{Resource: networking.IPAddresses, Keys: func(e client.Event) []reconcile.Request {
				a := e.Object.(*networkingv1.IPAddress)
				if a.Labels[networkingv1.LabelManagedBy] != managedBy {
					return nil
				}
				keys := []reconcile.Request{reconcile.Key(addressKey, a.Name)}
				if p := a.Spec.ParentRef; e.Type == client.Deleted && ofService(p) {
					keys = []reconcile.Request{reconcile.Key(p.Namespace, p.Name)}
				}
				return keys
			}},
		},
		Reconciler: repairer{c, events.New(c, "ipallocator-repair-controller", "", now), now},
	}
}

type repairer struct {
	client client.Client
	events *events.Recorder
	now    func() time.Time
}

// Reconcile sees to one Service or one address.
func (r repairer) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	if req.Namespace == addressKey {
		return r.address(ctx, req.Name)
	}
	return reconcile.Result{}, r.service(ctx, req)
}

// service sees that each address of a Service is marked as that Service's.
func (r repairer) service(ctx context.Context, req reconcile.Request) error {
	s, err := client.Get[*corev1.Service](ctx, r.client, core.Services, req.Namespace, req.Name)
	if err != nil {
		return ignoreGone(err)
	}
	for _, ip := range addressesOf(s) {
		mark, err := client.Get[*networkingv1.IPAddress](ctx, r.client, networking.IPAddresses, "", ip.String())
		switch {
		case apierrors.IsNotFound(err):
			r.events.Eventf(ctx, s, corev1.EventTypeWarning, "ClusterIPNotAllocated", "Cluster IP [%v]: %s is not allocated; repairing", familyOf(ip), ip)
			err = r.mark(ctx, s, ip, "the address has no IPAddress")
		case err != nil:
		case parentIs(mark, s):
		case r.owned(ctx, mark, ip):
			r.events.Eventf(ctx, s, corev1.EventTypeWarning, "ClusterIPAlreadyAllocated", "Cluster IP [%v]: %s was assigned to multiple services; please recreate service", familyOf(ip), ip)
		default:
			r.events.Eventf(ctx, s, corev1.EventTypeWarning, "ClusterIPNotAllocated", "Cluster IP [%v]: %s for Service %s/%s has a wrong reference; repairing", familyOf(ip), ip, s.Namespace, s.Name)
			why := "its IPAddress names somebody who does not have it"
			if err = r.unmark(ctx, mark, why); err == nil {
				err = r.mark(ctx, s, ip, why)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// owned says whether the Service that an IPAddress names has the address.
func (r repairer) owned(ctx context.Context, mark *networkingv1.IPAddress, ip netip.Addr) bool {
	p := mark.Spec.ParentRef
	if !ofService(p) {
		return false
	}
	s, err := client.Get[*corev1.Service](ctx, r.client, core.Services, p.Namespace, p.Name)
	return err == nil && has(s, ip)
}

// address removes an IPAddress that no Service stands behind.
func (r repairer) address(ctx context.Context, name string) (reconcile.Result, error) {
	mark, err := client.Get[*networkingv1.IPAddress](ctx, r.client, networking.IPAddresses, "", name)
	if err != nil {
		return reconcile.Result{}, ignoreGone(err)
	}
	ip, err := netip.ParseAddr(name)
	if err != nil || r.owned(ctx, mark, ip) {
		return reconcile.Result{}, nil
	}
	if left := settled - r.now().Sub(mark.CreationTimestamp.Time); left > 0 {
		return reconcile.Result{RequeueAfter: left}, nil
	}
	r.events.Eventf(ctx, mark, corev1.EventTypeWarning, "IPAddressNotAllocated", "IPAddress %s appears to have leaked: cleaning up", name)
	return reconcile.Result{}, r.unmark(ctx, mark, "no Service has the address")
}

func (r repairer) mark(ctx context.Context, s *corev1.Service, ip netip.Addr, why string) error {
	_, err := r.client.Create(trace.Because(ctx, fmt.Sprintf("Service %s/%s: %s", s.Namespace, s.Name, why)), networking.IPAddresses, &networkingv1.IPAddress{
		ObjectMeta: metav1.ObjectMeta{Name: ip.String(), Labels: map[string]string{
			networkingv1.LabelIPAddressFamily: string(familyOf(ip)), networkingv1.LabelManagedBy: managedBy,
		}},
		Spec: networkingv1.IPAddressSpec{ParentRef: &networkingv1.ParentReference{Resource: "services", Namespace: s.Namespace, Name: s.Name}},
	}, client.CreateOptions{})
	return err
}

func (r repairer) unmark(ctx context.Context, mark *networkingv1.IPAddress, why string) error {
	return ignoreGone(r.client.Delete(trace.Because(ctx, why), networking.IPAddresses, "", mark.Name, metav1.DeleteOptions{
		Preconditions: &metav1.Preconditions{UID: &mark.UID},
	}))
}

func ofService(p *networkingv1.ParentReference) bool {
	return p != nil && p.Group == "" && p.Resource == "services"
}

func parentIs(mark *networkingv1.IPAddress, s *corev1.Service) bool {
	p := mark.Spec.ParentRef
	return ofService(p) && p.Namespace == s.Namespace && p.Name == s.Name
}

// addressesOf are the cluster IPs of a Service.
func addressesOf(s *corev1.Service) (out []netip.Addr) {
	if s.Spec.Type == corev1.ServiceTypeExternalName {
		return nil
	}
	for _, text := range s.Spec.ClusterIPs {
		if ip, err := netip.ParseAddr(text); err == nil { // "None" is none
			out = append(out, ip)
		}
	}
	return out
}

func has(s *corev1.Service, ip netip.Addr) bool {
	for _, a := range addressesOf(s) {
		if a == ip {
			return true
		}
	}
	return false
}

func familyOf(ip netip.Addr) corev1.IPFamily {
	if ip.Is4() {
		return corev1.IPv4Protocol
	}
	return corev1.IPv6Protocol
}
