package rest_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"sync"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	autoscalingv1 "k8s.io/api/autoscaling/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/apps"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

func TestCreateFillsWhatTheServerDecides(t *testing.T) {
	w := newWorld(t, rest.Options{})
	sent := pod("a")
	sent.UID, sent.Generation = "mine", 7
	p := w.create(core.Pods, "default", sent).(*corev1.Pod)
	if p.UID == "" || p.UID == "mine" || p.CreationTimestamp.IsZero() || p.ResourceVersion == "" || p.Namespace != "default" {
		t.Errorf("metadata not filled: %+v", p.ObjectMeta)
	}
	if p.Status.Phase != corev1.PodPending {
		t.Errorf("phase %q", p.Status.Phase)
	}
	if got := w.get(core.Pods, "default", "a"); !reflect.DeepEqual(got, p) {
		t.Errorf("get returns %v, create did %v", got, p)
	}
}

// isUnexplained says that an error is the 500 without a reason that Kubernetes
// gives for a few mistakes of clients.
func isUnexplained(err error) bool {
	var status apierrors.APIStatus
	return errors.As(err, &status) && status.Status().Code == http.StatusInternalServerError && status.Status().Reason == ""
}

func TestCreateRefuses(t *testing.T) {
	w := newWorld(t, rest.Options{})
	w.create(core.Pods, "default", pod("taken"))
	versioned := pod("versioned")
	versioned.ResourceVersion = "5"
	elsewhere := pod("elsewhere")
	elsewhere.Namespace = "other"
	nameless := pod("")
	badLabel := pod("label")
	badLabel.Labels = map[string]string{"a b": "c"}
	badFinalizer := pod("finalizer")
	badFinalizer.Finalizers = []string{"not qualified!"}
	for name, test := range map[string]struct {
		o    api.Object
		is   func(error) bool
		says string
	}{
		"taken":      {pod("taken"), apierrors.IsAlreadyExists, `pods "taken" already exists`},
		"versioned":  {versioned, isUnexplained, "resourceVersion should not be set"},
		"elsewhere":  {elsewhere, apierrors.IsBadRequest, "does not match the namespace sent"},
		"nameless":   {nameless, apierrors.IsInvalid, "name or generateName is required"},
		"bad name":   {pod("A_B"), apierrors.IsInvalid, "metadata.name: Invalid value"},
		"bad label":  {badLabel, apierrors.IsInvalid, "metadata.labels: Invalid value"},
		"finalizer":  {badFinalizer, apierrors.IsInvalid, "metadata.finalizers: Invalid value"},
		"containers": {&corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: "empty"}}, apierrors.IsInvalid, "spec.containers: Required value"},
	} {
		t.Run(name, func(t *testing.T) {
			before := w.Cache().Revision()
			_, err := w.Create(t.Context(), request("create", core.Pods, "default", ""), test.o)
			if !test.is(err) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("error %v, want one that says %q", err, test.says)
			}
			if now := w.Cache().Revision(); now != before {
				t.Errorf("revision went from %d to %d", before, now)
			}
		})
	}
}

func TestGeneratedNamesAvoidCollisions(t *testing.T) {
	suffixes := []string{"aaaaa", "aaaaa", "aaaaa", "bbbbb"}
	w := newWorld(t, rest.Options{NameSuffix: func() string {
		s := suffixes[0]
		if len(suffixes) > 1 {
			suffixes = suffixes[1:]
		}
		return s
	}})
	named := func() *corev1.Pod {
		p := pod("")
		p.GenerateName = strings.Repeat("x", 60)
		return p
	}
	first := w.create(core.Pods, "default", named())
	second := w.create(core.Pods, "default", named())
	if first.GetName() != strings.Repeat("x", 58)+"aaaaa" || second.GetName() != strings.Repeat("x", 58)+"bbbbb" {
		t.Errorf("names %q and %q", first.GetName(), second.GetName())
	}
	_, err := w.Create(t.Context(), request("create", core.Pods, "default", ""), named())
	if !apierrors.IsAlreadyExists(err) {
		t.Errorf("when all names are taken: %v", err)
	}
}

