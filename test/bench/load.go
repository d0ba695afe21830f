package bench

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Result is what one row measured on one server.
type Result struct {
	Row      string
	Requests int           // that CPU and Rate count; deliveries for the watch row
	CPU      time.Duration // of the server, per request
	P50, P99 time.Duration // as the client saw it
	Rate     float64       // per second
	Note     string        // what else is to be said, such as losses
	Skipped  bool          // the server cannot do this
}

// measure sends count requests with at most inflight of them at once, and
// returns the first error.
func (s *Server) measure(ctx context.Context, row string, count, inflight int, one func(ctx context.Context, i int) error) (Result, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	before, err := cpuTime(s.PIDs)
	if err != nil {
		return Result{}, err
	}
	took := make([]time.Duration, count)
	var next atomic.Int64
	var workers sync.WaitGroup
	begin := time.Now()
	for range min(inflight, count) {
		workers.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= count || ctx.Err() != nil {
					return
				}
				start := time.Now()
				if err := one(ctx, i); err != nil {
					cancel(err)
					return
				}
				took[i] = time.Since(start)
			}
		})
	}
	workers.Wait()
	elapsed := time.Since(begin)
	if ctx.Err() != nil {
		return Result{}, context.Cause(ctx)
	}
	after, err := cpuTime(s.PIDs)
	if err != nil {
		return Result{}, err
	}
	slices.Sort(took)
	return Result{
		Row:      row,
		Requests: count,
		CPU:      (after - before) / time.Duration(count),
		P50:      percentile(took, 50),
		P99:      percentile(took, 99),
		Rate:     float64(count) / elapsed.Seconds(),
	}, nil
}

// percentile of sorted durations: the smallest that at least p of a hundred are
// not above.
func percentile(sorted []time.Duration, p int) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[(len(sorted)*p+99)/100-1]
}
