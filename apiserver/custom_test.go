package apiserver_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	apiextensionsclient "k8s.io/apiextensions-apiserver/pkg/client/clientset/clientset"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/dynamic"
	"sigs.k8s.io/yaml"

	"github.com/skiff-k8s/skiff/api/apiextensions"
	"github.com/skiff-k8s/skiff/apiserver"
	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/store/local"
)

const widgets = `
metadata: {name: widgets.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: widgets, singular: widget, kind: Widget, listKind: WidgetList, shortNames: [wd], categories: [all]}
  versions:
  - name: v1
    served: true
    storage: true
    subresources: {status: {}, scale: {specReplicasPath: .spec.replicas, statusReplicasPath: .status.replicas}}
    additionalPrinterColumns: [{name: Size, type: integer, jsonPath: .spec.size}]
    selectableFields: [{jsonPath: .spec.color}]
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              size: {type: integer, default: 3, maximum: 10}
              replicas: {type: integer}
              color: {type: string}
            x-kubernetes-validations:
            - {rule: "self.size != 7", message: no seven}
          status:
            type: object
            properties:
              replicas: {type: integer}
`

var widgetsGVR = schema.GroupVersionResource{Group: "example.com", Version: "v1", Resource: "widgets"}

// define creates a definition and waits until it is established.
func define(t testing.TB, c apiextensionsclient.Interface, text string) *apiextensionsv1.CustomResourceDefinition {
	t.Helper()
	d := &apiextensionsv1.CustomResourceDefinition{}
	if err := yaml.UnmarshalStrict([]byte(text), d); err != nil {
		t.Fatal(err)
	}
	made, err := c.ApiextensionsV1().CustomResourceDefinitions().Create(context.Background(), d, metav1.CreateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func widget(name string, spec map[string]any) *unstructured.Unstructured {
	return &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "example.com/v1", "kind": "Widget", "metadata": map[string]any{"name": name}, "spec": spec,
	}}
}

func TestCustomKindComesAndGoes(t *testing.T) {
	s := apiservertest.Start(t)
	ctx := context.Background()
	definitions, err := apiextensionsclient.NewForConfig(s.Config(t))
	if err != nil {
		t.Fatal(err)
	}
	objects, err := dynamic.NewForConfig(s.Config(t))
	if err != nil {
		t.Fatal(err)
	}
	in := objects.Resource(widgetsGVR).Namespace("default")
	if _, err := in.List(ctx, metav1.ListOptions{}); !apierrors.IsNotFound(err) {
		t.Fatalf("before it is defined: %v", err)
	}
	begun := time.Now()
	define(t, definitions, widgets)
	if _, err := in.List(ctx, metav1.ListOptions{}); err != nil {
		t.Fatalf("after it is defined: %v", err)
	}
	t.Logf("served %v after it was asked for", time.Since(begun))
	w, err := in.Watch(ctx, metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	made, err := in.Create(ctx, widget("a", map[string]any{"color": "red", "unknown": "x"}), metav1.CreateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if size, _, _ := unstructured.NestedInt64(made.Object, "spec", "size"); size != 3 {
		t.Errorf("size was not defaulted: %v", made.Object)
	}
	if _, found, _ := unstructured.NestedString(made.Object, "spec", "unknown"); found {
		t.Error("an unknown field was kept")
	}
	if _, err := in.Create(ctx, widget("b", map[string]any{"size": int64(7)}), metav1.CreateOptions{}); !apierrors.IsInvalid(err) {
		t.Errorf("a rule was not asked: %v", err)
	} else {
		t.Log(err)
	}
	if _, err := in.Create(ctx, widget("b", map[string]any{"size": int64(11)}), metav1.CreateOptions{}); !apierrors.IsInvalid(err) {
		t.Errorf("the maximum was not asked: %v", err)
	}
	if e := next(t, w); e.Type != "ADDED" {
		t.Errorf("watch: %v", e)
	}
	begun = time.Now()
	if err := definitions.ApiextensionsV1().CustomResourceDefinitions().Delete(ctx, "widgets.example.com", metav1.DeleteOptions{}); err != nil {
		t.Fatal(err)
	}
	if e := next(t, w); e.Type != "DELETED" {
		t.Errorf("watch: %v", e)
	}
	for {
		if _, err = in.List(ctx, metav1.ListOptions{}); apierrors.IsNotFound(err) {
			break
		}
		if time.Since(begun) > time.Minute {
			t.Fatal("still served")
		}
	}
	t.Logf("gone %v after it was deleted", time.Since(begun))
	if _, ok := <-w.ResultChan(); ok {
		t.Error("the watch goes on")
	}
}

// next returns the next event of a watch.
func next(t testing.TB, w watch.Interface) watch.Event {
	t.Helper()
	select {
	case e := <-w.ResultChan():
		return e
	case <-time.After(time.Minute):
		t.Fatal("no event")
		return watch.Event{}
	}
}

// cars has two versions that a webhook at URL converts: what is spec.size in one
// is spec.length in the other.
const cars = `
metadata: {name: cars.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: cars, singular: car, kind: Car, listKind: CarList}
  conversion: {strategy: Webhook, webhook: {conversionReviewVersions: [v1], clientConfig: {url: "URL", caBundle: CA}}}
  versions:
  - name: v1
    served: true
    storage: true
    selectableFields: [{jsonPath: .spec.size}]
    schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: string}}}}}}
  - name: v2
    served: true
    storage: false
    selectableFields: [{jsonPath: .spec.length}]
    schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {length: {type: string}}}}}}
`

// converter is the webhook of cars. While broken is set it refuses.
func converter(t *testing.T, broken *atomic.Bool) (definition string) {
	t.Helper()
	s := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		review := &apiextensionsv1.ConversionReview{}
		if err := json.NewDecoder(r.Body).Decode(review); err != nil {
			t.Error(err)
		}
		answer := &apiextensionsv1.ConversionResponse{UID: review.Request.UID, Result: metav1.Status{Status: metav1.StatusSuccess}}
		for _, raw := range review.Request.Objects {
			u := &unstructured.Unstructured{}
			if err := u.UnmarshalJSON(raw.Raw); err != nil {
				t.Error(err)
			}
			u.SetAPIVersion(review.Request.DesiredAPIVersion)
			spec, _ := u.Object["spec"].(map[string]any)
			names := map[string]string{"size": "length", "length": "size"}
			for from, to := range names {
				if v, ok := spec[from]; ok {
					delete(spec, from)
					spec[to] = v
					break
				}
			}
			answer.ConvertedObjects = append(answer.ConvertedObjects, runtime.RawExtension{Object: u})
		}
		if broken.Load() {
			answer = &apiextensionsv1.ConversionResponse{UID: review.Request.UID, Result: metav1.Status{Status: metav1.StatusFailure, Message: "out of order"}}
		}
		review.Request, review.Response = nil, answer
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(review)
	}))
	t.Cleanup(s.Close)
	ca := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})
	return strings.NewReplacer("URL", s.URL, "CA", base64.StdEncoding.EncodeToString(ca)).Replace(cars)
}

