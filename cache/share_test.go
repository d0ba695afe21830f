package cache

import (
	"math/rand/v2"
	"reflect"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	"sigs.k8s.io/randfill"

	"github.com/skiff-k8s/skiff/api"
)

// reread encodes o and reads it back, as everything in the cache was.
func reread(t *testing.T, o api.Object) (api.Object, []byte) {
	t.Helper()
	raw, err := appendMessage(nil, o)
	if err != nil {
		t.Fatal(err)
	}
	return read(t, o, raw), raw
}

func read(t *testing.T, like api.Object, raw []byte) api.Object {
	t.Helper()
	o := empty(like)
	if err := o.(protobuf).Unmarshal(raw); err != nil {
		t.Fatal(err)
	}
	return o
}

func empty(like api.Object) api.Object {
	return reflect.New(reflect.TypeOf(like).Elem()).Interface().(api.Object)
}

// vary changes some of the fields of o, and of the fields of those, to those of other.
func vary(r *rand.Rand, o, other reflect.Value, depth int) {
	for i := range o.NumField() {
		switch {
		case !o.Field(i).CanSet():
		case r.IntN(3) == 0:
			o.Field(i).Set(other.Field(i))
		case depth > 0 && o.Field(i).Kind() == reflect.Struct:
			vary(r, o.Field(i), other.Field(i), depth-1)
		}
	}
}

func TestTakingOverReadsTheSame(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	fill := randfill.NewWithSeed(1).NilChance(0.5).NumElements(0, 3).MaxDepth(6)
	for _, kind := range []api.Object{&corev1.Pod{}, &corev1.Node{}, &corev1.Secret{}, &corev1.Event{}, &appsv1.Deployment{}, &batchv1.Job{}, &rbacv1.ClusterRole{}} {
		for range 100 {
			before, other := empty(kind), empty(kind)
			fill.Fill(before)
			fill.Fill(other)
			after := before.DeepCopyObject().(api.Object)
			vary(r, reflect.ValueOf(after).Elem(), reflect.ValueOf(other).Elem(), 2)
			for _, o := range []api.Object{before, after} {
				o.SetResourceVersion("")
			}
			old, was := reread(t, before)
			want, raw := reread(t, after)
			old.SetResourceVersion("7")
			got := empty(kind)
			if err := unmarshalBeside(got, raw, old, was); err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("%T: read beside an older state\n%+v\nand alone\n%+v", kind, got, want)
			}
		}
	}
}

func TestUnchangedPartsAreShared(t *testing.T) {
	old := &corev1.Pod{}
	old.Name, old.Labels = "x", map[string]string{"a": "b"}
	old.Spec.Containers = []corev1.Container{{Name: "c"}}
	after := old.DeepCopy()
	after.Labels["a"] = "c"
	after.Annotations = map[string]string{"new": "one"}
	before, was := reread(t, old)
	_, raw := reread(t, after)
	got := &corev1.Pod{}
	if err := unmarshalBeside(got, raw, before, was); err != nil {
		t.Fatal(err)
	}
	if &got.Spec.Containers[0] != &before.(*corev1.Pod).Spec.Containers[0] {
		t.Error("an unchanged spec was read again")
	}
	if got.Labels["a"] != "c" || got.Annotations["new"] != "one" || before.GetLabels()["a"] != "b" {
		t.Errorf("labels %v and %v", got.Labels, before.GetLabels())
	}
}

// FuzzUnmarshalBeside checks that no pair of messages is read otherwise than alone.
func FuzzUnmarshalBeside(f *testing.F) {
	pod := &corev1.Pod{}
	pod.Name, pod.Spec.NodeName = "x", "n"
	raw, err := pod.Marshal()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw, raw)
	f.Add(raw, raw[:len(raw)-3])
	f.Add([]byte{0x0a, 0, 0x0a, 2, 0x0a, 0}, raw)
	f.Fuzz(func(t *testing.T, raw, before []byte) {
		old, want, got := &corev1.Pod{}, &corev1.Pod{}, &corev1.Pod{}
		if old.Unmarshal(before) != nil {
			return
		}
		wantErr := want.Unmarshal(raw)
		want.ResourceVersion = ""
		err := unmarshalBeside(got, raw, old, before)
		got.ResourceVersion = ""
		if (err == nil) != (wantErr == nil) || err == nil && !reflect.DeepEqual(got, want) {
			t.Errorf("read beside %x as %+v, %v, and alone as %+v, %v", before, got, err, want, wantErr)
		}
	})
}
