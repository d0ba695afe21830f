package rest_test

import (
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

func (w *world) delete(r *api.Resource, namespace, name string, opts *metav1.DeleteOptions) rest.Result {
	w.t.Helper()
	return must[rest.Result](w)(w.Delete(w.t.Context(), request("delete", r, namespace, name), opts))
}

func (w *world) gone(r *api.Resource, namespace, name string) bool {
	w.t.Helper()
	_, err := w.Get(w.t.Context(), request("get", r, namespace, name), "")
	if err != nil && !apierrors.IsNotFound(err) {
		w.t.Fatal(err)
	}
	return err != nil
}

func ptr[T any](v T) *T { return &v }

func TestDeleteAnswersWithStatus(t *testing.T) {
	w := newWorld(t, rest.Options{})
	c := w.create(core.ConfigMaps, "default", configMap("c"))
	result := w.delete(core.ConfigMaps, "default", "c", nil)
	if s := result.Status; s == nil || s.Status != metav1.StatusSuccess || s.Details.UID != c.GetUID() || s.Details.Kind != "configmaps" || !result.Deleted {
		t.Errorf("result %+v", result)
	}
	if !w.gone(core.ConfigMaps, "default", "c") {
		t.Error("still there")
	}
	if _, err := w.Delete(t.Context(), request("delete", core.ConfigMaps, "default", "c"), nil); !apierrors.IsNotFound(err) {
		t.Errorf("second delete: %v", err)
	}
}

func TestDeletePreconditions(t *testing.T) {
	w := newWorld(t, rest.Options{})
	c := w.create(core.ConfigMaps, "default", configMap("c"))
	for name, p := range map[string]metav1.Preconditions{
		"uid":     {UID: ptr(types.UID("other"))},
		"version": {ResourceVersion: ptr("1")},
	} {
		_, err := w.Delete(t.Context(), request("delete", core.ConfigMaps, "default", "c"), &metav1.DeleteOptions{Preconditions: &p})
		if !apierrors.IsConflict(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
	w.delete(core.ConfigMaps, "default", "c", &metav1.DeleteOptions{
		Preconditions: &metav1.Preconditions{UID: ptr(c.GetUID()), ResourceVersion: ptr(c.GetResourceVersion())},
	})
	if !w.gone(core.ConfigMaps, "default", "c") {
		t.Error("still there")
	}
}

func TestDeleteOptionsAreChecked(t *testing.T) {
	w := newWorld(t, rest.Options{})
	w.create(core.ConfigMaps, "default", configMap("c"))
	for says, opts := range map[string]*metav1.DeleteOptions{
		"cannot be both set": {OrphanDependents: ptr(true), PropagationPolicy: ptr(metav1.DeletePropagationOrphan)},
		"Unsupported value":  {PropagationPolicy: ptr(metav1.DeletionPropagation("Sideways"))},
	} {
		_, err := w.Delete(t.Context(), request("delete", core.ConfigMaps, "default", "c"), opts)
		if !apierrors.IsInvalid(err) || !strings.Contains(err.Error(), says) {
			t.Errorf("error %v, want one that says %q", err, says)
		}
	}
}

func TestPodsHaveGrace(t *testing.T) {
	w := newWorld(t, rest.Options{})
	bound := pod("p")
	bound.Spec.NodeName = "n"
	bound.Spec.TerminationGracePeriodSeconds = ptr(int64(30))
	bound.Status.Phase = corev1.PodRunning
	w.create(core.Pods, "default", bound)

	first := w.delete(core.Pods, "default", "p", nil)
	p := first.Object.(*corev1.Pod)
	if first.Deleted || *p.DeletionGracePeriodSeconds != 30 || time.Until(p.DeletionTimestamp.Time) < 25*time.Second {
		t.Fatalf("after the first delete: %+v", p.ObjectMeta)
	}
	again := w.delete(core.Pods, "default", "p", &metav1.DeleteOptions{GracePeriodSeconds: ptr(int64(60))})
	if again.Object.GetResourceVersion() != p.ResourceVersion {
		t.Errorf("a longer grace period changed the pod: %+v", again.Object)
	}
	shorter := w.delete(core.Pods, "default", "p", &metav1.DeleteOptions{GracePeriodSeconds: ptr(int64(5))})
	q := shorter.Object.(*corev1.Pod)
	if *q.DeletionGracePeriodSeconds != 5 || p.DeletionTimestamp.Sub(q.DeletionTimestamp.Time) != 25*time.Second {
		t.Errorf("a shorter grace period: %+v after %+v", q.ObjectMeta, p.ObjectMeta)
	}
	last := w.delete(core.Pods, "default", "p", &metav1.DeleteOptions{GracePeriodSeconds: ptr(int64(0))})
	if !last.Deleted || !w.gone(core.Pods, "default", "p") {
		t.Errorf("after grace period zero: %+v", last)
	}

	w.create(core.Pods, "default", pod("unbound"))
	if result := w.delete(core.Pods, "default", "unbound", nil); !result.Deleted {
		t.Errorf("a pod on no node stays: %+v", result)
	}
}

func TestFinalizersHoldAndLetGo(t *testing.T) {
	w := newWorld(t, rest.Options{})
	held := configMap("c")
	held.Finalizers = []string{"example.com/hold"}
	w.create(core.ConfigMaps, "default", held)
	result := w.delete(core.ConfigMaps, "default", "c", nil)
	marked := result.Object.(*corev1.ConfigMap)
	if result.Deleted || marked.DeletionTimestamp == nil || *marked.DeletionGracePeriodSeconds != 0 {
		t.Fatalf("marked: %+v", marked.ObjectMeta)
	}
	if again := w.delete(core.ConfigMaps, "default", "c", nil); again.Object.GetResourceVersion() != marked.ResourceVersion {
		t.Errorf("deleting twice changed %+v", again.Object)
	}
	more := marked.DeepCopy()
	more.Finalizers = append(more.Finalizers, "example.com/more")
	if _, err := w.Update(t.Context(), request("update", core.ConfigMaps, "default", "c"), more); !apierrors.IsInvalid(err) {
		t.Errorf("a finalizer added late: %v", err)
	}
	if _, err := w.Create(t.Context(), request("create", core.ConfigMaps, "default", ""), configMap("c")); err == nil ||
		err.Error() != `object is being deleted: configmaps "c" already exists` {
		t.Errorf("create meanwhile: %v", err)
	}
	free := marked.DeepCopy()
	free.Finalizers = nil
	last := must[rest.Result](w)(w.Update(t.Context(), request("update", core.ConfigMaps, "default", "c"), free))
	if !w.gone(core.ConfigMaps, "default", "c") || last.Object.GetName() != "c" {
		t.Errorf("after the last finalizer: %+v", last)
	}
}

func TestPropagation(t *testing.T) {
	for name, test := range map[string]struct {
		before []string
		opts   *metav1.DeleteOptions
		after  []string // nil: the object is gone
	}{
		"background":      {nil, &metav1.DeleteOptions{PropagationPolicy: ptr(metav1.DeletePropagationBackground)}, nil},
		"foreground":      {nil, &metav1.DeleteOptions{PropagationPolicy: ptr(metav1.DeletePropagationForeground)}, []string{"foregroundDeletion"}},
		"orphan":          {nil, &metav1.DeleteOptions{PropagationPolicy: ptr(metav1.DeletePropagationOrphan)}, []string{"orphan"}},
		"old orphan":      {nil, &metav1.DeleteOptions{OrphanDependents: ptr(true)}, []string{"orphan"}},
		"finalizer asks":  {[]string{"orphan"}, nil, []string{"orphan"}},
		"request decides": {[]string{"orphan"}, &metav1.DeleteOptions{PropagationPolicy: ptr(metav1.DeletePropagationBackground)}, nil},
		"others stay":     {[]string{"a.b/c"}, &metav1.DeleteOptions{PropagationPolicy: ptr(metav1.DeletePropagationForeground)}, []string{"a.b/c", "foregroundDeletion"}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, rest.Options{})
			c := configMap("c")
			c.Finalizers = test.before
			w.create(core.ConfigMaps, "default", c)
			result := w.delete(core.ConfigMaps, "default", "c", test.opts)
			if test.after == nil {
				if !result.Deleted {
					t.Errorf("still there: %+v", result.Object)
				}
				return
			}
			if got := result.Object.GetFinalizers(); strings.Join(got, " ") != strings.Join(test.after, " ") {
				t.Errorf("finalizers %v, want %v", got, test.after)
			}
		})
	}
}

func TestNamespacesStayUntilFinalized(t *testing.T) {
	w := newWorld(t, rest.Options{})
	w.create(core.Namespaces, "", &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: "n"}})
	result := w.delete(core.Namespaces, "", "n", nil)
	ns := result.Object.(*corev1.Namespace)
	if ns.Status.Phase != corev1.NamespaceTerminating || ns.DeletionTimestamp == nil {
		t.Fatalf("after delete: %+v %+v", ns.ObjectMeta, ns.Status)
	}
	if again := w.delete(core.Namespaces, "", "n", nil); again.Deleted {
		t.Error("deleting twice removed it")
	}
	free := ns.DeepCopy()
	free.Spec.Finalizers = nil
	must[rest.Result](w)(w.Update(t.Context(), sub(request("update", core.Namespaces, "", "n"), "finalize"), free))
	if !w.gone(core.Namespaces, "", "n") {
		t.Error("still there after the last finalizer")
	}
}

func TestDeleteCollection(t *testing.T) {
	w := newWorld(t, rest.Options{})
	for _, name := range []string{"a", "b"} {
		w.create(core.Pods, "default", pod(name))
	}
	w.create(core.Pods, "other", pod("c"))
	list := must[rest.List](w)(w.DeleteCollection(t.Context(), request("deletecollection", core.Pods, "default", ""), nil, rest.ListOptions{}))
	if len(list.Entries) != 2 || !w.gone(core.Pods, "default", "a") || w.gone(core.Pods, "other", "c") {
		t.Errorf("deleted %d", len(list.Entries))
	}
}
