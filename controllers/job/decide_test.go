package job

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

var now = time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)

type jobChange func(*batchv1.Job)

// testJob makes a Job of three completions, two at a time, that has begun.
func testJob(changes ...jobChange) *batchv1.Job {
	mode := batchv1.NonIndexedCompletion
	j := &batchv1.Job{
		ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "work", UID: "job"},
		Spec: batchv1.JobSpec{
			Completions: new(int32(3)), Parallelism: new(int32(2)), BackoffLimit: new(int32(6)), CompletionMode: &mode,
			Template: corev1.PodTemplateSpec{Spec: corev1.PodSpec{RestartPolicy: corev1.RestartPolicyNever, Containers: []corev1.Container{{Name: "c"}}}},
		},
		Status: batchv1.JobStatus{StartTime: &metav1.Time{Time: now.Add(-time.Hour)}, UncountedTerminatedPods: &batchv1.UncountedTerminatedPods{}},
	}
	for _, c := range changes {
		c(j)
	}
	return j
}

func ofIndexes(n int32) jobChange {
	return func(j *batchv1.Job) {
		*j.Spec.CompletionMode = batchv1.IndexedCompletion
		j.Spec.Completions, j.Spec.Parallelism = &n, &n
	}
}

func limitPerIndex(n int32) jobChange {
	return func(j *batchv1.Job) { j.Spec.BackoffLimitPerIndex, j.Spec.BackoffLimit = &n, new(int32(1<<31-1)) }
}

func rules(r ...batchv1.PodFailurePolicyRule) jobChange {
	return func(j *batchv1.Job) {
		failed := batchv1.Failed
		j.Spec.PodFailurePolicy, j.Spec.PodReplacementPolicy = &batchv1.PodFailurePolicy{Rules: r}, &failed
	}
}

func onExit(action batchv1.PodFailurePolicyAction, op batchv1.PodFailurePolicyOnExitCodesOperator, codes ...int32) batchv1.PodFailurePolicyRule {
	return batchv1.PodFailurePolicyRule{Action: action, OnExitCodes: &batchv1.PodFailurePolicyOnExitCodesRequirement{Operator: op, Values: codes}}
}

type podChange func(*corev1.Pod)

// pod makes a pod that runs and is not counted yet.
func pod(name string, changes ...podChange) *corev1.Pod {
	p := &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: name, UID: types.UID(name), Finalizers: []string{batchv1.JobTrackingFinalizer}},
		Spec:       corev1.PodSpec{NodeName: "n"},
		Status:     corev1.PodStatus{Phase: corev1.PodRunning},
	}
	for _, c := range changes {
		c(p)
	}
	return p
}

func succeeded(p *corev1.Pod) { p.Status.Phase = corev1.PodSucceeded }
func counted(p *corev1.Pod)   { p.Finalizers = nil }
func deleted(p *corev1.Pod) {
	p.DeletionTimestamp, p.DeletionGracePeriodSeconds = &metav1.Time{Time: now}, new(int64)
}
func at(index int) podChange {
	return func(p *corev1.Pod) {
		p.Annotations = with(p.Annotations, batchv1.JobCompletionIndexAnnotation, fmt.Sprint(index))
	}
}
func after(failures int) podChange {
	return func(p *corev1.Pod) {
		p.Annotations = with(p.Annotations, batchv1.JobIndexFailureCountAnnotation, fmt.Sprint(failures))
	}
}

// exited ends the pod's container with that code so long ago.
func exited(code int32, ago time.Duration) podChange {
	return func(p *corev1.Pod) {
		p.Status.Phase = corev1.PodFailed
		if code == 0 {
			p.Status.Phase = corev1.PodSucceeded
		}
		p.Status.ContainerStatuses = []corev1.ContainerStatus{{Name: "c", State: corev1.ContainerState{
			Terminated: &corev1.ContainerStateTerminated{ExitCode: code, FinishedAt: metav1.NewTime(now.Add(-ago))},
		}}}
	}
}

const longAgo = 30 * time.Minute

func run(j *batchv1.Job, pods ...*corev1.Pod) (plan, settlement) {
	t := count(view{job: j, pods: pods, now: now})
	p := decide(t)
	d := done{created: len(p.create)}
	for _, r := range p.remove {
		d.removed = append(d.removed, r.pod)
	}
	return p, settle(t, p, d)
}

