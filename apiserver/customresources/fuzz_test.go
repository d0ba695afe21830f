package customresources

import (
	"encoding/json"
	"testing"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	kjson "sigs.k8s.io/json"

	"github.com/skiff-k8s/skiff/api/apiextensions"
)

// FuzzKinds defines kinds by whatever schema comes, and creates objects of those
// that are accepted: what has been made to fit once stays as it is, and what is
// valid can be written down.
func FuzzKinds(f *testing.F) {
	for _, seed := range [][2]string{
		{`{"type":"object","properties":{"spec":{"type":"object","properties":{"a":{"type":"integer","default":1,"minimum":0}}}}}`, `{"metadata":{"name":"x"},"spec":{"b":2}}`},
		{`{"type":"object","properties":{"spec":{"type":"object","x-kubernetes-preserve-unknown-fields":true,"x-kubernetes-validations":[{"rule":"self.a > 1","message":"no"}],"properties":{"a":{"type":"integer"}}}}}`, `{"spec":{"a":1,"z":{"y":[1]}}}`},
		{`{"type":"object","properties":{"l":{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["k"],"items":{"type":"object","required":["k"],"properties":{"k":{"type":"string","pattern":"^a+$"}}}}}}`, `{"l":[{"k":"a"},{"k":"a"},null]}`},
		{`{"type":"object","properties":{"x":{"x-kubernetes-int-or-string":true},"e":{"type":"object","x-kubernetes-embedded-resource":true,"x-kubernetes-preserve-unknown-fields":true},"q":{"anyOf":[{"type":"string"},{"format":"date-time"}],"nullable":true}}}`, `{"x":"1","e":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"A"}},"q":null}`},
		{`{"type":"string"}`, `[]`},
	} {
		f.Add([]byte(seed[0]), []byte(seed[1]))
	}
	f.Fuzz(func(t *testing.T, schema, body []byte) {
		var props apiextensionsv1.JSONSchemaProps
		if json.Unmarshal(schema, &props) != nil {
			return
		}
		d := &apiextensionsv1.CustomResourceDefinition{Spec: apiextensionsv1.CustomResourceDefinitionSpec{
			Group: "example.com", Scope: apiextensionsv1.NamespaceScoped,
			Names: apiextensionsv1.CustomResourceDefinitionNames{Plural: "things", Singular: "thing", Kind: "Thing", ListKind: "ThingList"},
			Versions: []apiextensionsv1.CustomResourceDefinitionVersion{{
				Name: "v1", Served: true, Storage: true, Schema: &apiextensionsv1.CustomResourceValidation{OpenAPIV3Schema: &props},
				Subresources:             &apiextensionsv1.CustomResourceSubresources{Status: &apiextensionsv1.CustomResourceSubresourceStatus{}},
				AdditionalPrinterColumns: []apiextensionsv1.CustomResourceColumnDefinition{{Name: "A", Type: "string", JSONPath: ".spec.a"}},
			}},
		}}
		d.Name = "things.example.com"
		definitions := apiextensions.CustomResourceDefinitions
		definitions.Default(d)
		definitions.Prepare(d, nil)
		if errs := definitions.Validate(d, nil); len(errs) > 0 {
			return
		}
		k, err := NewKind(d, d.Spec.Names, nil)
		if err != nil {
			return
		}
		content := map[string]any{}
		if kjson.UnmarshalCaseSensitivePreserveInts(body, &content) != nil {
			return
		}
		r := k.Served[0]
		o := &unstructured.Unstructured{Object: content}
		o.SetAPIVersion("example.com/v1")
		o.SetKind("Thing")
		if _, err := r.Custom.Coerce(o, true); err != nil {
			return
		}
		if r.Default != nil {
			r.Default(o)
			once := o.DeepCopy()
			if r.Default(o); !equality.Semantic.DeepEqual(once.Object, o.Object) {
				t.Errorf("defaults were %v, then %v", once.Object, o.Object)
			}
		}
		r.Prepare(o, nil)
		if errs := r.Validate(o, nil); len(errs) == 0 {
			if _, err := o.MarshalJSON(); err != nil {
				t.Errorf("what is valid cannot be written: %v", err)
			}
			_ = r.Validate(o, o.DeepCopy())
		}
	})
}
