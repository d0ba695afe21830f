package schema

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	upstream "k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/yaml"
)

const toy = `
name: v1
served: true
storage: true
subresources: {status: {}, scale: {specReplicasPath: .spec.replicas, statusReplicasPath: .status.replicas}}
schema:
  openAPIV3Schema:
    type: object
    properties:
      spec:
        type: object
        properties:
          size: {type: integer, default: 3, maximum: 10}
          replicas: {type: integer}
          tags: {type: array, x-kubernetes-list-type: set, items: {type: string}}
          free: {type: object, x-kubernetes-preserve-unknown-fields: true}
          start: {type: string}
        x-kubernetes-validations:
        - {rule: "!has(oldSelf.start) || has(self.start) && self.start == oldSelf.start", message: start stays}
      status:
        type: object
        properties:
          replicas: {type: integer}
`

func version(t testing.TB, text string) *Version {
	t.Helper()
	v := &apiextensionsv1.CustomResourceDefinitionVersion{}
	if err := yaml.UnmarshalStrict([]byte(text), v); err != nil {
		t.Fatal(err)
	}
	return New(upstream.GroupVersionKind{Group: "example.com", Version: "v1", Kind: "Toy"}, v, false)
}

func object(t testing.TB, text string) *unstructured.Unstructured {
	t.Helper()
	u := &unstructured.Unstructured{}
	asJSON, err := yaml.YAMLToJSON([]byte("{apiVersion: example.com/v1, kind: Toy, metadata: {name: a}, " + text + "}"))
	if err != nil {
		t.Fatal(err)
	}
	if err := u.UnmarshalJSON(asJSON); err != nil {
		t.Fatal(err)
	}
	return u
}

func TestCoerceAndDefault(t *testing.T) {
	v := version(t, toy)
	for _, tt := range []struct{ name, in, want, unknown string }{
		{"defaults", "spec: {}", "spec: {size: 3}", ""},
		{"what is there stays", "spec: {size: 4}", "spec: {size: 4}", ""},
		{"unknown fields go", "spec: {sise: 4}, more: 1", "spec: {size: 3}", "spec.sise more"},
		{"free fields stay", "spec: {free: {a: {b: null}}}", "spec: {size: 3, free: {a: {b: null}}}", ""},
		{"null is replaced by the default", "spec: {size: null}", "spec: {size: 3}", ""},
		{"null without a default goes", "spec: {start: null}", "spec: {size: 3}", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			u := object(t, tt.in)
			unknown, err := v.Coerce(u, true)
			if err != nil {
				t.Fatal(err)
			}
			v.Default(u)
			if diff := cmp.Diff(object(t, tt.want).Object, u.Object); diff != "" {
				t.Error(diff)
			}
			for _, path := range strings.Fields(tt.unknown) {
				if !strings.Contains(strings.Join(unknown, " "), path) {
					t.Errorf("%s is not named in %v", path, unknown)
				}
			}
			if tt.unknown == "" && len(unknown) > 0 {
				t.Errorf("named %v", unknown)
			}
			again := u.DeepCopy()
			v.Default(again)
			if diff := cmp.Diff(u.Object, again.Object); diff != "" {
				t.Errorf("not idempotent: %s", diff)
			}
		})
	}
	if _, err := v.Coerce(object(t, "spec: {}, metadata: {labels: [a]}"), false); err == nil {
		t.Error("labels that are a list passed")
	}
}

func TestRead(t *testing.T) {
	v := version(t, toy)
	for text, changed := range map[string]bool{
		"spec: {size: 1}": false, "spec: {}": true, "spec: {size: 1, gone: 1}": true, "spec: {gone: 1}": true,
		"spec: {size: null}": true, "other: {}": true, "spec: {size: 1, tags: [a, b]}": false,
	} {
		if got := v.Read(object(t, text)); got != changed {
			t.Errorf("%s: %v", text, got)
		}
	}
}

func TestValidate(t *testing.T) {
	v := version(t, toy)
	for _, tt := range []struct{ name, now, old, want string }{
		{"right", "spec: {size: 1}", "", ""},
		{"too large", "spec: {size: 11}", "", "spec.size"},
		{"too large as before", "spec: {size: 11, replicas: 1}", "spec: {size: 11}", ""},
		{"too large in another way", "spec: {size: 12}", "spec: {size: 11}", "spec.size"},
		{"a tag twice", "spec: {tags: [a, a]}", "", "spec.tags[1]"},
		{"a tag twice as before", "spec: {tags: [a, a, b]}", "spec: {tags: [a, a]}", ""},
		{"negative replicas", "spec: {replicas: -1}", "", ".spec.replicas"},
		{"a rule", "spec: {start: b}", "spec: {start: a}", "start stays"},
		{"a rule that holds", "spec: {start: a, size: 2}", "spec: {start: a}", ""},
		{"a wrong type keeps rules from being asked", "spec: {start: 5}", "spec: {start: a}", unchecked},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var old *unstructured.Unstructured
			if tt.old != "" {
				old = object(t, tt.old)
			}
			errs := v.Validate(object(t, tt.now), old, nil)
			if tt.want == "" && len(errs) > 0 || tt.want != "" && !strings.Contains(errs.ToAggregate().Error(), tt.want) {
				t.Errorf("%v", errs)
			}
		})
	}
}

func TestValidateStatus(t *testing.T) {
	v := version(t, toy)
	old := object(t, "spec: {size: 99}")
	if errs := v.ValidateStatus(object(t, "spec: {size: 99}, status: {replicas: 1}"), old, nil); len(errs) > 0 {
		t.Errorf("the spec is not this path's business: %v", errs)
	}
	if errs := v.ValidateStatus(object(t, "status: {replicas: x}"), old, nil); len(errs) == 0 {
		t.Error("a wrong status passed")
	}
}

func BenchmarkRead(b *testing.B) {
	v := version(b, toy)
	u := object(b, "spec: {size: 1, replicas: 3, tags: [a, b, c], start: x}, status: {replicas: 3}")
	for b.Loop() {
		v.Read(u)
	}
}

func BenchmarkValidateUpdate(b *testing.B) {
	v := version(b, toy)
	u := object(b, "spec: {size: 1, replicas: 3, tags: [a, b, c], start: x}, status: {replicas: 3}")
	for b.Loop() {
		v.Validate(u, u, nil)
	}
}
