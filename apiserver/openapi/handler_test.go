package openapi

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func get(t *testing.T, path string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	(&Handler{Now: time.Now}).ServeHTTP(w, r)
	return w
}

func TestVersion3(t *testing.T) {
	var index struct {
		Paths map[string]struct {
			ServerRelativeURL string
		}
	}
	if err := json.Unmarshal(get(t, PathV3).Body.Bytes(), &index); err != nil {
		t.Fatal(err)
	}
	address := index.Paths["apis/apps/v1"].ServerRelativeURL
	w := get(t, address)
	if w.Code != 200 || w.Header().Get("Cache-Control") != "public, immutable" || w.Header().Get("Etag") == "" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	if !strings.Contains(w.Body.String(), `"io.k8s.api.apps.v1.Deployment"`) {
		t.Error("the document of apps/v1 knows no Deployment")
	}
	if again := get(t, address, "If-None-Match", w.Header().Get("Etag")); again.Code != http.StatusNotModified || again.Body.Len() > 0 {
		t.Errorf("unchanged: %d with %d bytes", again.Code, again.Body.Len())
	}
	if moved := get(t, PathV3+"/apis/apps/v1?hash=OLD"); moved.Code != http.StatusMovedPermanently || moved.Header().Get("Location") != address {
		t.Errorf("old hash: %d to %s", moved.Code, moved.Header().Get("Location"))
	}
	if binary := get(t, address, "Accept", protobufV3); binary.Code != 200 || binary.Header().Get("Content-Type") != protobufV3 || json.Valid(binary.Body.Bytes()) {
		t.Errorf("protobuf: %d %s", binary.Code, binary.Header().Get("Content-Type"))
	}
	if none := get(t, PathV3+"/apis/nothing/v1"); none.Code != http.StatusNotFound {
		t.Errorf("no such document: %d", none.Code)
	}
}

func TestVersion2(t *testing.T) {
	for accept, want := range map[string]string{
		"": mediaJSON, "application/json, */*": mediaJSON, protobufV2: protobufV2, "application/com.github.proto-openapi.spec.v2@v1.0+protobuf": protobufV2, protobufV2 + ", application/json": protobufV2,
	} {
		w := get(t, PathV2, "Accept", accept)
		if w.Code != 200 || w.Header().Get("Content-Type") != want || w.Body.Len() < 100_000 {
			t.Errorf("Accept %q: %d %s, %d bytes", accept, w.Code, w.Header().Get("Content-Type"), w.Body.Len())
		}
	}
	if w := get(t, PathV2, "Accept", "text/html"); w.Code != http.StatusNotAcceptable {
		t.Errorf("text/html: %d", w.Code)
	}
}
