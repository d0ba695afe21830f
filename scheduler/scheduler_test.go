package scheduler_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/scheduler"
	"github.com/skiff-k8s/skiff/store"
	"github.com/skiff-k8s/skiff/trace"
)

// recorder keeps the events that were recorded.
type recorder struct {
	mu     sync.Mutex
	events []string
}

func (r *recorder) Event(_ context.Context, about api.Object, _, reason, message string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.events = append(r.events, about.GetName()+" "+reason+": "+message)
}

func (r *recorder) has(text string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, e := range r.events {
		if strings.Contains(e, text) {
			return true
		}
	}
	return false
}

// cluster is an API server with a scheduler and no nodes.
type cluster struct {
	*apiservertest.Server
	t      *testing.T
	admin  client.Client
	events *recorder
}

func start(t *testing.T) *cluster {
	t.Helper()
	server := apiservertest.Start(t)
	c := &cluster{Server: server, t: t, admin: server.Client(), events: new(recorder)}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() {
		done <- scheduler.New(scheduler.Config{
			Client:   server.LocalClient(&user.DefaultInfo{Name: user.KubeScheduler, Groups: []string{user.AllAuthenticated}}, "skiff"),
			Recorder: c.events,
		}).Run(ctx)
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	account := &corev1.ServiceAccount{ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: "default"}}
	c.create(core.ServiceAccounts, account)
	return c
}

func (c *cluster) create(r *api.Resource, o api.Object) api.Object {
	c.t.Helper()
	made, err := c.admin.Create(c.t.Context(), r, o, client.CreateOptions{})
	if err != nil {
		c.t.Fatal(err)
	}
	return made
}

func (c *cluster) node(name, cpu string) {
	c.t.Helper()
	c.create(core.Nodes, &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: name}})
	made, err := client.Get[*corev1.Node](c.t.Context(), c.admin, core.Nodes, "", name)
	if err != nil {
		c.t.Fatal(err)
	}
	n := made.DeepCopy()
	n.Spec.Taints = nil // those of a node that has not reported
	n.Status.Conditions = []corev1.NodeCondition{{Type: corev1.NodeReady, Status: corev1.ConditionTrue}}
	n.Status.Allocatable = corev1.ResourceList{
		corev1.ResourceCPU: resource.MustParse(cpu), corev1.ResourceMemory: resource.MustParse("4Gi"), corev1.ResourcePods: resource.MustParse("1000"),
	}
	n.Status.Capacity = n.Status.Allocatable
	updated, err := c.admin.Update(c.t.Context(), core.Nodes, n, "status")
	if err != nil {
		c.t.Fatal(err)
	}
	n = updated.(*corev1.Node).DeepCopy()
	n.Spec.Taints = nil
	if _, err := c.admin.Update(c.t.Context(), core.Nodes, n, ""); err != nil {
		c.t.Fatal(err)
	}
}

func (c *cluster) pod(name, cpu string) {
	c.t.Helper()
	c.create(core.Pods, &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: name},
		Spec: corev1.PodSpec{Containers: []corev1.Container{{Name: "c", Image: "nginx", Resources: corev1.ResourceRequirements{
			Requests: corev1.ResourceList{corev1.ResourceCPU: resource.MustParse(cpu)},
		}}}},
	})
}

// await waits until a pod is as check wants it.
func (c *cluster) await(name string, check func(*corev1.Pod) bool) *corev1.Pod {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(c.t.Context(), time.Minute)
	defer cancel()
	found := make(chan *corev1.Pod, 1)
	err := c.admin.Watch(ctx, core.Pods, client.ListOptions{Namespace: "default"}, func(e client.Event) {
		if e.Type == client.Synced || e.Type == client.Deleted {
			return
		}
		if pod := e.Object.(*corev1.Pod); pod.Name == name && check(pod) {
			select {
			case found <- pod:
			default:
			}
		}
	})
	if err != nil {
		c.t.Fatal(err)
	}
	select {
	case pod := <-found:
		return pod
	case <-ctx.Done():
		c.t.Fatalf("pod %s does not become what is wanted; events: %v", name, c.events.events)
		return nil
	}
}

