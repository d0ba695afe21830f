// Package servicecidrs looks after the ranges out of which Services get addresses
// and after the objects that say who has which: a range is ready from the moment
// it is seen and stays until no address needs it, and every address of a Service
// has its IPAddress.
package servicecidrs

import (
	"context"
	"net/netip"
	"slices"
	"time"

	networkingv1 "k8s.io/api/networking/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/networking"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

const (
	// finalizer keeps a range until no address needs it.
	finalizer = "networking.k8s.io/service-cidr-finalizer"
	// grace is how long a range that nobody needs stays after its deletion was
	// asked for: another API server may not know of that yet.
	grace = 10 * time.Second
	// managedBy marks the addresses that the API server has given out.
	managedBy = "ipallocator.k8s.io"
)

// all is the one key: which range needs which is seen only by looking at all, and
// there are few.
var all = reconcile.Key("", "servicecidrs")

// New makes the loop that looks after the ranges. Its writes go through c.
func New(c client.Client, now func() time.Time) reconcile.Loop {
	return reconcile.Loop{
		Name:   "service CIDR controller",
		Client: c,
		Sources: []reconcile.Source{
			{Resource: networking.ServiceCIDRs, Keys: func(client.Event) []reconcile.Request { return []reconcile.Request{all} }},
			// An address may keep a range until it is given back.
			{Resource: networking.IPAddresses, Keys: func(e client.Event) []reconcile.Request {
				if e.Type != client.Deleted {
					return nil
				}
				return []reconcile.Request{all}
			}},
		},
		Reconciler: controller{c, now},
		Workers:    1,
	}
}

type controller struct {
	client client.Client
	now    func() time.Time
}

// Reconcile looks at all ranges, decides and acts. Addresses are read only when a
// range is to go.
func (s controller) Reconcile(ctx context.Context, _ reconcile.Request) (reconcile.Result, error) {
	ranges, err := client.List[*networkingv1.ServiceCIDR](ctx, s.client, networking.ServiceCIDRs, client.ListOptions{})
	if err != nil {
		return reconcile.Result{}, err
	}
	var addresses []netip.Addr
	if slices.ContainsFunc(ranges, func(r *networkingv1.ServiceCIDR) bool { return r.DeletionTimestamp != nil }) {
		if addresses, err = s.addresses(ctx); err != nil {
			return reconcile.Result{}, err
		}
	}
	var result reconcile.Result
	var first error
	for _, r := range ranges {
		d := decide(r, ranges, addresses, s.now())
		if d.after > 0 && (result.RequeueAfter == 0 || d.after < result.RequeueAfter) {
			result.RequeueAfter = d.after
		}
		if err := s.act(ctx, r, d); err != nil && first == nil {
			first = err
		}
	}
	return result, first
}

// addresses are all that the API server has given out.
func (s controller) addresses(ctx context.Context) ([]netip.Addr, error) {
	list, err := client.List[*networkingv1.IPAddress](ctx, s.client, networking.IPAddresses, client.ListOptions{})
	if err != nil {
		return nil, err
	}
	out := make([]netip.Addr, 0, len(list))
	for _, a := range list {
		if ip, err := netip.ParseAddr(a.Name); err == nil && a.Labels[networkingv1.LabelManagedBy] == managedBy {
			out = append(out, ip)
		}
	}
	return out, nil
}

func (s controller) act(ctx context.Context, r *networkingv1.ServiceCIDR, d decision) error {
	ctx = trace.Because(ctx, d.reason)
	if d.finalizers != nil {
		next := r.DeepCopy()
		next.Finalizers = d.finalizers
		stored, err := s.client.Update(ctx, networking.ServiceCIDRs, next, "")
		if err != nil {
			return ignoreGone(err)
		}
		r = stored.(*networkingv1.ServiceCIDR)
	}
	if d.ready == nil {
		return nil
	}
	next := r.DeepCopy()
	d.ready.LastTransitionTime = metav1.NewTime(s.now())
	meta.SetStatusCondition(&next.Status.Conditions, *d.ready)
	_, err := s.client.Update(ctx, networking.ServiceCIDRs, next, "status")
	return ignoreGone(err)
}

func ignoreGone(err error) error {
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}
