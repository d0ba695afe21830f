package endpoints

import (
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"

	"github.com/skiff-k8s/skiff/api/all"
	"github.com/skiff-k8s/skiff/api/core"
)

// FuzzDecodeKinds sends a body to each kind by turns: whatever is accepted can be
// encoded in every format, and read again as the same kind.
func FuzzDecodeKinds(f *testing.F) {
	resources := all.Catalog().Resources()
	f.Add([]byte(`{"metadata":{"name":"a"},"spec":{"replicas":1}}`), uint8(formatJSON), uint8(0))
	f.Add([]byte("spec:\n  rules: [{host: a, http: {paths: []}}]\n"), uint8(formatYAML), uint8(20))
	f.Add([]byte("k8s\x00\n\x0f\n\x07apps/v1\x12\x04Pods\x12\x02\x0a\x00"), uint8(formatProtobuf), uint8(40))
	f.Fuzz(func(t *testing.T, data []byte, kind, which uint8) {
		r := resources[int(which)%len(resources)]
		o, _, err := decodeBody(data, format(kind%3), r.GVK(), r.New, false)
		if err != nil {
			return
		}
		if r.Default != nil {
			r.Default(o)
		}
		for _, out := range []format{formatJSON, formatYAML, formatProtobuf} {
			encoded, err := encodeObject(nil, output{format: out}, r.GVK(), o)
			if err != nil {
				t.Fatalf("%s: what was accepted cannot be encoded: %v", r.Name, err)
			}
			again, _, err := decodeBody(encoded, out, r.GVK(), r.New, false)
			if err != nil {
				t.Fatalf("%s: what was encoded cannot be read: %v\n%s", r.Name, err, encoded)
			}
			if again.GetName() != o.GetName() && out != formatJSON && out != formatYAML {
				t.Fatalf("%s: the name was %q and is %q", r.Name, o.GetName(), again.GetName())
			}
		}
	})
}

// FuzzOptions reads query parameters of every verb: they are understood or refused
// with 400 or 422, and selectors mean the same when they are written down and read
// again.
func FuzzOptions(f *testing.F) {
	for _, seed := range []string{
		"labelSelector=a%3Db,c+in+(d,e),!f&fieldSelector=metadata.name%3Dx,spec.nodeName!%3Dy",
		"limit=-1&continue=abc&resourceVersion=0&resourceVersionMatch=Exact",
		"watch=1&sendInitialEvents=true&allowWatchBookmarks=1&timeoutSeconds=9999999999999999999",
		"dryRun=All&fieldManager=" + strings.Repeat("x", 130) + "&fieldValidation=Strict&force=maybe",
		"pretty=1&exact&export=%zz",
		"labelSelector=a>1,b<-9223372036854775808&fieldSelector=a\\,b=c\\=d",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		values, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		i := &info{query: values, watch: values.Get("watch") != ""}
		check := func(err error) {
			if err != nil && !apierrors.IsBadRequest(err) && !apierrors.IsInvalid(err) {
				t.Errorf("%v is neither 400 nor 422", err)
			}
		}
		o, err := readListOptions(i, core.Pods)
		check(err)
		if o.labels != nil {
			again, err := labels.Parse(o.labels.String())
			if err != nil || again.String() != o.labels.String() {
				t.Errorf("%q is read as %v, %v", o.labels, again, err)
			}
			o.labels.Matches(labels.Set{"a": "b", "c": "1"})
		}
		if o.fields != nil {
			o.fields.Matches(core.Pods.Fields(core.Pods.New()))
		}
		_, err = readGetOptions(values)
		check(err)
		_, err = readCreateOptions(values)
		check(err)
		_, err = readUpdateOptions(values)
		check(err)
	})
}

// FuzzAccept negotiates the form of answers, tables too: what comes out is a form
// that can be answered in, or an error.
func FuzzAccept(f *testing.F) {
	for _, seed := range []string{
		"application/json;as=Table;v=v1;g=meta.k8s.io,application/json",
		"application/vnd.kubernetes.protobuf;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1;q=0.5, */*;q=0",
		"application/yaml;stream=watch; charset=\"utf-8\"", ";;;=,,", "text/*;q=1.0000000000000001",
	} {
		f.Add(seed, "application/json; charset=utf-8")
	}
	f.Fuzz(func(t *testing.T, accept, contentType string) {
		r := httptest.NewRequest("POST", "/", nil)
		r.Header["Accept"] = []string{accept}
		r.Header["Content-Type"] = []string{contentType}
		for _, can := range []accepts{{}, {shapes: true}} {
			out, err := negotiate(r, can)
			if err == nil && out.contentType() == "" {
				t.Errorf("%q is answered in no type", accept)
			}
			_, _ = inputFormat(r, can)
		}
		_ = wantsPretty(r)
	})
}

// FuzzPaths takes requests apart, with impersonation.
func FuzzPaths(f *testing.F) {
	f.Add("GET", "/apis/apps/v1/namespaces/a/deployments/b/scale?watch=true", "Impersonate-Extra-a%2Fb")
	f.Add("DELETE", "/api/v1/watch/namespaces//pods", "impersonate-user")
	f.Fuzz(func(t *testing.T, method, target, header string) {
		u, err := url.ParseRequestURI(target)
		if err != nil {
			return
		}
		r := httptest.NewRequest("GET", "/", nil)
		r.Method, r.URL = method, u
		r.Header[header] = []string{"x"}
		i := parseInfo(r)
		_, _ = i.prefix(), i.selectedName()
		_ = impersonatedExtra(r.Header)
	})
}

// FuzzDeleteOptions reads the bodies of deletes.
func FuzzDeleteOptions(f *testing.F) {
	f.Add([]byte(`{"kind":"DeleteOptions","apiVersion":"v1","gracePeriodSeconds":-1,"propagationPolicy":"Sideways"}`), uint8(formatJSON))
	f.Add([]byte("preconditions: {uid: a}\norphanDependents: true\n"), uint8(formatYAML))
	f.Add([]byte("k8s\x00\n\x14\n\x02v1\x12\rDeleteOptions\x12\x02\x08\x01"), uint8(formatProtobuf))
	f.Fuzz(func(t *testing.T, data []byte, kind uint8) {
		if err := decodeDeleteOptions(data, format(kind%3), &metav1.DeleteOptions{}); err != nil && !apierrors.IsBadRequest(err) {
			t.Errorf("%v is no 400", err)
		}
	})
}
