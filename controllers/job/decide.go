package job

import (
	"fmt"
	"slices"
	"strings"
	"time"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/controllers/podrank"
	"github.com/skiff-k8s/skiff/controllers/podstate"
)

// maxChanges bounds how many pods one run creates or deletes, and how many it
// counts; the next run goes on from there.
const maxChanges = 500

// plan is what is to be done about the pods of a Job.
type plan struct {
	// verdict says how the Job is going to end (FailureTarget or
	// SuccessCriteriaMet), nil while it goes on.
	verdict *batchv1.JobCondition
	remove  []removal
	create  []int // the completion index of each new pod, noIndex without
	reason  string
	after   time.Duration // when to look again though nothing happened; 0 is not
}

type removal struct {
	pod    *corev1.Pod
	reason string
}

// decide says how the Job is to go on: whether its end is near, and otherwise
// which pods to delete or create.
func decide(t *tally) plan {
	var p plan
	p.verdict = t.end()
	switch {
	case p.verdict != nil:
		why := "the job has failed: " + p.verdict.Message
		if p.verdict.Type == batchv1.JobSuccessCriteriaMet {
			why = "the job has succeeded: " + p.verdict.Message
		}
		for _, pod := range t.active {
			p.remove = append(p.remove, removal{pod, why})
		}
		return p
	case t.job.DeletionTimestamp != nil:
		return p
	}
	t.manage(&p)
	if left := t.untilDeadline(); left > 0 && (p.after == 0 || left < p.after) {
		p.after = left
	}
	return p
}

// end returns by what the Job ends, nil when it does not. What the status says of
// that already is not judged again.
func (t *tally) end() *batchv1.JobCondition {
	if c := holds(t.job, batchv1.JobSuccessCriteriaMet); c != nil {
		return c
	}
	if c := holds(t.job, batchv1.JobFailureTarget); c != nil {
		return c
	}
	fail := func(reason, message string) *batchv1.JobCondition {
		c := newCondition(batchv1.JobFailureTarget, corev1.ConditionTrue, reason, message, t.now)
		return &c
	}
	for _, p := range t.pods {
		if !failed(t.job, p) {
			continue
		}
		if v := judge(t.job.Spec.PodFailurePolicy, p); v.action == batchv1.PodFailurePolicyActionFailJob {
			return fail(batchv1.JobReasonPodFailurePolicy, v.message)
		}
	}
	spec := &t.job.Spec
	switch {
	case t.failed > *spec.BackoffLimit || restartsExceeded(t.job, t.pods):
		return fail(batchv1.JobReasonBackoffLimitExceeded, "Job has reached the specified backoff limit")
	case t.deadline() && t.untilDeadline() == 0:
		return fail(batchv1.JobReasonDeadlineExceeded, "Job was active longer than specified deadline")
	}
	if perIndex(t.job) {
		n := t.failedIndexes.size()
		switch {
		case spec.MaxFailedIndexes != nil && n > int(*spec.MaxFailedIndexes):
			return fail(batchv1.JobReasonMaxFailedIndexesExceeded, "Job has exceeded the specified maximal number of failed indexes")
		case n > 0 && n+t.succeededIndexes.size() >= int(*spec.Completions):
			return fail(batchv1.JobReasonFailedIndexes, "Job has failed indexes")
		}
	}
	if rule, met := successRule(t.job, t.succeededIndexes); met {
		c := newCondition(batchv1.JobSuccessCriteriaMet, corev1.ConditionTrue, batchv1.JobReasonSuccessPolicy, fmt.Sprintf("Matched rules at index %d", rule), t.now)
		return &c
	}
	return nil
}

// deadline says whether the Job has one that runs.
func (t *tally) deadline() bool {
	return t.job.Spec.ActiveDeadlineSeconds != nil && t.started != nil && !suspended(t.job)
}

func (t *tally) untilDeadline() time.Duration {
	if !t.deadline() {
		return 0
	}
	return max(0, t.started.Add(time.Duration(*t.job.Spec.ActiveDeadlineSeconds)*time.Second).Sub(t.now))
}

