package controllers_test

import (
	"net/netip"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/networking"
	"github.com/skiff-k8s/skiff/client"
)

func service(name, ip string) *corev1.Service {
	return &corev1.Service{ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: name}, Spec: corev1.ServiceSpec{
		ClusterIP: ip, Ports: []corev1.ServicePort{{Port: 80}},
	}}
}

func TestAFurtherServiceCIDR(t *testing.T) {
	w := newWorld(t)
	get := func() *networkingv1.ServiceCIDR {
		r, err := client.Get[*networkingv1.ServiceCIDR](t.Context(), w.client, networking.ServiceCIDRs, "", "more")
		if apierrors.IsNotFound(err) {
			return nil
		}
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	ready := func() bool { return meta.IsStatusConditionTrue(get().Status.Conditions, "Ready") }
	if _, err := w.client.Create(t.Context(), core.Services, service("early", "203.0.113.10"), client.CreateOptions{}); err == nil {
		t.Error("an address of no range was given out")
	}
	w.create(networking.ServiceCIDRs, &networkingv1.ServiceCIDR{
		ObjectMeta: metav1.ObjectMeta{Name: "more"}, Spec: networkingv1.ServiceCIDRSpec{CIDRs: []string{"203.0.113.0/24"}},
	})
	w.eventually("the range is ready", ready)
	w.create(core.Services, service("s", "203.0.113.10"))
	ip := w.create(core.Services, service("own", "")).(*corev1.Service).Spec.ClusterIP
	if !netip.MustParsePrefix("10.96.0.0/16").Contains(netip.MustParseAddr(ip)) {
		t.Errorf("a Service that names no address has %s", ip)
	}
	w.delete(networking.ServiceCIDRs, "", "more", metav1.DeletePropagationBackground)
	w.eventually("the range waits for its address", func() bool { return !ready() })
	if _, err := w.client.Create(t.Context(), core.Services, service("late", "203.0.113.11"), client.CreateOptions{}); err == nil {
		t.Error("an address of a range that is being deleted was given out")
	}
	w.skew.Store(int64(time.Minute)) // beyond the grace period
	w.delete(core.Services, "default", "s", metav1.DeletePropagationBackground)
	w.eventually("the range is gone", func() bool { return get() == nil })
}

func TestIPAddressesAreRepaired(t *testing.T) {
	w := newWorld(t)
	ip := w.create(core.Services, service("s", "")).(*corev1.Service).Spec.ClusterIP
	parent := func(name string) string {
		a, err := client.Get[*networkingv1.IPAddress](t.Context(), w.client, networking.IPAddresses, "", name)
		if err != nil {
			return ""
		}
		return a.Spec.ParentRef.Name
	}
	w.delete(networking.IPAddresses, "", ip, metav1.DeletePropagationBackground)
	w.eventually("the address is marked again", func() bool { return parent(ip) == "s" })
	w.skew.Store(int64(2 * time.Minute))
	w.create(networking.IPAddresses, &networkingv1.IPAddress{
		ObjectMeta: metav1.ObjectMeta{Name: "10.96.77.7", Labels: map[string]string{networkingv1.LabelManagedBy: "ipallocator.k8s.io", networkingv1.LabelIPAddressFamily: "IPv4"}},
		Spec:       networkingv1.IPAddressSpec{ParentRef: &networkingv1.ParentReference{Resource: "services", Namespace: "default", Name: "nobody"}},
	})
	w.eventually("a mark without a Service is removed", func() bool { return parent("10.96.77.7") == "" })
	w.create(networking.IPAddresses, &networkingv1.IPAddress{
		ObjectMeta: metav1.ObjectMeta{Name: "10.96.77.8"},
		Spec:       networkingv1.IPAddressSpec{ParentRef: &networkingv1.ParentReference{Group: "example.com", Resource: "boats", Name: "b"}},
	})
	if parent("10.96.77.8") != "b" {
		t.Error("an address of somebody else's was removed")
	}
}
