package scheduler_test

import (
	"testing"

	corev1 "k8s.io/api/core/v1"
	schedulingv1 "k8s.io/api/scheduling/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/scheduling"
)

// rank makes a priority class.
func (c *cluster) rank(name string, priority int32) {
	c.t.Helper()
	c.create(scheduling.PriorityClasses, &schedulingv1.PriorityClass{ObjectMeta: metav1.ObjectMeta{Name: name}, Value: priority})
}

// ranked makes a pod of a priority class.
func (c *cluster) ranked(name, cpu, class string) {
	c.t.Helper()
	c.create(core.Pods, &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: name},
		Spec: corev1.PodSpec{PriorityClassName: class, Containers: []corev1.Container{{Name: "c", Image: "nginx", Resources: corev1.ResourceRequirements{
			Requests: corev1.ResourceList{corev1.ResourceCPU: resource.MustParse(cpu)},
		}}}},
	})
}

func TestTheMoreImportantPodGetsTheRoom(t *testing.T) {
	c := start(t)
	c.node("a", "2")
	c.rank("low", 1)
	c.rank("mid", 5)
	c.rank("high", 10)
	c.ranked("low", "1", "low")
	c.await("low", bound)
	c.ranked("mid", "1", "mid")
	c.await("mid", bound)
	c.ranked("high", "1", "high")
	victim := c.await("low", func(p *corev1.Pod) bool { return p.DeletionTimestamp != nil })
	told := false
	for _, condition := range victim.Status.Conditions {
		told = told || condition.Type == corev1.DisruptionTarget && condition.Status == corev1.ConditionTrue &&
			condition.Reason == "PreemptionByScheduler" && condition.Message == "default-scheduler: preempting to accommodate a higher priority pod"
	}
	if !told {
		t.Errorf("conditions of the victim: %+v", victim.Status.Conditions)
	}
	c.await("high", func(p *corev1.Pod) bool { return p.Status.NominatedNodeName == "a" && p.Spec.NodeName == "" })
	// Room is being made for another; this one must not take it.
	c.ranked("thief", "1", "low")
	c.await("thief", unschedulable)
	zero := int64(0)
	if err := c.admin.Delete(t.Context(), core.Pods, "default", "low", metav1.DeleteOptions{GracePeriodSeconds: &zero}); err != nil {
		t.Fatal(err)
	}
	c.await("high", bound)
	if !c.events.has("low Preempted: Preempted by pod") {
		t.Errorf("events %v", c.events.events)
	}
	c.await("mid", func(p *corev1.Pod) bool { return p.DeletionTimestamp == nil })
}
