package conversion

import (
	"context"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/webhook"
)

func car(version, name string) *unstructured.Unstructured {
	return &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "example.com/" + version, "kind": "Car",
		"metadata": map[string]any{"name": name, "uid": "u-" + name, "resourceVersion": "5", "labels": map[string]any{"a": "b"}},
	}}
}

// hook is a conversion webhook; answer makes its answer of what it was asked.
func hook(t *testing.T, versions []string, answer func(request map[string]any) any) (Converter, *atomic.Int32) {
	t.Helper()
	var calls atomic.Int32
	s := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls.Add(1)
		var review map[string]any
		if err := json.NewDecoder(r.Body).Decode(&review); err != nil {
			t.Error(err)
		}
		request := review["request"].(map[string]any)
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{
			"apiVersion": review["apiVersion"], "kind": review["kind"], "response": answer(request),
		})
	}))
	t.Cleanup(s.Close)
	d := &apiextensionsv1.CustomResourceDefinition{}
	d.Name, d.Spec.Group = "cars.example.com", "example.com"
	for _, v := range []string{"v1", "v2"} {
		d.Spec.Versions = append(d.Spec.Versions, apiextensionsv1.CustomResourceDefinitionVersion{Name: v})
	}
	d.Spec.Conversion = &apiextensionsv1.CustomResourceConversion{
		Strategy: apiextensionsv1.WebhookConverter,
		Webhook: &apiextensionsv1.WebhookConversion{
			ConversionReviewVersions: versions,
			ClientConfig: &apiextensionsv1.WebhookClientConfig{
				URL: &s.URL, CABundle: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw}),
			},
		},
	}
	return New(d, webhook.New(webhook.Options{Types: Types, Versions: Versions})), &calls
}

// converted answers as a good webhook does, after change has had its way with
// each object.
func converted(change func(o map[string]any)) func(map[string]any) any {
	return func(request map[string]any) any {
		objects := request["objects"].([]any)
		for _, o := range objects {
			m := o.(map[string]any)
			m["apiVersion"] = request["desiredAPIVersion"]
			if change != nil {
				change(m)
			}
		}
		return map[string]any{"uid": request["uid"], "convertedObjects": objects, "result": map[string]any{"status": "Success"}}
	}
}

func TestRename(t *testing.T) {
	c := New(&apiextensionsv1.CustomResourceDefinition{}, nil)
	in := []api.Object{car("v1", "a"), car("v2", "b")}
	out, err := c.Convert(context.Background(), in, "example.com/v2")
	if err != nil {
		t.Fatal(err)
	}
	if versionOf(out[0]) != "example.com/v2" || versionOf(in[0]) != "example.com/v1" {
		t.Error("the version was not set on a copy")
	}
	if out[1] != in[1] {
		t.Error("what is of the version already was copied")
	}
}

func TestWebhook(t *testing.T) {
	for _, versions := range [][]string{{"v1"}, {"v1beta1"}, {"v9", "v1beta1", "v1"}} {
		c, calls := hook(t, versions, converted(func(o map[string]any) {
			o["seen"] = true
			meta := o["metadata"].(map[string]any)
			meta["labels"] = map[string]any{"c": "d"}
			meta["resourceVersion"] = "mine now"
		}))
		in := []api.Object{car("v2", "a"), car("v1", "b"), car("v1", "c")}
		for range 2 { // the second time it is known
			out, err := c.Convert(context.Background(), in, "example.com/v2")
			if err != nil {
				t.Fatal(versions, err)
			}
			if out[0] != in[0] {
				t.Error("what is of the version already was converted")
			}
			got := out[2].(*unstructured.Unstructured)
			if got.GetName() != "c" || got.Object["seen"] != true || got.GetLabels()["c"] != "d" || got.GetResourceVersion() != "5" {
				t.Errorf("%v", got.Object)
			}
		}
		if calls.Load() != 1 {
			t.Errorf("asked %d times", calls.Load())
		}
	}
}

func TestWebhookIsNotBelieved(t *testing.T) {
	const about = "conversion webhook for example.com/v1, Kind=Car "
	response := func(change func(map[string]any)) func(map[string]any) any {
		return func(request map[string]any) any {
			r := converted(nil)(request).(map[string]any)
			change(r)
			return r
		}
	}
	for name, tt := range map[string]struct {
		answer func(map[string]any) any
		want   string
	}{
		"refuses":            {response(func(r map[string]any) { r["result"] = map[string]any{"status": "Failure", "message": "no way"} }), about + "failed: no way"},
		"refuses in silence": {response(func(r map[string]any) { r["result"] = map[string]any{"status": "Failure"} }), "response.result.status was 'Failure', not 'Success'"},
		"answers another":    {response(func(r map[string]any) { r["uid"] = "other" }), `got "other"`},
		"loses an object":    {response(func(r map[string]any) { r["convertedObjects"] = []any{} }), about + "returned 0 objects, expected 1"},
		"no answer":          {func(map[string]any) any { return nil }, "no response provided"},
		"another version":    {converted(func(o map[string]any) { o["apiVersion"] = "example.com/v7" }), "invalid groupVersion (expected example.com/v2, received example.com/v7)"},
		"another kind":       {converted(func(o map[string]any) { o["kind"] = "Bus" }), "invalid kind (expected Car, received Bus)"},
		"another name":       {converted(func(o map[string]any) { o["metadata"].(map[string]any)["name"] = "b" }), "must have the same name: a != b"},
		"another uid":        {converted(func(o map[string]any) { o["metadata"].(map[string]any)["uid"] = "x" }), "must have the same UID"},
		"no metadata":        {converted(func(o map[string]any) { delete(o, "metadata") }), "must have the same name"},
		"bad labels": {converted(func(o map[string]any) {
			o["metadata"].(map[string]any)["labels"] = map[string]any{"a": "b c"}
		}), "metadata.labels"},
		"labels that are numbers": {converted(func(o map[string]any) {
			o["metadata"].(map[string]any)["labels"] = map[string]any{"a": 1}
		}), "must be a string"},
	} {
		t.Run(name, func(t *testing.T) {
			c, _ := hook(t, []string{"v1"}, tt.answer)
			_, err := c.Convert(context.Background(), []api.Object{car("v1", "a")}, "example.com/v2")
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestVersionsThatAreNot(t *testing.T) {
	c, calls := hook(t, []string{"v1"}, converted(nil))
	for from, to := range map[string]string{"v1": "v9", "v8": "v1"} {
		if _, err := c.Convert(context.Background(), []api.Object{car(from, "a")}, "example.com/"+to); err == nil || !strings.Contains(err.Error(), "invalid group/version") {
			t.Errorf("%s to %s: %v", from, to, err)
		}
	}
	if calls.Load() != 0 {
		t.Error("the webhook was asked")
	}
}

func TestRecentIsBounded(t *testing.T) {
	now := time.Unix(0, 0)
	r := newRecent(func() time.Time { return now })
	for i := range 3 * maxRecent {
		o := car("v1", fmt.Sprint(i))
		r.put(o, "v2", o)
	}
	if len(r.known) != maxRecent || len(r.order) != maxRecent {
		t.Errorf("%d known, %d in order", len(r.known), len(r.order))
	}
	last := car("v1", fmt.Sprint(3*maxRecent-1))
	if r.get(last, "v2") == nil || r.get(car("v1", "0"), "v2") != nil {
		t.Error("not the newest were kept")
	}
	now = now.Add(keepRecent)
	if r.get(last, "v2") != nil {
		t.Error("kept for too long")
	}
}
