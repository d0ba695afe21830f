package job

import (
	"slices"
	"time"

	corev1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/controllers/podstate"
)

// After failures new pods wait: minBackoff after the first, twice as long after
// each further one, maxBackoff at most.
const (
	minBackoff = 10 * time.Second
	maxBackoff = 10 * time.Minute
)

// backoff returns how long at now to wait after so many failures in a row, the
// last of them at that time.
func backoff(failures int, last, now time.Time) time.Duration {
	if failures == 0 {
		return 0
	}
	wait := maxBackoff
	if doublings := failures - 1; doublings < 6 { // 10 s << 6 is over 10 min
		wait = min(minBackoff<<doublings, maxBackoff)
	}
	return max(0, last.Add(wait).Sub(now))
}

// failuresInARow counts the pods that failed after the last one that succeeded,
// and tells when the last of them did. It is told from the pods that there are:
// a failed one stays until its Job goes or somebody deletes it.
func failuresInARow(v view) (n int, last time.Time) {
	var success time.Time
	for _, p := range v.pods {
		if p.Status.Phase == corev1.PodSucceeded {
			if at := ended(p); at.After(success) {
				success = at
			}
		}
	}
	for _, p := range v.pods {
		if !failed(v.job, p) {
			continue
		}
		if at := ended(p); at.After(success) {
			n++
			if at.After(last) {
				last = at
			}
		}
	}
	return n, last
}

// ended tells when a pod ended: by its containers, by when it stopped to be ready,
// by when it was deleted or, when nothing is known, as long ago as possible.
func ended(p *corev1.Pod) time.Time {
	sidecars := func(name string) bool {
		return slices.ContainsFunc(p.Spec.InitContainers, func(c corev1.Container) bool {
			return c.Name == name && c.RestartPolicy != nil && *c.RestartPolicy == corev1.ContainerRestartPolicyAlways
		})
	}
	if at, ok := lastExit(p.Status.ContainerStatuses, func(string) bool { return true }); ok {
		side, _ := lastExit(p.Status.InitContainerStatuses, sidecars)
		if side.After(at) {
			return side
		}
		return at
	}
	if c := podstate.Condition(p, corev1.PodReady); c != nil && c.Status == corev1.ConditionFalse && !c.LastTransitionTime.IsZero() {
		return c.LastTransitionTime.Time
	}
	if p.DeletionTimestamp != nil {
		var grace time.Duration
		if s := p.DeletionGracePeriodSeconds; s != nil {
			grace = time.Duration(*s) * time.Second
		}
		return p.DeletionTimestamp.Add(-grace)
	}
	return p.CreationTimestamp.Time
}

// lastExit returns when the last of the containers ended; false when there are
// none or one has not.
func lastExit(list []corev1.ContainerStatus, counts func(name string) bool) (last time.Time, ok bool) {
	for i := range list {
		if !counts(list[i].Name) {
			continue
		}
		t := list[i].State.Terminated
		if t == nil || t.FinishedAt.IsZero() {
			return time.Time{}, false
		}
		if t.FinishedAt.After(last) {
			last = t.FinishedAt.Time
		}
		ok = true
	}
	return last, ok
}