func TestAWebhookConverts(t *testing.T) {
	s := apiservertest.Start(t)
	ctx := context.Background()
	definitions := apiextensionsclient.NewForConfigOrDie(s.Config(t))
	var broken atomic.Bool
	define(t, definitions, converter(t, &broken))
	in := func(version string) dynamic.ResourceInterface {
		return dynamic.NewForConfigOrDie(s.Config(t)).Resource(schema.GroupVersionResource{Group: "example.com", Version: version, Resource: "cars"}).Namespace("default")
	}
	w, err := in("v2").Watch(ctx, metav1.ListOptions{FieldSelector: "spec.length=long"})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Stop()
	car := func(version, name, field, value string) *unstructured.Unstructured {
		return &unstructured.Unstructured{Object: map[string]any{
			"apiVersion": "example.com/" + version, "kind": "Car", "metadata": map[string]any{"name": name}, "spec": map[string]any{field: value},
		}}
	}
	for _, o := range []*unstructured.Unstructured{car("v1", "a", "size", "short"), car("v2", "b", "length", "long")} {
		if _, err := in(o.GroupVersionKind().Version).Create(ctx, o, metav1.CreateOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	if e := next(t, w); e.Type != watch.Added || e.Object.(*unstructured.Unstructured).GetName() != "b" {
		t.Errorf("watch: %v", e)
	}
	for version, field := range map[string]string{"v1": "size", "v2": "length"} {
		list, err := in(version).List(ctx, metav1.ListOptions{})
		if err != nil || len(list.Items) != 2 {
			t.Fatalf("%s: %v", version, err)
		}
		for i, want := range []string{"short", "long"} {
			if got, _, _ := unstructured.NestedString(list.Items[i].Object, "spec", field); got != want {
				t.Errorf("%s: %v", version, list.Items[i].Object)
			}
		}
		list, err = in(version).List(ctx, metav1.ListOptions{FieldSelector: "spec." + field + "=short"})
		if err != nil || len(list.Items) != 1 || list.Items[0].GetName() != "a" {
			t.Errorf("%s: selected %v, %v", version, list, err)
		}
	}
	// The same object changes in both versions, and the watcher of one sees both.
	if _, err := in("v1").Patch(ctx, "b", types.MergePatchType, []byte(`{"metadata":{"labels":{"x":"y"}}}`), metav1.PatchOptions{}); err != nil {
		t.Fatal(err)
	}
	if e := next(t, w); e.Type != watch.Modified || e.Object.(*unstructured.Unstructured).GetAPIVersion() != "example.com/v2" {
		t.Errorf("watch: %v", e)
	}
	broken.Store(true)
	if _, err := in("v2").Create(ctx, car("v2", "c", "length", "x"), metav1.CreateOptions{}); !apierrors.IsInternalError(err) && (err == nil || !strings.Contains(err.Error(), "out of order")) {
		t.Errorf("with a broken webhook: %v", err)
	}
	if _, err := in("v1").Get(ctx, "a", metav1.GetOptions{}); err != nil {
		t.Errorf("what is stored needs no webhook: %v", err)
	}
	// A definition can be deleted with its objects whatever its webhook does.
	if err := definitions.ApiextensionsV1().CustomResourceDefinitions().Delete(ctx, "cars.example.com", metav1.DeleteOptions{}); err != nil {
		t.Fatal(err)
	}
	gone(t, definitions, "cars.example.com")
}

// gone waits until a definition is gone.
func gone(t testing.TB, c apiextensionsclient.Interface, name string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for {
		_, err := c.ApiextensionsV1().CustomResourceDefinitions().Get(ctx, name, metav1.GetOptions{})
		if apierrors.IsNotFound(err) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestFinalizersHoldADefinition(t *testing.T) {
	s := apiservertest.Start(t)
	ctx := context.Background()
	definitions := apiextensionsclient.NewForConfigOrDie(s.Config(t))
	define(t, definitions, widgets)
	in := dynamic.NewForConfigOrDie(s.Config(t)).Resource(widgetsGVR).Namespace("default")
	held := widget("held", map[string]any{})
	held.SetFinalizers([]string{"example.com/hold"})
	if _, err := in.Create(ctx, held, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	all := definitions.ApiextensionsV1().CustomResourceDefinitions()
	w, err := all.Watch(ctx, metav1.ListOptions{FieldSelector: "metadata.name=widgets.example.com"})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Stop()
	if err := all.Delete(ctx, "widgets.example.com", metav1.DeleteOptions{}); err != nil {
		t.Fatal(err)
	}
	for reason := ""; reason != "InstanceDeletionInProgress"; {
		for _, c := range next(t, w).Object.(*apiextensionsv1.CustomResourceDefinition).Status.Conditions {
			if c.Type == apiextensionsv1.Terminating {
				reason = c.Reason
			}
		}
	}
	if _, err := in.Create(ctx, widget("late", map[string]any{}), metav1.CreateOptions{}); !apierrors.IsForbidden(err) {
		t.Errorf("a create while it ends: %v", err)
	}
	lists, err := definitions.Discovery().ServerResourcesForGroupVersion("example.com/v1")
	if err != nil || slices.Contains(lists.APIResources[0].Verbs, "create") {
		t.Errorf("discovery still offers to create: %v, %v", lists, err)
	}
	if _, err := in.Patch(ctx, "held", types.MergePatchType, []byte(`{"metadata":{"finalizers":null}}`), metav1.PatchOptions{}); err != nil {
		t.Fatal(err)
	}
	gone(t, definitions, "widgets.example.com")
}

func TestCustomKindsAreThereAfterARestart(t *testing.T) {
	kept, err := local.Open("data", local.Options{FS: vfs.NewMem()})
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	ctx := context.Background()
	start := func() *apiserver.Server {
		s, err := apiserver.New(ctx, apiserver.Config{Store: kept})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	first := start()
	d := &apiextensionsv1.CustomResourceDefinition{}
	if err := yaml.UnmarshalStrict([]byte(widgets), d); err != nil {
		t.Fatal(err)
	}
	c := first.LocalClient(apiservertest.Admin, "test")
	if _, err := c.Create(ctx, apiextensions.CustomResourceDefinitions, d, client.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	gvk := schema.GroupVersionKind{Group: "example.com", Version: "v1", Kind: "Widget"}
	o := widget("a", map[string]any{})
	o.SetNamespace("default")
	made, err := c.Create(ctx, c.ResourceFor(gvk), o, client.CreateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	first.Close()

	second := start()
	defer second.Close()
	c = second.LocalClient(apiservertest.Admin, "test")
	r := c.ResourceFor(gvk)
	if r == nil {
		t.Fatal("the kind is not served")
	}
	got, err := c.Get(ctx, r, "default", "a")
	if err != nil || got.GetUID() != made.GetUID() {
		t.Fatal(got, err)
	}
}

// BenchmarkServe is the time from the request to define a kind to its objects
// being listed.
func BenchmarkServe(b *testing.B) {
	s := apiservertest.Start(b)
	ctx := context.Background()
	definitions := apiextensionsclient.NewForConfigOrDie(s.Config(b))
	objects := dynamic.NewForConfigOrDie(s.Config(b))
	for i := 0; b.Loop(); i++ {
		group := fmt.Sprintf("g%d.example.com", i)
		define(b, definitions, strings.ReplaceAll(widgets, "example.com", group))
		begun := time.Now()
		if _, err := objects.Resource(schema.GroupVersionResource{Group: group, Version: "v1", Resource: "widgets"}).List(ctx, metav1.ListOptions{}); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(time.Since(begun).Microseconds()), "last-µs-from-answer-to-list")
	}
}
