package reconcile

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime/debug"
	"runtime/pprof"
	"strconv"
	"sync"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/trace"
)

// Bounds of a run.
const (
	defaultWorkers = 2
	// runTimeout ends the context of a run that hangs.
	runTimeout = 5 * time.Minute
	// stopGrace is how long a run may go on after the engine was told to stop.
	stopGrace = 5 * time.Second
)

// Options of Run; the zero value is what most want.
type Options struct {
	// Log is where failed runs are told; nil means slog.Default().
	Log *slog.Logger
	// Jitter returns numbers in [0, 1) that spread retries; nil means random.
	Jitter func() float64
	// Metrics collects counters when it is not nil.
	Metrics *Metrics
}

// Run runs the loops until ctx ends, then lets the runs in progress finish (for
// at most 5 s) and returns nil. It returns early with an error only when a
// watch cannot be started. c is the client of the loops that name none.
func Run(ctx context.Context, c client.Client, opts Options, loops ...Loop) error {
	if opts.Log == nil {
		opts.Log = slog.Default()
	}
	if opts.Jitter == nil {
		opts.Jitter = rand.Float64
	}
	if opts.Metrics == nil {
		opts.Metrics = new(Metrics)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var (
		wg   sync.WaitGroup
		once sync.Once
		fail error
	)
	for _, l := range loops {
		e := newEngine(l, c, opts)
		wg.Go(func() {
			if err := e.run(ctx); err != nil {
				once.Do(func() { fail = err })
				cancel()
			}
		})
	}
	wg.Wait()
	return fail
}

// engine runs one loop.
type engine struct {
	Loop
	log     *slog.Logger
	jitter  func() float64
	queue   *queue
	metrics *loopMetrics
}

func newEngine(l Loop, c client.Client, opts Options) *engine {
	if l.Client == nil {
		l.Client = c
	}
	l.Workers = cmp.Or(l.Workers, defaultWorkers)
	q := newQueue()
	return &engine{
		Loop:    l,
		log:     opts.Log.With("loop", l.Name),
		jitter:  opts.Jitter,
		queue:   q,
		metrics: opts.Metrics.add(l.Name, q.depth),
	}
}

func (e *engine) run(ctx context.Context) error {
	stop := context.AfterFunc(ctx, e.queue.close)
	defer stop()
	if err := e.watch(ctx); err != nil && ctx.Err() == nil {
		return fmt.Errorf("loop %q: %w", e.Name, err)
	}
	for _, key := range e.Start {
		e.queue.add(key, 0)
	}
	// Runs outlive ctx by the grace, so that a decision is acted out as a whole.
	runs, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	var workers sync.WaitGroup
	for range e.Workers {
		workers.Go(func() {
			pprof.Do(runs, pprof.Labels("loop", e.Name), e.work)
		})
	}
	<-ctx.Done()
	late := time.AfterFunc(stopGrace, cancel)
	defer late.Stop()
	workers.Wait()
	return nil
}

// watch starts the sources and waits until they have told what exists.
func (e *engine) watch(ctx context.Context) error {
	waits := len(e.Sources)
	synced := make(chan struct{}, waits+1)
	for _, s := range e.Sources {
		told := sync.OnceFunc(func() { synced <- struct{}{} })
		if err := e.Client.Watch(ctx, s.Resource, s.Options, e.handler(s, told)); err != nil {
			return fmt.Errorf("watching %s: %w", s.Resource.Name, err)
		}
	}
	if e.Feed != nil {
		waits++
		go e.Feed(ctx, e.queue.add, sync.OnceFunc(func() { synced <- struct{}{} }))
	}
	for range waits {
		select {
		case <-synced:
		case <-ctx.Done():
			return nil
		}
	}
	return nil
}

func (e *engine) handler(s Source, synced func()) func(client.Event) {
	return func(ev client.Event) {
		if ev.Type == client.Synced {
			synced()
			return
		}
		revision := ev.Revision
		if revision == 0 {
			revision, _ = strconv.ParseInt(ev.Object.GetResourceVersion(), 10, 64)
		}
		if s.Keys == nil {
			e.queue.add(Key(ev.Object.GetNamespace(), ev.Object.GetName()), revision)
			return
		}
		for _, key := range s.Keys(ev) {
			e.queue.add(key, revision)
		}
	}
}

func (e *engine) work(ctx context.Context) {
	for {
		j, ok := e.queue.get()
		if !ok {
			return
		}
		e.metrics.waited.Add(int64(j.waited))
		e.metrics.running.Add(1)
		out := e.do(ctx, j)
		e.metrics.running.Add(-1)
		e.queue.done(j.Request, out)
	}
}

// do runs one key once, between two waits: before, for writes of an earlier run
// that reads did not reflect yet, and after, for its own.
func (e *engine) do(ctx context.Context, j job) outcome {
	if j.writes != nil {
		if err := j.writes.settle(ctx, e.Client); err != nil {
			return e.unseen(j, j.writes, err)
		}
	}
	w := new(writes)
	start := time.Now()
	result, err := e.reconcile(trace.With(withWrites(ctx, w), trace.Cause{
		Actor:   e.Name,
		Parents: j.causes,
		Started: start,
	}), j)
	took := time.Since(start)
	e.metrics.runs.Add(1)
	e.metrics.busy.Add(int64(took))

	out := outcome{after: result.RequeueAfter, rest: result.Rest}
	if result.RequeueAfter > 0 {
		e.metrics.timers.Add(1)
	}
	if err != nil {
		e.metrics.errors.Add(1)
		out.failed, out.after = true, backoff(j.failures+1, e.jitter())
		e.log.Log(ctx, levelOf(err), "run failed", "key", j.String(), "error", err, "failures", j.failures+1, "retryIn", out.after)
	}
	if serr := w.settle(ctx, e.Client); serr != nil {
		return e.unseen(j, w, serr)
	}
	return out
}

// unseen is the outcome of a key whose writes are not to be seen yet: it may
// not run until they are.
func (e *engine) unseen(j job, w *writes, err error) outcome {
	e.metrics.unseen.Add(1)
	after := backoff(j.failures+1, e.jitter())
	e.log.Warn("own writes are not to be seen yet", "key", j.String(), "error", err, "retryIn", after)
	return outcome{failed: true, after: after, writes: w}
}

// reconcile calls the loop and turns a panic into an error.
func (e *engine) reconcile(ctx context.Context, j job) (result Result, err error) {
	ctx, cancel := context.WithTimeout(ctx, runTimeout)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			e.metrics.panics.Add(1)
			e.log.Error("run panicked", "key", j.String(), "panic", p, "stack", string(debug.Stack()))
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return e.Reconciler.Reconcile(ctx, j.Request)
}

// levelOf tells what is part of life with many writers from what a person
// should look at.
func levelOf(err error) slog.Level {
	switch {
	case apierrors.IsConflict(err), apierrors.IsNotFound(err), apierrors.IsAlreadyExists(err),
		apierrors.HasStatusCause(err, "NamespaceTerminating"), errors.Is(err, context.Canceled):
		return slog.LevelDebug
	default:
		return slog.LevelWarn
	}
}
