package all

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	apivalidation "k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/validation/field"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/yaml"

	"github.com/skiff-k8s/skiff/api"
)

// The answers in testdata/answers are those of kube-apiserver 1.36.3. To ask it
// anew: go test ./api/all -run Kubernetes -record KUBECONFIG
var record = flag.String("record", "", "kubeconfig of a kube-apiserver whose answers are to be recorded")

const testNamespace = "skiff-questions"

// A question is an object to create, or to update from another one.
type question struct {
	Name   string         `json:"name"`
	Was    map[string]any `json:"was,omitempty"`
	Object map[string]any `json:"object"`
	Sub    string         `json:"sub,omitempty"`
}

// An answer is what is wrong with it or, when nothing is, what becomes of it.
type answer struct {
	Name   string         `json:"name"`
	Errors []string       `json:"errors,omitempty"`
	Object map[string]any `json:"object,omitempty"`
	// Row is the object in a table.
	Row []any `json:"row,omitempty"`
}

func questions(t *testing.T, file string) []question {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var list []question
	for d := utilyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(data))); ; {
		doc, err := d.Read()
		if err == io.EOF {
			return list
		}
		if err != nil {
			t.Fatal(err)
		}
		var q question
		if err := yaml.UnmarshalStrict(doc, &q); err != nil {
			t.Fatalf("%s: %v\n%s", file, err, doc)
		}
		if q.Object != nil {
			list = append(list, q)
		}
	}
}

func TestAnswersAreThoseOfKubernetes(t *testing.T) {
	files, err := filepath.Glob("testdata/questions/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no questions", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		answers := filepath.Join("testdata/answers", name+".yaml")
		t.Run(name, func(t *testing.T) {
			list := questions(t, file)
			if *record != "" {
				recordAnswers(t, list, answers)
			}
			data, err := os.ReadFile(answers)
			if err != nil {
				t.Fatal(err)
			}
			var want []answer
			if err := yaml.UnmarshalStrict(data, &want); err != nil {
				t.Fatal(err)
			}
			if len(want) != len(list) {
				t.Fatalf("%d answers to %d questions", len(want), len(list))
			}
			for i, q := range list {
				t.Run(q.Name, func(t *testing.T) {
					got := roundTrip(t, answerTo(t, q))
					if diff := cmp.Diff(want[i], got); diff != "" {
						t.Errorf("- kube-apiserver, + here\n%s", diff)
					}
				})
			}
		})
	}
}

// roundTrip gives numbers the types that decoding gives them.
func roundTrip(t *testing.T, a answer) answer {
	data, err := yaml.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	var out answer
	if err := yaml.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// answerTo does what the server does with an object, without its admission.
func answerTo(t *testing.T, q question) answer {
	u := unstructured.Unstructured{Object: q.Object}
	r := Catalog().ByKind(u.GroupVersionKind())
	if r == nil {
		t.Fatalf("no such kind: %s", u.GroupVersionKind())
	}
	var old api.Object
	if q.Was != nil {
		old = decode(t, r, q.Was)
		if errs := create(r, old); len(errs) > 0 {
			t.Fatalf("cannot create what was: %v", errs)
		}
		old.SetResourceVersion("1")
	}
	o := decode(t, r, q.Object)
	var errs field.ErrorList
	if old == nil {
		errs = create(r, o)
	} else {
		o, errs = update(t, r, o, old, q.Sub)
	}
	if len(errs) > 0 {
		return answer{Name: q.Name, Errors: texts(errs)}
	}
	a := answer{Name: q.Name, Object: comparable(t, r, o)}
	if r.Row != nil && hasTable(q.Sub) {
		now := time.Now()
		o.SetCreationTimestamp(metav1.NewTime(now))
		a.Row = ageless(r.Row(o, now))
	}
	return a
}

// hasTable tells whether there are tables of a subresource; there are none of
// ephemeralcontainers and resize.
func hasTable(sub string) bool { return sub == "" || sub == "status" }

// ageless replaces what depends on the time of day in a row.
func ageless(row []any) []any {
	for i, cell := range row {
		if text, ok := cell.(string); ok {
			if _, err := time.Parse(time.RFC3339, text); err == nil {
				row[i] = "date"
			} else if secondsAgo.MatchString(text) {
				row[i] = "age"
			} else if strings.HasPrefix(text, "10.96.") {
				row[i] = "<none>" // allocated
			} else {
				row[i] = nodePort.ReplaceAllString(text, "/")
			}
		}
	}
	return row
}

var (
	secondsAgo = regexp.MustCompile(`^[0-9]s$`)
	nodePort   = regexp.MustCompile(`:3[0-9]{4}/`)
)

func decode(t *testing.T, r *api.Resource, content map[string]any) api.Object {
	o := r.New()
	data, err := json.Marshal(content)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, o); err != nil {
		t.Fatal(err)
	}
	if r.Namespaced {
		o.SetNamespace(testNamespace)
	}
	return o
}

