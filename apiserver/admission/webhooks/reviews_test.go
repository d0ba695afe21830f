package webhooks_test

import (
	"context"
	"encoding/json"
	"encoding/pem"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	admissionv1 "k8s.io/api/admission/v1"
	"sigs.k8s.io/yaml"

	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
	"github.com/skiff-k8s/skiff/test/upstream"
)

var record = flag.Bool("record", false, "ask kube-apiserver and write down the reviews that it sends")

// requests are sent one after the other; what webhooks are asked about each is in
// testdata/reviews.txt, as kube-apiserver asks.
var requests = []struct{ name, method, path, kind, body string }{
	{"create a namespace", "POST", "/api/v1/namespaces", "", `{"metadata":{"name":"shop"}}`},
	{"create", "POST", "/api/v1/namespaces/shop/configmaps?fieldManager=me&fieldValidation=Strict", "", `{"metadata":{"name":"a","labels":{"x":"y"}},"data":{"k":"v"}}`},
	{"create with a generated name", "POST", "/api/v1/namespaces/shop/configmaps", "", `{"metadata":{"generateName":"g-"}}`},
	{"create dry", "POST", "/api/v1/namespaces/shop/configmaps?dryRun=All", "", `{"metadata":{"name":"dry"}}`},
	{"update", "PUT", "/api/v1/namespaces/shop/configmaps/a", "", `{"metadata":{"name":"a"},"data":{"k":"w"}}`},
	{"patch", "PATCH", "/api/v1/namespaces/shop/configmaps/a?fieldManager=me", "application/merge-patch+json", `{"data":{"l":"w"}}`},
	{"apply what is not there", "PATCH", "/api/v1/namespaces/shop/configmaps/b?fieldManager=me", "application/apply-patch+yaml", `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"b"}}`},
	{"apply", "PATCH", "/api/v1/namespaces/shop/configmaps/b?fieldManager=me&force=true", "application/apply-patch+yaml", `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"b"},"data":{"k":"v"}}`},
	{"delete", "DELETE", "/api/v1/namespaces/shop/configmaps/a", "", `{"propagationPolicy":"Background"}`},
	{"delete a collection", "DELETE", "/api/v1/namespaces/shop/configmaps?fieldSelector=metadata.name%3Db", "", ``},
	{"create a service account", "POST", "/api/v1/namespaces/shop/serviceaccounts", "", `{"metadata":{"name":"default"}}`},
	{"ask for a token", "POST", "/api/v1/namespaces/shop/serviceaccounts/default/token", "", `{"spec":{"expirationSeconds":600}}`},
	{"ask who may", "POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", "", `{"spec":{"nonResourceAttributes":{"path":"/","verb":"get"}}}`},
	{"create a pod", "POST", "/api/v1/namespaces/shop/pods", "", `{"metadata":{"name":"p"},"spec":{"automountServiceAccountToken":false,"terminationGracePeriodSeconds":0,"containers":[{"name":"c","image":"i:1"}]}}`},
	{"patch its status", "PATCH", "/api/v1/namespaces/shop/pods/p/status", "application/strategic-merge-patch+json", `{"status":{"message":"m"}}`},
	{"bind it", "POST", "/api/v1/namespaces/shop/pods/p/binding", "", `{"metadata":{"name":"p"},"target":{"kind":"Node","name":"n"}}`},
	{"run a command in it", "POST", "/api/v1/namespaces/shop/pods/p/exec?command=ls&command=-l&container=c&stdout=true", "", ``},
	{"reach its port", "GET", "/api/v1/namespaces/shop/pods/p:80/proxy/a/b/", "", ``},
	{"evict it", "POST", "/api/v1/namespaces/shop/pods/p/eviction", "", `{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"p"}}`},
	{"create a replica set", "POST", "/apis/apps/v1/namespaces/shop/replicasets", "", `{"metadata":{"name":"r"},"spec":{"replicas":1,"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i:1"}]}}}}`},
	{"scale it", "PUT", "/apis/apps/v1/namespaces/shop/replicasets/r/scale", "", `{"metadata":{"name":"r","namespace":"shop"},"spec":{"replicas":2}}`},
	{"create an autoscaler of old", "POST", "/apis/autoscaling/v1/namespaces/shop/horizontalpodautoscalers", "", `{"metadata":{"name":"h"},"spec":{"maxReplicas":3,"scaleTargetRef":{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"r"}}}`},
	{"label the namespace", "PATCH", "/api/v1/namespaces/shop", "application/merge-patch+json", `{"metadata":{"labels":{"l":"m"}}}`},
	{"update with PUT what is not there", "PUT", "/apis/coordination.k8s.io/v1/namespaces/shop/leases/new", "", `{"metadata":{"name":"new"}}`},
	{"delete the namespace", "DELETE", "/api/v1/namespaces/shop", "", ``},
}

// judge is a webhook that allows everything and writes down what it is asked.
type judge struct {
	mu  sync.Mutex
	log []string
}

// ServeHTTP implements http.Handler.
func (j *judge) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	var review admissionv1.AdmissionReview
	if err := json.Unmarshal(body, &review); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	defer func() {
		review.Response = &admissionv1.AdmissionResponse{UID: review.Request.UID, Allowed: true}
		review.Request = nil
		_ = json.NewEncoder(w).Encode(&review)
	}()
	if review.Request.UserInfo.Username != "admin" {
		return // a server's own loops
	}
	j.mu.Lock()
	j.log = append(j.log, fmt.Sprintf("%s %s\n%s\n", r.Method, r.URL, normal(body)))
	j.mu.Unlock()
}

// take returns what was asked since the last call, by the name of the webhook:
// those that validate are asked side by side.
func (j *judge) take() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	slices.Sort(j.log)
	out := strings.Join(j.log, "")
	j.log = nil
	return out
}

