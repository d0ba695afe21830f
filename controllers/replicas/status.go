package replicas

import (
	"errors"
	"fmt"
	"time"

	corev1 "k8s.io/api/core/v1"
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
func decideStatus(set Set, pods []*corev1.Pod, scaling error, now time.Time) (status Status, left time.Duration) {
	status = Status{ObservedGeneration: set.GetGeneration(), Failure: failure(set, scaling, now)}
	template := labels.SelectorFromSet(set.Template.Labels)
	for _, p := range pods {
		if podstate.Terminating(p) {
			status.Terminating++
		}
		if !podstate.Active(p) {
			continue
		}
		status.Replicas++
		if template.Matches(labels.Set(p.Labels)) {
			status.FullyLabeled++
		}
		if podstate.Ready(p) {
			status.Ready++
		}
		ok, wait := podstate.Available(p, set.MinReady, now)
		if ok {
			status.Available++
		} else if wait > 0 && (left == 0 || wait < left) {
			left = wait
		}
	}
	return status, left
}

// failure lasts while scaling fails, and says why it first did.
func failure(set Set, scaling error, now time.Time) *Failure {
	var failed scaleError
	if !errors.As(scaling, &failed) {
		return nil
	}
	if set.Status.Failure != nil {
		return set.Status.Failure
	}
	return &Failure{Reason: failed.reason, Message: failed.Error(), Since: metav1.NewTime(now)}
}

// statusReason says what the new status tells that the old one did not.
func statusReason(set Set, status Status) string {
	switch old := set.Status; {
	case status.Failure != nil && old.Failure == nil:
		return status.Failure.Message
	case status.Available != old.Available:
		return fmt.Sprintf("%d of %d pods are available", status.Available, set.Wanted)
	case status.Ready != old.Ready:
		return fmt.Sprintf("%d of %d pods are ready", status.Ready, set.Wanted)
	case status.Replicas != old.Replicas:
		return fmt.Sprintf("%d of %d pods exist", status.Replicas, set.Wanted)
	case status.Terminating != old.Terminating:
		return fmt.Sprintf("%d pods are being deleted", status.Terminating)
	default:
		return "the spec was taken in"
	}
}
