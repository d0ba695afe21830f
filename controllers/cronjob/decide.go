package cronjob

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api/batch"
	"github.com/skiff-k8s/skiff/controllers/job"
	"github.com/skiff-k8s/skiff/controllers/ownership"
)

// view is all that a decision rests on. Nothing in it is changed.
type view struct {
	cron *batchv1.CronJob
	jobs []*batchv1.Job // its own
	now  time.Time
}

// plan is what is to be done, in this order.
type plan struct {
	notes  []note
	remove []removal
	create *batchv1.Job // nil for none
	reason string
	// status without the new job, which is added when it exists.
	status       batchv1.CronJobStatus
	statusReason string
	due          time.Time     // of the new job
	after        time.Duration // when to look again though nothing happened; 0 is not
}

type note struct{ kind, reason, message string }

type removal struct {
	job    *batchv1.Job
	reason string
	// before says that the new job must not exist beside this one.
	before bool
}

func (p *plan) note(kind, reason, format string, args ...any) {
	p.notes = append(p.notes, note{kind, reason, fmt.Sprintf(format, args...)})
}

// decide is the whole of the CronJob controller's judgement.
func decide(v view) plan {
	p := plan{status: *v.cron.Status.DeepCopy()}
	v.follow(&p)
	v.clean(&p)
	if v.cron.DeletionTimestamp == nil {
		v.schedule(&p)
	}
	return p
}

// follow takes in what became of the jobs.
func (v view) follow(p *plan) {
	exists := make(map[types.UID]bool, len(v.jobs))
	for _, j := range v.jobs {
		exists[j.UID] = true
		active := slices.ContainsFunc(p.status.Active, func(r corev1.ObjectReference) bool { return r.UID == j.UID })
		condition := end(j)
		switch {
		case condition == "" && !active:
			p.note(corev1.EventTypeWarning, "UnexpectedJob", "Saw a job that the controller did not create or forgot: %s", j.Name)
		case condition != "" && active:
			p.drop(j.UID, fmt.Sprintf("job %s has ended: %s", j.Name, condition))
			p.note(corev1.EventTypeNormal, "SawCompletedJob", "Saw completed job: %s, condition: %s", j.Name, condition)
		}
		if at := j.Status.CompletionTime; condition == batchv1.JobComplete && at != nil &&
			(p.status.LastSuccessfulTime == nil || at.After(p.status.LastSuccessfulTime.Time)) {
			p.status.LastSuccessfulTime = at.DeepCopy()
		}
	}
	for _, r := range v.cron.Status.Active {
		if !exists[r.UID] {
			p.drop(r.UID, fmt.Sprintf("job %s is gone", r.Name))
			p.note(corev1.EventTypeNormal, "MissingJob", "Active job went missing: %s", r.Name)
		}
	}
}

// end returns the condition by which a job is finished, empty when it is not.
func end(j *batchv1.Job) batchv1.JobConditionType {
	if !job.Finished(j) {
		return ""
	}
	for _, c := range j.Status.Conditions {
		if c.Type == batchv1.JobFailed && c.Status == corev1.ConditionTrue {
			return batchv1.JobFailed
		}
	}
	return batchv1.JobComplete
}

// drop takes a job off the list of those that run.
func (p *plan) drop(uid types.UID, reason string) {
	p.status.Active = slices.DeleteFunc(p.status.Active, func(r corev1.ObjectReference) bool { return r.UID == uid })
	p.statusReason = reason
}

// clean removes the oldest jobs beyond the history limits.
func (v view) clean(p *plan) {
	for _, kind := range []struct {
		condition batchv1.JobConditionType
		limit     *int32
		word      string
	}{
		{batchv1.JobComplete, v.cron.Spec.SuccessfulJobsHistoryLimit, "successful"},
		{batchv1.JobFailed, v.cron.Spec.FailedJobsHistoryLimit, "failed"},
	} {
		if kind.limit == nil {
			continue
		}
		var ended []*batchv1.Job
		for _, j := range v.jobs {
			if end(j) == kind.condition && j.DeletionTimestamp == nil {
				ended = append(ended, j)
			}
		}
		slices.SortFunc(ended, byStart)
		for i := range max(0, len(ended)-int(*kind.limit)) {
			p.remove = append(p.remove, removal{job: ended[i], reason: fmt.Sprintf("only %d %s jobs are kept", *kind.limit, kind.word)})
		}
	}
}

// byStart orders jobs by when they started; those that never did come last.
func byStart(a, b *batchv1.Job) int {
	switch x, y := a.Status.StartTime, b.Status.StartTime; {
	case x == nil && y != nil:
		return 1
	case x != nil && y == nil:
		return -1
	case x != nil && !x.Equal(y):
		return x.Compare(y.Time)
	}
	return cmp.Compare(a.Name, b.Name)
}

