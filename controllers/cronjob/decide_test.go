package cronjob

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

var born = time.Date(2026, 1, 2, 10, 0, 30, 0, time.UTC)

type cronChange func(*batchv1.CronJob)

// testCron makes a CronJob for every full hour, in UTC.
func testCron(changes ...cronChange) *batchv1.CronJob {
	c := &batchv1.CronJob{
		ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "tick", UID: "cron", CreationTimestamp: metav1.NewTime(born)},
		Spec: batchv1.CronJobSpec{
			Schedule: "0 * * * *", TimeZone: new("Etc/UTC"), ConcurrencyPolicy: batchv1.AllowConcurrent,
			SuccessfulJobsHistoryLimit: new(int32(3)), FailedJobsHistoryLimit: new(int32(1)),
		},
	}
	for _, f := range changes {
		f(c)
	}
	return c
}

func every(spec string) cronChange { return func(c *batchv1.CronJob) { c.Spec.Schedule = spec } }
func in(zone string) cronChange    { return func(c *batchv1.CronJob) { c.Spec.TimeZone = &zone } }
func policy(p batchv1.ConcurrencyPolicy) cronChange {
	return func(c *batchv1.CronJob) { c.Spec.ConcurrencyPolicy = p }
}
func lastAt(t time.Time) cronChange {
	return func(c *batchv1.CronJob) { c.Status.LastScheduleTime = &metav1.Time{Time: t} }
}
func deadline(seconds int64) cronChange {
	return func(c *batchv1.CronJob) { c.Spec.StartingDeadlineSeconds = &seconds }
}
func active(names ...string) cronChange {
	return func(c *batchv1.CronJob) {
		for _, n := range names {
			c.Status.Active = append(c.Status.Active, corev1.ObjectReference{Name: n, UID: types.UID(n)})
		}
	}
}

// testJob makes a job that ended by that condition, or runs when it is empty.
func testJob(name string, condition batchv1.JobConditionType, started time.Time) *batchv1.Job {
	j := &batchv1.Job{ObjectMeta: metav1.ObjectMeta{Name: name, UID: types.UID(name)}, Status: batchv1.JobStatus{StartTime: &metav1.Time{Time: started}}}
	if condition != "" {
		j.Status.Conditions = []batchv1.JobCondition{{Type: condition, Status: corev1.ConditionTrue}}
		j.Status.CompletionTime = &metav1.Time{Time: started.Add(time.Minute)}
	}
	return j
}

func clock(hour, minute, second int) time.Time {
	return time.Date(2026, 1, 2, hour, minute, second, 0, time.UTC)
}

// shape writes a plan in one line.
func shape(p plan) string {
	var parts []string
	for _, n := range p.notes {
		parts = append(parts, n.reason)
	}
	for _, r := range p.remove {
		parts = append(parts, "remove "+r.job.Name)
	}
	if p.create != nil {
		parts = append(parts, "create "+p.due.UTC().Format("15:04"))
	}
	var names []string
	for _, r := range p.status.Active {
		names = append(names, r.Name)
	}
	if len(names) > 0 {
		parts = append(parts, fmt.Sprint("active ", names))
	}
	if p.after > 0 {
		parts = append(parts, "after "+p.after.String())
	}
	return strings.Join(parts, ", ")
}

