package openapi

import (
	"encoding/json"
	"strings"
	"testing"

	openapi_v2 "github.com/google/gnostic-models/openapiv2"
	"google.golang.org/protobuf/proto"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api/all"
)

// document is the part of a document that clients look at.
type document struct {
	Paths      map[string]map[string]json.RawMessage
	Components struct{ Schemas map[string]definition }
	// Definitions are the schemas of version 2.
	Definitions map[string]definition
}

type definition struct {
	Description string
	Properties  map[string]struct{ Description string }
	Kinds       []kind `json:"x-kubernetes-group-version-kind"`
}

type kind struct{ Group, Version, Kind string }

func decode(t *testing.T, data []byte, err error) *document {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	d := new(document)
	if err := json.Unmarshal(data, d); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestEveryKindIsDocumented(t *testing.T) {
	data, err := V2()
	v2 := documented(decode(t, data, err).Definitions)
	docs := map[string]map[schema.GroupVersionKind]definition{}
	for _, r := range all.Resources() {
		path := Path(r.Group, r.Version)
		if docs[path] == nil {
			data, err := V3(path)
			docs[path] = documented(decode(t, data, err).Components.Schemas)
		}
		for version, all := range map[string]map[schema.GroupVersionKind]definition{"v2": v2, "v3": docs[path]} {
			d, ok := all[r.GVK()]
			if !ok || d.Description == "" || d.Properties["kind"].Description == "" {
				t.Errorf("%s: %s is not documented: %+v", version, r.GVK(), d)
			}
		}
	}
}

func documented(list map[string]definition) map[schema.GroupVersionKind]definition {
	out := map[schema.GroupVersionKind]definition{}
	for _, d := range list {
		for _, k := range d.Kinds {
			out[schema.GroupVersionKind(k)] = d
		}
	}
	return out
}

// TestPatchesTakeFieldValidation: kubectl looks for this parameter before it
// asks the server to validate.
func TestPatchesTakeFieldValidation(t *testing.T) {
	data, err := V3("apis/apps/v1")
	d := decode(t, data, err)
	path := d.Paths["/apis/apps/v1/namespaces/{namespace}/deployments/{name}"]
	var patch struct {
		Parameters []struct{ Name string }
		Kind       kind `json:"x-kubernetes-group-version-kind"`
	}
	if err := json.Unmarshal(path["patch"], &patch); err != nil {
		t.Fatal(err)
	}
	found := false
	for _, p := range patch.Parameters {
		found = found || p.Name == "fieldValidation"
	}
	if !found || patch.Kind.Kind != "Deployment" {
		t.Errorf("%+v", patch)
	}
}

func TestEveryPathHasADocument(t *testing.T) {
	for _, path := range V3Paths() {
		data, err := V3(path)
		d := decode(t, data, err)
		if len(d.Paths) == 0 {
			t.Errorf("%s: no operations", path)
		}
		for p := range d.Paths {
			if !strings.HasPrefix(p, "/"+path+"/") {
				t.Errorf("%s: operation on %s", path, p)
			}
		}
		if len(V3Hash(path)) != 128 {
			t.Errorf("%s: hash %q", path, V3Hash(path))
		}
	}
	if _, err := V3("apis/none/v1"); err == nil || V3Hash("apis/none/v1") != "" {
		t.Error("a document for a path that does not exist")
	}
	binary, err := V2Binary()
	if err != nil {
		t.Fatal(err)
	}
	var v2 openapi_v2.Document
	if err := proto.Unmarshal(binary, &v2); err != nil || len(v2.Paths.Path) < 300 {
		t.Errorf("%v, %d paths in the binary document", err, len(v2.GetPaths().GetPath()))
	}
	if V2Hash() == V3Hash("api/v1") {
		t.Error("two documents with one hash")
	}
}
