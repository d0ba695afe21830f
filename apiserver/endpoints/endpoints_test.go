package endpoints

import (
	"encoding/binary"
	"errors"
	"fmt"
	"net/http/httptest"
	"slices"
	"testing"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/watch"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

func TestParseInfo(t *testing.T) {
	for _, c := range []struct {
		method, url string
		want        string // verb group/version namespace resource name subresource subpath, or verb path
	}{
		{"GET", "/api/v1/pods", "list /v1 - pods - - -"},
		{"GET", "/api/v1/pods?watch=true", "watch /v1 - pods - - -"},
		{"GET", "/api/v1/pods?watch=false", "list /v1 - pods - - -"},
		{"GET", "/api/v1/pods?watch=0", "list /v1 - pods - - -"},
		{"GET", "/api/v1/watch/namespaces/a/pods", "watch /v1 a pods - - -"},
		{"POST", "/api/v1/namespaces/a/pods", "create /v1 a pods - - -"},
		{"DELETE", "/api/v1/namespaces/a/pods", "deletecollection /v1 a pods - - -"},
		{"DELETE", "/api/v1/namespaces/a/pods/b", "delete /v1 a pods b - -"},
		{"PUT", "/apis/apps/v1/namespaces/a/deployments/b/scale", "update apps/v1 a deployments b scale -"},
		{"PATCH", "/api/v1/nodes/n/status", "patch /v1 - nodes n status -"},
		{"GET", "/api/v1/namespaces/a", "get /v1 a namespaces a - -"},
		{"PUT", "/api/v1/namespaces/a/finalize", "update /v1 a namespaces a finalize -"},
		{"GET", "/api/v1/namespaces/a/status", "get /v1 a namespaces a status -"},
		{"GET", "/api/v1/namespaces", "list /v1 - namespaces - - -"},
		{"GET", "/api/v1/namespaces/a/services/s:80/proxy/x/y", "get /v1 a services s:80 proxy x/y"},
		{"HEAD", "/api/v1/namespaces/a/pods/b", "get /v1 a pods b - -"},
		{"GET", "/api/v1", "get /api/v1"},
		{"GET", "/api/v1/", "get /api/v1/"},
		{"GET", "/apis/apps", "get /apis/apps"},
		{"GET", "/apis/apps/v1", "get /apis/apps/v1"},
		{"POST", "/healthz", "post /healthz"},
	} {
		i := parseInfo(httptest.NewRequest(c.method, c.url, nil))
		dash := func(s string) string {
			if s == "" {
				return "-"
			}
			return s
		}
		got := i.verb + " " + i.path
		if i.resource {
			got = fmt.Sprintf("%s %s/%s %s %s %s %s %s", i.verb, i.group, i.version, dash(i.namespace), i.resourceName, dash(i.name), dash(i.subresource), dash(i.subpath))
		}
		if got != c.want {
			t.Errorf("%s %s: %s, want %s", c.method, c.url, got, c.want)
		}
	}
}

func TestSelectedName(t *testing.T) {
	for url, want := range map[string]string{
		"/api/v1/pods?fieldSelector=metadata.name%3Da":               "a",
		"/api/v1/pods?fieldSelector=metadata.name%3Da,spec.x%3Db":    "a",
		"/api/v1/pods?fieldSelector=metadata.name!%3Da":              "",
		"/api/v1/namespaces/n/pods/p":                                "p",
		"/api/v1/pods?watch=1&fieldSelector=metadata.name%3Da":       "a",
		"/api/v1/pods?fieldSelector=%21%21":                          "",
		"/api/v1/namespaces/n/pods/p?fieldSelector=metadata.name%3D": "p",
	} {
		i := parseInfo(httptest.NewRequest("GET", url, nil))
		if got := i.selectedName(); got != want {
			t.Errorf("%s: %q", url, got)
		}
	}
}

func TestNegotiate(t *testing.T) {
	all := accepts{shapes: true, stream: true}
	custom := accepts{shapes: true, noProtobuf: true}
	for _, c := range []struct {
		can    accepts
		accept string
		want   output
		fails  bool
	}{
		{all, "", output{}, false},
		{all, "*/*", output{}, false},
		{all, "application/json, */*", output{}, false},
		{all, "application/*", output{}, false},
		{all, "application/yaml", output{format: formatYAML}, false},
		{all, "application/vnd.kubernetes.protobuf,application/json", output{format: formatProtobuf}, false},
		{custom, "application/vnd.kubernetes.protobuf,application/json", output{}, false},
		{custom, "application/vnd.kubernetes.protobuf", output{}, true},
		{all, "application/json;q=0.2,application/yaml;q=0.9", output{format: formatYAML}, false},
		{all, "application/yaml;q=0,application/json", output{}, false},
		{all, "application/json;as=Table;v=v1;g=meta.k8s.io,application/json", output{shape: shapeTable, version: "v1"}, false},
		{all, "application/json;as=Table;g=meta.k8s.io;v=v1beta1", output{shape: shapeTable, version: "v1beta1"}, false},
		{all, "application/json;as=Nonsense;g=meta.k8s.io;v=v1,application/json", output{}, false},
		{all, "application/vnd.kubernetes.protobuf;as=PartialObjectMetadata;g=meta.k8s.io;v=v1", output{format: formatProtobuf, shape: shapeMetadata, version: "v1"}, false},
		{all, "application/json;stream=watch", output{}, false},
		{all, "application/json;stream=other", output{}, true},
		{acceptsPlain, "application/json;as=Table;v=v1;g=meta.k8s.io", output{}, true},
		{accepts{shapes: true, noTable: true}, "application/json;as=Table;v=v1;g=meta.k8s.io", output{}, true},
		{accepts{shapes: true, noTable: true}, "application/json;as=Table;v=v1;g=meta.k8s.io,application/json", output{}, false},
		{all, "text/html", output{}, true},
		{all, "nonsense", output{}, true},
		{all, "application/json;pretty=1", output{pretty: true}, false},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("Accept", c.accept)
		got, err := negotiate(r, c.can)
		if (err != nil) != c.fails || err == nil && got != c.want {
			t.Errorf("%q: %+v %v", c.accept, got, err)
		}
	}
}

func TestStatusOfAnyError(t *testing.T) {
	s := statusOf(errors.New("boom"))
	if s.Code != 500 || s.Message != "boom" || s.Status != metav1.StatusFailure {
		t.Errorf("%+v", s)
	}
	s = statusOf(fmt.Errorf("wrapped: %w", apierrors.NewNotFound(core.Pods.GR(), "p")))
	if s.Code != 404 {
		t.Errorf("%+v", s)
	}
}

// TestFramesAreReadByTheEcosystem decodes protobuf frames of bookmarks and errors
// with the types that clients use.
func TestFramesAreReadByTheEcosystem(t *testing.T) {
	f := &frames{res: core.ConfigMaps, out: output{format: formatProtobuf}}
	data, err := f.append(nil, &rest.WatchEvent{Type: watch.Bookmark, Revision: 42, InitialEnd: true})
	if err != nil {
		t.Fatal(err)
	}
	if data, err = f.appendError(data, statusOf(apierrors.NewResourceExpired("old"))); err != nil {
		t.Fatal(err)
	}
	next := func() (metav1.WatchEvent, runtime.Unknown) {
		t.Helper()
		size := binary.BigEndian.Uint32(data)
		var e metav1.WatchEvent
		if err := e.Unmarshal(data[4 : 4+size]); err != nil {
			t.Fatal(err)
		}
		data = data[4+size:]
		var u runtime.Unknown
		if err := u.Unmarshal(e.Object.Raw[4:]); err != nil {
			t.Fatal(err)
		}
		return e, u
	}
	e, u := next()
	var m corev1.ConfigMap
	if err := m.Unmarshal(u.Raw); err != nil || e.Type != "BOOKMARK" || u.Kind != "ConfigMap" || m.ResourceVersion != "42" || m.Annotations[metav1.InitialEventsAnnotationKey] != "true" {
		t.Errorf("%+v %+v %+v %v", e.Type, u.TypeMeta, m, err)
	}
	e, u = next()
	var s metav1.Status
	if err := s.Unmarshal(u.Raw); err != nil || e.Type != "ERROR" || s.Code != 410 || len(data) != 0 {
		t.Errorf("%+v %+v %v", e.Type, s, err)
	}
}

func TestParseAcceptKeepsTheOrderOfEquals(t *testing.T) {
	var got []string
	for _, c := range parseAccept("*/*, a/*, a/b;q=0.5, c/d; x=1 ;q=1") {
		got = append(got, c.kind+"/"+c.sub)
	}
	if !slices.Equal(got, []string{"c/d", "a/*", "*/*", "a/b"}) {
		t.Error(got)
	}
}

func newPod() api.Object { return core.Pods.New() }

func FuzzDecodeBody(f *testing.F) {
	f.Add([]byte(`{"kind":"Pod","apiVersion":"v1","metadata":{"name":"a","name":"b"},"x":1}`), uint8(formatJSON))
	f.Add([]byte("kind: Pod\nx: 1\nx: 2\n"), uint8(formatYAML))
	f.Add([]byte("k8s\x00\n\t\n\x02v1\x12\x03Pod\x12\x00"), uint8(formatProtobuf))
	f.Fuzz(func(t *testing.T, data []byte, kind uint8) {
		for _, strict := range []bool{false, true} {
			o, _, err := decodeBody(data, format(kind%3), core.Pods.GVK(), newPod, strict)
			if err == nil && o.GetObjectKind().GroupVersionKind() != core.Pods.GVK() {
				t.Errorf("a body of another kind passes: %v", o.GetObjectKind().GroupVersionKind())
			}
			if err != nil && !apierrors.IsBadRequest(err) {
				t.Errorf("%v is no 400", err)
			}
		}
		_ = decodeDeleteOptions(data, format(kind%3), &metav1.DeleteOptions{})
	})
}

func FuzzRequests(f *testing.F) {
	f.Add("/api/v1/namespaces/a/pods/b/exec?watch=1", "application/json;as=Table;q=0.1,*/*")
	f.Fuzz(func(t *testing.T, path, accept string) {
		r := httptest.NewRequest("GET", "/", nil)
		r.URL.Path = path
		r.Header.Set("Accept", accept)
		i := parseInfo(r)
		_ = i.selectedName()
		_, _ = negotiate(r, accepts{shapes: true})
	})
}
