package fairness

import (
	"math"
	"time"
)

// demand follows how many seats a level would use, over time.
type demand struct {
	now        float64
	since      time.Time
	last       time.Time
	sum, sumSq float64 // of the value, and of its square, times seconds
	high       float64
}

// set notes a new value.
func (d *demand) set(now time.Time, value float64) {
	d.advance(now)
	d.now = value
	d.high = max(d.high, value)
}

func (d *demand) advance(now time.Time) {
	if d.since.IsZero() {
		d.since, d.last = now, now
	}
	if dt := now.Sub(d.last).Seconds(); dt > 0 {
		d.sum += d.now * dt
		d.sumSq += d.now * d.now * dt
		d.last = now
	}
}

// demandStats are what a period of demand was like.
type demandStats struct{ average, deviation, high float64 }

// take returns the statistics since the last take and begins anew.
func (d *demand) take(now time.Time) demandStats {
	d.advance(now)
	s := demandStats{high: d.high}
	if dt := now.Sub(d.since).Seconds(); dt > 0 {
		s.average = d.sum / dt
		s.deviation = math.Sqrt(max(0, d.sumSq/dt-s.average*s.average))
	}
	*d = demand{now: d.now, since: now, last: now, high: d.now}
	return s
}
