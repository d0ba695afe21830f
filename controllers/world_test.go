package controllers_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apiserver/pkg/authentication/serviceaccount"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/apps"
	"github.com/skiff-k8s/skiff/api/batch"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/client/wire"
	"github.com/skiff-k8s/skiff/controllers"
	"github.com/skiff-k8s/skiff/controllers/nodeipam"
	"github.com/skiff-k8s/skiff/reconcile"
)

// world is an API server with all loops, and a stand-in for scheduler and kubelet
// that puts pods on node "n1", makes them ready and ends them when they are to
// be deleted or when their annotation test/exit has a code.
type world struct {
	testing.TB
	server *apiservertest.Server
	client client.Client // the administrator
	skew   atomic.Int64  // nanoseconds by which the loops' clock is ahead
	hold   atomic.Bool   // while set, no pod becomes ready and none ends
	stop   func()        // stops the loops, and waits for their end
	// read answers reads of paths by loops; nil answers none.
	read func(ctx context.Context, path string) ([]byte, error)
	// remotes and far are those of controllers.Options.
	remotes func() []client.Remote
	far     func(user string) client.Client
	// connect makes the client of one of the loops' users.
	connect func(name string, groups ...string) connection
}

// connection is what loops need of a client.
type connection interface {
	client.Client
	client.Resources
}

// newWorld makes a world whose loops live in the server's process.
func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{TB: t, server: apiservertest.Start(t)}
	w.connect = w.local
	return w.begin()
}

// local connects in process.
func (w *world) local(name string, groups ...string) connection {
	return w.server.LocalClient(&user.DefaultInfo{Name: name, Groups: append(groups, user.AllAuthenticated)}, "skiff")
}

// newRemoteWorld makes a world whose loops reach the server over the wire.
func newRemoteWorld(t testing.TB) *world {
	t.Helper()
	w := &world{TB: t, server: apiservertest.Start(t)}
	w.connect = func(name string, groups ...string) connection {
		c, err := wire.New(w.server.ConfigFor(t, name, groups...), wire.Options{Resources: w.server.LocalClient(apiservertest.Admin, "test").Resources()})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(c.Close)
		return c
	}
	return w.begin()
}

func (w *world) begin() *world {
	t := w.TB
	t.Helper()
	w.client = w.server.Client()
	w.start()
	t.Cleanup(func() { w.stop() })
	w.kubelet()
	w.eventually("pods may be created", func() bool {
		_, err := w.client.Get(t.Context(), core.ServiceAccounts, "default", "default")
		return err == nil
	})
	return w
}

// start starts the loops.
func (w *world) start() {
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	loops := controllers.All(controllers.Options{
		Clients: func(name string) client.Client {
			if name == user.APIServerUser {
				return w.connect(name, user.SystemPrivilegedGroup)
			}
			if namespace, _, err := serviceaccount.SplitUsername(name); err == nil {
				return w.connect(name, serviceaccount.MakeGroupNames(namespace)...)
			}
			return w.connect(name)
		},
		Read: func(string) func(context.Context, string) ([]byte, error) {
			if w.read == nil {
				return nil
			}
			return w.read
		},
		Resources: w.connect(apiservertest.Admin.Name, apiservertest.Admin.Groups...),
		Remotes:   w.remotes,
		Far:       w.far,
		Now:       func() time.Time { return time.Now().Add(time.Duration(w.skew.Load())) },
		RootCA:    []byte("certificate"),
		Authority: w.server.Keys().CA,
		Tokens:    w.server.Accounts(),
		Schemas:   w.server.Schema,
		PodRanges: []nodeipam.Range{{Cluster: netip.MustParsePrefix("10.42.0.0/16"), Bits: 24}},
	})
	wg.Go(func() {
		if err := reconcile.Run(ctx, nil, reconcile.Options{Log: slog.New(slog.NewTextHandler(w.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))}, loops...); err != nil {
			w.Errorf("loops: %v", err)
		}
	})
	w.stop = func() { cancel(); wg.Wait() }
}

