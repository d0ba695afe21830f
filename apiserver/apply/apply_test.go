package apply_test

import (
	"bytes"

	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/rest"
	kjson "sigs.k8s.io/json"
	"sigs.k8s.io/yaml"

	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
)

// caller sends requests of one user.
type caller struct {
	t      *testing.T
	url    string
	client *http.Client
}

func newCaller(t *testing.T, s *apiservertest.Server, config *rest.Config) caller {
	t.Helper()
	client, err := rest.HTTPClientFor(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.CloseIdleConnections)
	return caller{t, s.URL, client}
}

// answer is what the server said.
type answer struct {
	code    int
	warning []string
	object  unstructured.Unstructured
}

func (c caller) send(method, path, contentType, body string) answer {
	c.t.Helper()
	r, err := http.NewRequest(method, c.url+path, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	r.Header.Set("Content-Type", contentType)
	r.Header.Set("User-Agent", "tester/1.0 (test)")
	response, err := c.client.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer response.Body.Close()
	data, err := io.ReadAll(response.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	a := answer{code: response.StatusCode, warning: response.Header["Warning"]}
	if err := kjson.UnmarshalCaseSensitivePreserveInts(data, &a.object.Object); err != nil {
		c.t.Fatalf("%s %s: %d %s", method, path, a.code, data)
	}
	return a
}

func (c caller) apply(path, body string) answer {
	c.t.Helper()
	return c.send("PATCH", path, "application/apply-patch+yaml", body)
}

// want checks the code of an answer.
func (c caller) want(a answer, code int) answer {
	c.t.Helper()
	if a.code != code {
		c.t.Fatalf("answered %d, want %d: %v", a.code, code, a.object.Object)
	}
	return a
}

func (a answer) message() string {
	text, _, _ := unstructured.NestedString(a.object.Object, "message")
	return text
}

// owners are the entries of the managed fields in short: manager, operation,
// subresource and the fields.
func owners(t *testing.T, o *unstructured.Unstructured) []string {
	t.Helper()
	var out []string
	for _, e := range o.GetManagedFields() {
		if e.FieldsType != "FieldsV1" || e.APIVersion == "" {
			t.Errorf("incomplete entry: %+v", e)
		}
		name := e.Manager + " " + string(e.Operation)
		if e.Subresource != "" {
			name += " " + e.Subresource
		}
		out = append(out, name+" "+strings.ReplaceAll(string(e.FieldsV1.Raw), `"`, ""))
	}
	slices.Sort(out)
	return out
}

func wantOwners(t *testing.T, o *unstructured.Unstructured, want ...string) {
	t.Helper()
	if got := owners(t, o); !slices.Equal(got, want) {
		t.Errorf("owners:\n  %s\nwant:\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

const (
	maps        = "/api/v1/namespaces/default/configmaps"
	deployments = "/apis/apps/v1/namespaces/default/deployments"
)

func configMap(data string) string {
	return `{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: ` + data + `}`
}

const deployment = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: main, image: "web:1", ports: [{containerPort: 80}]}
`

func TestApply(t *testing.T) {
	s := apiservertest.Start(t)
	c := newCaller(t, s, s.Config(t))

	created := c.want(c.apply(maps+"/a?fieldManager=one", configMap(`{x: "1", b: "1"}`)), 201)
	wantOwners(t, &created.object, `one Apply {f:data:{f:b:{},f:x:{}}}`)

	same := c.want(c.apply(maps+"/a?fieldManager=one", configMap(`{x: "1", b: "1"}`)), 200)
	if same.object.GetResourceVersion() != created.object.GetResourceVersion() {
		t.Error("applying the same again made a revision")
	}

	refused := c.want(c.apply(maps+"/a?fieldManager=two", configMap(`{x: "2"}`)), 409)
	if got, want := refused.message(), `Apply failed with 1 conflict: conflict with "one": .data.x`; got != want {
		t.Errorf("message %q, want %q", got, want)
	}
	causes, _, _ := unstructured.NestedSlice(refused.object.Object, "details", "causes")
	if len(causes) != 1 || causes[0].(map[string]any)["reason"] != string(metav1.CauseTypeFieldManagerConflict) {
		t.Errorf("causes: %v", causes)
	}

	dry := c.want(c.apply(maps+"/a?fieldManager=two&force=true&dryRun=All", configMap(`{x: "2"}`)), 200)
	wantOwners(t, &dry.object, `one Apply {f:data:{f:b:{}}}`, `two Apply {f:data:{f:x:{}}}`)
	after := c.want(c.send("GET", maps+"/a", "", ""), 200)
	wantOwners(t, &after.object, `one Apply {f:data:{f:b:{},f:x:{}}}`)

	forced := c.want(c.apply(maps+"/a?fieldManager=two&force=true", configMap(`{x: "2"}`)), 200)
	wantOwners(t, &forced.object, `one Apply {f:data:{f:b:{}}}`, `two Apply {f:data:{f:x:{}}}`)

	// What a manager no longer applies is gone when it is nobody else's.
	shrunk := c.want(c.apply(maps+"/a?fieldManager=one", configMap(`{z: "1"}`)), 200)
	if data, _, _ := unstructured.NestedStringMap(shrunk.object.Object, "data"); len(data) != 2 || data["x"] != "2" || data["z"] != "1" {
		t.Errorf("data: %v", data)
	}
	// A dry run of a create makes nothing.
	c.want(c.apply(maps+"/b?fieldManager=one&dryRun=All", strings.Replace(configMap(`{}`), "name: a", "name: b", 1)), 201)
	c.want(c.send("GET", maps+"/b", "", ""), 404)
}

func TestOtherVerbsAreBooked(t *testing.T) {
	s := apiservertest.Start(t)
	c := newCaller(t, s, s.Config(t))
	o := c.want(c.apply(maps+"/a?fieldManager=one", configMap(`{x: "1", b: "1"}`)), 201)

	// By the user agent, and by name.
	o = c.want(c.send("PATCH", maps+"/a", "application/merge-patch+json", `{"data":{"x":"2"}}`), 200)
	wantOwners(t, &o.object, `one Apply {f:data:{f:b:{}}}`, `tester Update {f:data:{f:x:{}}}`)
	o = c.want(c.send("PATCH", maps+"/a?fieldManager=other", "application/json-patch+json",
		`[{"op":"replace","path":"/data/x","value":"3"},{"op":"remove","path":"/data/b"}]`), 200)
	wantOwners(t, &o.object, `other Update {f:data:{f:x:{}}}`)

	// A client that knows nothing of managed fields does not lose them.
	c.want(c.send("PUT", maps+"/a?fieldManager=put", "application/yaml", configMap(`{x: "3", w: "1"}`)), 200)
	o = c.want(c.send("GET", maps+"/a", "", ""), 200)
	wantOwners(t, &o.object, `other Update {f:data:{f:x:{}}}`, `put Update {f:data:{f:w:{}}}`)

	conflict := c.want(c.apply(maps+"/a?fieldManager=one", configMap(`{x: "4"}`)), 409)
	if want := `conflict with "other" using v1`; !strings.Contains(conflict.message(), want) {
		t.Errorf("message %q", conflict.message())
	}

	// Somebody who wants to start anew empties the list.
	o = c.want(c.send("PATCH", maps+"/a", "application/merge-patch+json", `{"metadata":{"managedFields":[{}]}}`), 200)
	wantOwners(t, &o.object)
	o = c.want(c.apply(maps+"/a?fieldManager=one", configMap(`{x: "3"}`)), 200)
	wantOwners(t, &o.object, `before-first-apply Update {f:data:{.:{},f:w:{},f:x:{}}}`, `one Apply {f:data:{f:x:{}}}`)
}

func TestCreatesAreBooked(t *testing.T) {
	s := apiservertest.Start(t)
	c := newCaller(t, s, s.Config(t))
	o := c.want(c.send("POST", maps, "application/yaml", configMap(`{x: "1"}`)), 201)
	wantOwners(t, &o.object, `tester Update {f:data:{.:{},f:x:{}}}`)
	o = c.want(c.send("PATCH", maps+"/a", "application/merge-patch+json", `{"data":{"x":"2"},"metadata":{"managedFields":[{}]}}`), 200)
	wantOwners(t, &o.object)
	// Books that are lost stay lost.
	o = c.want(c.send("PATCH", maps+"/a", "application/merge-patch+json", `{"data":{"x":"3"}}`), 200)
	wantOwners(t, &o.object)
	if _, there, _ := unstructured.NestedFieldNoCopy(o.object.Object, "metadata", "managedFields"); there {
		t.Error("an empty list of managed fields")
	}
}

func TestStatusAndScale(t *testing.T) {
	s := apiservertest.Start(t)
	c := newCaller(t, s, s.Config(t))
	o := c.want(c.apply(deployments+"/web?fieldManager=one", deployment), 201)
	const spec = `f:selector:{},f:template:{f:metadata:{f:labels:{f:app:{}}},f:spec:{f:containers:{k:{\name\:\main\}:{.:{},f:image:{},f:name:{},f:ports:{k:{\containerPort\:80,\protocol\:\TCP\}:{.:{},f:containerPort:{}}}}}}}`
	wantOwners(t, &o.object, `one Apply {f:spec:{f:replicas:{},`+spec+`}}`)

	// Who scales owns the replicas from then on.
	scale := deployments + "/web/scale"
	c.want(c.send("PATCH", scale+"?fieldManager=scaler", "application/merge-patch+json", `{"spec":{"replicas":5}}`), 200)
	o = c.want(c.send("GET", deployments+"/web", "", ""), 200)
	wantOwners(t, &o.object, `one Apply {f:spec:{`+spec+`}}`, `scaler Update scale {f:spec:{f:replicas:{}}}`)

	const scaled = `{apiVersion: autoscaling/v1, kind: Scale, metadata: {name: web, namespace: default}, spec: {replicas: 7}}`
	c.want(c.apply(scale+"?fieldManager=auto", scaled), 409)
	o = c.want(c.apply(scale+"?fieldManager=auto&force=true", scaled), 200)
	if o.object.GetKind() != "Scale" {
		t.Errorf("answered a %s", o.object.GetKind())
	}
	o = c.want(c.send("GET", deployments+"/web", "", ""), 200)
	wantOwners(t, &o.object, `auto Apply scale {f:spec:{f:replicas:{}}}`, `one Apply {f:spec:{`+spec+`}}`)
	if n, _, _ := unstructured.NestedInt64(o.object.Object, "spec", "replicas"); n != 7 || o.object.GetGeneration() != 3 {
		t.Errorf("%d replicas, generation %d", n, o.object.GetGeneration())
	}
	refused := c.want(c.apply(deployments+"/web?fieldManager=one", deployment), 409)
	if want := `Apply failed with 1 conflict: conflict with "auto" with subresource "scale": .spec.replicas`; refused.message() != want {
		t.Errorf("message %q, want %q", refused.message(), want)
	}

	// Status and spec are apart: each path owns and changes its own.
	o = c.want(c.apply(deployments+"/web/status?fieldManager=watcher", `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {replicas: 99}
status: {replicas: 2, conditions: [{type: Fine, status: "True"}]}
`), 200)
	if n, _, _ := unstructured.NestedInt64(o.object.Object, "spec", "replicas"); n != 7 {
		t.Errorf("%d replicas by way of the status", n)
	}
	wantOwners(t, &o.object, `auto Apply scale {f:spec:{f:replicas:{}}}`, `one Apply {f:spec:{`+spec+`}}`,
		`watcher Apply status {f:status:{f:conditions:{k:{\type\:\Fine\}:{.:{},f:status:{},f:type:{}}},f:replicas:{}}}`)
}

func TestClientSideApplyMigrates(t *testing.T) {
	s := apiservertest.Start(t)
	c := newCaller(t, s, s.Config(t))
	c.want(c.send("POST", maps+"?fieldManager=kubectl-client-side-apply", "application/yaml", `
apiVersion: v1
kind: ConfigMap
metadata:
  name: a
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","namespace":"default"},"data":{"x":"1"}}'
data: {x: "1"}
`), 201)
	// kubectl may change what it has applied before; another manager may not.
	c.want(c.apply(maps+"/a?fieldManager=other", configMap(`{x: "2"}`)), 409)
	o := c.want(c.apply(maps+"/a?fieldManager=kubectl", configMap(`{x: "2"}`)), 200)
	wantOwners(t, &o.object, `kubectl Apply {f:data:{f:x:{}}}`,
		`kubectl-client-side-apply Update {f:data:{},f:metadata:{f:annotations:{.:{},f:kubectl.kubernetes.io/last-applied-configuration:{}}}}`)
	if last := o.object.GetAnnotations()["kubectl.kubernetes.io/last-applied-configuration"]; !strings.Contains(last, `"x":"2"`) {
		t.Errorf("the annotation of client-side apply is stale: %s", last)
	}
}

func TestRefusedApplies(t *testing.T) {
	s := apiservertest.Start(t)
	c := newCaller(t, s, s.Config(t))
	c.want(c.apply(maps+"/a?fieldManager=m", configMap(`{x: "1"}`)), 201)
	for _, test := range []struct {
		name, path, body, message string
		code                      int
	}{
		{"no manager", "/a", configMap(`{}`), "is required for apply patch", 422},
		{"no name", "/new?fieldManager=m", `{apiVersion: v1, kind: ConfigMap}`, "name must be provided", 400},
		{"no kind", "/a?fieldManager=m", `{metadata: {name: a}}`, "invalid object type: /, Kind=", 400},
		{"nothing", "/a?fieldManager=m", ``, "invalid object type: /, Kind=", 400},
		{"no YAML", "/a?fieldManager=m", `{a: [}`, "error decoding YAML: ", 400},
		{"a list", "/a?fieldManager=m", `[a]`, "error decoding YAML: ", 400},
		{"another kind", "/a?fieldManager=m", `{apiVersion: v1, kind: Secret, metadata: {name: a}}`, "invalid object type: /v1, Kind=Secret", 400},
		{"another name", "/b?fieldManager=m", configMap(`{}`), "does not match the name on the URL (b)", 400},
		{"another namespace", "/a?fieldManager=m", `{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: x}}`, "does not match the namespace", 400},
		{"a UID of nothing", "/b?fieldManager=m", `{apiVersion: v1, kind: ConfigMap, metadata: {name: b, uid: x}}`, "uid mismatch: ", 409},
		{"an unknown field", "/a?fieldManager=m", `{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, foo: 1}`,
			"failed to create typed patch object (/a; /v1, Kind=ConfigMap): .foo: field not declared in schema", 500},
		{"managed fields", "/a?fieldManager=m", `{apiVersion: v1, kind: ConfigMap, metadata: {name: a, managedFields: [{}]}}`, "metadata.managedFields must be nil", 400},
		{"a key twice, strictly", "/a?fieldManager=m&fieldValidation=Strict", configMap(`{x: "1", x: "2"}`), `key "x" already set in map`, 400},
		{"an old version", "/a?fieldManager=m", `{apiVersion: v1, kind: ConfigMap, metadata: {name: a, resourceVersion: "1"}}`, "has been modified", 409},
		{"what is invalid", "/a?fieldManager=m", configMap(`{"/": x}`), "data[/]: Invalid value", 422},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := caller{t, c.url, c.client}
			got := c.want(c.apply(maps+test.path, test.body), test.code)
			if !strings.Contains(got.message(), test.message) {
				t.Errorf("message %q, want %q", got.message(), test.message)
			}
		})
	}
	warned := c.want(c.apply(maps+"/a?fieldManager=m&fieldValidation=Warn", configMap(`{x: "1", x: "2"}`)), 200)
	if len(warned.warning) != 1 || !strings.Contains(warned.warning[0], `line 1: key \"x\" already set in map`) {
		t.Errorf("warnings: %q", warned.warning)
	}
}

func TestCreateByApplyNeedsLeave(t *testing.T) {
	s := apiservertest.Start(t)
	admin := newCaller(t, s, s.Config(t))
	const rbac = "/apis/rbac.authorization.k8s.io/v1/namespaces/default/"
	admin.want(admin.send("POST", rbac+"roles", "application/yaml",
		`{metadata: {name: patch}, rules: [{apiGroups: [""], resources: [configmaps], verbs: [patch]}]}`), 201)
	admin.want(admin.send("POST", rbac+"rolebindings", "application/yaml",
		`{metadata: {name: patch}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: patch}, subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: ali}]}`), 201)
	ali := newCaller(t, s, s.ConfigFor(t, "ali"))
	refused := ali.want(ali.apply(maps+"/a?fieldManager=m", configMap(`{}`)), 403)
	if want := `configmaps "a" is forbidden: User "ali" cannot create resource "configmaps" in API group "" in the namespace "default"`; refused.message() != want {
		t.Errorf("message %q, want %q", refused.message(), want)
	}
	admin.want(admin.apply(maps+"/a?fieldManager=m", configMap(`{x: "1"}`)), 201)
	ali.want(ali.apply(maps+"/a?fieldManager=m", configMap(`{x: "2"}`)), 200)
}

// Every group-version has a schema that its kinds can be applied with.
func TestEveryKindHasASchema(t *testing.T) {
	s := apiservertest.Start(t)
	c := newCaller(t, s, s.Config(t))
	for _, r := range s.Resources() {
		if !r.Has("patch") {
			continue
		}
		path := "/apis/" + r.Group + "/" + r.Version
		if r.Group == "" {
			path = "/api/" + r.Version
		}
		if r.Namespaced {
			path += "/namespaces/default"
		}
		version, kind := r.GVK().ToAPIVersionAndKind()
		body, err := yaml.Marshal(map[string]any{"apiVersion": version, "kind": kind, "metadata": map[string]any{"name": "x", "labels": map[string]any{"a": "b"}}})
		if err != nil {
			t.Fatal(err)
		}
		got := c.apply(path+"/"+r.Name+"/x?fieldManager=m&dryRun=All", string(bytes.TrimSpace(body)))
		if got.code != 201 && got.code != 422 && got.code != 400 && got.code != 403 || strings.Contains(got.message(), "schema") {
			t.Errorf("%s: %d %s", r.GVK(), got.code, got.message())
		}
	}
}
