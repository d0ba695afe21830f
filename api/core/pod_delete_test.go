package core

import (
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func TestBeginDeletePod(t *testing.T) {
	seconds := func(n int64) *int64 { return &n }
	for _, c := range []struct {
		name        string
		node        string
		phase       corev1.PodPhase
		spec, asked *int64
		stays       bool
		period      int64
	}{
		{"on a node, its own period", "n", corev1.PodRunning, seconds(30), nil, true, 30},
		{"on a node, a period of the client's", "n", corev1.PodRunning, seconds(30), seconds(5), true, 5},
		{"on a node, at once", "n", corev1.PodRunning, seconds(30), seconds(0), false, 0},
		{"on no node", "", corev1.PodPending, seconds(30), nil, false, 0},
		{"completed", "n", corev1.PodSucceeded, seconds(30), nil, false, 0},
		{"failed, with a period asked for", "n", corev1.PodFailed, seconds(30), seconds(9), false, 0},
		{"a negative period", "n", corev1.PodRunning, seconds(-1), nil, true, 1},
		{"no period at all", "n", corev1.PodRunning, nil, nil, false, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &corev1.Pod{
				Spec:   corev1.PodSpec{NodeName: c.node, TerminationGracePeriodSeconds: c.spec},
				Status: corev1.PodStatus{Phase: c.phase},
			}
			opts := &metav1.DeleteOptions{GracePeriodSeconds: c.asked}
			if stays := beginDeletePod(p, opts); stays != c.stays || *opts.GracePeriodSeconds != c.period {
				t.Errorf("stays %t for %d s, want %t for %d s", stays, *opts.GracePeriodSeconds, c.stays, c.period)
			}
		})
	}
}

func TestBeginDeleteNamespace(t *testing.T) {
	n := &corev1.Namespace{Spec: corev1.NamespaceSpec{Finalizers: []corev1.FinalizerName{corev1.FinalizerKubernetes}}}
	if !beginDeleteNamespace(n, nil) || n.Status.Phase != corev1.NamespaceTerminating {
		t.Errorf("a namespace with content goes at once: %+v", n.Status)
	}
	if beginDeleteNamespace(&corev1.Namespace{}, nil) {
		t.Error("a namespace without finalizers stays")
	}
}
