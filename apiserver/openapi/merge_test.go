package openapi

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	openapi_v2 "github.com/google/gnostic-models/openapiv2"
	"google.golang.org/protobuf/proto"
)

// fixed is a source that never changes.
type fixed struct{ hash, v2, path, v3 string }

func (f fixed) V3() map[string]string {
	if f.path == "" {
		return nil
	}
	return map[string]string{f.path: f.hash}
}

func (f fixed) DocumentV3(context.Context, string) ([]byte, error) { return []byte(f.v3), nil }

func (f fixed) V2() []Part {
	return []Part{{Hash: f.hash, JSON: func(context.Context) ([]byte, error) {
		if f.v2 == "" {
			return nil, errors.New("cannot be had")
		}
		return []byte(f.v2), nil
	}}}
}

const flunders = `{
	"paths": {
		"/apis/wardle.example.com/v1/flunders": {"get": {"responses": {"200": {"description": "OK", "schema": {"$ref": "#/definitions/Flunder"}}}}},
		"/api/v1/pods": {"get": {"responses": {"200": {"description": "stolen"}}}}
	},
	"definitions": {
		"Flunder": {"type": "object", "properties": {"metadata": {"$ref": "#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"}}},
		"io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta": {"type": "object", "description": "of another time"},
		"io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime": {"description":"MicroTime is version of Time with microsecond level precision.","format":"date-time","type":"string"}
	}
}`

func ask(h *Handler, path string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestMergedVersion2(t *testing.T) {
	h := &Handler{Now: time.Now, Sources: []Source{fixed{hash: "A", v2: flunders}, fixed{hash: "broken"}, fixed{hash: "B", v2: flunders}}}
	w := ask(h, PathV2)
	var doc struct {
		Swagger     string
		Paths       map[string]json.RawMessage
		Definitions map[string]json.RawMessage
	}
	if err := json.Unmarshal(w.Body.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	const meta = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"
	if doc.Swagger != "2.0" || doc.Paths["/apis/wardle.example.com/v1/flunders"] == nil || strings.Contains(string(doc.Paths["/api/v1/pods"]), "stolen") {
		t.Error("the paths are not merged")
	}
	if !strings.Contains(string(doc.Definitions["Flunder"]), "#/definitions/"+meta+"_v2") || !strings.Contains(string(doc.Definitions[meta+"_v2"]), "of another time") ||
		strings.Contains(string(doc.Definitions[meta]), "of another time") {
		t.Errorf("%s %s", doc.Definitions["Flunder"], doc.Definitions[meta+"_v2"])
	}
	for name := range doc.Definitions {
		if strings.HasSuffix(name, "_v3") || strings.HasSuffix(name, "MicroTime_v2") {
			t.Errorf("%s says what another says", name)
		}
	}
	if again := ask(h, PathV2, "If-None-Match", w.Header().Get("Etag")); again.Code != http.StatusNotModified {
		t.Error(again.Code)
	}
	if other := ask(&Handler{Now: time.Now, Sources: []Source{fixed{hash: "C", v2: flunders}}}, PathV2); other.Header().Get("Etag") == w.Header().Get("Etag") {
		t.Error("two documents with one tag")
	}

	var binary openapi_v2.Document
	if err := proto.Unmarshal(ask(h, PathV2, "Accept", protobufV2).Body.Bytes(), &binary); err != nil {
		t.Fatal(err)
	}
	names := map[string]int{}
	for _, d := range binary.Definitions.AdditionalProperties {
		names[d.Name]++
	}
	if binary.Swagger != "2.0" || len(names) != len(doc.Definitions) || names["Flunder"] != 1 || names[meta] != 1 || len(binary.Paths.Path) != len(doc.Paths) {
		t.Error(binary.Swagger, len(names), len(doc.Definitions), len(binary.Paths.Path), len(doc.Paths))
	}
}

func TestSourcesOfVersion3(t *testing.T) {
	h := &Handler{Now: time.Now, Sources: []Source{
		fixed{hash: "A", path: "apis/wardle.example.com/v1", v3: `{"openapi":"3.0.0"}`},
		fixed{hash: "B", path: "apis/wardle.example.com/v1", v3: `{"second":true}`},
		fixed{hash: "zzz", path: "apis/apps/v1", v3: `{"stolen":true}`},
	}}
	index := ask(h, PathV3).Body.String()
	if !strings.Contains(index, `"apis/wardle.example.com/v1":{"serverRelativeURL":"/openapi/v3/apis/wardle.example.com/v1?hash=A"}`) || strings.Contains(index, "hash=zzz") {
		t.Error("the index is wrong")
	}
	if w := ask(h, "/openapi/v3/apis/wardle.example.com/v1?hash=A"); w.Body.String() != `{"openapi":"3.0.0"}` || w.Header().Get("Etag") != `"A"` {
		t.Error(w.Body.String(), w.Header())
	}
	if w := ask(h, "/openapi/v3/apis/wardle.example.com/v1?hash=old"); w.Code != http.StatusMovedPermanently || !strings.HasSuffix(w.Header().Get("Location"), "hash=A") {
		t.Error(w.Code, w.Header())
	}
	if w := ask(h, "/openapi/v3/apis/apps/v1"); strings.Contains(w.Body.String(), "stolen") {
		t.Error("a source took the place of a built-in document")
	}
}