// kubelet starts the stand-in.
func (w *world) kubelet() {
	w.create(core.Nodes, &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: "n1"}})
	pods := make(chan string, 10000)
	err := w.client.Watch(w.Context(), core.Pods, client.ListOptions{}, func(e client.Event) {
		if e.Type == client.Added || e.Type == client.Modified {
			pods <- e.Object.GetNamespace() + "/" + e.Object.GetName()
		}
	})
	if err != nil {
		w.Fatal(err)
	}
	var tending sync.WaitGroup
	w.Cleanup(tending.Wait) // it ends with the test's context, before the server
	tending.Go(func() {
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		held := make(map[string]bool)
		n := 0
		for {
			select {
			case key := <-pods:
				n++
				if !w.tend(key, n) {
					held[key] = true
				}
			case <-tick.C:
				for key := range held {
					n++
					if w.tend(key, n) {
						delete(held, key)
					}
				}
			case <-w.Context().Done():
				return
			}
		}
	})
}

// tend brings a pod one step on; false means that it is to be tried again.
func (w *world) tend(key string, n int) bool {
	ctx := context.Background()
	namespace, name, _ := strings.Cut(key, "/")
	p, err := client.Get[*corev1.Pod](ctx, w.client, core.Pods, namespace, name)
	if err != nil {
		return true
	}
	switch {
	case p.DeletionTimestamp != nil:
		if w.hold.Load() {
			return false
		}
		err = w.client.Delete(ctx, core.Pods, namespace, name, metav1.DeleteOptions{GracePeriodSeconds: new(int64)})
	case p.Annotations["test/node"] == "none":
		return true
	case p.Spec.NodeName == "":
		_, err = w.client.Act(ctx, core.Pods, namespace, name, "binding", &corev1.Binding{
			ObjectMeta: metav1.ObjectMeta{Namespace: namespace, Name: name},
			Target:     corev1.ObjectReference{Kind: "Node", Name: place(p)},
		})
	case p.Status.Phase == corev1.PodSucceeded || p.Status.Phase == corev1.PodFailed:
		return true
	case p.Status.Phase == corev1.PodRunning && p.Annotations["test/exit"] != "":
		next := p.DeepCopy()
		next.Status.Phase = corev1.PodSucceeded
		code, _ := strconv.Atoi(p.Annotations["test/exit"])
		if code != 0 {
			next.Status.Phase = corev1.PodFailed
		}
		next.Status.Conditions = nil
		next.Status.ContainerStatuses = []corev1.ContainerStatus{{Name: "c", Image: "v1", State: corev1.ContainerState{
			Terminated: &corev1.ContainerStateTerminated{ExitCode: int32(code), FinishedAt: metav1.Now()},
		}}}
		_, err = w.client.Update(ctx, core.Pods, next, "status")
	case p.Status.Phase != corev1.PodRunning:
		if w.hold.Load() {
			return false
		}
		next := p.DeepCopy()
		next.Status.Phase = corev1.PodRunning
		next.Status.PodIP = fmt.Sprintf("10.42.%d.%d", n/250%250, n%250+1)
		next.Status.PodIPs = []corev1.PodIP{{IP: next.Status.PodIP}}
		next.Status.Conditions = append(next.Status.Conditions, corev1.PodCondition{
			Type: corev1.PodReady, Status: corev1.ConditionTrue, LastTransitionTime: metav1.Now(),
		})
		_, err = w.client.Update(ctx, core.Pods, next, "status")
	}
	if apierrors.HasStatusCause(err, corev1.NamespaceTerminatingCause) {
		return true
	}
	if err != nil && !apierrors.IsConflict(err) && !apierrors.IsNotFound(err) {
		w.Errorf("tending %s: %v", key, err)
		return true
	}
	return !apierrors.IsConflict(err)
}

// place chooses a node: the one that the pod's affinity names, or "n1".
func place(p *corev1.Pod) string {
	if a := p.Spec.Affinity; a != nil && a.NodeAffinity != nil {
		for _, term := range a.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution.NodeSelectorTerms {
			for _, f := range term.MatchFields {
				return f.Values[0]
			}
		}
	}
	return "n1"
}

