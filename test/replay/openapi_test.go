package replay_test

import (
	"cmp"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
)

// ownWords are the descriptions of operations and parameters that skiff gives in
// its own words, by kube-apiserver's. All that describes objects and their fields,
// which is what kubectl explain prints, is out of the types and the same.
var ownWords = map[string]string{
	"If 'true', then the output is pretty printed. Defaults to 'false' unless the user-agent indicates a browser or command-line HTTP tool (curl and wget).": "Whether to indent the answer, true or false. Unless given, answers to browsers and to command line tools such as curl are indented.",
	"object name and auth scope, such as for teams and projects":                                   "The namespace of the object, such as that of a team or a project",
	"get service account issuer OpenID configuration, also known as the 'OIDC discovery doc'":      "get the OpenID configuration of the issuer of service account tokens",
	"get service account issuer OpenID JSON Web Key Set (contains public token verification keys)": "get the public keys of service account tokens",
}

// TestOpenAPIDocuments compares every OpenAPI document of kube-apiserver, versions 2
// and 3, with what skiff serves: all schemas, which kubectl explain is made of, and
// all operations.
func TestOpenAPIDocuments(t *testing.T) {
	s := apiservertest.Start(t)
	var index struct{ Paths map[string]any }
	text, err := os.ReadFile(facts + "/openapi/v3.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &index); err != nil || len(index.Paths) < 40 {
		t.Fatalf("%d documents recorded, %v", len(index.Paths), err)
	}
	served := ask(t, s, "/openapi/v3", "application/json").(map[string]any)["paths"].(map[string]any)
	for path := range served {
		if index.Paths[path] == nil {
			t.Errorf("a document of %q, which kube-apiserver does not have", path)
		}
	}
	used := map[string]bool{}
	for path := range index.Paths {
		t.Run(path, func(t *testing.T) {
			want := recorded(t, "v3/"+strings.ReplaceAll(path, "/", "_"))
			got := ask(t, s, "/openapi/v3/"+path, "application/json").(map[string]any)
			same(t, level(want, used), level(got, nil))
		})
	}
	t.Run("v2", func(t *testing.T) {
		want, got := recorded(t, "v2"), ask(t, s, "/openapi/v2", "application/json").(map[string]any)
		same(t, level(want, used), level(got, nil))
	})
	for theirs := range ownWords {
		if !used[theirs] && !t.Failed() {
			t.Errorf("kube-apiserver does not say %q any more", theirs)
		}
	}
}

// recorded reads a document that kube-apiserver has served.
func recorded(t *testing.T, name string) map[string]any {
	t.Helper()
	file, err := os.Open(filepath.Join(facts, "openapi", name+".json.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	text, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.NewDecoder(text).Decode(&out); err != nil {
		t.Fatal(err)
	}
	return out
}

// level makes two documents comparable: parameters stand where they are used,
// since version 2 keeps them apart under names that hash their text, and are in
// order; the descriptions in ownWords are replaced. With used, it notes which were.
func level(doc map[string]any, used map[string]bool) map[string]any {
	apart, _ := doc["parameters"].(map[string]any)
	delete(doc, "parameters")
	var walk func(node any)
	walk = func(node any) {
		switch n := node.(type) {
		case map[string]any:
			if theirs, ok := n["description"].(string); ok && ownWords[theirs] != "" {
				n["description"] = ownWords[theirs]
				if used != nil {
					used[theirs] = true
				}
			}
			if list, ok := n["parameters"].([]any); ok {
				for i, p := range list {
					if ref, ok := p.(map[string]any)["$ref"].(string); ok {
						list[i] = apart[strings.TrimPrefix(ref, "#/parameters/")]
					}
				}
				slices.SortFunc(list, func(a, b any) int { return cmp.Compare(parameter(a), parameter(b)) })
			}
			for _, child := range n {
				walk(child)
			}
		case []any:
			for _, child := range n {
				walk(child)
			}
		}
	}
	walk(doc["paths"])
	return doc
}

// parameter is what tells one parameter from the others of an operation.
func parameter(p any) string {
	fields, _ := p.(map[string]any)
	in, _ := fields["in"].(string)
	name, _ := fields["name"].(string)
	return in + " " + name
}
