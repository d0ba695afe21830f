package apiserver

import (
	"testing"
	"time"

	coordinationv1 "k8s.io/api/coordination/v1"
)

func TestIdentityName(t *testing.T) {
	// As kube-apiserver's on a host of that name.
	if got := identityName("vm"); got != "apiserver-wlv32tlttr4jl3gtroqexyxapa" {
		t.Error(got)
	}
}

func TestIdentityLease(t *testing.T) {
	now := time.Unix(1_000_000, 0)
	i := &identity{now: func() time.Time { return now }, host: "vm", address: "192.0.2.1:6443", name: "apiserver-x", holder: "apiserver-x_1"}
	first := i.next(nil)
	if first.Name != "apiserver-x" || first.Namespace != "kube-system" || first.Labels[identityLabel] != "kube-apiserver" || first.Labels["kubernetes.io/hostname"] != "vm" ||
		first.Annotations[peerAddress] != "192.0.2.1:6443" || *first.Spec.HolderIdentity != "apiserver-x_1" || *first.Spec.LeaseDurationSeconds != 3600 {
		t.Errorf("%+v", first)
	}
	first.Labels["mine"] = "stays"
	now = now.Add(identityRenewal)
	second := i.next(first)
	if second.Labels["mine"] != "stays" || !second.Spec.RenewTime.Time.Equal(now) || first.Spec.RenewTime.Time.Equal(now) {
		t.Errorf("%+v", second)
	}
	if ended(second, now.Add(time.Hour)) || !ended(second, now.Add(time.Hour+time.Second)) || !ended(&coordinationv1.Lease{}, now) {
		t.Error("when a lease is over")
	}
}
