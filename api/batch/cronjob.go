package batch

import (
	"time"

	batchv1 "k8s.io/api/batch/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/optional"
	"github.com/skiff-k8s/skiff/api/table"
)

// CronJobs make jobs at set times.
var CronJobs = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "cronjobs", Singular: "cronjob", Kind: "CronJob",
	ShortNames: []string{"cj"}, Categories: []string{"all"}, Namespaced: true,
}, func() *batchv1.CronJob { return &batchv1.CronJob{} }, api.Rules[*batchv1.CronJob]{
	NewList:      func() runtime.Object { return &batchv1.CronJobList{} },
	Default:      defaultCronJob,
	Prepare:      prepareCronJob,
	Validate:     validateCronJob,
	ValidateName: names.Subdomain,
	Warn: func(c, old *batchv1.CronJob) []string {
		if old != nil {
			return core.WarnPodTemplate(&c.Spec.JobTemplate.Spec.Template, &old.Spec.JobTemplate.Spec.Template)
		}
		return core.WarnPodTemplate(&c.Spec.JobTemplate.Spec.Template, nil)
	},
	Columns: cronJobColumns(),
	Row:     cronJobRow,
	Subresources: []api.Subresource{
		api.Part("status", func(c, body *batchv1.CronJob) { c.Status = body.Status }, nil),
	},
})

func defaultCronJob(c *batchv1.CronJob) {
	core.DefaultPodTemplate(&c.Spec.JobTemplate.Spec.Template)
	if c.Spec.ConcurrencyPolicy == "" {
		c.Spec.ConcurrencyPolicy = batchv1.AllowConcurrent
	}
	optional.Default(&c.Spec.Suspend, false)
	optional.Default(&c.Spec.SuccessfulJobsHistoryLimit, 3)
	optional.Default(&c.Spec.FailedJobsHistoryLimit, 1)
	defaultFailurePolicy(c.Spec.JobTemplate.Spec.PodFailurePolicy)
}

func prepareCronJob(c, old *batchv1.CronJob) {
	if old == nil {
		c.Status = batchv1.CronJobStatus{}
	} else {
		c.Status = old.Status
	}
	api.Generation(c, old, old != nil && !equality.Semantic.DeepEqual(c.Spec, old.Spec))
}

func cronJobColumns() table.Columns {
	spec, status := batchv1.CronJobSpec{}.SwaggerDoc(), batchv1.CronJobStatus{}.SwaggerDoc()
	return table.Columns{
		table.Name(),
		table.Text("Schedule", spec["schedule"]),
		table.Text("Timezone", spec["timeZone"]),
		table.Flag("Suspend", spec["suspend"]),
		table.Number("Active", status["active"]),
		table.Text("Last Schedule", status["lastScheduleTime"]),
		table.Age(),
		table.Wide(table.Text("Containers", "The names of the template's containers")),
		table.Wide(table.Text("Images", "The images of the template's containers")),
		table.Wide(table.Text("Selector", batchv1.JobSpec{}.SwaggerDoc()["selector"])),
	}
}

func cronJobRow(c *batchv1.CronJob, now time.Time) []any {
	last := table.None
	if t := c.Status.LastScheduleTime; t != nil {
		last = table.Since(*t, now)
	}
	// Words, though the column says that it is a boolean.
	suspended := "False"
	if optional.Value(c.Spec.Suspend) {
		suspended = "True"
	}
	job := &c.Spec.JobTemplate.Spec
	containers, images := table.Containers(job.Template.Spec.Containers)
	return []any{
		c.Name, c.Spec.Schedule, table.Deref(c.Spec.TimeZone, table.None), suspended,
		int64(len(c.Status.Active)), last, table.AgeOf(c, now), containers, images, table.Selector(job.Selector),
	}
}
