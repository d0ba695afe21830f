package servicecidrs

import (
	"net/netip"
	"slices"
	"testing"
	"time"

	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

var now = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// of makes a range that is as the loop leaves it.
func of(name string, cidrs ...string) *networkingv1.ServiceCIDR {
	return &networkingv1.ServiceCIDR{
		ObjectMeta: metav1.ObjectMeta{Name: name, Finalizers: []string{finalizer}},
		Spec:       networkingv1.ServiceCIDRSpec{CIDRs: cidrs},
		Status:     networkingv1.ServiceCIDRStatus{Conditions: []metav1.Condition{{Type: "Ready", Status: metav1.ConditionTrue}}},
	}
}

// going marks it for deletion that long ago.
func going(r *networkingv1.ServiceCIDR, ago time.Duration) *networkingv1.ServiceCIDR {
	at := metav1.NewTime(now.Add(-ago))
	r.DeletionTimestamp = &at
	return r
}

func TestDecide(t *testing.T) {
	fresh := of("a", "10.1.0.0/24")
	fresh.Finalizers, fresh.Status.Conditions = []string{"other/one"}, nil
	blocked := going(of("a", "10.1.0.0/24"), time.Hour)
	blocked.Status.Conditions[0] = metav1.Condition{Type: "Ready", Status: metav1.ConditionFalse, Reason: "Terminating",
		Message: "There are still IPAddresses referencing the ServiceCIDR, please remove them or create a new ServiceCIDR"}
	foreign := going(of("a", "10.1.0.0/24"), time.Hour)
	foreign.Finalizers = []string{"other/one"}
	for _, tt := range []struct {
		name       string
		r          *networkingv1.ServiceCIDR
		others     []*networkingv1.ServiceCIDR
		addresses  []string
		finalizers []string
		ready      string // status of the condition, "" when it stays
		after      time.Duration
	}{
		{name: "new", r: fresh, finalizers: []string{"other/one", finalizer}, ready: "True"},
		{name: "as it should be", r: of("a", "10.1.0.0/24")},
		{name: "deleted with addresses", r: going(of("a", "10.1.0.0/24"), time.Hour), addresses: []string{"10.1.0.9"}, ready: "False"},
		{name: "still with addresses", r: blocked, addresses: []string{"10.1.0.9"}},
		{name: "addresses elsewhere", r: going(of("a", "10.1.0.0/24"), time.Hour), addresses: []string{"10.2.0.9"}, finalizers: []string{}},
		{name: "within another", r: going(of("a", "10.1.0.0/24"), time.Hour), others: []*networkingv1.ServiceCIDR{of("b", "10.1.0.0/16")}, addresses: []string{"10.1.0.9"}, finalizers: []string{}},
		{name: "the same as another", r: going(of("a", "10.1.0.0/24"), time.Hour), others: []*networkingv1.ServiceCIDR{of("b", "10.1.0.0/24")}, addresses: []string{"10.1.0.9"}, finalizers: []string{}},
		{name: "beside a smaller one that holds it", r: going(of("a", "10.1.0.0/16"), time.Hour), others: []*networkingv1.ServiceCIDR{of("b", "10.1.0.0/24")}, addresses: []string{"10.1.0.9"}, finalizers: []string{}},
		{name: "beside a smaller one that does not", r: going(of("a", "10.1.0.0/16"), time.Hour), others: []*networkingv1.ServiceCIDR{of("b", "10.1.0.0/24")}, addresses: []string{"10.1.1.9"}, ready: "False"},
		{name: "the second family", r: going(of("a", "10.1.0.0/24", "fd00::/112"), time.Hour), addresses: []string{"fd00::7"}, ready: "False"},
		{name: "within the grace", r: going(of("a", "10.1.0.0/24"), 4*time.Second), after: 6 * time.Second},
		{name: "kept by others", r: foreign},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var addresses []netip.Addr
			for _, a := range tt.addresses {
				addresses = append(addresses, netip.MustParseAddr(a))
			}
			d := decide(tt.r, append(tt.others, tt.r), addresses, now)
			if !slices.Equal(d.finalizers, tt.finalizers) || d.finalizers == nil != (tt.finalizers == nil) || d.after != tt.after {
				t.Errorf("finalizers %v, after %s; want %v, %s", d.finalizers, d.after, tt.finalizers, tt.after)
			}
			ready := ""
			if d.ready != nil {
				ready = string(d.ready.Status)
			}
			if ready != tt.ready {
				t.Errorf("ready %q, want %q", ready, tt.ready)
			}
			if (d.finalizers != nil || d.ready != nil) && d.reason == "" {
				t.Error("no reason")
			}
		})
	}
}
