package statefulset

import (
	"fmt"

	appsv1 "k8s.io/api/apps/v1"
)

// count computes the status from the pods.
func (r *rollout) count() {
	s := appsv1.StatefulSetStatus{
		ObservedGeneration: r.set.Generation,
		CurrentRevision:    r.current.name,
		UpdateRevision:     r.update.name,
		CollisionCount:     r.set.Status.CollisionCount,
		Conditions:         r.set.Status.Conditions,
	}
	if s.CollisionCount == nil {
		s.CollisionCount = new(int32)
	}
	for _, p := range r.pods {
		s.Replicas++
		if ready(p) {
			s.ReadyReplicas++
			if r.available(p) {
				s.AvailableReplicas++
			}
		}
		if p.DeletionTimestamp != nil {
			continue
		}
		if revisionOf(p) == r.current.name {
			s.CurrentReplicas++
		}
		if revisionOf(p) == r.update.name {
			s.UpdatedReplicas++
		}
	}
	r.plan.status = s
}

// complete makes the revision that was rolled out the current one.
func (r *rollout) complete() {
	s, n := &r.plan.status, int32(size(r.set))
	if r.set.Spec.UpdateStrategy.Type == appsv1.RollingUpdateStatefulSetStrategyType &&
		s.UpdatedReplicas == n && s.ReadyReplicas == n && s.Replicas == n {
		s.CurrentReplicas, s.CurrentRevision = s.UpdatedReplicas, s.UpdateRevision
	}
}

// statusReason says what the new status tells that the old one did not.
func statusReason(set *appsv1.StatefulSet, s *appsv1.StatefulSetStatus) string {
	old, n := &set.Status, size(set)
	switch {
	case s.CurrentRevision != old.CurrentRevision && old.CurrentRevision != "":
		return fmt.Sprintf("revision %s is rolled out", s.CurrentRevision)
	case s.AvailableReplicas != old.AvailableReplicas:
		return fmt.Sprintf("%d of %d pods are available", s.AvailableReplicas, n)
	case s.ReadyReplicas != old.ReadyReplicas:
		return fmt.Sprintf("%d of %d pods are ready", s.ReadyReplicas, n)
	case s.UpdateRevision != old.UpdateRevision:
		return fmt.Sprintf("the template is revision %s", s.UpdateRevision)
	case s.UpdatedReplicas != old.UpdatedReplicas:
		return fmt.Sprintf("%d of %d pods have the present template", s.UpdatedReplicas, n)
	case s.Replicas != old.Replicas:
		return fmt.Sprintf("%d of %d pods exist", s.Replicas, n)
	default:
		return "the spec was taken in"
	}
}