func bound(pod *corev1.Pod) bool { return pod.Spec.NodeName != "" }

func unschedulable(pod *corev1.Pod) bool {
	for _, c := range pod.Status.Conditions {
		if c.Type == corev1.PodScheduled {
			return c.Status == corev1.ConditionFalse && c.Reason == corev1.PodReasonUnschedulable
		}
	}
	return false
}

func TestPodsAreBoundAndSpread(t *testing.T) {
	c := start(t)
	c.node("a", "4")
	c.node("b", "4")
	on := map[string]int{}
	for i := range 4 {
		name := fmt.Sprintf("p%d", i)
		c.pod(name, "500m")
		on[c.await(name, bound).Spec.NodeName]++
	}
	if on["a"] != 2 || on["b"] != 2 {
		t.Errorf("pods on nodes: %v, want two each", on)
	}
}

func TestPodThatFitsNowhereWaitsForWhatHelps(t *testing.T) {
	c := start(t)
	c.pod("p", "2")
	if pod := c.await("p", unschedulable); pod.Status.Conditions[0].Message != "no nodes available to schedule pods" {
		t.Errorf("conditions %+v", pod.Status.Conditions)
	}
	c.node("small", "1")
	c.await("p", func(pod *corev1.Pod) bool {
		return unschedulable(pod) && pod.Status.Conditions[0].Message == "0/1 nodes are available: 1 Insufficient cpu."
	})
	c.node("large", "4")
	pod := c.await("p", bound)
	if pod.Spec.NodeName != "large" {
		t.Errorf("bound to %s", pod.Spec.NodeName)
	}
	for _, c := range pod.Status.Conditions {
		if c.Type == corev1.PodScheduled && c.Status != corev1.ConditionTrue {
			t.Errorf("bound, and PodScheduled is %s", c.Status)
		}
	}
	if !c.events.has("p FailedScheduling: 0/1 nodes are available") {
		t.Errorf("events %v", c.events.events)
	}
	c.traceOfBinding("p", "1 of 2 nodes fit, best large")
}

// traceOfBinding checks what the binding's record says.
func (c *cluster) traceOfBinding(name, reason string) {
	c.t.Helper()
	found := false
	err := c.Store.Notes(c.t.Context(), 0, func(n store.Note) bool {
		r, err := trace.DecodeRecord(n.Revision, n.Data)
		if err != nil {
			c.t.Error(err)
			return false
		}
		if r.Name != name || r.Subresource != "binding" {
			return true
		}
		found = true
		if r.Cause.Actor != "scheduler" || !strings.HasPrefix(r.Cause.Reason, reason) || len(r.Cause.Parents) < 2 || r.User != user.KubeScheduler {
			c.t.Errorf("record %+v, want the reason %q and the revisions that woke the pod", r, reason)
		}
		for _, want := range []string{`"fitCount":1`, `"Insufficient cpu"`, `"small"`} {
			if !strings.Contains(string(r.Cause.Detail), want) {
				c.t.Errorf("the verdict has no %s: %s", want, r.Cause.Detail)
			}
		}
		return true
	})
	if err != nil || !found {
		c.t.Errorf("no record of the binding (%v)", err)
	}
}

func TestGoneSoonerThanBound(t *testing.T) {
	c := start(t)
	c.pod("gone", "1")
	c.await("gone", unschedulable)
	if err := c.admin.Delete(t.Context(), core.Pods, "default", "gone", metav1.DeleteOptions{}); err != nil {
		t.Fatal(err)
	}
	c.node("a", "1")
	c.pod("next", "1") // takes all of the node: nothing may be kept for the other
	c.await("next", bound)
}