func create(r *api.Resource, o api.Object) field.ErrorList {
	if r.Default != nil {
		r.Default(o)
	}
	if r.Prepare != nil {
		r.Prepare(o, nil)
	}
	name := apivalidation.ValidateNameFunc(apivalidation.NameIsDNSSubdomain)
	if r.ValidateName != nil {
		name = r.ValidateName
	}
	errs := apivalidation.ValidateObjectMetaAccessor(o, r.Namespaced, name, field.NewPath("metadata"))
	if r.Validate != nil {
		errs = append(errs, r.Validate(o, nil)...)
	}
	return errs
}

func update(t *testing.T, r *api.Resource, o, old api.Object, sub string) (api.Object, field.ErrorList) {
	if r.Default != nil {
		r.Default(o)
	}
	o.SetResourceVersion("1")
	o.SetUID(old.GetUID())
	o.SetCreationTimestamp(old.GetCreationTimestamp())
	validate := r.Validate
	if sub != "" {
		s, ok := r.Sub(sub)
		if !ok {
			t.Fatalf("no subresource %s", sub)
		}
		parent := old.DeepCopyObject().(api.Object)
		if err := s.Merge(parent, o); err != nil {
			t.Fatal(err)
		}
		o, validate = parent, s.Validate
	} else if r.Prepare != nil {
		r.Prepare(o, old)
	}
	errs := apivalidation.ValidateObjectMetaAccessorUpdate(o, old, field.NewPath("metadata"))
	if validate != nil {
		errs = append(errs, validate(o, old)...)
	}
	return o, errs
}

func texts(errs field.ErrorList) []string {
	out := make([]string, len(errs))
	for i, e := range errs {
		out[i] = fmt.Sprintf("%s: %s", e.Field, e.ErrorBody())
	}
	return sorted(out)
}

func sorted(list []string) []string {
	for i := range list {
		// What follows the first line is a difference of Go values.
		list[i], _, _ = strings.Cut(list[i], "\n")
		// Pod templates have other fields in the internal form.
		if text, ok := strings.CutPrefix(list[i], "spec.template: Invalid value: {"); ok {
			list[i] = "spec.template: Invalid value: …" + text[strings.LastIndexByte(text, '}')+1:]
		}
	}
	sort.Strings(list)
	return list
}

// comparable is an object without what only a server with its admission fills
// in, and what differs each time.
func comparable(t *testing.T, r *api.Resource, o api.Object) map[string]any {
	content, err := runtime.DefaultUnstructuredConverter.ToUnstructured(o)
	if err != nil {
		t.Fatal(err)
	}
	return strip(content)
}

func strip(content map[string]any) map[string]any {
	delete(content, "apiVersion")
	delete(content, "kind")
	for _, f := range []string{"creationTimestamp", "uid", "resourceVersion", "managedFields", "namespace", "selfLink"} {
		unstructured.RemoveNestedField(content, "metadata", f)
	}
	for _, f := range []string{
		"priority", "preemptionPolicy", "tolerations", "serviceAccount", "serviceAccountName",
		"clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "healthCheckNodePort",
	} {
		unstructured.RemoveNestedField(content, "spec", f)
	}
	// Admission protects volumes in use by finalizers.
	unstructured.RemoveNestedField(content, "metadata", "finalizers")
	unstructured.RemoveNestedField(content, "status", "lastPhaseTransitionTime")
	if ports, ok, _ := unstructured.NestedSlice(content, "spec", "ports"); ok {
		for _, p := range ports {
			delete(p.(map[string]any), "nodePort")
		}
		_ = unstructured.SetNestedSlice(content, ports, "spec", "ports")
	}
	if taints, ok, _ := unstructured.NestedSlice(content, "spec", "taints"); ok {
		taints = slices.DeleteFunc(taints, func(t any) bool { return t.(map[string]any)["key"] == "node.kubernetes.io/not-ready" })
		_ = unstructured.SetNestedSlice(content, taints, "spec", "taints")
		if len(taints) == 0 {
			unstructured.RemoveNestedField(content, "spec", "taints")
		}
	}
	return prune(content).(map[string]any)
}

