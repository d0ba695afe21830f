package controllers_test

import (
	"syscall"
	"testing"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/api/apps"
	"github.com/skiff-k8s/skiff/api/batch"
	"github.com/skiff-k8s/skiff/api/core"
)

// The benchmarks measure one workload until all is as it should be, scheduler and
// kubelet being stand-ins that write two or three times per pod. CPU is that of
// the whole process: server, loops and stand-ins.

// BenchmarkDeployment2000 takes one Deployment of 2,000 pods until all are ready.
func BenchmarkDeployment2000(b *testing.B) {
	workload(b, 2000, func(w *world) {
		w.create(apps.Deployments, deployment("web", 2000))
		w.rolledOut("web")
	})
}

// BenchmarkJob1000 takes one Job of 1,000 pods, all at once, until all have ended
// and are counted.
func BenchmarkJob1000(b *testing.B) {
	workload(b, 1000, func(w *world) {
		w.create(batch.Jobs, testJob("work", 1000, 1000, "0"))
		w.ended("work", batchv1.JobComplete)
	})
}

// BenchmarkIndexedJob1000 is the same with an index for each pod.
func BenchmarkIndexedJob1000(b *testing.B) {
	workload(b, 1000, func(w *world) {
		j := testJob("work", 1000, 1000, "0")
		mode := batchv1.IndexedCompletion
		j.Spec.CompletionMode = &mode
		w.create(batch.Jobs, j)
		w.ended("work", batchv1.JobComplete)
	})
}

// BenchmarkStatefulSet200 takes a StatefulSet of 200 pods, one after the other.
func BenchmarkStatefulSet200(b *testing.B) {
	workload(b, 200, func(w *world) {
		w.create(apps.StatefulSets, statefulSet("db", 200))
		w.stateful("db")
	})
}

// BenchmarkParallelStatefulSet1000 takes a StatefulSet of 1,000 pods at once.
func BenchmarkParallelStatefulSet1000(b *testing.B) {
	workload(b, 1000, func(w *world) {
		s := statefulSet("db", 1000)
		s.Spec.PodManagementPolicy = appsv1.ParallelPodManagement
		w.create(apps.StatefulSets, s)
		w.stateful("db")
	})
}

// workload runs one workload of that many pods in a world of its own, and reports
// the CPU time per pod.
func workload(b *testing.B, pods int, run func(*world)) {
	var used time.Duration
	for b.Loop() {
		b.StopTimer()
		w := newWorld(b)
		begin := cpu(b)
		b.StartTimer()
		run(w)
		b.StopTimer()
		used += cpu(b) - begin
		if n := len(list[*corev1.Pod](w, core.Pods, "default")); n != pods {
			b.Errorf("%d pods, want %d", n, pods)
		}
		w.stop()
		b.StartTimer()
	}
	b.ReportMetric(float64(used.Microseconds())/float64(b.N*pods), "cpu-µs/pod")
}

// cpu returns the CPU time of this process so far.
func cpu(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
