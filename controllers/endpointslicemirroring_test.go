package controllers_test

import (
	"testing"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/discovery"
)

func TestEndpointsByHandAreMirrored(t *testing.T) {
	w := newWorld(t)
	w.create(core.Services, service("s", ""))
	w.create(core.Endpoints, &corev1.Endpoints{
		ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: "s"},
		Subsets:    []corev1.EndpointSubset{{Addresses: []corev1.EndpointAddress{{IP: "10.1.2.3"}}, Ports: []corev1.EndpointPort{{Port: 80}}}},
	})
	addresses := func() (out []string) {
		for _, s := range list[*discoveryv1.EndpointSlice](w, discovery.EndpointSlices, "default") {
			if s.Labels[discoveryv1.LabelServiceName] == "s" {
				for _, e := range s.Endpoints {
					out = append(out, e.Addresses...)
				}
			}
		}
		return out
	}
	has := func(ip string) func() bool {
		return func() bool { a := addresses(); return len(a) == 1 && a[0] == ip }
	}
	w.eventually("the address is in a slice", has("10.1.2.3"))
	change(w, core.Endpoints, "default", "s", func(e *corev1.Endpoints) { e.Subsets[0].Addresses[0].IP = "10.2.3.4" })
	w.eventually("the new address is in the slice", has("10.2.3.4"))
	w.delete(core.Endpoints, "default", "s", metav1.DeletePropagationBackground)
	w.eventually("the slice is gone", func() bool { return len(addresses()) == 0 })
}
