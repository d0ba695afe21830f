package servicecidrs

import (
	"fmt"
	"net/netip"
	"slices"
	"time"

	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// decision is what becomes of one range; the zero value is nothing.
type decision struct {
	finalizers []string          // the new ones; nil when they stay
	ready      *metav1.Condition // nil when it stays
	after      time.Duration     // look again then; 0 for when something changes
	reason     string
}

// decide judges one range beside all others and the addresses that are given out.
func decide(r *networkingv1.ServiceCIDR, all []*networkingv1.ServiceCIDR, addresses []netip.Addr, now time.Time) (d decision) {
	held := slices.Contains(r.Finalizers, finalizer)
	if r.DeletionTimestamp == nil {
		if !held {
			d.finalizers, d.reason = append(slices.Clone(r.Finalizers), finalizer), "addresses may come to need it"
		}
		if meta.FindStatusCondition(r.Status.Conditions, networkingv1.ServiceCIDRConditionReady) == nil ||
			!meta.IsStatusConditionTrue(r.Status.Conditions, networkingv1.ServiceCIDRConditionReady) {
			d.ready = &metav1.Condition{Type: networkingv1.ServiceCIDRConditionReady, Status: metav1.ConditionTrue, Message: "Kubernetes Service CIDR is ready"}
			d.reason = "Services may have its addresses"
		}
		return d
	}
	if !held {
		return d
	}
	if ip, needed := neededBy(r, all, addresses); needed {
		now := metav1.Condition{
			Type: networkingv1.ServiceCIDRConditionReady, Status: metav1.ConditionFalse, Reason: networkingv1.ServiceCIDRReasonTerminating,
			Message: "There are still IPAddresses referencing the ServiceCIDR, please remove them or create a new ServiceCIDR",
		}
		was := meta.FindStatusCondition(r.Status.Conditions, now.Type)
		if was == nil || was.Status != now.Status || was.Reason != now.Reason || was.Message != now.Message {
			d.ready, d.reason = &now, fmt.Sprintf("it is being deleted, and %s is in no other range", ip)
		}
		return d
	}
	if left := grace - now.Sub(r.DeletionTimestamp.Time); left > 0 {
		d.after = left
		return d
	}
	d.finalizers = slices.DeleteFunc(slices.Clone(r.Finalizers), func(f string) bool { return f == finalizer })
	d.reason = "it is being deleted, and no address needs it"
	return d
}

// neededBy returns an address that is in r and in no other range. When others
// hold all of r there can be none.
func neededBy(r *networkingv1.ServiceCIDR, all []*networkingv1.ServiceCIDR, addresses []netip.Addr) (netip.Addr, bool) {
	own := prefixes(r)
	var others []netip.Prefix
	for _, o := range all {
		if o.Name != r.Name {
			others = append(others, prefixes(o)...)
		}
	}
	for _, ip := range addresses {
		in := func(p netip.Prefix) bool { return p.Contains(ip) }
		if slices.ContainsFunc(own, in) && !slices.ContainsFunc(others, in) {
			return ip, true
		}
	}
	return netip.Addr{}, false
}

// prefixes are the ranges of one object; what is none was not accepted.
func prefixes(r *networkingv1.ServiceCIDR) (out []netip.Prefix) {
	for _, text := range r.Spec.CIDRs {
		if p, err := netip.ParsePrefix(text); err == nil {
			out = append(out, p)
		}
	}
	return out
}
