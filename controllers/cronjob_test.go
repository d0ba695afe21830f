package controllers_test

import (
	"testing"
	"time"

	batchv1 "k8s.io/api/batch/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/batch"
	"github.com/skiff-k8s/skiff/client"
)

func TestACronJobMakesItsJobs(t *testing.T) {
	w := newWorld(t)
	cron := w.create(batch.CronJobs, &batchv1.CronJob{
		ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: "tick"},
		Spec: batchv1.CronJobSpec{
			Schedule: "* * * * *", SuccessfulJobsHistoryLimit: new(int32(1)),
			JobTemplate: batchv1.JobTemplateSpec{Spec: testJob("", 1, 1, "0").Spec},
		},
	})
	get := func() *batchv1.CronJob {
		c, err := client.Get[*batchv1.CronJob](t.Context(), w.client, batch.CronJobs, "default", "tick")
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	for i := range 3 {
		w.skew.Store(int64(time.Duration(i+1) * time.Minute))
		change(w, batch.CronJobs, "default", "tick", func(c *batchv1.CronJob) { c.Labels = map[string]string{"touched": string(rune('a' + i))} })
		before := get().Status.LastScheduleTime
		w.eventually("a job was made, and ended", func() bool {
			s := get().Status
			return s.LastScheduleTime != nil && !s.LastScheduleTime.Equal(before) && len(s.Active) == 0 && s.LastSuccessfulTime != nil
		})
	}
	w.eventually("one job is kept", func() bool {
		jobs := list[*batchv1.Job](w, batch.Jobs, "default")
		return len(jobs) == 1 && metav1.IsControlledBy(jobs[0], cron)
	})
}