// schedule decides whether a job is due, and when to look again.
func (v view) schedule(p *plan) {
	spec := &v.cron.Spec
	zone, err := zoneOf(v.cron)
	if err != nil {
		p.note(corev1.EventTypeWarning, "UnknownTimeZone", "invalid timeZone: %q: %s", *spec.TimeZone, err)
		return
	}
	if spec.Suspend != nil && *spec.Suspend {
		return
	}
	if strings.Contains(spec.Schedule, "TZ") {
		p.note(corev1.EventTypeWarning, "UnsupportedSchedule", "CRON_TZ or TZ used in schedule %q is not officially supported, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details", spec.Schedule)
	}
	s, err := scheduleOf(v.cron, zone)
	switch {
	case err == errNever:
		p.note(corev1.EventTypeWarning, "InvalidSchedule", "invalid schedule: %s : %s", spec.Schedule, err)
		return
	case err != nil:
		p.note(corev1.EventTypeWarning, "UnparseableSchedule", "unparseable schedule: %q : %s", spec.Schedule, err)
		return
	}
	if next := s.next(v.now); !next.IsZero() {
		p.after = max(next.Sub(v.now), time.Millisecond)
	}
	earliest := s.anchor
	if d := spec.StartingDeadlineSeconds; d != nil {
		if limit := v.now.Add(-time.Duration(*d) * time.Second); limit.After(earliest) {
			earliest = limit
		}
	}
	due := s.last(earliest, v.now)
	if due.IsZero() {
		if missed := s.last(s.anchor, v.now); !missed.IsZero() && earliest.After(s.anchor) {
			p.note(corev1.EventTypeWarning, "MissSchedule", "Missed scheduled time to start a job: %s", missed.UTC().Format(time.RFC1123Z))
		}
		return
	}
	if s.missed(earliest, v.now) > manyMissed {
		p.note(corev1.EventTypeWarning, "TooManyMissedTimes", "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew")
	}
	v.start(p, due, zone)
}

func zoneOf(c *batchv1.CronJob) (*time.Location, error) {
	if c.Spec.TimeZone == nil {
		return time.UTC, nil
	}
	return time.LoadLocation(*c.Spec.TimeZone)
}

// start plans the job that is due, as the concurrency policy lets it.
func (v view) start(p *plan, due time.Time, zone *time.Location) {
	name := jobName(v.cron, due)
	if slices.ContainsFunc(p.status.Active, func(r corev1.ObjectReference) bool { return r.Name == name }) {
		return
	}
	switch v.cron.Spec.ConcurrencyPolicy {
	case batchv1.ForbidConcurrent:
		if len(p.status.Active) > 0 {
			p.note(corev1.EventTypeNormal, "JobAlreadyActive", "Not starting job because prior execution is running and concurrency policy is Forbid")
			return
		}
	case batchv1.ReplaceConcurrent:
		for _, r := range slices.Clone(p.status.Active) {
			i := slices.IndexFunc(v.jobs, func(j *batchv1.Job) bool { return j.UID == r.UID })
			p.remove = append(p.remove, removal{job: v.jobs[i], reason: fmt.Sprintf("job %s takes its place", name), before: true})
			p.drop(r.UID, fmt.Sprintf("job %s takes the place of %s", name, r.Name))
		}
	}
	p.create, p.due = newJob(v.cron, name, due.In(zone)), due
	p.reason = fmt.Sprintf("%q was due at %s", v.cron.Spec.Schedule, due.In(zone).Format(time.RFC3339))
}

// jobName names a job by the minute that it was due, so that it cannot be made
// twice.
func jobName(c *batchv1.CronJob, due time.Time) string {
	return fmt.Sprintf("%s-%d", c.Name, due.Unix()/60)
}

func newJob(c *batchv1.CronJob, name string, due time.Time) *batchv1.Job {
	t := &c.Spec.JobTemplate
	annotations := maps.Clone(t.Annotations)
	if annotations == nil {
		annotations = make(map[string]string)
	}
	annotations[batchv1.CronJobScheduledTimestampAnnotation] = due.Format(time.RFC3339)
	return &batchv1.Job{
		ObjectMeta: metav1.ObjectMeta{
			Namespace:       c.Namespace,
			Name:            name,
			Labels:          maps.Clone(t.Labels),
			Annotations:     annotations,
			OwnerReferences: []metav1.OwnerReference{ownership.Reference(batch.CronJobs, c)},
		},
		Spec: *t.Spec.DeepCopy(),
	}
}
