package openapi

import (
	"context"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	upstream "k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/yaml"

	autoscalingv1 "k8s.io/api/autoscaling/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/customresources/schema"
)

// widgets is the definition that kube-apiserver made testdata/v2.json and v3.json
// of: its documents, without what is said of parameters but their names.
func widgets(t testing.TB) Kind {
	t.Helper()
	data, err := os.ReadFile("testdata/widgets.yaml")
	if err != nil {
		t.Fatal(err)
	}
	d := &apiextensionsv1.CustomResourceDefinition{}
	if err := yaml.UnmarshalStrict(data, d); err != nil {
		t.Fatal(err)
	}
	gvk := upstream.GroupVersionKind{Group: d.Spec.Group, Version: "v1", Kind: "Widget"}
	r := &api.Resource{
		Meta:         api.Meta{Group: gvk.Group, Version: gvk.Version, Kind: gvk.Kind, Name: "widgets", Namespaced: true},
		FieldNames:   []string{"spec.color"},
		Subresources: []api.Subresource{{Name: "status"}, {Name: "scale", Kind: autoscalingv1.SchemeGroupVersion.WithKind("Scale")}},
	}
	v := schema.New(gvk, &d.Spec.Versions[0], false)
	return Kind{Versions: []Version{{Resource: r, Structural: v.Structural}}, Content: func() []byte { return data }}
}

type facts struct {
	Paths   map[string]map[string]map[string]any `json:"paths"`
	Schemas map[string]any                       `json:"schemas"`
	Names   []string                             `json:"names"`
}

func read(t *testing.T, name string) facts {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var f facts
	if err := json.Unmarshal(data, &f); err != nil {
		t.Fatal(err)
	}
	return f
}

// document is what matters of a document of either version.
func document(t *testing.T, data []byte) facts {
	t.Helper()
	var doc struct {
		Paths       map[string]map[string]json.RawMessage `json:"paths"`
		Definitions map[string]any                        `json:"definitions"`
		Components  struct {
			Schemas map[string]any `json:"schemas"`
		} `json:"components"`
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	f := facts{Paths: map[string]map[string]map[string]any{}, Schemas: map[string]any{}}
	for path, item := range doc.Paths {
		f.Paths[path] = map[string]map[string]any{}
		for method, raw := range item {
			if method == "parameters" {
				continue
			}
			var op map[string]any
			if err := json.Unmarshal(raw, &op); err != nil {
				t.Fatal(err)
			}
			names := []string{}
			list, _ := op["parameters"].([]any)
			for _, p := range list {
				names = append(names, p.(map[string]any)["name"].(string))
			}
			slices.Sort(names)
			sorted := make([]any, len(names))
			for i, n := range names {
				sorted[i] = n
			}
			op["parameters"] = sorted
			f.Paths[path][method] = op
		}
	}
	for name, s := range doc.Definitions {
		f.Schemas[name] = s
	}
	for name, s := range doc.Components.Schemas {
		f.Names = append(f.Names, name)
		if !strings.HasPrefix(name, "io.k8s.") {
			f.Schemas[name] = s
		}
	}
	slices.Sort(f.Names)
	return f
}

func TestDocumentsEqualUpstream(t *testing.T) {
	d := New([]Kind{widgets(t)})
	v3, err := d.DocumentV3(context.Background(), "apis/my-group.example.com/v1")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(read(t, "v3.json"), document(t, v3)); diff != "" {
		t.Errorf("version 3 (-kube-apiserver +skiff):\n%s", diff)
	}
	parts := d.V2()
	if len(parts) != 1 {
		t.Fatalf("%d parts", len(parts))
	}
	v2, err := parts[0].JSON(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(read(t, "v2.json"), document(t, v2)); diff != "" {
		t.Errorf("version 2 (-kube-apiserver +skiff):\n%s", diff)
	}
}

func TestHashes(t *testing.T) {
	if got := New(nil); len(got.V2()) != 0 || len(got.V3()) != 0 {
		t.Error("documents of nothing")
	}
	k := widgets(t)
	before := New([]Kind{k})
	content := k.Content()
	k.Content = func() []byte { return append([]byte("x"), content...) }
	after := New([]Kind{k})
	path := "apis/my-group.example.com/v1"
	if a, b := before.V3()[path], after.V3()[path]; a == "" || a == b {
		t.Errorf("hashes of version 3: %q and %q", a, b)
	}
	if a, b := before.V2()[0].Hash, after.V2()[0].Hash; a == "" || a == b {
		t.Errorf("hashes of version 2: %q and %q", a, b)
	}
}

func TestTypesMergeListsByKey(t *testing.T) {
	k := widgets(t)
	if _, err := TypeConverter(k.Versions, false); err != nil {
		t.Fatal(err)
	}
}

func BenchmarkDocumentV3(b *testing.B) {
	d := New([]Kind{widgets(b)})
	for b.Loop() {
		if _, err := d.DocumentV3(context.Background(), "apis/my-group.example.com/v1"); err != nil {
			b.Fatal(err)
		}
	}
}

// TestSharedSchemas: options are a kind of every group-version in these documents,
// as kube-apiserver has it, and a kind that cannot be scaled says nothing of scales.
func TestSharedSchemas(t *testing.T) {
	k := widgets(t)
	r := *k.Versions[0].Resource
	r.Subresources = r.Subresources[:1]
	k.Versions[0].Resource = &r
	raw, err := New([]Kind{k}).DocumentV3(context.Background(), "apis/my-group.example.com/v1")
	if err != nil {
		t.Fatal(err)
	}
	doc := document(t, raw)
	if i := slices.IndexFunc(doc.Names, func(name string) bool { return strings.HasPrefix(name, scales) }); i >= 0 {
		t.Errorf("there is a schema %s", doc.Names[i])
	}
	var whole struct {
		Components struct {
			Schemas map[string]struct {
				Kinds []any `json:"x-kubernetes-group-version-kind"`
			} `json:"schemas"`
		} `json:"components"`
	}
	if err := json.Unmarshal(raw, &whole); err != nil {
		t.Fatal(err)
	}
	if n := len(whole.Components.Schemas[metaPrefix+"DeleteOptions"].Kinds); n < 50 {
		t.Errorf("DeleteOptions are a kind of %d group-versions", n)
	}
}
