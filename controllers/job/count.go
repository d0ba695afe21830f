package job

import (
	"slices"
	"time"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/controllers/podstate"
)

// view is all that a decision rests on. Nothing in it is changed.
type view struct {
	job  *batchv1.Job
	pods []*corev1.Pod // its own
	now  time.Time
}

// tally is what the pods of a Job add up to: those that its status has counted
// already and those that it has not.
type tally struct {
	view
	started *metav1.Time // when the Job began, nil while it is suspended from the start

	active      []*corev1.Pod
	terminating int32
	ready       int32
	succeeded   int32
	failed      int32

	// Of Jobs with indexes; counted are those in the status.
	counted, succeededIndexes indexSet
	// failedIndexes are kept where each index has a limit of its own.
	failedIndexes indexSet
	// replaced are the failed pods whose index is to get a new one, by index.
	// They stay until that exists, since it takes their count of failures over.
	replaced map[int]*corev1.Pod

	uncounted map[types.UID]bool // of the status
}

func count(v view) *tally {
	t := &tally{view: v, started: v.job.Status.StartTime, uncounted: map[types.UID]bool{}}
	if t.started == nil && !suspended(v.job) {
		t.started = &metav1.Time{Time: v.now}
	}
	status := &v.job.Status
	t.succeeded, t.failed = status.Succeeded, status.Failed
	if u := status.UncountedTerminatedPods; u != nil {
		for _, uid := range slices.Concat(u.Succeeded, u.Failed) {
			t.uncounted[uid] = true
		}
		t.succeeded += int32(len(u.Succeeded))
		t.failed += int32(len(u.Failed))
	}
	for _, p := range v.pods {
		switch {
		case podstate.Active(p):
			t.active = append(t.active, p)
			if podstate.Ready(p) {
				t.ready++
			}
		case podstate.Terminating(p):
			t.terminating++
		}
		if !tracked(p) || t.uncounted[p.UID] || !validIndex(v.job, p) {
			continue
		}
		switch {
		case p.Status.Phase == corev1.PodSucceeded:
			t.succeeded++
		case failed(v.job, p) && judge(v.job.Spec.PodFailurePolicy, p).counts():
			t.failed++
		}
	}
	if indexed(v.job) {
		t.countIndexes()
	}
	return t
}

func (t *tally) countIndexes() {
	completions := int(*t.job.Spec.Completions)
	var succeeded, failed []int
	for _, p := range t.pods {
		if !tracked(p) || !validIndex(t.job, p) {
			continue
		}
		switch {
		case p.Status.Phase == corev1.PodSucceeded:
			succeeded = append(succeeded, indexOf(p))
		case perIndex(t.job) && indexFailed(t.job, p):
			failed = append(failed, indexOf(p))
		}
	}
	t.counted = parseIndexes(t.job.Status.CompletedIndexes, completions)
	t.succeededIndexes = t.counted.union(newIndexSet(succeeded...))
	t.succeeded = int32(t.succeededIndexes.size())
	if !perIndex(t.job) {
		return
	}
	if f := t.job.Status.FailedIndexes; f != nil {
		t.failedIndexes = parseIndexes(*f, completions)
	}
	t.failedIndexes = t.failedIndexes.union(newIndexSet(failed...))
	t.findReplaced()
}

func (t *tally) findReplaced() {
	t.replaced = make(map[int]*corev1.Pod)
	busy := indexesOf(t.active)
	for _, p := range t.pods {
		i := indexOf(p)
		if !tracked(p) || !validIndex(t.job, p) || !failed(t.job, p) ||
			t.succeededIndexes.has(i) || t.failedIndexes.has(i) || busy.has(i) {
			continue
		}
		last, ok := t.replaced[i]
		if !ok || indexFailures(last) <= indexFailures(p) && !ended(p).Before(ended(last)) {
			t.replaced[i] = p
		}
	}
}

// indexesOf returns the indexes of pods.
func indexesOf(pods []*corev1.Pod) indexSet {
	var list []int
	for _, p := range pods {
		if i := indexOf(p); i != noIndex {
			list = append(list, i)
		}
	}
	return newIndexSet(list...)
}

// tracked says whether a pod still waits to be counted for good.
func tracked(p *corev1.Pod) bool { return slices.Contains(p.Finalizers, batchv1.JobTrackingFinalizer) }

// validIndex says whether the pod has an index that the Job has too, where it has
// indexes.
func validIndex(j *batchv1.Job, p *corev1.Pod) bool {
	if !indexed(j) {
		return true
	}
	i := indexOf(p)
	return i != noIndex && i < int(*j.Spec.Completions)
}

func indexed(j *batchv1.Job) bool {
	return j.Spec.CompletionMode != nil && *j.Spec.CompletionMode == batchv1.IndexedCompletion
}

func perIndex(j *batchv1.Job) bool { return j.Spec.BackoffLimitPerIndex != nil }

func suspended(j *batchv1.Job) bool { return j.Spec.Suspend != nil && *j.Spec.Suspend }
