package fairness

import (
	"fmt"
	"maps"
	"slices"
)

// Gauges is where metrics are registered: *metrics.Registry.
type Gauges interface {
	Gauge(name, help, kind string, read func(emit func(labels string, value float64)))
}

// Register adds the metrics, under the names of kube-apiserver.
func (f *Fairness) Register(to Gauges) {
	const prefix = "apiserver_flowcontrol_"
	to.Gauge("apiserver_current_inflight_requests", "Requests that run now, by whether they write.", "gauge", func(emit func(string, float64)) {
		for i, kind := range []string{"readOnly", "mutating"} {
			emit(fmt.Sprintf("request_kind=%q", kind), float64(f.running[i].Load()))
		}
	})
	byLevel := func(name, help string, value func(*level) float64) {
		to.Gauge(prefix+name, help, "gauge", func(emit func(string, float64)) {
			for _, l := range f.sortedLevels() {
				l.mu.Lock()
				v := value(l)
				l.mu.Unlock()
				emit(fmt.Sprintf("priority_level=%q", l.name), v)
			}
		})
	}
	byLevel("nominal_limit_seats", "Seats that a priority level has by right.", func(l *level) float64 { return float64(l.nominal) })
	byLevel("lower_limit_seats", "Seats that a priority level keeps when it lends.", func(l *level) float64 { return float64(l.lower) })
	byLevel("upper_limit_seats", "Seats that a priority level can have when it borrows.", func(l *level) float64 { return float64(l.upper) })
	byLevel("current_limit_seats", "Seats that a priority level has now.", func(l *level) float64 { return float64(l.set.limit) })
	byLevel("current_executing_seats", "Seats that are taken.", func(l *level) float64 { return float64(l.set.inUse) })
	byLevel("current_inqueue_seats", "Seats that waiting requests want.", func(l *level) float64 { return float64(l.set.waitingSeats) })
	byLevel("demand_seats_high_watermark", "Most seats wanted in the last period.", func(l *level) float64 { return l.stats.high })
	byLevel("demand_seats_average", "Average of the seats wanted in the last period.", func(l *level) float64 { return l.stats.average })
	byLevel("demand_seats_stdev", "Standard deviation of the seats wanted in the last period.", func(l *level) float64 { return l.stats.deviation })
	byLevel("demand_seats_smoothed", "Seats wanted, smoothed over the periods.", func(l *level) float64 { return l.smoothed })
	byLevel("target_seats", "Seats that a priority level was to get in the last period.", func(l *level) float64 { return l.target })
	to.Gauge(prefix+"seat_fair_frac", "Fraction of their targets that the priority levels got.", "gauge", func(emit func(string, float64)) {
		f.mu.Lock()
		defer f.mu.Unlock()
		emit("", f.fraction)
	})
	to.Gauge(prefix+"current_executing_requests", "Requests that run.", "gauge", f.bySchema(func(s *flowSchema) float64 { return float64(s.counters.executing.Load()) }))
	to.Gauge(prefix+"dispatched_requests_total", "Requests that were let in.", "counter", f.bySchema(func(s *flowSchema) float64 { return float64(s.counters.dispatched.Load()) }))
	byLevel("current_inqueue_requests", "Requests that wait.", func(l *level) float64 { return float64(l.set.waiting) })
	to.Gauge(prefix+"rejected_requests_total", "Requests that were refused.", "counter", func(emit func(string, float64)) {
		for _, s := range *f.rules.Load() {
			for why := range numReasons {
				if n := s.counters.rejected[why].Load(); n > 0 {
					emit(fmt.Sprintf("flow_schema=%q,priority_level=%q,reason=%q", s.name, s.level.name, reasonNames[why]), float64(n))
				}
			}
		}
	})
}

func (f *Fairness) sortedLevels() []*level {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []*level
	for _, name := range slices.Sorted(maps.Keys(f.levels)) {
		out = append(out, f.levels[name])
	}
	return out
}

func (f *Fairness) bySchema(value func(*flowSchema) float64) func(emit func(string, float64)) {
	return func(emit func(string, float64)) {
		for _, s := range *f.rules.Load() {
			emit(fmt.Sprintf("flow_schema=%q,priority_level=%q", s.name, s.level.name), value(s))
		}
	}
}