func (w *world) create(r *api.Resource, o api.Object) api.Object {
	w.Helper()
	out, err := w.client.Create(w.Context(), r, o, client.CreateOptions{})
	if err != nil {
		w.Fatalf("create %s: %v", r.Singular, err)
	}
	return out
}

// change updates an object until no other writer is in between.
func change[T api.Object](w *world, r *api.Resource, namespace, name string, f func(T)) {
	w.Helper()
	for {
		o, err := client.Get[T](w.Context(), w.client, r, namespace, name)
		if err != nil {
			w.Fatal(err)
		}
		next := o.DeepCopyObject().(T)
		f(next)
		_, err = w.client.Update(w.Context(), r, next, "")
		if err == nil {
			return
		}
		if !apierrors.IsConflict(err) {
			w.Fatalf("update %s %s: %v", r.Singular, name, err)
		}
	}
}

func (w *world) delete(r *api.Resource, namespace, name string, policy metav1.DeletionPropagation) {
	w.Helper()
	if err := w.client.Delete(w.Context(), r, namespace, name, metav1.DeleteOptions{PropagationPolicy: &policy}); err != nil {
		w.Fatalf("delete %s %s: %v", r.Singular, name, err)
	}
}

func list[T api.Object](w *world, r *api.Resource, namespace string) []T {
	w.Helper()
	out, err := client.List[T](w.Context(), w.client, r, client.ListOptions{Namespace: namespace})
	if err != nil {
		w.Fatal(err)
	}
	return out
}

// eventually waits for a condition; it is given what to say when it never comes.
func (w *world) eventually(what string, ok func() bool) {
	w.Helper()
	deadline := time.Now().Add(time.Minute)
	for !ok() {
		if time.Now().After(deadline) {
			w.Fatalf("never: %s\n%s", what, w.describe())
		}
		time.Sleep(2 * time.Millisecond)
	}
}

// describe prints the workloads, for failures.
func (w *world) describe() string {
	var b strings.Builder
	for _, d := range list[*appsv1.Deployment](w, apps.Deployments, "") {
		fmt.Fprintf(&b, "deployment %s: %+v\n", d.Name, d.Status)
	}
	for _, rs := range list[*appsv1.ReplicaSet](w, apps.ReplicaSets, "") {
		fmt.Fprintf(&b, "replicaset %s: wants %d, %+v\n", rs.Name, *rs.Spec.Replicas, rs.Status)
	}
	for _, j := range list[*batchv1.Job](w, batch.Jobs, "") {
		text, _ := json.Marshal(j.Status)
		fmt.Fprintf(&b, "job %s: %s\n", j.Name, text)
	}
	for _, p := range list[*corev1.Pod](w, core.Pods, "") {
		fmt.Fprintf(&b, "pod %s/%s on %q: %s deleting %v\n", p.Namespace, p.Name, p.Spec.NodeName, p.Status.Phase, p.DeletionTimestamp)
	}
	return b.String()
}

func deployment(name string, replicas int32) *appsv1.Deployment {
	labels := map[string]string{"app": name}
	return &appsv1.Deployment{
		ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: name},
		Spec: appsv1.DeploymentSpec{
			Replicas: &replicas,
			Selector: &metav1.LabelSelector{MatchLabels: labels},
			Template: corev1.PodTemplateSpec{
				ObjectMeta: metav1.ObjectMeta{Labels: labels},
				Spec:       corev1.PodSpec{Containers: []corev1.Container{{Name: "c", Image: "v1"}}},
			},
		},
	}
}

// rolledOut waits until the Deployment shows its template everywhere.
func (w *world) rolledOut(name string) *appsv1.Deployment {
	w.Helper()
	var d *appsv1.Deployment
	w.eventually("deployment "+name+" rolled out", func() bool {
		var err error
		if d, err = client.Get[*appsv1.Deployment](w.Context(), w.client, apps.Deployments, "default", name); err != nil {
			w.Fatal(err)
		}
		n, s := *d.Spec.Replicas, d.Status
		return s.ObservedGeneration == d.Generation && s.UpdatedReplicas == n && s.Replicas == n && s.AvailableReplicas == n
	})
	return d
}
