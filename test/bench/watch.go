package bench

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// settle is how long the last events may take to arrive after the last write.
const settle = 10 * time.Second

// watch measures what it costs to tell a watcher of a change: the same status
// patches are sent first with nobody watching, then with every watcher, each on
// a connection of its own, following the namespace. The difference in CPU,
// divided by the events that arrived, is the cost of one delivery.
func (s *Server) watch(ctx context.Context, plan Plan) (Result, error) {
	// No round is written twice, so that each write is a change.
	write := func(round int) func(context.Context, int) error {
		return func(ctx context.Context, i int) error { return s.patchStatus(ctx, round+i, plan.Pods) }
	}
	alone, err := s.measure(ctx, RowWatch, plan.Events, plan.InFlight, write(plan.Changes))
	if err != nil {
		return Result{}, err
	}
	revision, err := s.revision(ctx)
	if err != nil {
		return Result{}, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	crowd := &crowd{}
	defer crowd.done.Wait()
	defer cancel()
	for range plan.Watchers {
		if err := crowd.join(ctx, s, revision); err != nil {
			return Result{}, err
		}
	}

	before, err := cpuTime(s.PIDs)
	if err != nil {
		return Result{}, err
	}
	begin := time.Now()
	result, err := s.measure(ctx, RowWatch, plan.Events, plan.InFlight, write(plan.Changes+plan.Events))
	if err != nil {
		return Result{}, err
	}
	want := int64(plan.Events * plan.Watchers)
	crowd.await(want, settle)
	elapsed := time.Since(begin)
	after, err := cpuTime(s.PIDs)
	if err != nil {
		return Result{}, err
	}

	got := int(crowd.events.Load())
	writes := float64(alone.CPU) * float64(plan.Events)
	result.CPU = time.Duration(perDelivery(float64(after-before), writes, got))
	result.Requests = got
	result.Rate = float64(got) / elapsed.Seconds()
	result.P50, result.P99 = 0, 0 // those of the writes, which are another row
	result.Note = fmt.Sprintf("%d watchers, %.1f%% lost, %d closed by the server", plan.Watchers,
		100*float64(want-int64(got))/float64(want), crowd.closed.Load())
	return result, nil
}

// revision returns the one from which watches have to start.
func (s *Server) revision(ctx context.Context) (string, error) {
	body, _, err := s.do(ctx, request{method: "GET", path: podsPath + "?limit=1"}, true)
	if err != nil {
		return "", err
	}
	return listRevision(body)
}

// crowd are watchers of one collection.
type crowd struct {
	events atomic.Int64
	closed atomic.Int64
	done   sync.WaitGroup
}

// join opens one more watch and reads it in the background until ctx ends.
func (c *crowd) join(ctx context.Context, s *Server, revision string) error {
	client := s.newClient() // without a time limit: the watch ends with ctx
	url := s.URL + podsPath + "?watch=true&resourceVersion=" + revision
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	res, err := client.Do(req)
	if err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK {
		res.Body.Close()
		return fmt.Errorf("watch: %s", res.Status)
	}
	c.done.Go(func() {
		defer client.CloseIdleConnections()
		defer res.Body.Close()
		drain(res.Body, func() { c.events.Add(1) })
		if ctx.Err() == nil {
			c.closed.Add(1)
		}
	})
	return nil
}

// await waits until want events have arrived, or none has for the given time.
func (c *crowd) await(want int64, idle time.Duration) {
	last, since := c.events.Load(), time.Now()
	for c.events.Load() < want && time.Since(since) < idle {
		time.Sleep(time.Millisecond)
		if now := c.events.Load(); now != last {
			last, since = now, time.Now()
		}
	}
}