func TestUpdateIsOptimistic(t *testing.T) {
	w := newWorld(t, rest.Options{})
	first := w.create(core.ConfigMaps, "default", configMap("c", "1")).(*corev1.ConfigMap)
	update := func(change func(*corev1.ConfigMap)) (rest.Result, error) {
		c := first.DeepCopy()
		change(c)
		return w.Update(t.Context(), request("update", core.ConfigMaps, "default", "c"), c)
	}
	same, err := update(func(*corev1.ConfigMap) {})
	if err != nil || same.Object.GetResourceVersion() != first.ResourceVersion {
		t.Errorf("an update that changes nothing made version %v from %s, %v", same.Object, first.ResourceVersion, err)
	}
	second, err := update(func(c *corev1.ConfigMap) { c.Data["k0"] = "2" })
	if err != nil || second.Object.GetResourceVersion() == first.ResourceVersion {
		t.Fatalf("update: %v, %v", second.Object, err)
	}
	_, err = update(func(c *corev1.ConfigMap) { c.Data["k0"] = "3" })
	if !apierrors.IsConflict(err) || err.Error() != `Operation cannot be fulfilled on configmaps "c": the object has been modified; please apply your changes to the latest version and try again` {
		t.Errorf("stale update: %v", err)
	}
	if _, err := update(func(c *corev1.ConfigMap) { c.ResourceVersion, c.Data["k0"] = "", "4" }); err != nil {
		t.Errorf("unconditional update: %v", err)
	}
	if _, err := update(func(c *corev1.ConfigMap) { c.ResourceVersion, c.UID = "", "other" }); !apierrors.IsConflict(err) {
		t.Errorf("update of another UID: %v", err)
	}
	_, err = w.Update(t.Context(), request("update", core.ConfigMaps, "default", "none"), configMap("none"))
	if !apierrors.IsNotFound(err) {
		t.Errorf("update of what is not there: %v", err)
	}
	_, err = w.Update(t.Context(), request("update", core.ConfigMaps, "default", "c"), configMap("d"))
	if !apierrors.IsBadRequest(err) || !strings.Contains(err.Error(), "the name of the object (d) does not match the name on the URL (c)") {
		t.Errorf("update under another name: %v", err)
	}
}

func TestUpdateKeepsWhatItMustNotChange(t *testing.T) {
	w := newWorld(t, rest.Options{})
	d := w.create(apps.Deployments, "default", deployment("d")).(*appsv1.Deployment)
	if d.Generation != 1 {
		t.Errorf("generation %d after create", d.Generation)
	}
	change := d.DeepCopy()
	change.CreationTimestamp, change.Generation = metav1.Time{}, 9
	change.Status.Replicas = 5
	replicas := int32(3)
	change.Spec.Replicas = &replicas
	got := must[rest.Result](w)(w.Update(t.Context(), request("update", apps.Deployments, "default", "d"), change)).Object.(*appsv1.Deployment)
	if !got.CreationTimestamp.Equal(&d.CreationTimestamp) || got.Generation != 2 || got.Status.Replicas != 0 || got.UID != d.UID {
		t.Errorf("after update: %+v %+v", got.ObjectMeta, got.Status)
	}
	status := got.DeepCopy()
	status.Status.Replicas, status.Status.ObservedGeneration = 4, 2
	*status.Spec.Replicas = 17
	got = must[rest.Result](w)(w.Update(t.Context(), sub(request("update", apps.Deployments, "default", "d"), "status"), status)).Object.(*appsv1.Deployment)
	if got.Status.Replicas != 4 || *got.Spec.Replicas != 3 || got.Generation != 2 {
		t.Errorf("after update of status: %+v replicas %d", got.Status, *got.Spec.Replicas)
	}
}

func TestScale(t *testing.T) {
	w := newWorld(t, rest.Options{})
	d := w.create(apps.Deployments, "default", deployment("d"))
	req := func(verb string) *rest.Request { return sub(request(verb, apps.Deployments, "default", "d"), "scale") }
	scale := must[rest.Result](w)(w.Get(t.Context(), req("get"), "")).Object.(*autoscalingv1.Scale)
	if scale.Spec.Replicas != 2 || scale.ResourceVersion != d.GetResourceVersion() {
		t.Errorf("scale %+v", scale)
	}
	scale.Spec.Replicas = 5
	scale = must[rest.Result](w)(w.Update(t.Context(), req("update"), scale)).Object.(*autoscalingv1.Scale)
	if scale.Spec.Replicas != 5 {
		t.Errorf("scale %+v", scale)
	}
	scale = must[rest.Result](w)(w.Patch(t.Context(), req("patch"), rest.Patch{Type: types.MergePatchType, Data: []byte(`{"spec":{"replicas":6}}`)})).Object.(*autoscalingv1.Scale)
	after := w.get(apps.Deployments, "default", "d").(*appsv1.Deployment)
	if *after.Spec.Replicas != 6 || after.Generation != 3 || scale.Spec.Replicas != 6 {
		t.Errorf("replicas %d, generation %d", *after.Spec.Replicas, after.Generation)
	}
	scale.Spec.Replicas = -1
	if _, err := w.Update(t.Context(), req("update"), scale); !apierrors.IsInvalid(err) {
		t.Errorf("negative scale: %v", err)
	}
}

