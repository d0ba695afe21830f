package rest_test

import (
	"testing"

	corev1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

func TestCreateFillsWhatTheServerDecides(t *testing.T) {
	w := newWorld(t, rest.Options{})
	p := w.create(core.Pods, "default", pod("a")).(*corev1.Pod)
	if p.UID == "" || p.CreationTimestamp.IsZero() || p.ResourceVersion == "" || p.Namespace != "default" {
		t.Errorf("metadata not filled: %+v", p.ObjectMeta)
	}
	if p.Status.Phase != corev1.PodPending {
		t.Errorf("phase %q", p.Status.Phase)
	}
	if got := w.get(core.Pods, "default", "a"); got != p {
		t.Errorf("get returns another object than create did")
	}
}
