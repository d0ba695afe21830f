package batch

import (
	"fmt"
	"strconv"
	"time"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/duration"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/optional"
	"github.com/skiff-k8s/skiff/api/table"
)

// Jobs run pods until enough of them have succeeded.
var Jobs = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "jobs", Singular: "job", Kind: "Job",
	Categories: []string{"all"}, Namespaced: true,
}, func() *batchv1.Job { return &batchv1.Job{} }, api.Rules[*batchv1.Job]{
	NewList:      func() runtime.Object { return &batchv1.JobList{} },
	Default:      defaultJob,
	Prepare:      prepareJob,
	Stamp:        stampJob,
	Validate:     validateJob,
	ValidateName: names.Subdomain,
	Warn: func(j, old *batchv1.Job) []string {
		if old != nil {
			return core.WarnPodTemplate(&j.Spec.Template, &old.Spec.Template)
		}
		return core.WarnPodTemplate(&j.Spec.Template, nil)
	},
	OrphanByDefault: true,
	DeleteWarning:   "child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or set propagationPolicy=Orphan to suppress this warning",
	UnknownField:    func(name string) string { return fmt.Sprintf("field label %q not supported for Job", name) },
	Columns:         jobColumns(),
	Row:             jobRow,
	FieldNames:      []string{"status.successful"},
	Fields: func(j *batchv1.Job) fields.Set {
		return fields.Set{"status.successful": strconv.Itoa(int(j.Status.Succeeded))}
	},
	Subresources: []api.Subresource{
		api.Part("status", func(j, body *batchv1.Job) { j.Status = body.Status }, validateJobStatus),
	},
})

func defaultJob(j *batchv1.Job) {
	core.DefaultPodTemplate(&j.Spec.Template)
	s := &j.Spec
	// A job that says neither how many nor how many at a time is one pod.
	if s.Completions == nil && s.Parallelism == nil {
		optional.Default(&s.Completions, 1)
		optional.Default(&s.Parallelism, 1)
	}
	optional.Default(&s.Parallelism, 1)
	if s.BackoffLimit == nil {
		// With a limit per index the limit of all is out of the way.
		limit := int32(6)
		if s.BackoffLimitPerIndex != nil {
			limit = 1<<31 - 1
		}
		s.BackoffLimit = &limit
	}
	if len(j.Labels) == 0 && len(s.Template.Labels) > 0 {
		j.Labels = s.Template.Labels
	}
	optional.Default(&s.CompletionMode, batchv1.NonIndexedCompletion)
	optional.Default(&s.Suspend, false)
	optional.Default(&s.ManualSelector, false)
	defaultFailurePolicy(s.PodFailurePolicy)
	if s.PodFailurePolicy != nil {
		optional.Default(&s.PodReplacementPolicy, batchv1.Failed)
	}
	optional.Default(&s.PodReplacementPolicy, batchv1.TerminatingOrFailed)
}

func defaultFailurePolicy(p *batchv1.PodFailurePolicy) {
	if p == nil {
		return
	}
	for i := range p.Rules {
		for j := range p.Rules[i].OnPodConditions {
			if c := &p.Rules[i].OnPodConditions[j]; c.Status == "" {
				c.Status = corev1.ConditionTrue
			}
		}
	}
}

// stampJob runs when the job has its UID, which its selector is made of.
func stampJob(j, old *batchv1.Job, _ user.Info, _ metav1.Time) {
	if old == nil {
		generateSelector(j)
	}
}

func prepareJob(j, old *batchv1.Job) {
	if old == nil {
		j.Status = batchv1.JobStatus{}
	} else {
		j.Status = old.Status
	}
	api.Generation(j, old, old != nil && !equality.Semantic.DeepEqual(j.Spec, old.Spec))
}

func jobColumns() table.Columns {
	status := batchv1.JobStatus{}.SwaggerDoc()
	return table.Columns{
		table.Name(),
		table.Text("Status", "Whether the job is running, suspended, complete or failed"),
		table.Text("Completions", status["succeeded"]),
		table.Text("Duration", "The time the job took, or has taken so far"),
		table.Age(),
		table.Wide(table.Text("Containers", "The names of the template's containers")),
		table.Wide(table.Text("Images", "The images of the template's containers")),
		table.Wide(table.Text("Selector", batchv1.JobSpec{}.SwaggerDoc()["selector"])),
	}
}

func jobRow(j *batchv1.Job, now time.Time) []any {
	took := ""
	if start := j.Status.StartTime; start != nil {
		end := now
		if j.Status.CompletionTime != nil {
			end = j.Status.CompletionTime.Time
		}
		took = duration.HumanDuration(end.Sub(start.Time))
	}
	containers, images := table.Containers(j.Spec.Template.Spec.Containers)
	return []any{
		j.Name, jobStatus(j), jobCompletions(j), took, table.AgeOf(j, now),
		containers, images, table.Selector(j.Spec.Selector),
	}
}

func jobCompletions(j *batchv1.Job) string {
	if c := j.Spec.Completions; c != nil {
		return fmt.Sprintf("%d/%d", j.Status.Succeeded, *c)
	}
	if p := optional.Value(j.Spec.Parallelism); p > 1 {
		return fmt.Sprintf("%d/1 of %d", j.Status.Succeeded, p)
	}
	return fmt.Sprintf("%d/1", j.Status.Succeeded)
}

// jobStatus is the strongest of the conditions that hold.
func jobStatus(j *batchv1.Job) string {
	has := map[batchv1.JobConditionType]bool{}
	for _, c := range j.Status.Conditions {
		if c.Status == corev1.ConditionTrue {
			has[c.Type] = true
		}
	}
	switch {
	case has[batchv1.JobComplete]:
		return "Complete"
	case has[batchv1.JobFailed]:
		return "Failed"
	case j.DeletionTimestamp != nil:
		return "Terminating"
	case has[batchv1.JobSuspended]:
		return "Suspended"
	case has[batchv1.JobFailureTarget]:
		return "FailureTarget"
	case has[batchv1.JobSuccessCriteriaMet]:
		return "SuccessCriteriaMet"
	}
	return "Running"
}
