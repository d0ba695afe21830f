package core

import (
	"testing"

	autoscalingv1 "k8s.io/api/autoscaling/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func TestScale(t *testing.T) {
	three := int32(3)
	c := &corev1.ReplicationController{
		ObjectMeta: metav1.ObjectMeta{Name: "c", Namespace: "n", UID: "u", ResourceVersion: "7", Generation: 4},
		Spec:       corev1.ReplicationControllerSpec{Replicas: &three, Selector: map[string]string{"b": "2", "a": "1"}},
		Status:     corev1.ReplicationControllerStatus{Replicas: 2},
	}
	s, ok := ReplicationControllers.Sub("scale")
	if !ok {
		t.Fatal("no scale")
	}
	o, err := s.View(c)
	if err != nil {
		t.Fatal(err)
	}
	scale := o.(*autoscalingv1.Scale)
	if scale.Spec.Replicas != 3 || scale.Status.Replicas != 2 || scale.Status.Selector != "a=1,b=2" ||
		scale.ResourceVersion != "7" || scale.UID != "u" || scale.Name != "c" || scale.Namespace != "n" {
		t.Errorf("%+v", scale)
	}
	if err := s.Merge(c, scale); err != nil || c.Generation != 4 {
		t.Errorf("the same number is a change: generation %d, %v", c.Generation, err)
	}
	scale.Spec.Replicas = 5
	if err := s.Merge(c, scale); err != nil || *c.Spec.Replicas != 5 || c.Generation != 5 {
		t.Errorf("%d replicas, generation %d, %v", *c.Spec.Replicas, c.Generation, err)
	}
	scale.Spec.Replicas = -1
	if errs := s.ValidateBody(scale); len(errs) != 1 || errs[0].Field != "spec.replicas" {
		t.Errorf("%v", errs)
	}
}

// TestStatusLeavesTheRest: whoever reports a status changes nothing else.
func TestStatusLeavesTheRest(t *testing.T) {
	owner := []metav1.OwnerReference{{UID: "owner"}}
	stored := &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Labels: map[string]string{"a": "1"}, OwnerReferences: owner, Generation: 2},
		Spec:       corev1.PodSpec{NodeName: "n"},
		Status:     corev1.PodStatus{QOSClass: corev1.PodQOSBurstable},
	}
	body := &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Labels: map[string]string{"a": "2"}, Generation: 9},
		Spec:       corev1.PodSpec{NodeName: "other"},
		Status:     corev1.PodStatus{Phase: corev1.PodRunning},
	}
	s, _ := Pods.Sub("status")
	if err := s.Merge(stored, body); err != nil {
		t.Fatal(err)
	}
	if stored.Spec.NodeName != "n" || len(stored.OwnerReferences) != 1 || stored.Generation != 2 ||
		stored.Labels["a"] != "2" || stored.Status.Phase != corev1.PodRunning || stored.Status.QOSClass != corev1.PodQOSBurstable {
		t.Errorf("%+v", stored)
	}
}
