package controllers_test

import (
	"testing"

	corev1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/api/apps"
	"github.com/skiff-k8s/skiff/api/core"
)

// BenchmarkDeployment2000 measures one Deployment of 2,000 pods until all are
// ready, scheduler and kubelet being stand-ins that write twice per pod.
func BenchmarkDeployment2000(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		w := newWorld(b)
		b.StartTimer()
		d := deployment("web", 2000)
		w.create(apps.Deployments, d)
		w.rolledOut("web")
		b.StopTimer()
		if n := len(list[*corev1.Pod](w, core.Pods, "default")); n != 2000 {
			b.Errorf("%d pods, want 2000", n)
		}
		w.stop()
		b.StartTimer()
	}
}