// shape writes a plan in one line.
func shape(p plan) string {
	var parts []string
	if p.verdict != nil {
		parts = append(parts, fmt.Sprintf("%s %s", p.verdict.Type, p.verdict.Reason))
	}
	var names []string
	for _, r := range p.remove {
		names = append(names, r.pod.Name)
	}
	slices.Sort(names)
	if len(names) > 0 {
		parts = append(parts, "remove "+strings.Join(names, " "))
	}
	if len(p.create) > 0 {
		parts = append(parts, fmt.Sprintf("create %d", p.create))
	}
	if p.after > 0 {
		parts = append(parts, fmt.Sprintf("after %v", p.after))
	}
	return strings.Join(parts, ", ")
}

func TestPodsOfAJob(t *testing.T) {
	fail := func(codes ...int32) batchv1.PodFailurePolicyRule {
		return onExit(batchv1.PodFailurePolicyActionFailJob, batchv1.PodFailurePolicyOnExitCodesOpIn, codes...)
	}
	for _, c := range []struct {
		name string
		job  *batchv1.Job
		pods []*corev1.Pod
		want string
	}{
		{"begins", testJob(), nil, "create [-1 -1]"},
		{"goes on", testJob(), []*corev1.Pod{pod("a", succeeded), pod("b")}, "create [-1]"},
		{"needs no more than what is left", testJob(), []*corev1.Pod{pod("a", succeeded), pod("b", succeeded)}, "create [-1]"},
		{"has enough running", testJob(), []*corev1.Pod{pod("a", succeeded), pod("b", succeeded), pod("c")}, ""},
		{"has too many", testJob(), []*corev1.Pod{pod("a"), pod("b"), pod("c", func(p *corev1.Pod) { p.Spec.NodeName = "" })}, "remove c"},
		{"is deleted", testJob(func(j *batchv1.Job) { j.DeletionTimestamp = &metav1.Time{Time: now} }), nil, ""},
		{"waits after a failure", testJob(), []*corev1.Pod{pod("a", exited(1, 4*time.Second)), pod("b")}, "after 6s"},
		{"waits longer after two", testJob(), []*corev1.Pod{pod("a", exited(1, 4*time.Second)), pod("b", exited(1, 5*time.Second))}, "after 16s"},
		{"does not wait after a success", testJob(), []*corev1.Pod{pod("a", exited(1, 4*time.Second)), pod("b", exited(0, time.Second))}, "create [-1 -1]"},
		{"has waited", testJob(), []*corev1.Pod{pod("a", exited(1, 11*time.Second))}, "create [-1 -1]"},
		{"replaces what is being deleted", testJob(), []*corev1.Pod{pod("a", deleted, func(p *corev1.Pod) { p.DeletionTimestamp.Time = now.Add(-longAgo) }), pod("b")}, "create [-1]"},
		{"waits for what is being deleted", testJob(func(j *batchv1.Job) {
			p := batchv1.Failed
			j.Spec.PodReplacementPolicy = &p
		}), []*corev1.Pod{pod("a", deleted), pod("b")}, ""},
		{"failed too often", testJob(func(j *batchv1.Job) { *j.Spec.BackoffLimit = 1 }), []*corev1.Pod{pod("a", exited(1, longAgo)), pod("b", exited(1, longAgo)), pod("c")},
			"FailureTarget BackoffLimitExceeded, remove c"},
		{"counts what the status counted", testJob(func(j *batchv1.Job) { *j.Spec.BackoffLimit, j.Status.Failed = 1, 1 }), []*corev1.Pod{pod("a", exited(1, longAgo)), pod("b", exited(1, longAgo), counted)},
			"FailureTarget BackoffLimitExceeded"},
		{"restarted too often in place", testJob(func(j *batchv1.Job) {
			*j.Spec.BackoffLimit, j.Spec.Template.Spec.RestartPolicy = 3, corev1.RestartPolicyOnFailure
		}), []*corev1.Pod{pod("a", func(p *corev1.Pod) { p.Status.ContainerStatuses = []corev1.ContainerStatus{{RestartCount: 3}} })},
			"FailureTarget BackoffLimitExceeded, remove a"},
		{"is late", testJob(func(j *batchv1.Job) { j.Spec.ActiveDeadlineSeconds = new(int64(3600)) }), []*corev1.Pod{pod("a")}, "FailureTarget DeadlineExceeded, remove a"},
		{"has a deadline", testJob(func(j *batchv1.Job) { j.Spec.ActiveDeadlineSeconds = new(int64(3660)) }), []*corev1.Pod{pod("a"), pod("b")}, "after 1m0s"},
		{"is suspended, its deadline too", testJob(func(j *batchv1.Job) {
			j.Spec.ActiveDeadlineSeconds, j.Spec.Suspend = new(int64(1)), new(true)
		}), []*corev1.Pod{pod("a")}, "remove a"},
		{"of a work queue", testJob(func(j *batchv1.Job) { j.Spec.Completions = nil }), []*corev1.Pod{pod("a")}, "create [-1]"},
		{"of a work queue that is empty", testJob(func(j *batchv1.Job) { j.Spec.Completions = nil }), []*corev1.Pod{pod("a", succeeded), pod("b")}, ""},
		{"with indexes", testJob(ofIndexes(5)), []*corev1.Pod{pod("a", succeeded, at(1)), pod("b", at(3))}, "create [0 2 4]"},
		{"with indexes that are known", testJob(ofIndexes(5), func(j *batchv1.Job) { j.Status.CompletedIndexes = "0-2" }), nil, "create [3 4]"},
		{"with pods that have no place", testJob(ofIndexes(3)), []*corev1.Pod{pod("a", at(1)), pod("b"), pod("c", at(3)), pod("d", at(1), func(p *corev1.Pod) { p.Spec.NodeName = "" })}, "remove b c d"},
		{"with a rule for the exit code", testJob(rules(fail(42))), []*corev1.Pod{pod("a", exited(42, 0)), pod("b")}, "FailureTarget PodFailurePolicy, remove b"},
		{"with a rule for others", testJob(rules(fail(42))), []*corev1.Pod{pod("a", exited(1, longAgo)), pod("b")}, "create [-1]"},
		{"that ignores a failure", testJob(func(j *batchv1.Job) { *j.Spec.BackoffLimit = 0 },
			rules(onExit(batchv1.PodFailurePolicyActionIgnore, batchv1.PodFailurePolicyOnExitCodesOpNotIn, 5))), []*corev1.Pod{pod("a", exited(1, longAgo)), pod("b")}, "create [-1]"},
		{"whose index may fail once", testJob(ofIndexes(2), limitPerIndex(1)), []*corev1.Pod{pod("a", exited(1, longAgo), at(0)), pod("b", at(1))}, "create [0]"},
		{"whose index waits", testJob(ofIndexes(2), limitPerIndex(1)), []*corev1.Pod{pod("a", exited(1, time.Second), at(0))}, "create [1], after 9s"},
		{"whose index failed", testJob(ofIndexes(2), limitPerIndex(1)), []*corev1.Pod{pod("a", exited(1, longAgo), at(0), after(1)), pod("b", at(1))}, ""},
		{"whose indexes are all at their end", testJob(ofIndexes(2), limitPerIndex(0)), []*corev1.Pod{pod("a", exited(1, longAgo), at(0)), pod("b", succeeded, at(1))}, "FailureTarget FailedIndexes"},
		{"with too many failed indexes", testJob(ofIndexes(4), limitPerIndex(0), func(j *batchv1.Job) { j.Spec.MaxFailedIndexes = new(int32(1)) }),
			[]*corev1.Pod{pod("a", exited(1, longAgo), at(0)), pod("b", exited(1, longAgo), at(1)), pod("c", at(2))}, "FailureTarget MaxFailedIndexesExceeded, remove c"},
		{"whose index fails by rule", testJob(ofIndexes(2), limitPerIndex(5), rules(onExit(batchv1.PodFailurePolicyActionFailIndex, batchv1.PodFailurePolicyOnExitCodesOpIn, 7))),
			[]*corev1.Pod{pod("a", exited(7, longAgo), at(0)), pod("b", at(1))}, ""},
		{"that succeeds by one index", testJob(ofIndexes(3), func(j *batchv1.Job) {
			j.Spec.SuccessPolicy = &batchv1.SuccessPolicy{Rules: []batchv1.SuccessPolicyRule{{SucceededIndexes: new("1-2")}, {SucceededIndexes: new("0")}}}
		}), []*corev1.Pod{pod("a", succeeded, at(0)), pod("b", at(1))}, "SuccessCriteriaMet SuccessPolicy, remove b"},
		{"that does not succeed by another", testJob(ofIndexes(2), func(j *batchv1.Job) {
			j.Spec.SuccessPolicy = &batchv1.SuccessPolicy{Rules: []batchv1.SuccessPolicyRule{{SucceededIndexes: new("0")}}}
		}), []*corev1.Pod{pod("a", at(0)), pod("b", succeeded, at(1))}, ""},
		{"that succeeds by number", testJob(ofIndexes(3), func(j *batchv1.Job) {
			j.Spec.SuccessPolicy = &batchv1.SuccessPolicy{Rules: []batchv1.SuccessPolicyRule{{SucceededIndexes: new("0-2"), SucceededCount: new(int32(2))}}}
		}), []*corev1.Pod{pod("a", succeeded, at(0)), pod("b", succeeded, at(2)), pod("c", at(1))}, "SuccessCriteriaMet SuccessPolicy, remove c"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, _ := run(c.job, c.pods...)
			if got := shape(p); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
			if len(p.create) > 0 && p.reason == "" || slices.ContainsFunc(p.remove, func(r removal) bool { return r.reason == "" }) {
				t.Error("an action without a reason")
			}
		})
	}
}