// wanted returns how many pods should be active.
func (t *tally) wanted() int {
	parallelism := int(*t.job.Spec.Parallelism)
	if t.job.Spec.Completions != nil {
		return max(0, min(parallelism, int(*t.job.Spec.Completions)-int(t.succeeded)))
	}
	// Without a number, the first success tells all pods to come to their end.
	if t.succeeded > 0 {
		return len(t.active)
	}
	return parallelism
}

// manage brings the number of active pods to what is wanted: it deletes or it
// creates, never both in one run.
func (t *tally) manage(p *plan) {
	if suspended(t.job) {
		for _, pod := range t.active {
			p.remove = append(p.remove, removal{pod, "the job is suspended"})
		}
		return
	}
	wanted := t.wanted()
	if p.remove = t.surplus(wanted); len(p.remove) > 0 {
		p.remove = p.remove[:min(len(p.remove), maxChanges)]
		return
	}
	lacking := wanted - len(t.active)
	if replacesOnlyFailed(t.job) {
		lacking -= int(t.terminating)
	}
	if lacking = min(lacking, maxChanges); lacking <= 0 {
		return
	}
	if !perIndex(t.job) {
		failures, last := failuresInARow(t.view)
		if p.after = backoff(failures, last, t.now); p.after > 0 {
			return
		}
	}
	p.reason = t.createReason(wanted)
	if !indexed(t.job) {
		p.create = slices.Repeat([]int{noIndex}, lacking)
		return
	}
	for _, i := range t.pendingIndexes(lacking) {
		if last := t.replaced[i]; last != nil {
			if wait := backoff(int(indexFailures(last))+1, ended(last), t.now); wait > 0 {
				if p.after == 0 || wait < p.after {
					p.after = wait
				}
				continue
			}
		}
		p.create = append(p.create, i)
	}
}

// pendingIndexes returns the lowest indexes, n at most, that have no pod and no
// result.
func (t *tally) pendingIndexes(n int) []int {
	taken := t.succeededIndexes.union(t.failedIndexes).union(indexesOf(t.active))
	if replacesOnlyFailed(t.job) {
		var leaving []*corev1.Pod
		for _, p := range t.pods {
			if podstate.Terminating(p) {
				leaving = append(leaving, p)
			}
		}
		taken = taken.union(indexesOf(leaving))
	}
	return taken.missing(n, int(*t.job.Spec.Completions))
}

// surplus chooses the pods that go: those without a place among the indexes, of
// several for one index all but the best, and then what is missed least.
func (t *tally) surplus(wanted int) []removal {
	var out []removal
	rest := slices.Clone(t.active)
	podrank.Order{Now: t.now}.Sort(rest)
	if indexed(t.job) {
		seen := make(map[int]bool)
		var left []*corev1.Pod
		for _, p := range slices.Backward(rest) { // the best of each index first
			i := indexOf(p)
			switch {
			case !validIndex(t.job, p):
				out = append(out, removal{p, "the job has no such index"})
			case seen[i]:
				out = append(out, removal{p, fmt.Sprintf("another pod has index %d", i)})
			default:
				seen[i] = true
				left = append(left, p)
			}
		}
		slices.Reverse(left)
		rest = left
	}
	excess := len(t.active) - wanted - len(out)
	reason := fmt.Sprintf("%d pods are active, %d wanted", len(t.active), wanted)
	if len(t.active) == 1 {
		reason = fmt.Sprintf("1 pod is active, %d wanted", wanted)
	}
	for i := range max(0, min(excess, len(rest))) {
		out = append(out, removal{rest[i], reason})
	}
	return out
}

// createReason says what is missing.
func (t *tally) createReason(wanted int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d of %d pods are active", len(t.active), wanted)
	if c := t.job.Spec.Completions; c != nil {
		fmt.Fprintf(&b, ", %d of %d completions reached", t.succeeded, *c)
	}
	if t.failed > 0 {
		fmt.Fprintf(&b, ", %d pods failed", t.failed)
	}
	return b.String()
}
