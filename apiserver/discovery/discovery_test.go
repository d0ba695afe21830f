package discovery

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/skiff-k8s/skiff/api/all"
)

// facts are the documents that kube-apiserver serves.
const facts = "../../test/oracle/testdata/facts/discovery"

func documents() *Documents {
	return New(all.Resources, func() string { return "192.0.2.1:33227" })
}

func load(t *testing.T, name string) map[string]any {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(facts, name))
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func plain(t *testing.T, o any) map[string]any {
	t.Helper()
	data, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestLegacyDocumentsEqualUpstream(t *testing.T) {
	d := documents()
	seen := 0
	entries, err := os.ReadDir(facts)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name := strings.TrimSuffix(e.Name(), ".json")
		if strings.Contains(name, "aggregated") {
			continue
		}
		seen++
		path := "/" + strings.ReplaceAll(name, "_", "/")
		got, ok := d.Legacy(path)
		if !ok {
			t.Errorf("%s is missing", path)
			continue
		}
		want := load(t, e.Name())
		delete(want, "serverAddressByClientCIDRs")
		have := plain(t, got)
		dropStorageHash(want)
		dropStorageHash(have)
		delete(have, "serverAddressByClientCIDRs")
		if diff := cmp.Diff(want, have); diff != "" {
			t.Errorf("%s (-kube-apiserver +skiff):\n%s", path, diff)
		}
	}
	if seen != len(d.Paths()) || seen == 0 {
		t.Errorf("%d facts, %d documents", seen, len(d.Paths()))
	}
}

// dropStorageHash takes the hash away from the kinds that upstream still stores
// in an older version, which is its own business.
func dropStorageHash(doc map[string]any) {
	list, _ := doc["resources"].([]any)
	for _, r := range list {
		m := r.(map[string]any)
		switch m["name"] {
		case "customresourcedefinitions", "mutatingadmissionpolicies", "mutatingadmissionpolicybindings":
			delete(m, "storageVersionHash")
		}
	}
}

func TestAggregatedEqualsUpstream(t *testing.T) {
	d := documents()
	for path, file := range map[string]string{"/api": "api-aggregated-v2.json", "/apis": "apis-aggregated-v2.json"} {
		doc, ok := d.Aggregated(path)
		if !ok {
			t.Fatal(path)
		}
		if diff := cmp.Diff(load(t, file), plain(t, doc.Object)); diff != "" {
			t.Errorf("%s (-kube-apiserver +skiff):\n%s", path, diff)
		}
	}
}

func TestServeAggregated(t *testing.T) {
	doc, _ := documents().Aggregated("/apis")
	r := httptest.NewRequest("GET", "/apis", nil)
	w := httptest.NewRecorder()
	ServeAggregated(w, r, doc)
	if w.Code != http.StatusOK || w.Body.Len() == 0 || w.Header().Get("Etag") == "" {
		t.Fatal(w.Code, w.Header())
	}
	r.Header.Set("If-None-Match", w.Header().Get("Etag"))
	again := httptest.NewRecorder()
	ServeAggregated(again, r, doc)
	if again.Code != http.StatusNotModified || again.Body.Len() != 0 {
		t.Error(again.Code)
	}
}

func TestWantsAggregated(t *testing.T) {
	for accept, want := range map[string]bool{
		"":                 false,
		"application/json": false,
		"application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json":      true,
		"application/json;as=APIGroupDiscoveryList;v=v2;g=apidiscovery.k8s.io":                       true,
		"application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json": false,
		"application/json, application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList":     false,
	} {
		r := httptest.NewRequest("GET", "/apis", nil)
		r.Header.Set("Accept", accept)
		if got := WantsAggregated(r); got != want {
			t.Errorf("%q: %v", accept, got)
		}
	}
}
