package controllers_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/batch"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
)

// testJob makes a Job whose pods end with that code, or run on without one.
func testJob(name string, completions, parallelism int32, exit string) *batchv1.Job {
	j := &batchv1.Job{
		ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: name},
		Spec: batchv1.JobSpec{Completions: &completions, Parallelism: &parallelism, Template: corev1.PodTemplateSpec{
			Spec: corev1.PodSpec{RestartPolicy: corev1.RestartPolicyNever, Containers: []corev1.Container{{Name: "c", Image: "v1"}}},
		}},
	}
	if exit != "" {
		j.Spec.Template.Annotations = map[string]string{"test/exit": exit}
	}
	return j
}

func (w *world) job(name string) *batchv1.Job {
	w.Helper()
	j, err := client.Get[*batchv1.Job](w.Context(), w.client, batch.Jobs, "default", name)
	if err != nil {
		w.Fatal(err)
	}
	return j
}

// ended waits until a Job has a condition that is true, and checks that nothing of
// its pods is left to be counted.
func (w *world) ended(name string, kind batchv1.JobConditionType) *batchv1.Job {
	w.Helper()
	var j *batchv1.Job
	w.eventually(fmt.Sprintf("job %s is %s", name, kind), func() bool {
		j = w.job(name)
		return slices.ContainsFunc(j.Status.Conditions, func(c batchv1.JobCondition) bool {
			return c.Type == kind && c.Status == corev1.ConditionTrue
		})
	})
	s := j.Status
	if s.Active != 0 || *s.Ready != 0 || *s.Terminating != 0 || len(s.UncountedTerminatedPods.Failed)+len(s.UncountedTerminatedPods.Succeeded) > 0 {
		w.Errorf("status of a job that ended: %+v", s)
	}
	for _, p := range list[*corev1.Pod](w, core.Pods, "default") {
		if metav1.IsControlledBy(p, j) && len(p.Finalizers) > 0 {
			w.Errorf("pod %s still has finalizers", p.Name)
		}
	}
	return j
}

func TestAJobRunsToItsEnd(t *testing.T) {
	w := newWorld(t)
	w.create(batch.Jobs, testJob("work", 20, 5, "0"))
	j := w.ended("work", batchv1.JobComplete)
	if j.Status.Succeeded != 20 || j.Status.Failed != 0 || j.Status.CompletionTime == nil {
		t.Errorf("status %+v", j.Status)
	}
	if n := len(list[*corev1.Pod](w, core.Pods, "default")); n != 20 {
		t.Errorf("%d pods, want 20", n)
	}
	// Nobody owns them any more once the Job is gone without them.
	w.delete(batch.Jobs, "default", "work", metav1.DeletePropagationOrphan)
	w.eventually("the job is gone", func() bool {
		_, err := w.client.Get(t.Context(), batch.Jobs, "default", "work")
		return apierrors.IsNotFound(err)
	})
	if n := len(list[*corev1.Pod](w, core.Pods, "default")); n != 20 {
		t.Errorf("%d pods, want the 20 orphans", n)
	}
}

func TestAJobWithIndexesKnowsWhichFailed(t *testing.T) {
	w := newWorld(t)
	j := testJob("work", 6, 6, "")
	mode := batchv1.IndexedCompletion
	j.Spec.CompletionMode, j.Spec.BackoffLimitPerIndex = &mode, new(int32(0))
	w.create(batch.Jobs, j)
	w.eventually("all indexes have a pod", func() bool { return w.job("work").Status.Active == 6 })
	for _, p := range list[*corev1.Pod](w, core.Pods, "default") {
		index := p.Labels[batchv1.JobCompletionIndexAnnotation]
		if p.Spec.Hostname != "work-"+index {
			t.Errorf("pod %s has host name %s", p.Name, p.Spec.Hostname)
		}
		code := "0"
		if index == "1" || index == "4" {
			code = "3"
		}
		change(w, core.Pods, "default", p.Name, func(p *corev1.Pod) { p.Annotations["test/exit"] = code })
	}
	got := w.ended("work", batchv1.JobFailed).Status
	if got.CompletedIndexes != "0,2,3,5" || *got.FailedIndexes != "1,4" || got.Succeeded != 4 || got.Failed != 2 {
		t.Errorf("status %+v", got)
	}
}

func TestASuspendedJobRestsAndADeletedOneLetsGo(t *testing.T) {
	w := newWorld(t)
	j := testJob("work", 3, 3, "")
	j.Spec.Suspend = new(true)
	w.create(batch.Jobs, j)
	w.eventually("it is suspended", func() bool { return len(w.job("work").Status.Conditions) == 1 })
	change(w, batch.Jobs, "default", "work", func(j *batchv1.Job) { *j.Spec.Suspend = false })
	w.eventually("its pods run", func() bool { s := w.job("work").Status; return s.Ready != nil && *s.Ready == 3 && s.StartTime != nil })
	change(w, batch.Jobs, "default", "work", func(j *batchv1.Job) { *j.Spec.Suspend = true })
	w.eventually("its pods are gone", func() bool { return len(list[*corev1.Pod](w, core.Pods, "default")) == 0 })
	w.eventually("its status says so", func() bool { s := w.job("work").Status; return s.Active == 0 && *s.Terminating == 0 })
	change(w, batch.Jobs, "default", "work", func(j *batchv1.Job) { *j.Spec.Suspend = false })
	w.eventually("its pods run again", func() bool { return *w.job("work").Status.Ready == 3 })
	w.delete(batch.Jobs, "default", "work", metav1.DeletePropagationForeground)
	w.eventually("the job and its pods are gone", func() bool {
		_, err := w.client.Get(t.Context(), batch.Jobs, "default", "work")
		return apierrors.IsNotFound(err) && len(list[*corev1.Pod](w, core.Pods, "default")) == 0
	})
}

func TestAJobAdoptsAndReleases(t *testing.T) {
	w := newWorld(t)
	w.create(batch.Jobs, testJob("work", 2, 2, ""))
	w.eventually("its pods run", func() bool { s := w.job("work").Status; return s.Ready != nil && *s.Ready == 2 })
	name := list[*corev1.Pod](w, core.Pods, "default")[0].Name
	pod := func() *corev1.Pod {
		p, err := client.Get[*corev1.Pod](t.Context(), w.client, core.Pods, "default", name)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	change(w, core.Pods, "default", name, func(p *corev1.Pod) { p.OwnerReferences = nil })
	w.eventually("it is adopted again", func() bool { return metav1.GetControllerOf(pod()) != nil && len(pod().Finalizers) == 1 })
	change(w, core.Pods, "default", name, func(p *corev1.Pod) { p.Labels = nil })
	w.eventually("it is released", func() bool { return metav1.GetControllerOf(pod()) == nil && len(pod().Finalizers) == 0 })
}

func TestAFinishedJobGoesWhenItsTimeIsOver(t *testing.T) {
	w := newWorld(t)
	j := testJob("work", 1, 1, "0")
	j.Spec.TTLSecondsAfterFinished = new(int32(1000))
	w.create(batch.Jobs, j)
	w.ended("work", batchv1.JobComplete)
	w.skew.Store(int64(1001 * time.Second))
	change(w, batch.Jobs, "default", "work", func(j *batchv1.Job) { j.Labels["touched"] = "yes" })
	w.eventually("the job and its pod are gone", func() bool {
		_, err := w.client.Get(t.Context(), batch.Jobs, "default", "work")
		return apierrors.IsNotFound(err) && len(list[*corev1.Pod](w, core.Pods, "default")) == 0
	})
}
