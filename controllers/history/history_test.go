package history

import (
	"bytes"
	"fmt"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/apps"
)

func template(image string) *corev1.PodTemplateSpec {
	return &corev1.PodTemplateSpec{
		ObjectMeta: metav1.ObjectMeta{Labels: map[string]string{"app": "a"}},
		Spec:       corev1.PodSpec{Containers: []corev1.Container{{Name: "c", Image: image}}},
	}
}

func revision(t *testing.T, image string, number int64) *appsv1.ControllerRevision {
	t.Helper()
	set := &appsv1.DaemonSet{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "agent", UID: "1"}}
	r, err := newRevision(Owner{Object: set, Resource: apps.DaemonSets, Template: template(image), HashLabel: "hash"}, number)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestARevisionBringsItsTemplateBack(t *testing.T) {
	r := revision(t, "v1", 1)
	want := `{"spec":{"template":{"$patch":"replace","metadata":{"labels":{"app":"a"}},"spec":{"containers":[{"image":"v1","name":"c","resources":{}}]}}}}`
	if string(r.Data.Raw) != want {
		t.Errorf("data %s, want %s", r.Data.Raw, want)
	}
	back, err := Template(r)
	if err != nil || back.Spec.Containers[0].Image != "v1" {
		t.Errorf("template %v, %v", back, err)
	}
	if r.Name != "agent-"+r.Labels["hash"] || r.Labels["app"] != "a" || len(r.OwnerReferences) != 1 {
		t.Errorf("revision %+v", r.ObjectMeta)
	}
	if again := revision(t, "v1", 7); again.Name != r.Name {
		t.Errorf("the same template is %s and %s", r.Name, again.Name)
	}
	if other := revision(t, "v2", 1); other.Name == r.Name {
		t.Error("another template has the same name")
	}
}

func TestSort(t *testing.T) {
	one, two, three := revision(t, "v1", 1), revision(t, "v2", 2), revision(t, "v3", 3)
	// The same as the first, by another hand.
	adopted := revision(t, "v1", 4)
	adopted.Name, adopted.Data.Raw = "adopted", bytes.Replace(adopted.Data.Raw, []byte(`,"resources":{}`), []byte(` `), 1)
	s, err := Sort([]*appsv1.ControllerRevision{three, adopted, one, two}, template("v1"))
	if err != nil || s.Current != adopted || len(s.Equal) != 1 || s.Equal[0] != one || len(s.Old) != 2 || s.Old[0] != two {
		t.Fatalf("%+v, %v", s, err)
	}
	if n := s.next(); n != 4 {
		t.Errorf("next is %d, want 4", n)
	}
	s, err = Sort(nil, template("v1"))
	if err != nil || s.Current != nil || s.next() != 1 {
		t.Errorf("%+v, %v, next %d", s, err, s.next())
	}
}

func TestExcess(t *testing.T) {
	var all []*appsv1.ControllerRevision
	for i := range 6 {
		all = append(all, revision(t, fmt.Sprint("v", i), int64(i)))
	}
	s, err := Sort(all, template("v5"))
	if err != nil {
		t.Fatal(err)
	}
	lives := Lives([]*corev1.Pod{{ObjectMeta: metav1.ObjectMeta{Labels: map[string]string{"hash": all[0].Labels["hash"]}}}}, "hash",
		func(r *appsv1.ControllerRevision) string { return r.Labels["hash"] })
	for _, c := range []struct {
		limit *int32
		gone  []*appsv1.ControllerRevision
	}{{nil, nil}, {new(int32(10)), nil}, {new(int32(2)), all[1:3]}, {new(int32(0)), all[1:5]}} {
		if got := s.Excess(c.limit, lives); fmt.Sprint(got) != fmt.Sprint(c.gone) {
			t.Errorf("limit %v: %d go, want %d: never what lives", c.limit, len(got), len(c.gone))
		}
	}
}
