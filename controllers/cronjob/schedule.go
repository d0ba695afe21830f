package cronjob

import (
	"errors"
	"fmt"
	"time"
	_ "time/tzdata" // time zones, also where the system has none

	"github.com/robfig/cron/v3"
	batchv1 "k8s.io/api/batch/v1"
)

// manyMissed is how many missed times are so many that a person should hear of it.
const manyMissed = 100

var errNever = errors.New("there is no such time")

// schedule tells when a CronJob is due.
type schedule struct {
	cron.Schedule
	// anchor is what the next time is counted from: when the last job was due, or
	// the creation of the CronJob.
	anchor time.Time
}

// scheduleOf reads the schedule of a CronJob.
func scheduleOf(c *batchv1.CronJob, zone *time.Location) (s schedule, err error) {
	defer func() {
		// The parser is known to panic on some texts with a time zone in them.
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
	}()
	s.anchor = c.CreationTimestamp.Time
	if t := c.Status.LastScheduleTime; t != nil {
		s.anchor = t.Time
	}
	// Without a time zone of its own a CronJob goes by that of this process.
	s.anchor = s.anchor.Local()
	if s.Schedule, err = cron.ParseStandard(c.Spec.Schedule); err != nil {
		return s, err
	}
	if spec, ok := s.Schedule.(*cron.SpecSchedule); ok && c.Spec.TimeZone != nil {
		spec.Location = zone
	}
	if s.Next(s.anchor).IsZero() {
		return s, errNever
	}
	return s, nil
}

// last returns the last time after the anchor and after earliest, until now;
// zero when there is none.
func (s schedule) last(earliest, now time.Time) time.Time {
	if every, ok := s.Schedule.(cron.ConstantDelaySchedule); ok {
		first := s.Next(s.anchor)
		if first.After(now) {
			return time.Time{}
		}
		at := first.Add(now.Sub(first) / every.Delay * every.Delay)
		if !at.After(earliest) {
			return time.Time{}
		}
		return at
	}
	from := s.anchor
	if earliest.After(from) {
		from = earliest.In(s.anchor.Location())
	}
	if !s.due(from, now) {
		return time.Time{}
	}
	// Whether a time follows until now can only change from yes to no.
	low, high := int64(0), int64(now.Sub(from)/time.Second)+1
	for low+1 < high {
		if middle := low + (high-low)/2; s.due(from.Add(time.Duration(middle)*time.Second), now) {
			low = middle
		} else {
			high = middle
		}
	}
	return s.Next(from.Add(time.Duration(low) * time.Second))
}

// due says whether there is a time after from, until now.
func (s schedule) due(from, now time.Time) bool {
	next := s.Next(from)
	return !next.IsZero() && !next.After(now)
}

// next returns the first time after now, zero when there is none.
func (s schedule) next(now time.Time) time.Time {
	base := s.anchor
	if t := s.last(base, now); !t.IsZero() {
		base = t
	}
	return s.Next(base)
}

// missed counts the times after from until now, manyMissed+1 at most.
func (s schedule) missed(from, now time.Time) (n int) {
	for n <= manyMissed && s.due(from, now) {
		from = s.Next(from)
		n++
	}
	return n
}
