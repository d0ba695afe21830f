package rest_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/apiserver/admission"
	"github.com/skiff-k8s/skiff/apiserver/admission/webhooks"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/matching"
	"github.com/skiff-k8s/skiff/apiserver/rest"
	"github.com/skiff-k8s/skiff/trace"
)

// benchPod is a pod of about 2.3 KB of JSON as it is sent.
func benchPod(name string) *corev1.Pod {
	p := pod(name)
	p.Annotations = map[string]string{"example.com/config": strings.Repeat("0123456789", 120)}
	for i := range 8 {
		p.Spec.Containers[0].Env = append(p.Spec.Containers[0].Env, corev1.EnvVar{Name: fmt.Sprint("NAME_", i), Value: "some value"})
	}
	return p
}

func BenchmarkCreatePod(b *testing.B) {
	w := newWorld(b, rest.Options{})
	var n atomic.Int64
	b.ReportAllocs()
	b.SetParallelism(16)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := w.Create(context.Background(), request("create", core.Pods, "default", ""), benchPod(fmt.Sprint("p", n.Add(1)))); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkGetPod(b *testing.B) {
	w := newWorld(b, rest.Options{})
	w.create(core.Pods, "default", benchPod("p"))
	req := request("get", core.Pods, "default", "p")
	b.ReportAllocs()
	var buf []byte
	for b.Loop() {
		result, err := w.Get(context.Background(), req, "")
		if err != nil {
			b.Fatal(err)
		}
		buf, _ = result.Entry.AppendJSON(buf[:0])
	}
}

func BenchmarkUpdatePod(b *testing.B) {
	w := newWorld(b, rest.Options{})
	p := w.create(core.Pods, "default", benchPod("p")).(*corev1.Pod)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		next := p.DeepCopy()
		next.Labels["i"] = fmt.Sprint(i)
		result, err := w.Update(context.Background(), request("update", core.Pods, "default", "p"), next)
		if err != nil {
			b.Fatal(err)
		}
		p = result.Object.(*corev1.Pod)
	}
}

func BenchmarkPatchPodStatus(b *testing.B) {
	w := newWorld(b, rest.Options{})
	w.create(core.Pods, "default", benchPod("p"))
	req := sub(request("patch", core.Pods, "default", "p"), "status")
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		patch := fmt.Appendf(nil, `{"status":{"conditions":[{"type":"Ready","status":"True","message":"%d"}]}}`, i)
		if _, err := w.Patch(context.Background(), req, rest.Patch{Type: types.StrategicMergePatchType, Data: patch}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkList5000Pods(b *testing.B) {
	w := newWorld(b, rest.Options{})
	var group sync.WaitGroup
	for i := range 50 {
		group.Go(func() {
			for j := range 100 {
				w.create(core.Pods, "default", benchPod(fmt.Sprintf("p%d-%d", i, j)))
			}
		})
	}
	group.Wait()
	var buf bytes.Buffer
	for _, format := range []string{"JSON", "protobuf"} {
		b.Run(format, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				list, err := w.List(context.Background(), request("list", core.Pods, "", ""), rest.ListOptions{})
				if err != nil || len(list.Entries) != 5000 {
					b.Fatal(len(list.Entries), err)
				}
				buf.Reset()
				out := bufio.NewWriter(&buf)
				for _, e := range list.Entries {
					if format == "JSON" {
						item, _ := e.ItemJSON()
						_, _ = out.Write(item)
					} else {
						_ = e.WriteItemProtobuf(out)
					}
				}
			}
			b.SetBytes(int64(buf.Len()))
		})
	}
}

// BenchmarkWatchFanOut measures one event to each of 100 watchers, encoded.
func BenchmarkWatchFanOut(b *testing.B) {
	const watchers = 100
	w := newWorld(b, rest.Options{})
	w.create(core.Pods, "default", benchPod("p"))
	ctx, cancel := context.WithCancel(context.Background())
	var told sync.WaitGroup
	var delivered atomic.Int64
	for range watchers {
		watching, err := w.Watch(ctx, request("watch", core.Pods, "", ""), rest.WatchOptions{ResourceVersion: fmt.Sprint(w.Cache().Revision())})
		if err != nil {
			b.Fatal(err)
		}
		told.Go(func() {
			defer watching.Stop()
			var events []rest.WatchEvent
			var buf []byte
			for {
				select {
				case <-ctx.Done():
					return
				case <-watching.Ready():
				}
				events, _ = watching.Take(events[:0])
				for _, e := range events {
					buf, _ = e.Entry.AppendJSON(buf[:0])
				}
				delivered.Add(int64(len(events)))
			}
		})
	}
	req := sub(request("patch", core.Pods, "default", "p"), "status")
	events := int64(0)
	for b.Loop() {
		patch := fmt.Appendf(nil, `{"status":{"message":"%d"}}`, events)
		if _, err := w.Patch(ctx, req, rest.Patch{Type: types.MergePatchType, Data: patch}); err != nil {
			b.Fatal(err)
		}
		events++
	}
	for delivered.Load() < events*watchers {
		time.Sleep(time.Millisecond)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(events*watchers), "ns/delivery")
	cancel()
	told.Wait()
}

// BenchmarkRecord measures what a write's trace record costs, against
// BenchmarkUpdatePod.
func BenchmarkRecord(b *testing.B) {
	r := trace.Record{
		Time: time.Now(), User: "system:serviceaccount:kube-system:replicaset-controller", Client: "skiff",
		Cause: trace.Cause{Actor: "replicaset controller", Parents: []int64{812, 813}, Reason: "0 of 2 pods exist"},
		Verb:  "create", Resource: "pods", Namespace: "default", Name: "nginx-demo-5d4f-7xk2p", UID: "3f0f2b5e-7a35-4b9a-b0b7-9a1f6f4a5c11",
	}
	b.ReportAllocs()
	for b.Loop() {
		trace.AppendRecord(make([]byte, 0, 256), &r)
	}
}

// BenchmarkWithoutWebhooks is what every write pays for webhooks and quotas when
// there are none.
func BenchmarkWithoutWebhooks(b *testing.B) {
	w := newWorld(b, rest.Options{})
	objects := lookup.New(w.Cache())
	config := &webhooks.Config{World: &matching.World{Objects: objects}, Now: time.Now}
	chain := admission.New(webhooks.NewMutating(config), webhooks.NewValidating(config),
		&admission.ResourceQuota{Objects: objects, Quotas: core.ResourceQuotas, Now: time.Now})
	p := benchPod("p")
	p.Namespace = "default"
	a := &rest.Attributes{
		Request: request("create", core.Pods, "default", ""), Operation: rest.Create, Kind: core.Pods.GVK(),
		Namespace: "default", Name: "p", Object: p, Txn: &rest.Txn{},
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := chain.Admit(b.Context(), a); err != nil {
			b.Fatal(err)
		}
		if err := chain.Validate(b.Context(), a); err != nil {
			b.Fatal(err)
		}
	}
}