func TestWhatIsDue(t *testing.T) {
	for _, c := range []struct {
		name string
		cron *batchv1.CronJob
		jobs []*batchv1.Job
		now  time.Time
		want string
	}{
		{"nothing yet", testCron(), nil, clock(10, 59, 50), "after 10s"},
		{"on the hour", testCron(), nil, clock(11, 0, 0), "create 11:00, after 1h0m0s"},
		{"a little late", testCron(), nil, clock(11, 20, 0), "create 11:00, after 40m0s"},
		{"not twice", testCron(lastAt(clock(11, 0, 0))), nil, clock(11, 20, 0), "after 40m0s"},
		{"only the last of those missed", testCron(), nil, clock(15, 30, 0), "create 15:00, after 30m0s"},
		{"many missed", testCron(every("* * * * *")), nil, clock(15, 30, 1), "TooManyMissedTimes, create 15:30, after 59s"},
		{"in its zone", testCron(every("0 21 * * *"), in("Asia/Tokyo")), nil, clock(12, 1, 0), "create 12:00, after 23h59m0s"},
		{"in an unknown zone", testCron(in("Mars/Olympus")), nil, clock(12, 1, 0), "UnknownTimeZone"},
		{"at an interval", testCron(every("@every 25m")), nil, clock(11, 0, 0), "create 10:50, after 15m30s"},
		{"by name", testCron(every("@daily")), nil, clock(23, 59, 0), "after 1m0s"},
		{"never", testCron(every("0 0 31 2 *")), nil, clock(12, 1, 0), "InvalidSchedule"},
		{"no schedule at all", testCron(every("TZ=0")), nil, clock(12, 1, 0), "UnsupportedSchedule, UnparseableSchedule"},
		{"suspended", testCron(func(c *batchv1.CronJob) { c.Spec.Suspend = new(true) }), nil, clock(12, 1, 0), ""},
		{"being deleted", testCron(func(c *batchv1.CronJob) { c.DeletionTimestamp = &metav1.Time{} }), nil, clock(12, 1, 0), ""},
		{"within its deadline", testCron(deadline(60)), nil, clock(11, 0, 50), "create 11:00, after 59m10s"},
		{"after its deadline", testCron(deadline(60)), nil, clock(11, 2, 0), "MissSchedule, after 58m0s"},
		{"beside another", testCron(active("a")), []*batchv1.Job{testJob("a", "", born)}, clock(11, 0, 0), "create 11:00, active [a], after 1h0m0s"},
		{"not beside another", testCron(active("a"), policy(batchv1.ForbidConcurrent)), []*batchv1.Job{testJob("a", "", born)}, clock(11, 0, 0), "JobAlreadyActive, active [a], after 1h0m0s"},
		{"after another", testCron(active("a"), policy(batchv1.ForbidConcurrent)), []*batchv1.Job{testJob("a", batchv1.JobComplete, born)}, clock(11, 0, 0), "SawCompletedJob, create 11:00, after 1h0m0s"},
		{"instead of another", testCron(active("a"), policy(batchv1.ReplaceConcurrent)), []*batchv1.Job{testJob("a", "", born)}, clock(11, 0, 0), "remove a, create 11:00, after 1h0m0s"},
		{"instead of one that is gone", testCron(active("a"), policy(batchv1.ReplaceConcurrent)), nil, clock(11, 0, 0), "MissingJob, create 11:00, after 1h0m0s"},
		{"a stranger", testCron(), []*batchv1.Job{testJob("a", "", born)}, clock(10, 59, 0), "UnexpectedJob, after 1m0s"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := decide(view{cron: c.cron, jobs: c.jobs, now: c.now})
			if got := shape(p); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestTheJobIsMadeFromTheTemplate(t *testing.T) {
	c := testCron(in("Asia/Tokyo"))
	c.Spec.JobTemplate.Labels, c.Spec.JobTemplate.Spec.Parallelism = map[string]string{"a": "b"}, new(int32(7))
	p := decide(view{cron: c, now: clock(11, 0, 5)})
	j := p.create
	if j.Name != fmt.Sprintf("tick-%d", clock(11, 0, 0).Unix()/60) || j.Labels["a"] != "b" || *j.Spec.Parallelism != 7 || !metav1.IsControlledBy(j, c) {
		t.Errorf("job %+v", j)
	}
	if at := j.Annotations[batchv1.CronJobScheduledTimestampAnnotation]; at != "2026-01-02T20:00:00+09:00" {
		t.Errorf("scheduled at %s", at)
	}
	if p.reason != `"0 * * * *" was due at 2026-01-02T20:00:00+09:00` {
		t.Errorf("reason %s", p.reason)
	}
}

func TestHistory(t *testing.T) {
	c := testCron(active("f3"))
	var jobs []*batchv1.Job
	for i := range 5 {
		jobs = append(jobs, testJob(fmt.Sprint("s", i), batchv1.JobComplete, born.Add(-time.Duration(i)*time.Hour)))
		jobs = append(jobs, testJob(fmt.Sprint("f", i), batchv1.JobFailed, born.Add(-time.Duration(i)*time.Hour)))
	}
	p := decide(view{cron: c, jobs: jobs, now: clock(10, 59, 0)})
	var gone []string
	for _, r := range p.remove {
		gone = append(gone, r.job.Name)
	}
	if !slices.Equal(gone, []string{"s4", "s3", "f4", "f3", "f2", "f1"}) {
		t.Errorf("removed %v, want the oldest beyond 3 and 1", gone)
	}
	if at := p.status.LastSuccessfulTime; at == nil || !at.Time.Equal(born.Add(time.Minute)) || len(p.status.Active) != 0 {
		t.Errorf("status %+v", p.status)
	}
}

// TestDaylightSaving: a time that the clock leaves out is never due, one that it
// shows twice is due twice.
func TestDaylightSaving(t *testing.T) {
	c := testCron(every("30 2 * * *"), in("Europe/Berlin"), lastAt(time.Date(2026, 3, 28, 1, 30, 0, 0, time.UTC)))
	p := decide(view{cron: c, now: time.Date(2026, 3, 29, 12, 0, 0, 0, time.UTC)})
	if p.create != nil {
		t.Errorf("due at %v, which was not on the clock", p.due)
	}
	c = testCron(every("30 2 * * *"), in("Europe/Berlin"), lastAt(time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC)))
	p = decide(view{cron: c, now: time.Date(2026, 10, 25, 1, 31, 0, 0, time.UTC)})
	if p.create == nil || !p.due.Equal(time.Date(2026, 10, 25, 1, 30, 0, 0, time.UTC)) {
		t.Errorf("due at %v, want the second 2:30", p.due)
	}
}
