package fairness

import (
	"context"
	"sync"
	"time"

	flowcontrolv1 "k8s.io/api/flowcontrol/v1"
)

// level is a priority level.
type level struct {
	name string

	mu  sync.Mutex
	set queueSet

	// What follows belongs to whoever computes limits.
	limits
	stats    demandStats
	smoothed float64
	target   float64
}

// configure takes what the object says; the limit is set apart.
func (l *level) configure(p *flowcontrolv1.PriorityLevelConfiguration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	queues, hand, length := 0, 0, 0
	if limited := p.Spec.Limited; limited != nil && limited.LimitResponse.Queuing != nil && limited.LimitResponse.Type == flowcontrolv1.LimitResponseTypeQueue {
		q := limited.LimitResponse.Queuing
		queues, hand, length = int(q.Queues), int(q.HandSize), int(q.QueueLengthLimit)
	}
	l.set.configure(p.Spec.Type == flowcontrolv1.PriorityLevelEnablementExempt, queues, hand, length)
}

// enter returns when the request may run, or says why it may not. It waits no
// longer than ctx and limit allow.
func (l *level) enter(ctx context.Context, now func() time.Time, hash uint64, seats int, limit time.Duration) (*request, reason) {
	l.mu.Lock()
	r, why := l.set.arrive(now(), hash, seats)
	// Once it runs, others do not change it.
	waits := r != nil && !r.running
	l.mu.Unlock()
	if !waits {
		return r, why
	}
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case <-r.ready:
		return r, accepted
	case <-timer.C:
		why = timeOut
	case <-ctx.Done():
		why = cancelled
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if r.running { // just now
		return r, accepted
	}
	l.set.leave(now(), r)
	return nil, why
}

func (l *level) exit(now time.Time, r *request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.set.finish(now, r)
}

// seatsFor bounds what one request may take: a part of the level's own seats.
func (l *level) seatsFor(want int) int {
	const (
		most = 10   // whatever the level has
		part = 0.15 // of the level's nominal seats
	)
	l.mu.Lock()
	defer l.mu.Unlock()
	return max(1, min(want, most, int(part*float64(l.nominal))))
}