func TestConcurrentPatchesAllHappen(t *testing.T) {
	w := newWorld(t, rest.Options{})
	w.create(core.ConfigMaps, "default", configMap("c"))
	var group sync.WaitGroup
	const n = 20
	for i := range n {
		group.Go(func() {
			_, err := w.Patch(context.Background(), request("patch", core.ConfigMaps, "default", "c"),
				rest.Patch{Type: types.MergePatchType, Data: fmt.Appendf(nil, `{"data":{"p%d":"x"}}`, i)})
			if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if got := w.get(core.ConfigMaps, "default", "c").(*corev1.ConfigMap); len(got.Data) != n {
		t.Errorf("%d of %d patches are there", len(got.Data), n)
	}
}

func TestDryRunChangesNothing(t *testing.T) {
	w := newWorld(t, rest.Options{})
	w.create(core.ConfigMaps, "default", configMap("c", "1"))
	before := w.Cache().Revision()
	dry := func(verb, name string) *rest.Request {
		req := request(verb, core.ConfigMaps, "default", name)
		req.DryRun = true
		return req
	}
	created := must[rest.Result](w)(w.Create(t.Context(), dry("create", ""), configMap("d")))
	if created.Object.GetUID() == "" || created.Object.GetResourceVersion() != "" {
		t.Errorf("dry create: %+v", created.Object)
	}
	updated := must[rest.Result](w)(w.Update(t.Context(), dry("update", "c"), configMap("c", "2")))
	if updated.Object.(*corev1.ConfigMap).Data["k0"] != "2" {
		t.Errorf("dry update: %+v", updated.Object)
	}
	must[rest.Result](w)(w.Delete(t.Context(), dry("delete", "c"), nil))
	if now := w.Cache().Revision(); now != before {
		t.Errorf("revision went from %d to %d", before, now)
	}
}

// refuser refuses what admission is asked about names that begin with "no".
type refuser struct{ rest.Nothing }

func (refuser) Validate(_ context.Context, a *rest.Attributes) error {
	if strings.HasPrefix(a.Name, "no") {
		return apierrors.NewForbidden(a.Resource.GR(), a.Name, errors.New("says no"))
	}
	return nil
}

// labeller marks what it sees.
type labeller struct{ refuser }

func (labeller) Admit(_ context.Context, a *rest.Attributes) error {
	if a.Object != nil && a.Subresource == "" {
		a.Object.SetLabels(map[string]string{"seen": string(a.Operation)})
	}
	return nil
}

func TestAdmissionChangesAndRefuses(t *testing.T) {
	w := newWorld(t, rest.Options{Admission: labeller{}})
	c := w.create(core.ConfigMaps, "default", configMap("yes"))
	if c.GetLabels()["seen"] != "CREATE" {
		t.Errorf("labels %v", c.GetLabels())
	}
	c = must[rest.Result](w)(w.Patch(t.Context(), request("patch", core.ConfigMaps, "default", "yes"), rest.Patch{Type: types.MergePatchType, Data: []byte(`{"data":{"a":"b"}}`)})).Object
	if c.GetLabels()["seen"] != "UPDATE" {
		t.Errorf("labels %v", c.GetLabels())
	}
	if _, err := w.Create(t.Context(), request("create", core.ConfigMaps, "default", ""), configMap("no")); !apierrors.IsForbidden(err) {
		t.Errorf("create: %v", err)
	}
}

// counter hands out numbers and keeps the last one in a config map.
type counter struct{ w **world }

func (c counter) Allocate(_ context.Context, a *rest.Attributes, txn *rest.Txn) (func(bool), error) {
	if a.Operation != rest.Create {
		return nil, nil
	}
	e := (*c.w).Cache().Table(core.ConfigMaps).Get("default", "last")
	last := e.Object().DeepCopyObject().(*corev1.ConfigMap)
	last.Data["k0"] += "x"
	a.Object.SetAnnotations(map[string]string{"number": fmt.Sprint(len(last.Data["k0"]))})
	txn.Put(core.ConfigMaps, last, e.Revision())
	return nil, nil
}

func TestAllocatorsShareTheCommit(t *testing.T) {
	var w *world
	w = newWorld(t, rest.Options{Allocators: map[groupResource]rest.Allocator{core.Pods.GR(): counter{&w}}})
	w.create(core.ConfigMaps, "default", configMap("last", ""))
	var group sync.WaitGroup
	const n = 16
	var mu sync.Mutex
	numbers := map[string]bool{}
	for i := range n {
		group.Go(func() {
			result, err := w.Create(context.Background(), request("create", core.Pods, "default", ""), pod(fmt.Sprint("p", i)))
			if err != nil {
				t.Error(err)
				return
			}
			mu.Lock()
			defer mu.Unlock()
			numbers[result.Object.GetAnnotations()["number"]] = true
		})
	}
	group.Wait()
	if len(numbers) != n {
		t.Errorf("%d pods have %d numbers", n, len(numbers))
	}
}
