package deployment

import (
	"fmt"
	"slices"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
)

// Reasons of the Progressing and Available conditions.
const (
	reasonCreated      = "NewReplicaSetCreated"
	reasonFound        = "FoundNewReplicaSet"
	reasonUpdated      = "ReplicaSetUpdated"
	reasonAvailable    = "NewReplicaSetAvailable"
	reasonFailedCreate = "ReplicaSetCreateError"
	reasonTimedOut     = "ProgressDeadlineExceeded"
	reasonPaused       = "DeploymentPaused"
	reasonResumed      = "DeploymentResumed"

	reasonEnough    = "MinimumReplicasAvailable"
	reasonNotEnough = "MinimumReplicasUnavailable"
)

// finish computes the status; progress says whether the rollout was free to move,
// so that standing still counts.
func (r *rollout) finish(progress bool) {
	status := r.counts()
	for _, c := range r.remarks {
		setCondition(&status, c)
	}
	if progress {
		r.judge(&status)
		r.plan.after = r.untilDeadline(&status)
	}
	r.plan.status = status
	r.plan.statusReason = r.statusReason(&status)
}

// counts sums the sets up, and says whether enough is available.
func (r *rollout) counts() appsv1.DeploymentStatus {
	d := r.deployment
	status := appsv1.DeploymentStatus{
		ObservedGeneration:  d.Generation,
		TerminatingReplicas: new(int32),
		CollisionCount:      d.Status.CollisionCount,
		Conditions:          slices.Clone(d.Status.Conditions),
	}
	for _, rs := range r.all() {
		status.Replicas += rs.Status.Replicas
		status.ReadyReplicas += rs.Status.ReadyReplicas
		status.AvailableReplicas += rs.Status.AvailableReplicas
		if n := rs.Status.TerminatingReplicas; n != nil {
			*status.TerminatingReplicas += *n
		}
	}
	if r.new != nil {
		status.UpdatedReplicas = r.new.Status.Replicas
	}
	status.UnavailableReplicas = max(0, sumReplicas(r.all())-status.AvailableReplicas)
	if status.AvailableReplicas >= r.wanted()-maxUnavailable(d) {
		setCondition(&status, newCondition(appsv1.DeploymentAvailable, corev1.ConditionTrue, reasonEnough,
			"Deployment has minimum availability.", r.now))
	} else {
		setCondition(&status, newCondition(appsv1.DeploymentAvailable, corev1.ConditionFalse, reasonNotEnough,
			"Deployment does not have minimum availability.", r.now))
	}
	return status
}

// judge sets the Progressing condition by what changed since the last status,
// and the ReplicaFailure condition by those of the sets.
func (r *rollout) judge(status *appsv1.DeploymentStatus) {
	d := r.deployment
	current := conditionOf(status, appsv1.DeploymentProgressing)
	if !hasDeadline(d) {
		removeCondition(status, appsv1.DeploymentProgressing)
	} else if done := status.Replicas == status.UpdatedReplicas && current != nil && current.Reason == reasonAvailable; !done {
		what := fmt.Sprintf("Deployment %q", d.Name)
		if r.new != nil {
			what = fmt.Sprintf("ReplicaSet %q", r.new.Name)
		}
		switch {
		case r.complete(status):
			setCondition(status, newCondition(appsv1.DeploymentProgressing, corev1.ConditionTrue, reasonAvailable,
				what+" has successfully progressed.", r.now))
		case r.progressing(status):
			c := newCondition(appsv1.DeploymentProgressing, corev1.ConditionTrue, reasonUpdated, what+" is progressing.", r.now)
			if current != nil && current.Status == corev1.ConditionTrue {
				c.LastTransitionTime = current.LastTransitionTime
			}
			// Each progress starts the deadline anew, so it counts even when the
			// reason stays the same.
			removeCondition(status, appsv1.DeploymentProgressing)
			setCondition(status, c)
		case r.timedOut(status):
			setCondition(status, newCondition(appsv1.DeploymentProgressing, corev1.ConditionFalse, reasonTimedOut,
				what+" has timed out progressing.", r.now))
		}
	}
	if c, ok := r.failure(); ok {
		setCondition(status, c)
	} else {
		removeCondition(status, appsv1.DeploymentReplicaFailure)
	}
}

