package apiserver_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/rest"

	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
)

// ask sends one request and returns its answer with the body read.
func ask(t *testing.T, config *rest.Config, method, path, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	client, err := rest.HTTPClientFor(config)
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequest(method, config.Host+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Set(name, value)
	}
	resp, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(data)
}

func TestAnswers(t *testing.T) {
	s := apiservertest.Start(t)
	admin := s.Config(t)
	const status = `{"kind":"Status","apiVersion":"v1",`
	mustPass := func(method, path, body string) {
		if resp, text := ask(t, admin, method, path, body, "Content-Type: application/json"); resp.StatusCode/100 != 2 {
			t.Fatal(method, path, resp.Status, text)
		}
	}
	mustPass("POST", "/api/v1/namespaces/default/configmaps", `{"metadata":{"name":"a"},"data":{"k":"v"}}`)
	for _, c := range []struct {
		name, method, path, body string
		headers                  []string
		code                     int
		contentType              string
		want                     string
	}{
		{"object", "GET", "/api/v1/namespaces/default/configmaps/a", "", nil, 200, "application/json", `{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a"`},
		{"pretty", "GET", "/api/v1/namespaces/default/configmaps/a?pretty=true", "", nil, 200, "application/json", "{\n  \"kind\": \"ConfigMap\",\n  \"apiVersion\": \"v1\",\n"},
		{"YAML", "GET", "/api/v1/namespaces/default/configmaps/a", "", []string{"Accept: application/yaml"}, 200, "application/yaml", "apiVersion: v1\ndata:\n  k: v\nkind: ConfigMap\n"},
		{"protobuf", "GET", "/api/v1/namespaces/default/configmaps/a", "", []string{"Accept: application/vnd.kubernetes.protobuf"}, 200, "application/vnd.kubernetes.protobuf", "k8s\x00\n"},
		{"quality decides", "GET", "/api/v1/namespaces/default/configmaps/a", "", []string{"Accept: application/json;q=0.1, application/yaml"}, 200, "application/yaml", "apiVersion"},
		{"list", "GET", "/api/v1/namespaces/default/configmaps", "", nil, 200, "application/json", `{"kind":"ConfigMapList","apiVersion":"v1","metadata":{"resourceVersion":"`},
		{"table", "GET", "/api/v1/namespaces/default/configmaps", "", []string{"Accept: application/json;as=Table;v=v1;g=meta.k8s.io"}, 200, "application/json", `{"kind":"Table","apiVersion":"meta.k8s.io/v1",`},
		{"metadata", "GET", "/api/v1/namespaces/default/configmaps", "", []string{"Accept: application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io"}, 200, "application/json", `{"kind":"PartialObjectMetadataList","apiVersion":"meta.k8s.io/v1",`},
		{"old watch path", "GET", "/api/v1/watch/namespaces/default/configmaps/a?timeoutSeconds=1", "", nil, 200, "application/json", `{"type":"ADDED","object":{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a"`},
		{"no such resource", "GET", "/api/v1/foos", "", nil, 404, "application/json", status + `"metadata":{},"status":"Failure","message":"the server could not find the requested resource","reason":"NotFound","details":{},"code":404}`},
		{"no such group", "GET", "/apis/foo/v1/bars", "", nil, 404, "text/plain; charset=utf-8", "404 page not found\n"},
		{"no such version", "GET", "/apis/apps/v9", "", nil, 404, "application/json", status},
		{"no such path", "GET", "/foo", "", nil, 404, "text/plain; charset=utf-8", "404 page not found\n"},
		{"namespaced object without its namespace", "GET", "/api/v1/configmaps/a", "", nil, 404, "application/json", status},
		{"cluster object in a namespace", "GET", "/api/v1/namespaces/default/nodes", "", nil, 404, "application/json", status},
		{"method of a collection", "PUT", "/api/v1/namespaces/default/configmaps", "{}", nil, 405, "application/json", `"reason":"MethodNotAllowed","details":{},"code":405}`},
		{"create across namespaces", "POST", "/api/v1/configmaps", "{}", nil, 405, "application/json", status},
		{"unknown method", "FOO", "/api/v1/configmaps", "", nil, 405, "application/json", status},
		{"write to discovery", "PUT", "/api/v1", "{}", nil, 405, "application/json", status},
		{"no media", "GET", "/api/v1/namespaces/default/configmaps/a", "", []string{"Accept: text/html"}, 406, "application/json", "406: Not Acceptable\\n\\nAvailable representations: application/json, application/yaml, application/vnd.kubernetes.protobuf"},
		{"no shape", "GET", "/api/v1/namespaces/default/configmaps/a", "", []string{"Accept: application/json;as=Foo;v=v1;g=meta.k8s.io"}, 406, "application/json", "only the following media types are accepted"},
		{"table in protobuf", "GET", "/api/v1/namespaces/default/configmaps", "", []string{"Accept: application/vnd.kubernetes.protobuf;as=Table;v=v1;g=meta.k8s.io"}, 406, "application/json", "only the following media types"},
		{"body of no type", "POST", "/api/v1/namespaces/default/configmaps", "x", []string{"Content-Type: text/plain"}, 415, "application/json", "the body of the request was in an unknown format - accepted media types include"},
		{"patch of no type", "PATCH", "/api/v1/namespaces/default/configmaps/a", "{}", []string{"Content-Type: application/json"}, 415, "application/json", "415: Unsupported Media Type"},
		{"empty body", "POST", "/api/v1/namespaces/default/configmaps", "", []string{"Content-Type: application/json"}, 400, "application/json", "couldn't get version/kind; json parse error: unexpected end of JSON input"},
		{"another kind", "POST", "/api/v1/namespaces/default/configmaps", `{"kind":"Pod","apiVersion":"v1"}`, []string{"Content-Type: application/json"}, 400, "application/json", `Pod in version \"v1\" cannot be handled as a ConfigMap: converting (v1.Pod) to (core.ConfigMap): unknown conversion`},
		{"damaged protobuf", "POST", "/api/v1/namespaces/default/configmaps", "k8s\x00\xff\xff", []string{"Content-Type: application/vnd.kubernetes.protobuf"}, 400, "application/json", "the object provided is unrecognized (must be of type ConfigMap)"},
		{"unknown field, strict", "POST", "/api/v1/namespaces/default/configmaps?fieldValidation=Strict", `{"metadata":{"name":"b"},"x":1}`, []string{"Content-Type: application/json"}, 400, "application/json", `strict decoding error: unknown field \"x\"`},
		{"too large", "POST", "/api/v1/namespaces/default/configmaps", strings.Repeat(" ", 3<<20+1), []string{"Content-Type: application/json"}, 413, "application/json", "limit is 3145728"},
		{"bad timeout", "GET", "/api/v1/namespaces?timeout=x", "", nil, 400, "application/json", "invalid timeout specified in the request URL"},
		{"bad limit", "GET", "/api/v1/namespaces?limit=x", "", nil, 400, "application/json", `strconv.ParseInt: parsing \"x\": invalid syntax`},
		{"bad delete options", "DELETE", "/api/v1/namespaces/default/configmaps/a", `{"kind":"Foo"}`, []string{"Content-Type: application/json"}, 400, "application/json", `no kind \"Foo\" is registered`},
		{"impersonated", "GET", "/api/v1/namespaces/default/configmaps/a", "", []string{"Impersonate-User: bob"}, 403, "application/json", `configmaps \"a\" is forbidden: User \"bob\" cannot get resource \"configmaps\" in API group \"\" in the namespace \"default\"`},
		{"component", "GET", "/api/v1/componentstatuses/etcd-0", "", nil, 200, "application/json", `"conditions":[{"type":"Healthy","status":"True","message":"ok"}]`},
		{"components", "GET", "/api/v1/componentstatuses", "", nil, 200, "application/json", `{"kind":"ComponentStatusList","apiVersion":"v1","metadata":{},"items":[{"metadata":{"name":"scheduler"}`},
		{"no component", "GET", "/api/v1/componentstatuses/x", "", nil, 404, "application/json", `componentstatus \"x\" not found`},
		{"healthy", "GET", "/readyz?verbose", "", nil, 200, "text/plain; charset=utf-8", "readyz check passed\n"},
		{"version", "GET", "/version", "", nil, 200, "application/json", `"gitVersion": "v1.36.3"`},
		{"metrics", "GET", "/metrics", "", nil, 200, "text/plain; version=0.0.4; charset=utf-8", "# TYPE apiserver_request_total counter"},
		{"index", "GET", "/", "", nil, 200, "application/json", `"/apis/apps/v1"`},
		{"token keys", "GET", "/openid/v1/jwks", "", nil, 200, "application/jwk-set+json", `"kty":"EC"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			resp, body := ask(t, admin, c.method, c.path, c.body, c.headers...)
			if resp.StatusCode != c.code || resp.Header.Get("Content-Type") != c.contentType || !strings.Contains(body, c.want) {
				t.Errorf("%d %s %.400s", resp.StatusCode, resp.Header.Get("Content-Type"), body)
			}
			if resp.Header.Get("Audit-Id") == "" {
				t.Error("no audit ID")
			}
		})
	}
}

func TestWarningsForUnknownFields(t *testing.T) {
	s := apiservertest.Start(t)
	resp, body := ask(t, s.Config(t), "POST", "/api/v1/namespaces/default/configmaps", `{"metadata":{"name":"b","y":2},"x":1}`, "Content-Type: application/json")
	got := strings.Join(resp.Header.Values("Warning"), "|")
	if resp.StatusCode != 201 || got != `299 - "unknown field \"metadata.y\""|299 - "unknown field \"x\""` {
		t.Error(resp.Status, got, body)
	}
	resp, _ = ask(t, s.Config(t), "POST", "/api/v1/namespaces/default/configmaps?fieldValidation=Ignore", `{"metadata":{"name":"c"},"x":1}`, "Content-Type: application/json")
	if resp.StatusCode != 201 || len(resp.Header.Values("Warning")) != 0 {
		t.Error(resp.Status, resp.Header)
	}
}

func TestStrangers(t *testing.T) {
	s := apiservertest.Start(t)
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(s.Keys().CA.PEM)
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}}
	get := func(path string, headers ...string) (int, string) {
		r, err := http.NewRequest("GET", s.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range headers {
			name, value, _ := strings.Cut(h, ": ")
			r.Header.Set(name, value)
		}
		resp, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, _ := io.ReadAll(resp.Body)
		return resp.StatusCode, string(body)
	}
	for path, want := range map[string]int{
		"/livez": 200, "/readyz": 200, "/healthz": 200, "/version": 200,
		"/api": 403, "/api/v1/pods": 403, "/metrics": 403, "/debug/pprof/heap": 403, "/foo": 403,
	} {
		if code, body := get(path); code != want {
			t.Errorf("%s: %d %s", path, code, body)
		}
	}
	for _, header := range []string{"Authorization: Bearer nonsense", "Authorization: Bearer a.b.c"} {
		if code, body := get("/livez", header); code != 401 || !strings.Contains(body, `"reason":"Unauthorized"`) {
			t.Errorf("%s: %d %s", header, code, body)
		}
	}
}

func TestLargeAnswersAreCompressed(t *testing.T) {
	s := apiservertest.Start(t)
	config := s.Config(t)
	config.DisableCompression = true // only the library's own
	big := strings.Repeat("x", 200<<10)
	if resp, body := ask(t, config, "POST", "/api/v1/namespaces/default/configmaps", `{"metadata":{"name":"a"},"data":{"k":"`+big+`"}}`, "Content-Type: application/json"); resp.StatusCode != 201 {
		t.Fatal(body)
	}
	for _, path := range []string{"/api/v1/namespaces/default/configmaps/a", "/api/v1/namespaces/default/configmaps"} {
		for _, accept := range []string{"application/json", "application/vnd.kubernetes.protobuf", "application/yaml"} {
			plain, want := ask(t, config, "GET", path, "", "Accept: "+accept)
			if plain.Header.Get("Content-Encoding") != "" || plain.Header.Get("Content-Length") != fmt.Sprint(len(want)) {
				t.Errorf("%s %s: %v", path, accept, plain.Header)
			}
			zipped, raw := ask(t, config, "GET", path, "", "Accept: "+accept, "Accept-Encoding: gzip")
			if zipped.Header.Get("Content-Encoding") != "gzip" {
				t.Errorf("%s %s: not compressed", path, accept)
				continue
			}
			z, err := gzip.NewReader(bytes.NewReader([]byte(raw)))
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(z)
			if err != nil || string(got) != want {
				t.Errorf("%s %s: %d bytes instead of %d, %v", path, accept, len(got), len(want), err)
			}
		}
	}
	small, _ := ask(t, config, "GET", "/api/v1/namespaces/default", "", "Accept-Encoding: gzip")
	if small.Header.Get("Content-Encoding") != "" {
		t.Error("a small answer is compressed")
	}
}

// TestSlowBodies sends a body that never ends.
func TestSlowBodies(t *testing.T) {
	s := apiservertest.Start(t)
	client, err := rest.HTTPClientFor(s.Config(t))
	if err != nil {
		t.Fatal(err)
	}
	body, end := io.Pipe()
	defer end.Close()
	r, err := http.NewRequest("POST", s.URL+"/api/v1/namespaces/default/configmaps?timeout=200ms", body)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	resp, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, _ := io.ReadAll(resp.Body)
	if resp.StatusCode != http.StatusGatewayTimeout || !strings.Contains(string(text), `"reason":"Timeout"`) {
		t.Errorf("%s %s", resp.Status, text)
	}
}

// TestEveryFormOfAList compares what the pieced-together encodings say.
func TestEveryFormOfAList(t *testing.T) {
	s := apiservertest.Start(t)
	config := s.Config(t)
	for i := range 5 {
		if resp, body := ask(t, config, "POST", "/api/v1/namespaces/default/configmaps", fmt.Sprintf(`{"metadata":{"name":"m%d"},"data":{"k":"%d"}}`, i, i), "Content-Type: application/json"); resp.StatusCode != 201 {
			t.Fatal(body)
		}
	}
	_, page := ask(t, config, "GET", "/api/v1/namespaces/default/configmaps?limit=2", "")
	var list struct {
		Metadata metav1.ListMeta
		Items    []struct{ Metadata metav1.ObjectMeta }
	}
	if err := json.Unmarshal([]byte(page), &list); err != nil {
		t.Fatal(err, page)
	}
	if len(list.Items) != 2 || list.Metadata.Continue == "" || list.Metadata.RemainingItemCount == nil || *list.Metadata.RemainingItemCount != 3 {
		t.Errorf("first page: %s", page)
	}
	typed := clientset(t, config, "application/vnd.kubernetes.protobuf")
	got, err := typed.CoreV1().ConfigMaps("default").List(context.Background(), metav1.ListOptions{Limit: 2})
	if err != nil || len(got.Items) != 2 || *got.RemainingItemCount != 3 || got.Items[1].Data["k"] != "1" || got.Items[0].ResourceVersion == "" {
		t.Errorf("protobuf: %+v %v", got, err)
	}
	next, err := typed.CoreV1().ConfigMaps("default").List(context.Background(), metav1.ListOptions{Limit: 3, Continue: got.Continue})
	if err != nil || len(next.Items) != 3 || next.Continue != "" || next.Items[0].Name != "m2" {
		t.Errorf("second page: %+v %v", next, err)
	}
}