// TestEachPodIsCountedOnce follows one pod of each fate through the steps.
func TestEachPodIsCountedOnce(t *testing.T) {
	j := testJob(func(j *batchv1.Job) { *j.Spec.Parallelism = 0 })
	pods := []*corev1.Pod{pod("a", succeeded), pod("b", exited(1, longAgo)), pod("c", deleted)}
	for step, want := range []string{
		"0 succeeded, 0 failed, uncounted [a] [b c], release 3",
		"0 succeeded, 0 failed, uncounted [a] [b c], release 3", // the finalizers stayed: the same again
		"1 succeeded, 2 failed, uncounted [] [], release 0",
	} {
		_, s := run(j, pods...)
		u := s.status.UncountedTerminatedPods
		if got := fmt.Sprintf("%d succeeded, %d failed, uncounted %v %v, release %d", s.status.Succeeded, s.status.Failed, u.Succeeded, u.Failed, len(s.release)); got != want {
			t.Fatalf("step %d: %s; want %s", step, got, want)
		}
		j.Status = s.status
		if step == 1 {
			counted(pods[0])
			counted(pods[1])
			pods = pods[:2] // the deleted one is gone when its finalizer is
		}
	}
}

func TestAFailedPodStaysUntilItsIndexHasAnother(t *testing.T) {
	j := testJob(ofIndexes(1), limitPerIndex(2))
	first := pod("a", exited(1, longAgo), at(0), after(0))
	p, s := run(j, first)
	if len(s.release) != 0 || shape(p) != "create [0]" {
		t.Fatalf("%s, release %v; want a new pod and the old one kept", shape(p), s.release)
	}
	made := newPod(count(view{job: j, pods: []*corev1.Pod{first}, now: now}), 0)
	if made.Annotations[batchv1.JobIndexFailureCountAnnotation] != "1" || made.GenerateName != "work-0-" || made.Spec.Hostname != "work-0" ||
		made.Labels[batchv1.JobCompletionIndexAnnotation] != "0" || made.Spec.Containers[0].Env[0].Name != "JOB_COMPLETION_INDEX" || !tracked(made) {
		t.Errorf("new pod %+v", made)
	}
	if _, s := run(j, first, pod("b", at(0), after(1))); len(s.release) != 1 || *s.status.FailedIndexes != "" {
		t.Errorf("release %v, failed indexes %q; want the old pod, none", s.release, *s.status.FailedIndexes)
	}
	if _, s := run(j, pod("c", exited(1, longAgo), at(0), after(2))); len(s.release) != 1 || *s.status.FailedIndexes != "0" {
		t.Errorf("release %v, failed indexes %q; want the pod, 0", s.release, *s.status.FailedIndexes)
	}
}

