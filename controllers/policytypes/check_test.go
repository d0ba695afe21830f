package policytypes

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/kube-openapi/pkg/validation/spec"
	"sigs.k8s.io/yaml"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/all"
)

// builtin are the built-in resources.
type builtin struct{ *api.Catalog }

func (b builtin) ResourceFor(gvk schema.GroupVersionKind) *api.Resource { return b.ByKind(gvk) }

// schemas know that all have spec.size, a number; secrets are not known.
func schemas(_ context.Context, gvk schema.GroupVersionKind) (*spec.Schema, error) {
	if gvk.Kind == "Secret" {
		return nil, errors.New("secret")
	}
	return &spec.Schema{SchemaProps: spec.SchemaProps{
		Type: []string{"object"},
		Properties: map[string]spec.Schema{"spec": {SchemaProps: spec.SchemaProps{
			Type: []string{"object"}, Properties: map[string]spec.Schema{"size": *spec.Int64Property()},
		}}},
	}}, nil
}

func TestCheck(t *testing.T) {
	const rules = "matchConstraints: {resourceRules: [{apiGroups: ['', apps], apiVersions: [v1], operations: ['*'], resources: %s}]}\n"
	for _, test := range []struct {
		name, resources, spec string
		want                  []string // pieces of the warnings in their order: "field: text"
	}{
		{"nothing is wrong", "[pods]", "validations: [{expression: object.spec.size > 1}]", nil},
		{"a field that is not there", "[pods]", "validations: [{expression: 'true'}, {expression: object.spec.length > 1}]",
			[]string{"spec.validations[1].expression: /v1, Kind=Pod: ERROR: <input>:1:12: undefined field 'length'"}},
		{"for each kind", "[pods, deployments]", "validations: [{expression: object.spec.size == 'a'}]",
			[]string{"spec.validations[0].expression: /v1, Kind=Pod: ERROR", "apps/v1, Kind=Deployment: ERROR"}},
		{"messages", "[pods]", "validations: [{expression: 'true', messageExpression: string(object.spec.nothing)}]",
			[]string{"spec.validations[0].messageExpression: /v1, Kind=Pod: ERROR"}},
		{"variables", "[pods]", "variables: [{name: size, expression: object.spec.size}]\nvalidations: [{expression: variables.size == 'a'}]",
			[]string{"found no matching overload for '_==_' applied to '(int, string)'"}},
		{"params", "[pods]", "paramKind: {apiVersion: v1, kind: ConfigMap}\nvalidations: [{expression: params.spec.size == 'a'}]",
			[]string{"found no matching overload for '_==_' applied to '(int, string)'"}},
		{"params of which nothing is known", "[pods]", "paramKind: {apiVersion: v1, kind: Secret}\nvalidations: [{expression: params.spec.size == 'a'}]", nil},
		{"what nothing is known of", "[secrets]", "validations: [{expression: object.spec.size == 'a'}]", nil},
		{"stars", "['*']", "validations: [{expression: object.spec.size == 'a'}]", nil},
		{"subresources", "[pods/status]", "validations: [{expression: object.spec.size == 'a'}]", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := &admissionregistrationv1.ValidatingAdmissionPolicy{}
			if err := yaml.UnmarshalStrict([]byte(fmt.Sprintf(rules, test.resources)+test.spec), &p.Spec); err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			for _, w := range check(t.Context(), p, builtin{all.Catalog()}, schemas) {
				fmt.Fprintf(&got, "%s: %s\n", w.FieldRef, w.Warning)
			}
			if len(test.want) == 0 && got.Len() > 0 {
				t.Errorf("got %s", got.String())
			}
			rest := got.String()
			for _, piece := range test.want {
				_, after, ok := strings.Cut(rest, piece)
				if !ok {
					t.Fatalf("got %s\nwithout %s", got.String(), piece)
				}
				rest = after
			}
		})
	}
}
