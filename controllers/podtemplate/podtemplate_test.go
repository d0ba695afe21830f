package podtemplate

import (
	"errors"
	"sync/atomic"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func TestBatchesStopAtAWall(t *testing.T) {
	for _, c := range []struct{ n, wall, calls, succeeded int }{
		{0, 100, 0, 0},
		{1, 100, 1, 1},
		{100, 1000, 100, 100},
		{1000, 0, 1, 0}, // the first call fails: no second
		{1000, 5, 7, 5}, // 1 + 2 + 4, of which 2 failed
	} {
		var calls, succeeded atomic.Int64
		n, err := Batches(c.n, func(int) error {
			if calls.Add(1) > int64(c.wall) {
				return errors.New("wall")
			}
			succeeded.Add(1)
			return nil
		})
		if int(calls.Load()) != c.calls || n != c.succeeded || (err != nil) != (c.calls > c.succeeded) {
			t.Errorf("%d with a wall at %d: %d calls, %d succeeded, error %v; want %d calls, %d succeeded", c.n, c.wall, calls.Load(), n, err, c.calls, c.succeeded)
		}
	}
}

func TestPodIsAPrivateCopy(t *testing.T) {
	template := &corev1.PodTemplateSpec{
		ObjectMeta: metav1.ObjectMeta{Labels: map[string]string{"a": "b"}},
		Spec:       corev1.PodSpec{Containers: []corev1.Container{{Name: "c"}}},
	}
	p := Pod(template, "ns", "web", metav1.OwnerReference{Name: "web"})
	p.Labels["a"] = "changed"
	p.Spec.Containers[0].Name = "changed"
	if template.Labels["a"] != "b" || template.Spec.Containers[0].Name != "c" {
		t.Error("the template changed with the pod")
	}
	if p.GenerateName != "web-" || p.Namespace != "ns" || p.OwnerReferences[0].Name != "web" {
		t.Errorf("pod %+v", p.ObjectMeta)
	}
}
