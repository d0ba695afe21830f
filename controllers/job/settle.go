package job

import (
	"slices"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/controllers/podstate"
)

// done is what came of a plan.
type done struct {
	created int
	removed []*corev1.Pod
	err     error // the first; what it kept from being done is done by a later run
}

// settlement is what to write of a Job, in this order: the status first, so that
// no pod is forgotten that has been let go of.
type settlement struct {
	status  batchv1.JobStatus
	release []*corev1.Pod // the pods that need not wait any more to be counted
	notes   []note        // Events
}

type note struct{ kind, reason, message string }

// settle computes the status after a plan was acted out.
//
// A pod that ended is counted in three steps, so that each is counted once
// whatever stops in between: its UID is noted in the status, its finalizer goes,
// and then, seen without, it is added to the number and its UID is dropped. For
// succeeded indexes the list of them serves instead of UIDs.
func settle(t *tally, p plan, d done) settlement {
	s := settlement{status: *t.job.Status.DeepCopy()}
	status := &s.status
	status.StartTime = t.started
	status.Active = int32(len(t.active) + d.created - len(d.removed))
	ready, terminating := t.ready, t.terminating+int32(len(d.removed))
	for _, pod := range d.removed {
		if podstate.Ready(pod) {
			ready--
		}
	}
	status.Ready, status.Terminating = &ready, &terminating

	verdict := p.verdict
	if d.err != nil && verdict != nil {
		verdict = nil // pods that could not be deleted are still active
	}
	if verdict == nil && p.verdict == nil && t.complete(status.Active) {
		c := newCondition(batchv1.JobSuccessCriteriaMet, corev1.ConditionTrue, batchv1.JobReasonCompletionsReached, "Reached expected number of succeeded pods", t.now)
		verdict = &c
	}
	if verdict == nil && p.verdict == nil && t.job.DeletionTimestamp == nil {
		s.notes = t.suspend(status)
	}
	all := t.track(&s, verdict)
	if verdict == nil {
		return s
	}
	if holds(t.job, verdict.Type) == nil {
		status.Conditions = append(status.Conditions, *verdict)
		return s
	}
	// The verdict is known to the world; the end itself waits for the last pod.
	if u := status.UncountedTerminatedPods; all && len(s.release) == 0 && terminating == 0 && status.Active == 0 && len(u.Succeeded)+len(u.Failed) == 0 {
		s.notes = t.finish(status, verdict)
	}
	return s
}

// complete says whether enough pods have succeeded and none is left.
func (t *tally) complete(active int32) bool {
	if t.job.Spec.Completions == nil {
		return t.succeeded > 0 && active == 0
	}
	return t.succeeded >= *t.job.Spec.Completions && active == 0
}

// suspend notes that the Job was suspended or resumed. The time that it was
// suspended does not count for its deadline.
func (t *tally) suspend(status *batchv1.JobStatus) []note {
	if suspended(t.job) {
		if setCondition(status, newCondition(batchv1.JobSuspended, corev1.ConditionTrue, "JobSuspended", "Job suspended", t.now)) {
			status.StartTime = nil
			return []note{{corev1.EventTypeNormal, "Suspended", "Job suspended"}}
		}
		return nil
	}
	if setCondition(status, newCondition(batchv1.JobSuspended, corev1.ConditionFalse, "JobResumed", "Job resumed", t.now)) {
		status.StartTime = &metav1.Time{Time: t.now}
		return []note{{corev1.EventTypeNormal, "Resumed", "Job resumed"}}
	}
	return nil
}

// finish turns the verdict into the end.
func (t *tally) finish(status *batchv1.JobStatus, verdict *batchv1.JobCondition) []note {
	if verdict.Type == batchv1.JobSuccessCriteriaMet {
		c := newCondition(batchv1.JobComplete, corev1.ConditionTrue, verdict.Reason, verdict.Message, t.now)
		setCondition(status, c)
		status.CompletionTime = &c.LastTransitionTime
		completed := note{corev1.EventTypeNormal, "Completed", "Job completed"}
		if n := t.job.Spec.Completions; n != nil && status.Succeeded > *n {
			return []note{{corev1.EventTypeWarning, "TooManySucceededPods", "Too many succeeded pods running after completion count reached"}, completed}
		}
		return []note{completed}
	}
	setCondition(status, newCondition(batchv1.JobFailed, corev1.ConditionTrue, verdict.Reason, verdict.Message, t.now))
	return []note{{corev1.EventTypeWarning, verdict.Reason, verdict.Message}}
}

// track moves pods through the steps of being counted. all is false when there
// are more than one run takes.
func (t *tally) track(s *settlement, verdict *batchv1.JobCondition) (all bool) {
	status := &s.status
	if status.UncountedTerminatedPods == nil {
		status.UncountedTerminatedPods = &batchv1.UncountedTerminatedPods{}
	}
	u := status.UncountedTerminatedPods
	waiting := make(map[types.UID]bool)
	for _, p := range t.pods {
		if tracked(p) {
			waiting[p.UID] = true
		}
	}
	let := func(uids []types.UID, counter *int32) []types.UID {
		left := slices.DeleteFunc(uids, func(uid types.UID) bool { return !waiting[uid] })
		*counter += int32(len(uids) - len(left))
		return left
	}
	u.Succeeded = let(u.Succeeded, &status.Succeeded)
	u.Failed = let(u.Failed, &status.Failed)
	all = true
	for _, p := range t.inOrder() {
		if !tracked(p) || !t.mayGo(p, verdict) {
			continue
		}
		if len(s.release) >= maxChanges {
			all = false
			break
		}
		s.release = append(s.release, p)
		switch {
		case t.uncounted[p.UID] || !validIndex(t.job, p):
		case p.Status.Phase == corev1.PodSucceeded:
			if !indexed(t.job) {
				u.Succeeded = append(u.Succeeded, p.UID)
			}
		case failed(t.job, p) || verdict != nil && verdict.Type == batchv1.JobFailureTarget:
			// When a Job fails, what has not ended counts as failed.
			if judge(t.job.Spec.PodFailurePolicy, p).counts() {
				u.Failed = append(u.Failed, p.UID)
			}
		}
	}
	if indexed(t.job) {
		status.Succeeded = t.succeeded
		status.CompletedIndexes = t.succeededIndexes.String()
		if perIndex(t.job) {
			text := t.failedIndexes.String()
			status.FailedIndexes = &text
		}
	}
	return all
}

// inOrder returns the pods by their index, where they have one.
func (t *tally) inOrder() []*corev1.Pod {
	if !indexed(t.job) {
		return t.pods
	}
	pods := slices.Clone(t.pods)
	slices.SortStableFunc(pods, func(a, b *corev1.Pod) int { return indexOf(a) - indexOf(b) })
	return pods
}

// mayGo says whether a pod need not wait any more for its Job.
func (t *tally) mayGo(p *corev1.Pod, verdict *batchv1.JobCondition) bool {
	switch {
	case t.job.DeletionTimestamp != nil || verdict != nil || p.Status.Phase == corev1.PodSucceeded:
		return true
	case !failed(t.job, p):
		return false
	}
	return t.replaced[indexOf(p)] != p
}