var (
	uids  = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
	times = regexp.MustCompile(`"?20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ"?`)
	names = regexp.MustCompile(`g-[a-z0-9]{5}\b`)
)

// normal makes reviews of two servers comparable, and readable.
func normal(body []byte) string {
	var v any
	if err := json.Unmarshal(body, &v); err != nil {
		return err.Error()
	}
	strip(v)
	text, _ := yaml.Marshal(v)
	out := uids.ReplaceAllString(string(text), "<uid>")
	return names.ReplaceAllString(times.ReplaceAllString(out, "<time>"), "g-<random>")
}

// strip takes out what differs between any two runs, and the books of fields,
// which skiff keeps only for what was applied.
func strip(v any) {
	switch v := v.(type) {
	case map[string]any:
		delete(v, "managedFields")
		delete(v, "resourceVersion")
		delete(v, "extra")
		for _, x := range v {
			strip(x)
		}
	case []any:
		for _, x := range v {
			strip(x)
		}
	}
}

// transcript sends all requests and tells what webhooks were asked.
func transcript(t *testing.T, client *http.Client, server string) string {
	t.Helper()
	judge := &judge{}
	hooks := httptest.NewTLSServer(judge)
	t.Cleanup(hooks.Close)
	send := func(method, path, kind, body string) (int, string) {
		r, err := http.NewRequestWithContext(context.Background(), method, server+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		if kind == "" {
			kind = "application/json"
		}
		if body != "" {
			r.Header.Set("Content-Type", kind)
		}
		r.Header.Set("User-Agent", "test")
		resp, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		answer, _ := io.ReadAll(resp.Body)
		return resp.StatusCode, string(answer)
	}
	ca, _ := json.Marshal(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: hooks.Certificate().Raw}))
	for kind, rules := range map[string]string{
		"mutating":   `{"apiGroups":["*"],"apiVersions":["*"],"resources":["*/*"],"operations":["*"]}`,
		"validating": `{"apiGroups":["*"],"apiVersions":["v1","v2"],"resources":["*","*/scale"],"operations":["*"]}`,
		// Sees one kind only in another version.
		"equivalent": `{"apiGroups":["autoscaling"],"apiVersions":["v2"],"resources":["*"],"operations":["*"]}`,
	} {
		path := kind
		if kind == "equivalent" {
			path = "validating"
		}
		code, answer := send("POST", "/apis/admissionregistration.k8s.io/v1/"+path+"webhookconfigurations", "", fmt.Sprintf(
			`{"metadata":{"name":%q},"webhooks":[{"name":"%s.example.com","rules":[%s],"clientConfig":{"url":"%s/%s","caBundle":%s},"sideEffects":"None","admissionReviewVersions":["v1"],"timeoutSeconds":30}]}`,
			kind, kind, rules, hooks.URL, kind, ca))
		if code != http.StatusCreated {
			t.Fatalf("%d %s", code, answer)
		}
	}
	// kube-apiserver takes configurations up after a while.
	for range 200 {
		send("POST", "/api/v1/namespaces?dryRun=All", "", `{"metadata":{"name":"trial"}}`)
		if asked := judge.take(); strings.Contains(asked, "/mutating") && strings.Contains(asked, "/validating") {
			break
		}
	}
	var out strings.Builder
	for _, r := range requests {
		judge.take()
		code, answer := send(r.method, r.path, r.kind, r.body)
		if code == http.StatusUnprocessableEntity || code == http.StatusForbidden || code == http.StatusUnsupportedMediaType {
			t.Fatalf("%s: %d %s", r.name, code, answer)
		}
		fmt.Fprintf(&out, "=== %s\n%s\n", r.name, judge.take())
	}
	return out.String()
}

// TestReviewsAreKubeAPIServers compares what webhooks are asked, word for word.
func TestReviewsAreKubeAPIServers(t *testing.T) {
	path := filepath.Join("testdata", "reviews.txt")
	if *record {
		bin, err := upstream.Find(filepath.Join("..", "..", ".."))
		if err != nil {
			t.Fatal(err)
		}
		cp, err := upstream.Start(t.Context(), bin, upstream.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(cp.Stop)
		admin, err := cp.CA.Client("admin", "system:masters")
		if err != nil {
			t.Fatal(err)
		}
		client := &http.Client{Transport: &http.Transport{TLSClientConfig: cp.TLS(admin)}}
		if err := os.WriteFile(path, []byte(transcript(t, client, cp.URL)), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s := apiservertest.Start(t, apiservertest.FullAdmission)
	config := s.ConfigFor(t, "admin", "system:masters")
	got := transcript(t, httpClient(t, config), s.URL)
	compare(t, string(want), got)
}

// known are the requests whose reviews are meant to differ, and why.
var known = map[string]string{
	"update":               "skiff carries the object's identity over before mutating admission, kube-apiserver after it",
	"ask for a token":      "skiff fills in the request before mutating admission, kube-apiserver after it",
	"delete the namespace": "kube-apiserver adds the UID of the namespace to the options",
}

// compare shows the requests whose reviews differ.
func compare(t *testing.T, want, got string) {
	t.Helper()
	wants, gots := strings.Split(want, "=== "), strings.Split(got, "=== ")
	if len(wants) != len(gots) {
		t.Fatalf("%d requests, %d are written down", len(gots), len(wants))
	}
	for i := range wants {
		name, _, _ := strings.Cut(wants[i], "\n")
		switch reason := known[name]; {
		case wants[i] == gots[i] && reason != "":
			t.Errorf("%s: the difference is gone (%s)", name, reason)
		case wants[i] != gots[i] && reason == "":
			t.Errorf("got  %s\nwant %s", gots[i], wants[i])
		}
	}
}
