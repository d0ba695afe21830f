package rest_test

import (
	"strings"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api/apps"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/apiserver/rest"
	"github.com/skiff-k8s/skiff/store"
	"github.com/skiff-k8s/skiff/trace"
)

func TestPatchKinds(t *testing.T) {
	for name, test := range map[string]struct {
		kind  types.PatchType
		patch string
		want  string // the images after it
	}{
		"json":             {types.JSONPatchType, `[{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"b"}]`, "c=b"},
		"merge replaces":   {types.MergePatchType, `{"spec":{"template":{"spec":{"containers":[{"name":"d","image":"b"}]}}}}`, "d=b"},
		"strategic merges": {types.StrategicMergePatchType, `{"spec":{"template":{"spec":{"containers":[{"name":"d","image":"b"}]}}}}`, "d=b c=nginx"},
		"strategic deletes": {types.StrategicMergePatchType,
			`{"spec":{"template":{"spec":{"containers":[{"name":"d","image":"b"},{"$patch":"delete","name":"c"}]}}}}`, "d=b"},
		"with its kind": {types.StrategicMergePatchType,
			`{"apiVersion":"apps/v1","kind":"Deployment","spec":{"template":{"spec":{"containers":[{"name":"c","image":"b"}]}}}}`, "c=b"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, rest.Options{})
			w.create(apps.Deployments, "default", deployment("d"))
			result := must[rest.Result](w)(w.Patch(t.Context(), request("patch", apps.Deployments, "default", "d"), rest.Patch{Type: test.kind, Data: []byte(test.patch)}))
			d := result.Object.(*appsv1.Deployment)
			var images []string
			for _, c := range d.Spec.Template.Spec.Containers {
				images = append(images, c.Name+"="+c.Image)
			}
			if got := strings.Join(images, " "); got != test.want {
				t.Errorf("images %q, want %q", got, test.want)
			}
			if d.Generation != 2 || d.TypeMeta.Kind != "" {
				t.Errorf("generation %d, type %+v", d.Generation, d.TypeMeta)
			}
		})
	}
}

func TestPatchRefuses(t *testing.T) {
	w := newWorld(t, rest.Options{})
	w.create(core.ConfigMaps, "default", configMap("c", "1"))
	before := w.Cache().Revision()
	for name, test := range map[string]struct {
		kind  types.PatchType
		patch string
		is    func(error) bool
		says  string
	}{
		"no json":           {types.MergePatchType, `{`, apierrors.IsBadRequest, ""},
		"no patch":          {types.JSONPatchType, `{"op":"add"}`, apierrors.IsBadRequest, ""},
		"missing path":      {types.JSONPatchType, `[{"op":"remove","path":"/none"}]`, isUnprocessable, "rejected our request"},
		"failed test":       {types.JSONPatchType, `[{"op":"test","path":"/data/k0","value":"2"}]`, isUnprocessable, "rejected our request"},
		"too many":          {types.JSONPatchType, "[" + strings.Repeat(`{"op":"test","path":"/kind","value":"ConfigMap"},`, 10000) + `{"op":"test","path":"/kind","value":"ConfigMap"}]`, apierrors.IsRequestEntityTooLargeError, "10000, got 10001"},
		"wrong type":        {types.MergePatchType, `{"data":{"k0":1}}`, apierrors.IsInvalid, "cannot unmarshal number"},
		"strategic type":    {types.StrategicMergePatchType, `{"data":{"k0":1}}`, apierrors.IsInvalid, ""},
		"unknown field":     {types.MergePatchType, `{"spec":{}}`, apierrors.IsInvalid, `unknown field "spec"`},
		"repeated field":    {types.MergePatchType, `{"data":{"a":"1","a":"2"}}`, apierrors.IsInvalid, `duplicate field "data.a"`},
		"strategic unknown": {types.StrategicMergePatchType, `{"spec":{"a":1}}`, apierrors.IsInvalid, `unknown field "spec"`},
		"name":              {types.MergePatchType, `{"metadata":{"name":"d"}}`, apierrors.IsBadRequest, "does not match the name on the URL"},
		"kind":              {types.MergePatchType, `{"kind":"Secret"}`, apierrors.IsInvalid, ""},
		"uid":               {types.MergePatchType, `{"metadata":{"uid":"other"}}`, apierrors.IsInvalid, "field is immutable"},
		"stale":             {types.MergePatchType, `{"metadata":{"resourceVersion":"1"}}`, apierrors.IsConflict, "has been modified"},
		"other kind":        {types.PatchType("text/plain"), `x`, apierrors.IsUnsupportedMediaType, "accepted media types"},
		"invalid result":    {types.MergePatchType, `{"metadata":{"labels":{"a b":"x"}}}`, apierrors.IsInvalid, "metadata.labels"},
	} {
		t.Run(name, func(t *testing.T) {
			req := request("patch", core.ConfigMaps, "default", "c")
			req.FieldValidation = "Strict"
			_, err := w.Patch(t.Context(), req, rest.Patch{Type: test.kind, Data: []byte(test.patch)})
			if err == nil || !test.is(err) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("error %v, want one that says %q", err, test.says)
			}
		})
	}
	if now := w.Cache().Revision(); now != before {
		t.Errorf("revision went from %d to %d", before, now)
	}
}

func isUnprocessable(err error) bool {
	status, ok := err.(apierrors.APIStatus)
	return ok && status.Status().Code == 422
}

func TestPatchWarnsOfUnknownFields(t *testing.T) {
	w := newWorld(t, rest.Options{})
	w.create(core.ConfigMaps, "default", configMap("c", "1"))
	var warnings []string
	req := request("patch", core.ConfigMaps, "default", "c")
	req.Warn = func(text string) { warnings = append(warnings, text) }
	result := must[rest.Result](w)(w.Patch(t.Context(), req, rest.Patch{Type: types.MergePatchType, Data: []byte(`{"spec":{},"data":{"a":"b"}}`)}))
	if len(warnings) != 1 || warnings[0] != `unknown field "spec"` || result.Object.(*corev1.ConfigMap).Data["a"] != "b" {
		t.Errorf("warnings %q, result %+v", warnings, result.Object)
	}
}

func TestEveryWriteIsRecorded(t *testing.T) {
	w := newWorld(t, rest.Options{})
	ctx := trace.With(t.Context(), trace.Cause{Actor: "test", Parents: []int64{3}, Reason: "because"})
	created, err := w.Create(ctx, request("create", core.Pods, "default", ""), pod("p"))
	if err != nil {
		t.Fatal(err)
	}
	w.delete(core.Pods, "default", "p", nil)
	var records []trace.Record
	err = w.store.Notes(t.Context(), 0, func(n store.Note) bool {
		r, err := trace.DecodeRecord(n.Revision, n.Data)
		if err != nil {
			t.Error(err)
		}
		records = append(records, r)
		return true
	})
	if err != nil || len(records) != 2 {
		t.Fatalf("%d records, %v", len(records), err)
	}
	r := records[0]
	if r.Revision != created.Entry.Revision() || r.User != "admin" || r.Client != "kubectl/v1.36.3" || r.Verb != "create" ||
		r.Resource != "pods" || r.Namespace != "default" || r.Name != "p" || r.UID != string(created.Object.GetUID()) ||
		r.Cause.Actor != "test" || r.Cause.Reason != "because" || len(r.Cause.Parents) != 1 {
		t.Errorf("record %+v", r)
	}
	if records[1].Verb != "delete" {
		t.Errorf("record %+v", records[1])
	}
}
