package reconcile

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Metrics collects what the loops of a process do. The zero value is ready to
// use and safe for concurrent use.
type Metrics struct {
	mu    sync.Mutex
	loops []*loopMetrics
}

// Stats are the counters of one loop since it started.
type Stats struct {
	Loop    string
	Runs    int64         // runs that ended, whatever way
	Errors  int64         // runs that returned an error
	Panics  int64         // runs that panicked; they count as errors too
	Timers  int64         // runs that asked to be run again after a time
	Unseen  int64         // times that reads did not reflect a run's writes in time
	Waited  time.Duration // sum of the time that keys waited for a worker
	Running int64         // keys with a worker now
	Depth   int           // keys that wait for a worker now
	Busy    time.Duration // sum of the time that runs took
}

// Stats returns the counters of every loop, by name.
func (m *Metrics) Stats() []Stats {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := make([]Stats, 0, len(m.loops))
	for _, l := range m.loops {
		out = append(out, Stats{
			Loop:    l.name,
			Runs:    l.runs.Load(),
			Errors:  l.errors.Load(),
			Panics:  l.panics.Load(),
			Timers:  l.timers.Load(),
			Unseen:  l.unseen.Load(),
			Waited:  time.Duration(l.waited.Load()),
			Running: l.running.Load(),
			Depth:   l.depth(),
			Busy:    time.Duration(l.busy.Load()),
		})
	}
	slices.SortFunc(out, func(a, b Stats) int { return strings.Compare(a.Loop, b.Loop) })
	return out
}

func (m *Metrics) add(name string, depth func() int) *loopMetrics {
	l := &loopMetrics{name: name, depth: depth}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.loops = append(m.loops, l)
	return l
}

type loopMetrics struct {
	name  string
	depth func() int

	runs, errors, panics, timers, unseen, running atomic.Int64
	waited, busy                                  atomic.Int64 // nanoseconds
}
