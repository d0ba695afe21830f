package cache_test

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
	corev1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/cache"
)

// typicalPod is a pod of about 2.3 KB of JSON.
func typicalPod(name, node string) *corev1.Pod {
	p := pod(name, node)
	p.UID = "3f0f2b5e-7a35-4b9a-b0b7-9a1f6f4a5c11"
	p.Annotations = map[string]string{"example.com/config": strings.Repeat("0123456789", 100)}
	p.Labels = map[string]string{"app": "web", "tier": "front"}
	p.Spec.Containers = []corev1.Container{{Name: "c", Image: "registry.example.com/team/nginx:1.2.3"}}
	for i := range 8 {
		p.Spec.Containers[0].Env = append(p.Spec.Containers[0].Env, corev1.EnvVar{Name: fmt.Sprint("NAME_", i), Value: "some value"})
	}
	return p
}

func fill(t testing.TB, w *world, n int) {
	t.Helper()
	var group sync.WaitGroup
	const writers = 64
	for i := range writers {
		group.Go(func() {
			for j := i; j < n; j += writers {
				name := fmt.Sprintf("pod-%06d", j)
				_, _, err := w.Commit(context.Background(), nil, cache.Write{
					Resource: pods, Namespace: "default", Name: name, Object: typicalPod(name, fmt.Sprint("node-", j%500)),
				})
				if err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
}

// BenchmarkOpen measures a restart with 50,000 pods.
func BenchmarkOpen(b *testing.B) {
	fs := vfs.NewMem()
	w := open(b, fs, cache.Options{})
	const n = 50000
	fill(b, w, n)
	w.Close()
	defer w.store.Close()
	for b.Loop() {
		began := time.Now()
		c, err := cache.Open(context.Background(), w.store, w.Resources(), cache.Options{})
		if err != nil || c.Table(pods).Len() != n {
			b.Fatal(err)
		}
		b.ReportMetric(float64(time.Since(began).Milliseconds()), "ms/open")
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.HeapAlloc)/n, "heap-B/object")
		c.Close()
	}
}
