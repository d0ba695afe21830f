package apiserver_test

import (
	"context"
	"testing"
	"time"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	apiextensionsclient "k8s.io/apiextensions-apiserver/pkg/client/clientset/clientset"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/dynamic"
	"sigs.k8s.io/yaml"

	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
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
		if time.Since(begun) > 5*time.Second {
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
	case <-time.After(10 * time.Second):
		t.Fatal("no event")
		return watch.Event{}
	}
}