func TestTheEndComesInTwoSteps(t *testing.T) {
	j := testJob(func(j *batchv1.Job) { *j.Spec.Completions = 1 })
	types := func(s settlement) (out []string) {
		for _, c := range s.status.Conditions {
			out = append(out, string(c.Type)+"="+string(c.Status))
		}
		return out
	}
	_, s := run(j, pod("a", succeeded))
	if got := types(s); !slices.Equal(got, []string{"SuccessCriteriaMet=True"}) || len(s.release) != 1 || s.status.CompletionTime != nil {
		t.Fatalf("conditions %v, release %v", got, s.release)
	}
	j.Status = s.status
	if _, s := run(j, pod("a", succeeded, counted), pod("b", deleted, counted)); len(s.status.Conditions) != 1 || *s.status.Terminating != 1 {
		t.Errorf("conditions %v while a pod is being deleted", types(s))
	}
	_, s = run(j, pod("a", succeeded, counted))
	if got := types(s); !slices.Equal(got, []string{"SuccessCriteriaMet=True", "Complete=True"}) || s.status.CompletionTime == nil || s.status.Succeeded != 1 || s.notes[0].reason != "Completed" {
		t.Errorf("conditions %v, %+v", got, s.status)
	}

	// A failure counts what it ends, and says the same reason twice.
	j = testJob(func(j *batchv1.Job) { j.Spec.ActiveDeadlineSeconds = new(int64(1)) })
	_, s = run(j, pod("a"))
	if got := types(s); !slices.Equal(got, []string{"FailureTarget=True"}) || s.status.Active != 0 || *s.status.Terminating != 1 || len(s.status.UncountedTerminatedPods.Failed) != 1 {
		t.Fatalf("conditions %v, %+v", got, s.status)
	}
	j.Status = s.status
	_, s = run(j)
	if got := types(s); !slices.Equal(got, []string{"FailureTarget=True", "Failed=True"}) || s.status.Failed != 1 || s.status.Conditions[1].Reason != "DeadlineExceeded" {
		t.Errorf("conditions %v, %+v", got, s.status)
	}
}

