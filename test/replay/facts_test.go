package replay_test

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"k8s.io/client-go/rest"
	"sigs.k8s.io/yaml"

	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
	"github.com/skiff-k8s/skiff/test/replay"
)

// facts is where the oracle has written down what it serves and starts with.
const facts = "../oracle/testdata/facts"

// ask gets a path as administrator and decodes the JSON answer.
func ask(t *testing.T, s *apiservertest.Server, path, accept string) any {
	t.Helper()
	client, err := rest.HTTPClientFor(s.Config(t))
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept", accept)
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s: %s", path, res.Status, body)
	}
	var doc any
	if err := json.Unmarshal(body, &doc); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return doc
}

// same compares two documents leaf by leaf.
func same(t *testing.T, want, got any) {
	t.Helper()
	text := func(doc any) string {
		b, err := json.Marshal(doc)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	const most = 40
	for i, d := range replay.Compare(&replay.Answer{Body: text(want)}, &replay.Answer{Body: text(got)}) {
		if i == most {
			t.Errorf("… and more")
			return
		}
		t.Error(d)
	}
}

// TestDiscoveryDocuments compares every discovery document of kube-apiserver
// with skiff's.
func TestDiscoveryDocuments(t *testing.T) {
	s := apiservertest.Start(t)
	files, err := filepath.Glob(facts + "/discovery/*.json")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d documents recorded, %v", len(files), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var want any
			if err := json.Unmarshal(text, &want); err != nil {
				t.Fatal(err)
			}
			accept := "application/json"
			path, aggregated := strings.CutSuffix(name, "-aggregated-v2")
			if aggregated {
				accept = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"
			}
			got := ask(t, s, "/"+strings.ReplaceAll(path, "_", "/"), accept)
			for _, doc := range []any{want, got} {
				// The addresses of two servers differ, and so does in what form
				// they keep what they serve.
				delete(doc.(map[string]any), "serverAddressByClientCIDRs")
				list, _ := doc.(map[string]any)["resources"].([]any)
				for _, resource := range list {
					delete(resource.(map[string]any), "storageVersionHash")
				}
			}
			same(t, want, got)
		})
	}
}

// TestFirstObjects compares what is there after the first start: what users rely
// on, like the default roles.
func TestFirstObjects(t *testing.T) {
	s := apiservertest.Start(t)
	for _, resource := range []struct{ file, path string }{
		{"namespaces", "/api/v1/namespaces"},
		{"clusterroles.rbac.authorization.k8s.io", "/apis/rbac.authorization.k8s.io/v1/clusterroles"},
		{"clusterrolebindings.rbac.authorization.k8s.io", "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings"},
		{"roles.rbac.authorization.k8s.io", "/apis/rbac.authorization.k8s.io/v1/roles"},
		{"rolebindings.rbac.authorization.k8s.io", "/apis/rbac.authorization.k8s.io/v1/rolebindings"},
		{"priorityclasses.scheduling.k8s.io", "/apis/scheduling.k8s.io/v1/priorityclasses"},
		{"apiservices.apiregistration.k8s.io", "/apis/apiregistration.k8s.io/v1/apiservices"},
		{"flowschemas.flowcontrol.apiserver.k8s.io", "/apis/flowcontrol.apiserver.k8s.io/v1/flowschemas"},
		{"prioritylevelconfigurations.flowcontrol.apiserver.k8s.io", "/apis/flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations"},
	} {
		t.Run(resource.file, func(t *testing.T) {
			text, err := os.ReadFile(facts + "/objects/" + resource.file + ".yaml")
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]any{}
			for _, doc := range strings.Split(string(text), "\n---\n") {
				var o map[string]any
				if err := yaml.Unmarshal([]byte(strings.TrimPrefix(doc, "---\n")), &o); err != nil {
					t.Fatal(err)
				}
				put(want, o)
			}
			got := map[string]any{}
			for _, item := range ask(t, s, resource.path, "application/json").(map[string]any)["items"].([]any) {
				put(got, item.(map[string]any))
			}
			if len(want) == 0 {
				t.Fatal("nothing is recorded")
			}
			same(t, want, got)
		})
	}
}

// put files an object under its name, without what differs between two servers.
func put(objects map[string]any, o map[string]any) {
	meta := o["metadata"].(map[string]any)
	for _, changing := range []string{"uid", "creationTimestamp", "resourceVersion", "managedFields"} {
		delete(meta, changing)
	}
	if status, ok := o["status"].(map[string]any); ok {
		conditions, _ := status["conditions"].([]any)
		for _, c := range conditions {
			c.(map[string]any)["lastTransitionTime"] = "then"
		}
	}
	if o["aggregationRule"] != nil {
		// Filled in by a loop that ran beside neither, or by the server itself.
		delete(o, "rules")
	}
	delete(o, "apiVersion")
	delete(o, "kind")
	namespace, _ := meta["namespace"].(string)
	objects[namespace+"/"+meta["name"].(string)] = o
}
