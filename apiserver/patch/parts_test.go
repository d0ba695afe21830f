package patch

import (
	"encoding/json"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/strategicpatch"

	"github.com/skiff-k8s/skiff/api"
)

func fullPod() *corev1.Pod {
	p := pod()
	p.Annotations = map[string]string{"note": "x"}
	p.Spec.NodeName = "n"
	p.Spec.Containers = append(p.Spec.Containers, corev1.Container{
		Name: "d", Image: "j", Ports: []corev1.ContainerPort{{ContainerPort: 80}},
		Resources: corev1.ResourceRequirements{Limits: corev1.ResourceList{"cpu": resource.MustParse("100m")}},
	})
	p.Status = corev1.PodStatus{
		Phase:      corev1.PodPending,
		Conditions: []corev1.PodCondition{{Type: "Ready", Status: "False"}, {Type: "PodScheduled", Status: "True"}},
	}
	return p
}

// TestPartsMakeTheSame compares with the library's patch of the whole document.
func TestPartsMakeTheSame(t *testing.T) {
	secret := &corev1.Secret{Data: map[string][]byte{"a": []byte("x")}, Type: "Opaque"}
	secret.Name = "s"
	account := &corev1.ServiceAccount{Secrets: []corev1.ObjectReference{{Name: "a"}, {Name: "b"}}}
	account.Name = "sa"
	for _, tt := range []struct {
		name  string
		old   api.Object
		empty func() api.Object
		patch string
	}{
		{"status", fullPod(), newPod, `{"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}}`},
		{"metadata and status", fullPod(), newPod, `{"metadata":{"labels":{"a":null,"z":"9"}},"status":{"podIP":"10.0.0.1"}}`},
		{"spec", fullPod(), newPod, `{"spec":{"containers":[{"name":"d","image":"k"},{"name":"c","$patch":"delete"}]}}`},
		{"a part taken away", fullPod(), newPod, `{"status":null}`},
		{"a part replaced", fullPod(), newPod, `{"status":{"$patch":"replace","phase":"Failed"}}`},
		{"nothing", fullPod(), newPod, `{}`},
		{"the kind it has", fullPod(), newPod, `{"apiVersion":"v1","kind":"Pod","spec":{"hostname":"h"}}`},
		{"a directive at the top", fullPod(), newPod, `{"$patch":"replace","metadata":{"name":"p"},"spec":{"containers":[{"name":"e","image":"l"}]}}`},
		{"data at the top", secret, func() api.Object { return &corev1.Secret{} }, `{"data":{"a":null,"b":"eQ=="}}`},
		{"a list at the top", account, func() api.Object { return &corev1.ServiceAccount{} }, `{"secrets":[{"name":"c"}]}`},
		{"an order at the top", account, func() api.Object { return &corev1.ServiceAccount{} }, `{"$setElementOrder/secrets":[{"name":"b"},{"name":"a"}],"secrets":[{"name":"a"}]}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before := tt.old.DeepCopyObject()
			p := Patch{Type: types.StrategicMergePatchType, Data: []byte(tt.patch), Kind: podKind, New: tt.empty}
			if _, isPod := tt.old.(*corev1.Pod); !isPod {
				p.Kind.Kind = "" // not compared here
			}
			got, err := p.Apply(tt.old)
			if err != nil {
				t.Fatal(err)
			}
			doc, err := json.Marshal(tt.old)
			if err != nil {
				t.Fatal(err)
			}
			patched, err := strategicpatch.StrategicMergePatch(doc, []byte(tt.patch), tt.empty())
			if err != nil {
				t.Fatal(err)
			}
			want := tt.empty()
			if err := json.Unmarshal(patched, want); err != nil {
				t.Fatal(err)
			}
			want.GetObjectKind().SetGroupVersionKind(got.GetObjectKind().GroupVersionKind())
			if !equality.Semantic.DeepEqual(got, want) {
				t.Errorf("got %+v\nwant %+v", got, want)
			}
			if !equality.Semantic.DeepEqual(tt.old, before) {
				t.Error("the old object was changed")
			}
		})
	}
}

// TestPartsAreOfTheirOwn changes what the patch made and looks at the old object.
func TestPartsAreOfTheirOwn(t *testing.T) {
	old := fullPod()
	p := Patch{Type: types.StrategicMergePatchType, Data: []byte(`{"status":{"phase":"Running"}}`), Kind: podKind, New: newPod}
	o, err := p.Apply(old)
	if err != nil {
		t.Fatal(err)
	}
	got := o.(*corev1.Pod)
	got.Spec.Containers[0].Image = "changed"
	got.Labels["a"] = "changed"
	got.Status.Conditions[0].Reason = "changed"
	if !equality.Semantic.DeepEqual(old, fullPod()) {
		t.Error("the new object shares memory with the old one")
	}
}

func BenchmarkStatusPatch(b *testing.B) {
	old := fullPod()
	p := Patch{Type: types.StrategicMergePatchType, Data: []byte(`{"status":{"phase":"Running"}}`), Kind: podKind, New: newPod}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.Apply(old); err != nil {
			b.Fatal(err)
		}
	}
}

func TestPatchOfTheWrongForm(t *testing.T) {
	old := fullPod()
	old.Status.PodIPs = []corev1.PodIP{{IP: "10.0.0.1"}}
	p := Patch{
		Type: types.StrategicMergePatchType, Kind: podKind, New: newPod,
		Data: []byte(`{"status":{"podIPs":[{"ip":{"a":[null]}}]}}`),
	}
	if _, err := p.Apply(old); !apierrors.IsBadRequest(err) {
		t.Errorf("got %v, want a bad request", err)
	}
}
