package core

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"

	"github.com/skiff-k8s/skiff/api"
)

func preparePod(p, old *corev1.Pod) {
	if old != nil {
		p.Status = old.Status
		api.Generation(p, old, !equality.Semantic.DeepEqual(p.Spec, old.Spec))
		return
	}
	p.Generation = 1
	p.Status = corev1.PodStatus{
		Phase:    corev1.PodPending,
		QOSClass: QOSClass(p),
	}
	if len(p.Spec.SchedulingGates) > 0 {
		p.Status.Conditions = []corev1.PodCondition{{
			Type:    corev1.PodScheduled,
			Status:  corev1.ConditionFalse,
			Reason:  corev1.PodReasonSchedulingGated,
			Message: "Scheduling is blocked due to non-empty scheduling gates",
		}}
	}
}

// setPodStatus carries over the status. Who owns the pod and what it is to run
// are not the business of whoever reports on it.
func setPodStatus(p, body *corev1.Pod) {
	qos := p.Status.QOSClass
	p.Status = body.Status
	if p.Status.QOSClass == "" {
		p.Status.QOSClass = qos
	}
}

// setEphemeralContainers carries over nothing but the ephemeral containers.
func setEphemeralContainers(p, body *corev1.Pod) {
	if !equality.Semantic.DeepEqual(p.Spec.EphemeralContainers, body.Spec.EphemeralContainers) {
		p.Generation++
	}
	p.Spec.EphemeralContainers = body.Spec.EphemeralContainers
}

// setPodResize carries over the resources of containers, matched by their names
// and order, and those of the pod.
func setPodResize(p, body *corev1.Pod) {
	before := p.Spec.DeepCopy()
	p.Spec = body.Spec
	if !equality.Semantic.DeepEqual(*before, p.Spec) {
		p.Generation++
	}
}
