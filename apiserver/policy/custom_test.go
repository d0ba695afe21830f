package policy_test

import (
	"testing"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
)

// definition has two versions, and a list that is merged by name.
const definition = `
metadata: {name: limits.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: limits, singular: limit, kind: Limit, listKind: LimitList}
  versions:
  - name: v1
    served: true
    storage: true
    schema: &schema
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              max: {type: integer}
              rules:
                type: array
                x-kubernetes-list-type: map
                x-kubernetes-list-map-keys: [name]
                items: {type: object, required: [name], properties: {name: {type: string}, value: {type: string}}}
  - {name: v2, served: true, storage: false, schema: *schema}
`

// custom are objects of that kind in one version.
func (c *cluster) custom(version string) dynamic.ResourceInterface {
	c.Helper()
	d, err := dynamic.NewForConfig(c.server.Config(c.T))
	if err != nil {
		c.Fatal(err)
	}
	return d.Resource(schema.GroupVersionResource{Group: "example.com", Version: version, Resource: "limits"}).Namespace("default")
}

func limit(version, name string, spec map[string]any) *unstructured.Unstructured {
	return &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "example.com/" + version, "kind": "Limit", "metadata": map[string]any{"name": name}, "spec": spec,
	}}
}

func TestCustomResources(t *testing.T) {
	c := start(t)
	d, err := dynamic.NewForConfig(c.server.Config(t))
	if err != nil {
		t.Fatal(err)
	}
	crd := read[apiextensionsv1.CustomResourceDefinition](t, definition)
	crd.APIVersion, crd.Kind = "apiextensions.k8s.io/v1", "CustomResourceDefinition"
	content, err := runtime.DefaultUnstructuredConverter.ToUnstructured(crd)
	if err != nil {
		t.Fatal(err)
	}
	definitions := d.Resource(schema.GroupVersionResource{Group: "apiextensions.k8s.io", Version: "v1", Resource: "customresourcedefinitions"})
	_, err = definitions.Create(t.Context(), &unstructured.Unstructured{Object: content}, metav1.CreateOptions{})
	c.must(nil, err)
	c.established(definitions)

	// As params.
	_, err = c.custom("v1").Create(t.Context(), limit("v1", "two", map[string]any{"max": int64(2)}), metav1.CreateOptions{})
	c.must(nil, err)
	c.validating("by-limit", onConfigMaps+`
paramKind: {apiVersion: example.com/v2, kind: Limit}
validations: [{expression: object.data.size() <= params.spec.max && params.apiVersion == 'example.com/v2', message: too many}]`,
		"{validationActions: [Deny], paramRef: {name: two, parameterNotFoundAction: Deny}}")
	c.must(c.put("few", "a=1"))
	c.refused("too many", metav1.StatusReasonInvalid)(c.put("many", "a=1", "b=2", "c=3"))

	// As what is written, seen in the version that the policy names.
	c.validating("small", `
matchConstraints: {resourceRules: [{apiGroups: [example.com], apiVersions: [v1], operations: [CREATE], resources: [limits]}]}
validations: [{expression: "object.spec.max < 10 && object.apiVersion == 'example.com/v1'", messageExpression: "'too large in ' + object.apiVersion"}]`)
	_, err = c.custom("v2").Create(t.Context(), limit("v2", "large", map[string]any{"max": int64(20)}), metav1.CreateOptions{})
	c.refused("too large in example.com/v1", metav1.StatusReasonInvalid)(nil, err)

	// And changed, by the structure of its schema.
	c.mutating("rules", `
reinvocationPolicy: Never
matchConstraints: {resourceRules: [{apiGroups: [example.com], apiVersions: ["*"], operations: [CREATE], resources: [limits]}]}
mutations:
- patchType: ApplyConfiguration
  applyConfiguration: {expression: "Object{spec: Object.spec{rules: [Object.spec.rules{name: 'b', value: 'new'}]}}"}
- patchType: JSONPatch
  jsonPatch: {expression: "[JSONPatch{op: 'replace', path: '/spec/max', value: object.spec.max + 1}]"}`)
	got, err := c.custom("v2").Create(t.Context(), limit("v2", "ruled", map[string]any{"max": int64(1), "rules": []any{
		map[string]any{"name": "a", "value": "kept"}, map[string]any{"name": "b", "value": "old"},
	}}), metav1.CreateOptions{})
	c.must(nil, err)
	rules, _, _ := unstructured.NestedSlice(got.Object, "spec", "rules")
	most, _, _ := unstructured.NestedInt64(got.Object, "spec", "max")
	if len(rules) != 2 || rules[0].(map[string]any)["value"] != "kept" || rules[1].(map[string]any)["value"] != "new" || most != 2 || got.GetAPIVersion() != "example.com/v2" {
		t.Errorf("got %v", got.Object)
	}

	// Without the kind, policies that need it refuse.
	c.must(nil, definitions.Delete(t.Context(), "limits.example.com", metav1.DeleteOptions{}))
	c.gone(definitions)
	c.refused("failed to find resource referenced by paramKind: 'example.com/v2, Kind=Limit'", metav1.StatusReasonInvalid)(c.put("more"))
}

// established waits until the kind is served.
func (c *cluster) established(definitions dynamic.ResourceInterface) {
	c.Helper()
	c.await(definitions, func(o *unstructured.Unstructured) bool {
		conditions, _, _ := unstructured.NestedSlice(o.Object, "status", "conditions")
		for _, condition := range conditions {
			if m := condition.(map[string]any); m["type"] == "Established" && m["status"] == "True" {
				return true
			}
		}
		return false
	}, false)
}

// gone waits until the definition is.
func (c *cluster) gone(definitions dynamic.ResourceInterface) {
	c.Helper()
	c.await(definitions, func(*unstructured.Unstructured) bool { return false }, true)
}

// await watches the definition until it is as wanted, or deleted.
func (c *cluster) await(definitions dynamic.ResourceInterface, is func(*unstructured.Unstructured) bool, deleted bool) {
	c.Helper()
	w, err := definitions.Watch(c.Context(), metav1.ListOptions{FieldSelector: "metadata.name=limits.example.com"})
	if err != nil {
		c.Fatal(err)
	}
	defer w.Stop()
	if deleted {
		if _, err := definitions.Get(c.Context(), "limits.example.com", metav1.GetOptions{}); err != nil {
			return
		}
	}
	for e := range w.ResultChan() {
		if o, ok := e.Object.(*unstructured.Unstructured); ok && (e.Type == "DELETED") == deleted && (deleted || is(o)) {
			return
		}
	}
	c.Fatal("the watch has ended")
}