// prune removes what says nothing: nulls.
func prune(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, e := range v {
			// Times of transitions are set by whoever has a clock.
			if e == nil || k == "lastTransitionTime" {
				delete(v, k)
				continue
			}
			v[k] = prune(e)
		}
	case []any:
		for i := range v {
			v[i] = prune(v[i])
		}
	}
	return v
}

// recordAnswers asks a real server.
func recordAnswers(t *testing.T, list []question, file string) {
	config, err := clientcmd.BuildConfigFromFlags("", *record)
	if err != nil {
		t.Fatal(err)
	}
	client, err := rest.HTTPClientFor(config)
	if err != nil {
		t.Fatal(err)
	}
	accept := "application/json"
	ask := func(method, path string, body map[string]any) map[string]any {
		var data []byte
		if body != nil {
			data, _ = json.Marshal(body)
		}
		req, err := http.NewRequest(method, config.Host+path, bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Accept", accept)
		resp, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		out := map[string]any{}
		if err := json.NewDecoder(resp.Body).Decode(&out); err != nil {
			t.Fatal(err)
		}
		return out
	}
	ask("POST", "/api/v1/namespaces", map[string]any{"metadata": map[string]any{"name": testNamespace}})
	ask("POST", "/api/v1/namespaces/"+testNamespace+"/serviceaccounts", map[string]any{"metadata": map[string]any{"name": "default"}})
	node := map[string]any{
		"metadata": map[string]any{"name": "skiff-q-node"},
		"status":   map[string]any{"capacity": map[string]any{"cpu": "100", "memory": "1Gi"}},
	}
	ask("POST", "/api/v1/nodes", node)
	defer ask("DELETE", "/api/v1/nodes/skiff-q-node", nil)
	var answers []answer
	for _, q := range list {
		u := unstructured.Unstructured{Object: q.Object}
		r := Catalog().ByKind(u.GroupVersionKind())
		if r == nil {
			t.Fatalf("no such kind: %s", u.GroupVersionKind())
		}
		base := prefix(r) + "/"
		if r.Namespaced {
			base += "namespaces/" + testNamespace + "/"
		}
		base += r.Name
		// The same request is asked twice, once for the object and once for its
		// row.
		var row []any
		twice := func(method, path string) map[string]any {
			got := ask(method, path, q.Object)
			if got["kind"] == "Status" || len(r.Columns) == 0 || !hasTable(q.Sub) {
				return got
			}
			accept = "application/json;as=Table;v=v1;g=meta.k8s.io"
			table := ask(method, path, q.Object)
			accept = "application/json"
			rows, ok := table["rows"].([]any)
			if !ok {
				t.Fatalf("%s: no table but %v", q.Name, table)
			}
			row = rows[0].(map[string]any)["cells"].([]any)
			// Addresses have a cell more than columns, which nobody sees.
			row = row[:min(len(row), len(r.Columns))]
			return got
		}
		var got map[string]any
		if q.Was == nil {
			got = twice("POST", base+"?dryRun=All")
		} else {
			was := ask("POST", base, q.Was)
			if was["kind"] == "Status" {
				t.Fatalf("%s: cannot create what was: %v", q.Name, was["message"])
			}
			path := base + "/" + u.GetName()
			if q.Sub != "" {
				path += "/" + q.Sub
			}
			meta := q.Object["metadata"].(map[string]any)
			meta["resourceVersion"] = was["metadata"].(map[string]any)["resourceVersion"]
			got = twice("PUT", path+"?dryRun=All")
			delete(meta, "resourceVersion")
			// No controller is there to finish a deletion.
			ask("DELETE", base+"/"+u.GetName()+"?gracePeriodSeconds=0&propagationPolicy=Background", nil)
			if left := ask("GET", base+"/"+u.GetName(), nil); left["kind"] != "Status" {
				unstructured.RemoveNestedField(left, "metadata", "finalizers")
				ask("PUT", base+"/"+u.GetName(), left)
			}
		}
		a := answerOf(t, q.Name, got)
		a.Row = ageless(row)
		answers = append(answers, a)
	}
	data, err := yaml.Marshal(answers)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func answerOf(t *testing.T, name string, got map[string]any) answer {
	if got["kind"] != "Status" {
		return answer{Name: name, Object: strip(got)}
	}
	var s metav1.Status
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(got, &s); err != nil {
		t.Fatal(err)
	}
	if s.Details == nil || len(s.Details.Causes) == 0 {
		t.Fatalf("%s: not about fields: %s", name, s.Message)
	}
	a := answer{Name: name}
	for _, c := range s.Details.Causes {
		a.Errors = append(a.Errors, c.Field+": "+c.Message)
	}
	sorted(a.Errors)
	return a
}