func TestSuspendedAndResumed(t *testing.T) {
	j := testJob(func(j *batchv1.Job) { j.Spec.Suspend = new(true) })
	_, s := run(j, pod("a"))
	if c := s.status.Conditions; len(c) != 1 || c[0].Reason != "JobSuspended" || s.status.StartTime != nil || s.notes[0].reason != "Suspended" || s.status.Active != 0 {
		t.Fatalf("status %+v, notes %v", s.status, s.notes)
	}
	j.Status = s.status
	if _, s := run(j); s.notes != nil || s.status.StartTime != nil {
		t.Errorf("told again: %v", s.notes)
	}
	*j.Spec.Suspend = false
	if _, s := run(j); s.status.Conditions[0].Status != corev1.ConditionFalse || s.status.StartTime == nil || s.notes[0].reason != "Resumed" {
		t.Errorf("status %+v, notes %v", s.status, s.notes)
	}
}

func TestIndexSets(t *testing.T) {
	s := newIndexSet(7, 1, 3, 4, 5, 9, 10, 4)
	if s.String() != "1,3-5,7,9,10" || s.size() != 7 {
		t.Errorf("%s of %d", s, s.size())
	}
	if back := parseIndexes(s.String(), 10); back.String() != "1,3-5,7,9" {
		t.Errorf("parsed to %s, want it without 10", back)
	}
	for i, want := range []bool{false, true, false, true, true, true, false, true, false, true, true, false} {
		if s.has(i) != want {
			t.Errorf("has(%d) = %v", i, !want)
		}
	}
	if u := s.union(newIndexSet(2, 8, 20)); u.String() != "1-5,7-10,20" || s.String() != "1,3-5,7,9,10" {
		t.Errorf("union %s, and %s", u, s)
	}
	if m := s.missing(3, 12); !slices.Equal(m, []int{0, 2, 6}) {
		t.Errorf("missing %v", m)
	}
	if m := s.missing(100, 12); !slices.Equal(m, []int{0, 2, 6, 8, 11}) {
		t.Errorf("missing %v", m)
	}
	if n := s.common(parseIndexes("0-4,10-20", 30)); n != 4 {
		t.Errorf("%d in common, want 4", n)
	}
	if parseIndexes("", 5) != nil || parseIndexes("x,3-1", 5) != nil {
		t.Error("what is no index is one")
	}
}