// complete says whether the status shows the rollout at its end.
func (r *rollout) complete(status *appsv1.DeploymentStatus) bool {
	wanted := r.wanted()
	return status.UpdatedReplicas == wanted && status.Replicas == wanted && status.AvailableReplicas == wanted &&
		status.ObservedGeneration >= r.deployment.Generation
}

// progressing says whether there is more of the new, or less of the old, than
// when the status was last written.
func (r *rollout) progressing(status *appsv1.DeploymentStatus) bool {
	old := &r.deployment.Status
	return status.UpdatedReplicas > old.UpdatedReplicas ||
		status.Replicas-status.UpdatedReplicas < old.Replicas-old.UpdatedReplicas ||
		status.ReadyReplicas > old.ReadyReplicas ||
		status.AvailableReplicas > old.AvailableReplicas
}

func (r *rollout) timedOut(status *appsv1.DeploymentStatus) bool {
	c := conditionOf(status, appsv1.DeploymentProgressing)
	switch {
	case c == nil || c.Reason == reasonAvailable:
		return false
	case c.Reason == reasonTimedOut:
		return true
	}
	return c.LastUpdateTime.Add(deadline(r.deployment)).Before(r.now)
}

// untilDeadline returns when to look whether the deadline has passed, 0 for never.
func (r *rollout) untilDeadline(status *appsv1.DeploymentStatus) time.Duration {
	c := conditionOf(status, appsv1.DeploymentProgressing)
	if !hasDeadline(r.deployment) || c == nil || r.complete(status) || c.Reason == reasonTimedOut || c.Reason == reasonAvailable {
		return 0
	}
	// Times in conditions are whole seconds, hence the second on top.
	return max(time.Second, c.LastUpdateTime.Add(deadline(r.deployment)+time.Second).Sub(r.now))
}

// failure returns the ReplicaFailure condition of the new set or, when it has
// none, of an old one.
func (r *rollout) failure() (appsv1.DeploymentCondition, bool) {
	sets := r.old
	if r.new != nil {
		sets = append([]*appsv1.ReplicaSet{r.new}, r.old...)
	}
	for _, rs := range sets {
		for _, c := range rs.Status.Conditions {
			if c.Type == appsv1.ReplicaSetReplicaFailure {
				return appsv1.DeploymentCondition{
					Type:               appsv1.DeploymentReplicaFailure,
					Status:             c.Status,
					Reason:             c.Reason,
					Message:            c.Message,
					LastTransitionTime: c.LastTransitionTime,
					LastUpdateTime:     c.LastTransitionTime,
				}, true
			}
		}
	}
	return appsv1.DeploymentCondition{}, false
}

// statusReason says what the new status tells that the old one did not.
func (r *rollout) statusReason(status *appsv1.DeploymentStatus) string {
	old, wanted := &r.deployment.Status, r.wanted()
	if c := conditionOf(status, appsv1.DeploymentProgressing); c != nil {
		before := conditionOf(old, appsv1.DeploymentProgressing)
		if before == nil || before.Reason != c.Reason {
			return c.Message
		}
	}
	switch {
	case status.AvailableReplicas != old.AvailableReplicas:
		return fmt.Sprintf("%d of %d pods are available", status.AvailableReplicas, wanted)
	case status.ReadyReplicas != old.ReadyReplicas:
		return fmt.Sprintf("%d of %d pods are ready", status.ReadyReplicas, wanted)
	case status.UpdatedReplicas != old.UpdatedReplicas:
		return fmt.Sprintf("%d of %d pods have the new template", status.UpdatedReplicas, wanted)
	case status.Replicas != old.Replicas:
		return fmt.Sprintf("%d of %d pods exist", status.Replicas, wanted)
	case old.TerminatingReplicas == nil || *status.TerminatingReplicas != *old.TerminatingReplicas:
		return fmt.Sprintf("%d pods are being deleted", *status.TerminatingReplicas)
	default:
		return "the spec was taken in"
	}
}
