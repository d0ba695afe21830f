package controllers_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
)

// used returns what a quota says is used.
func (w *world) used(quota, name string) string {
	q, err := client.Get[*corev1.ResourceQuota](w.Context(), w.client, core.ResourceQuotas, "default", quota)
	if err != nil {
		w.Fatal(err)
	}
	v, ok := q.Status.Used[corev1.ResourceName(name)]
	if !ok {
		return ""
	}
	return v.String()
}

func (w *world) limit(name string, pairs ...string) {
	w.Helper()
	q := &corev1.ResourceQuota{ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: name}, Spec: corev1.ResourceQuotaSpec{Hard: corev1.ResourceList{}}}
	for i := 0; i < len(pairs); i += 2 {
		q.Spec.Hard[corev1.ResourceName(pairs[i])] = resource.MustParse(pairs[i+1])
	}
	w.create(core.ResourceQuotas, q)
	w.eventually("quota "+name+" is counted", func() bool { return w.used(name, pairs[0]) != "" })
}

func TestQuotasAreNotExceeded(t *testing.T) {
	w := newWorld(t)
	w.limit("q", "count/secrets", "5", "secrets", "10")
	w.limit("another", "secrets", "7")
	const tries = 40
	var made atomic.Int32
	var wg sync.WaitGroup
	for i := range tries {
		wg.Go(func() {
			_, err := w.client.Create(w.Context(), core.Secrets, &corev1.Secret{ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: fmt.Sprint("s", i)}}, client.CreateOptions{})
			switch {
			case err == nil:
				made.Add(1)
			case !apierrors.IsForbidden(err):
				w.Errorf("%v", err)
			}
		})
	}
	wg.Wait()
	if made.Load() != 5 || w.used("q", "count/secrets") != "5" || w.used("q", "secrets") != "5" || w.used("another", "secrets") != "5" {
		t.Errorf("%d were made, %s are counted", made.Load(), w.used("q", "count/secrets"))
	}
	// A name that is taken is told before any quota.
	first := list[*corev1.Secret](w, core.Secrets, "default")[0]
	if err := w.client.Delete(w.Context(), core.Secrets, "default", first.Name, metav1.DeleteOptions{}); err != nil {
		t.Fatal(err)
	}
	w.eventually("what is gone is given back", func() bool {
		return w.used("q", "count/secrets") == "4" && w.used("another", "secrets") == "4"
	})
	other := list[*corev1.Secret](w, core.Secrets, "default")[0]
	_, err := w.client.Create(w.Context(), core.Secrets, &corev1.Secret{ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: other.Name}}, client.CreateOptions{})
	if !apierrors.IsAlreadyExists(err) || w.used("q", "count/secrets") != "4" {
		t.Errorf("%v, %s are counted", err, w.used("q", "count/secrets"))
	}
	if _, err := w.client.Create(w.Context(), core.Secrets, &corev1.Secret{ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: "dry"}}, client.CreateOptions{DryRun: true}); err != nil || w.used("q", "count/secrets") != "4" {
		t.Errorf("a dry run: %v, %s are counted", err, w.used("q", "count/secrets"))
	}
}

func TestQuotasFollowPods(t *testing.T) {
	w := newWorld(t)
	w.limit("q", "pods", "2", "count/pods", "9", "requests.cpu", "1")
	pod := func(name, exit string) *corev1.Pod {
		p := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: name}, Spec: corev1.PodSpec{Containers: []corev1.Container{{
			Name: "c", Image: "i", Resources: corev1.ResourceRequirements{Requests: corev1.ResourceList{corev1.ResourceCPU: resource.MustParse("300m")}},
		}}}}
		if exit != "" {
			p.Annotations = map[string]string{"test/exit": exit}
		}
		return p
	}
	w.create(core.Pods, pod("one", ""))
	w.create(core.Pods, pod("two", "0"))
	if w.used("q", "requests.cpu") != "600m" {
		t.Errorf("%s CPU are charged", w.used("q", "requests.cpu"))
	}
	w.eventually("a pod that has ended uses nothing but its place", func() bool {
		return w.used("q", "pods") == "1" && w.used("q", "requests.cpu") == "300m" && w.used("q", "count/pods") == "2"
	})
	w.delete(core.Pods, "default", "one", metav1.DeletePropagationBackground)
	w.eventually("a pod that is gone uses nothing", func() bool {
		return w.used("q", "pods") == "0" && w.used("q", "requests.cpu") == "0" && w.used("q", "count/pods") == "1"
	})
	change(w, core.ResourceQuotas, "default", "q", func(q *corev1.ResourceQuota) {
		q.Spec.Hard = corev1.ResourceList{"count/pods": resource.MustParse("3"), "count/replicasets.apps": resource.MustParse("4")}
	})
	w.eventually("limits change", func() bool {
		return w.used("q", "pods") == "" && w.used("q", "count/pods") == "1" && w.used("q", "count/replicasets.apps") == "0"
	})
}
