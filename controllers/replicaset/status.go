package replicaset

import (
	"errors"
	"fmt"
	"slices"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	apiequality "k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"

	"github.com/skiff-k8s/skiff/controllers/podstate"
)

// scaleError is why pods could not be created or deleted; its reason goes into
// the ReplicaFailure condition.
type scaleError struct {
	reason string
	err    error
}

func (e scaleError) Error() string { return e.err.Error() }
func (e scaleError) Unwrap() error { return e.err }

// decideStatus computes the status from the pods and from how scaling went. left
// is the time until the next pod becomes available by waiting, 0 when none does.
func decideStatus(rs *appsv1.ReplicaSet, pods []*corev1.Pod, scaling error, now time.Time) (status appsv1.ReplicaSetStatus, left time.Duration) {
	status = appsv1.ReplicaSetStatus{
		ObservedGeneration:  rs.Generation,
		TerminatingReplicas: new(int32),
		Conditions:          slices.Clone(rs.Status.Conditions),
	}
	template := labels.SelectorFromSet(rs.Spec.Template.Labels)
	minReady := time.Duration(rs.Spec.MinReadySeconds) * time.Second
	for _, p := range pods {
		if podstate.Terminating(p) {
			*status.TerminatingReplicas++
		}
		if !podstate.Active(p) {
			continue
		}
		status.Replicas++
		if template.Matches(labels.Set(p.Labels)) {
			status.FullyLabeledReplicas++
		}
		if podstate.Ready(p) {
			status.ReadyReplicas++
		}
		ok, wait := podstate.Available(p, minReady, now)
		if ok {
			status.AvailableReplicas++
		} else if wait > 0 && (left == 0 || wait < left) {
			left = wait
		}
	}
	setFailure(&status, scaling, now)
	return status, left
}

// setFailure keeps the ReplicaFailure condition: it exists while scaling fails.
func setFailure(status *appsv1.ReplicaSetStatus, scaling error, now time.Time) {
	isFailure := func(c appsv1.ReplicaSetCondition) bool { return c.Type == appsv1.ReplicaSetReplicaFailure }
	var failed scaleError
	if !errors.As(scaling, &failed) {
		status.Conditions = slices.DeleteFunc(status.Conditions, isFailure)
		return
	}
	if slices.ContainsFunc(status.Conditions, isFailure) {
		return
	}
	status.Conditions = append(status.Conditions, appsv1.ReplicaSetCondition{
		Type:               appsv1.ReplicaSetReplicaFailure,
		Status:             corev1.ConditionTrue,
		Reason:             failed.reason,
		Message:            failed.Error(),
		LastTransitionTime: metav1.NewTime(now),
	})
}

func sameStatus(a, b appsv1.ReplicaSetStatus) bool { return apiequality.Semantic.DeepEqual(a, b) }

// statusReason says what the new status tells that the old one did not.
func statusReason(rs *appsv1.ReplicaSet, status appsv1.ReplicaSetStatus) string {
	wanted := wantedReplicas(rs)
	switch old := rs.Status; {
	case len(status.Conditions) > len(old.Conditions):
		return status.Conditions[len(status.Conditions)-1].Message
	case status.AvailableReplicas != old.AvailableReplicas:
		return fmt.Sprintf("%d of %d pods are available", status.AvailableReplicas, wanted)
	case status.ReadyReplicas != old.ReadyReplicas:
		return fmt.Sprintf("%d of %d pods are ready", status.ReadyReplicas, wanted)
	case status.Replicas != old.Replicas:
		return fmt.Sprintf("%d of %d pods exist", status.Replicas, wanted)
	case old.TerminatingReplicas == nil || *status.TerminatingReplicas != *old.TerminatingReplicas:
		return fmt.Sprintf("%d pods are being deleted", *status.TerminatingReplicas)
	default:
		return "the spec was taken in"
	}
}
