package patch

import (
	"encoding/json"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api"
)

var podKind = schema.GroupVersionKind{Version: "v1", Kind: "Pod"}

func pod() *corev1.Pod {
	return &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Name: "p", Labels: map[string]string{"a": "1"}},
		Spec:       corev1.PodSpec{Containers: []corev1.Container{{Name: "c", Image: "i"}}},
	}
}

func newPod() api.Object { return &corev1.Pod{} }

func TestApplyLeavesTheOldObjectAlone(t *testing.T) {
	for _, kind := range []types.PatchType{types.MergePatchType, types.StrategicMergePatchType} {
		old := pod()
		p := Patch{Type: kind, Data: []byte(`{"metadata":{"labels":{"a":"2","b":"3"}}}`), Kind: podKind, New: newPod}
		got, err := p.Apply(old)
		if err != nil {
			t.Fatal(err)
		}
		if got.GetLabels()["a"] != "2" || got.GetLabels()["b"] != "3" || old.Labels["a"] != "1" || len(old.Labels) != 1 {
			t.Errorf("%s made %v of %v", kind, got.GetLabels(), old.Labels)
		}
	}
}

func TestCustomResourcesTakeNoStrategicPatch(t *testing.T) {
	widget := &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "example.com/v1", "kind": "Widget", "metadata": map[string]any{"name": "w"}, "spec": map[string]any{"size": int64(1)},
	}}
	p := Patch{
		Type: types.MergePatchType, Data: []byte(`{"spec":{"size":2}}`),
		Kind: schema.GroupVersionKind{Group: "example.com", Version: "v1", Kind: "Widget"},
		New:  func() api.Object { return &unstructured.Unstructured{} },
	}
	got, err := p.Apply(widget)
	if err != nil {
		t.Fatal(err)
	}
	if size, _, _ := unstructured.NestedInt64(got.(*unstructured.Unstructured).Object, "spec", "size"); size != 2 {
		t.Errorf("size %d", size)
	}
	p.Type = types.StrategicMergePatchType
	if _, err := p.Apply(widget); !apierrors.IsUnsupportedMediaType(err) {
		t.Errorf("strategic patch: %v", err)
	}
}

func TestCopiesAreBounded(t *testing.T) {
	old := pod()
	old.Annotations = map[string]string{"a": strings.Repeat("x", 1<<16)}
	ops := strings.Repeat(`{"op":"copy","from":"/metadata/annotations/a","path":"/metadata/annotations/b"},`, 100)
	p := Patch{Type: types.JSONPatchType, Data: []byte("[" + strings.TrimSuffix(ops, ",") + "]"), Kind: podKind, New: newPod}
	if _, err := p.Apply(old); err == nil {
		t.Error("copies of 6 MiB were made")
	}
}

// FuzzApply checks that no patch panics, and that what comes out can be encoded
// and is still a pod.
func FuzzApply(f *testing.F) {
	for _, seed := range []string{
		`{"metadata":{"labels":{"a":null}}}`,
		`{"spec":{"containers":[{"name":"d","image":"b"},{"$patch":"delete","name":"c"}]}}`,
		`{"spec":{"$setElementOrder/containers":[{"name":"c"}],"containers":[{"name":"c","$retainKeys":["name"]}]}}`,
		`{"metadata":{"finalizers":["x"],"$deleteFromPrimitiveList/finalizers":["x"]}}`,
		`[{"op":"add","path":"/metadata/labels/x","value":"y"},{"op":"test","path":"/spec","value":null}]`,
		`[{"op":"move","from":"/spec","path":"/spec/containers/0"}]`,
		`{"$patch":"replace","spec":{}}`,
		`[{"op":"replace","path":""}]`,
		`[{"op":"test","path":""}]`,
		`[{"op":"add","path":""}]`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data string) {
		for _, kind := range []types.PatchType{types.JSONPatchType, types.MergePatchType, types.StrategicMergePatchType} {
			p := Patch{Type: kind, Data: []byte(data), Kind: podKind, New: newPod}
			got, err := p.Apply(pod())
			if err != nil {
				continue
			}
			if _, ok := got.(*corev1.Pod); !ok {
				t.Errorf("%s made a %T", kind, got)
			}
			if _, err := json.Marshal(got); err != nil {
				t.Errorf("%s made what cannot be encoded: %v", kind, err)
			}
		}
	})
}
