package controllers_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/apps"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
	"github.com/skiff-k8s/skiff/client"
)

// flaky is a connection on which one write in five fails: half of those before
// they are done, half after, so that the writer cannot know.
type flaky struct {
	connection
	failures *atomic.Int64
}

func (f flaky) try(write func() error) error {
	n := rand.IntN(10)
	if n == 0 {
		f.failures.Add(1)
		return apierrors.NewInternalError(fmt.Errorf("the network is down"))
	}
	err := write()
	if n == 1 && err == nil {
		f.failures.Add(1)
		return apierrors.NewTimeoutError("the answer was lost", 0)
	}
	return err
}

func (f flaky) Create(ctx context.Context, r *api.Resource, o api.Object, opts client.CreateOptions) (out api.Object, err error) {
	return out, f.try(func() error { out, err = f.connection.Create(ctx, r, o, opts); return err })
}

func (f flaky) Update(ctx context.Context, r *api.Resource, o api.Object, subresource string) (out api.Object, err error) {
	return out, f.try(func() error { out, err = f.connection.Update(ctx, r, o, subresource); return err })
}

func (f flaky) Patch(ctx context.Context, r *api.Resource, namespace, name string, kind types.PatchType, patch []byte, subresource string) (out api.Object, err error) {
	return out, f.try(func() error {
		out, err = f.connection.Patch(ctx, r, namespace, name, kind, patch, subresource)
		return err
	})
}

func (f flaky) Delete(ctx context.Context, r *api.Resource, namespace, name string, opts metav1.DeleteOptions) error {
	return f.try(func() error { return f.connection.Delete(ctx, r, namespace, name, opts) })
}

// TestLoopsReachTheirEndThroughFailures lets writes of the loops fail at random,
// and stops and starts the loops in the middle of what they do.
func TestLoopsReachTheirEndThroughFailures(t *testing.T) {
	var failures atomic.Int64
	w := &world{TB: t, server: apiservertest.Start(t)}
	w.connect = func(name string, groups ...string) connection {
		return flaky{w.local(name, groups...), &failures}
	}
	w.begin()
	w.create(core.Namespaces, &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: "team"}})
	other := deployment("other", 4)
	other.Namespace = "team"
	w.create(apps.Deployments, other)
	w.create(apps.Deployments, deployment("web", 8))
	w.rolledOut("web")
	for i := range 4 {
		change(w, apps.Deployments, "default", "web", func(d *appsv1.Deployment) {
			d.Spec.Template.Spec.Containers[0].Image = fmt.Sprint("v", i%3)
			d.Spec.Replicas = new(int32(6 + 2*i))
		})
		w.stop()
		w.start()
		w.rolledOut("web")
		alive := 0
		for _, p := range list[*corev1.Pod](w, core.Pods, "default") {
			if p.DeletionTimestamp == nil {
				alive++
			}
		}
		if want := 6 + 2*i; alive != want {
			t.Fatalf("%d pods, want %d", alive, want)
		}
	}
	w.delete(core.Namespaces, "", "team", metav1.DeletePropagationBackground)
	w.delete(apps.Deployments, "default", "web", metav1.DeletePropagationForeground)
	w.eventually("everything is gone", func() bool {
		_, err := w.client.Get(t.Context(), core.Namespaces, "", "team")
		_, derr := w.client.Get(t.Context(), apps.Deployments, "default", "web")
		return apierrors.IsNotFound(err) && apierrors.IsNotFound(derr) && len(list[*corev1.Pod](w, core.Pods, "")) == 0
	})
	if failures.Load() < 10 {
		t.Errorf("only %d writes failed", failures.Load())
	}
}
