package controllers_test

import (
	"testing"

	corev1 "k8s.io/api/core/v1"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/apiextensions"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
)

// defineBoats defines a kind of two versions, of which v1 is stored.
func defineBoats(w *world) *api.Resource {
	w.Helper()
	any := &apiextensionsv1.CustomResourceValidation{OpenAPIV3Schema: &apiextensionsv1.JSONSchemaProps{Type: "object"}}
	d := &apiextensionsv1.CustomResourceDefinition{
		ObjectMeta: metav1.ObjectMeta{Name: "boats.example.com"},
		Spec: apiextensionsv1.CustomResourceDefinitionSpec{
			Group: "example.com", Scope: apiextensionsv1.NamespaceScoped,
			Names: apiextensionsv1.CustomResourceDefinitionNames{Plural: "boats", Singular: "boat", Kind: "Boat", ListKind: "BoatList"},
			Versions: []apiextensionsv1.CustomResourceDefinitionVersion{
				{Name: "v1", Served: true, Storage: true, Schema: any}, {Name: "v2", Served: true, Schema: any},
			},
		},
	}
	w.create(apiextensions.CustomResourceDefinitions, d)
	r := w.client.(client.Resources).ResourceFor(schema.GroupVersionKind{Group: "example.com", Version: "v2", Kind: "Boat"})
	if r == nil {
		w.Fatal("boats are not served")
	}
	return r
}

func boat(namespace, name string, owners ...metav1.OwnerReference) *unstructured.Unstructured {
	u := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "example.com/v2", "kind": "Boat"}}
	u.SetName(name)
	u.SetNamespace(namespace)
	u.SetOwnerReferences(owners)
	return u
}

func TestGarbageOfCustomKindsIsCollected(t *testing.T) {
	w := newWorld(t)
	boats := defineBoats(w)
	owner := w.create(boats, boat("default", "owner"))
	ref := metav1.OwnerReference{APIVersion: "example.com/v2", Kind: "Boat", Name: "owner", UID: owner.GetUID()}
	w.create(boats, boat("default", "owned", ref))
	dependent := configMap("dependent")
	dependent.OwnerReferences = []metav1.OwnerReference{ref}
	w.create(core.ConfigMaps, dependent)
	w.delete(boats, "default", "owner", metav1.DeletePropagationBackground)
	w.eventually("what a custom object owned is collected", func() bool {
		_, err := w.client.Get(t.Context(), boats, "default", "owned")
		return err != nil && !w.exists("dependent")
	})
}

func TestANamespaceIsEmptiedOfCustomObjects(t *testing.T) {
	w := newWorld(t)
	boats := defineBoats(w)
	w.create(core.Namespaces, &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: "harbour"}})
	w.create(boats, boat("harbour", "a"))
	w.delete(core.Namespaces, "", "harbour", metav1.DeletePropagationBackground)
	w.eventually("the namespace is gone", func() bool {
		_, err := w.client.Get(t.Context(), core.Namespaces, "", "harbour")
		return err != nil
	})
	if _, err := w.client.Get(t.Context(), boats, "harbour", "a"); err == nil {
		t.Error("the boat is still there")
	}
}
