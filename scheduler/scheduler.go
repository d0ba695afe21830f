package scheduler

import (
	"cmp"
	"context"
	"log/slog"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/scheduler/decide"
	"github.com/skiff-k8s/skiff/scheduler/queue"
)

// defaultWriters is how many bindings and status writes are under way at most; more
// wait, and the deciding goroutine waits with them.
const defaultWriters = 16

// Recorder records events about objects; events.Recorder is one.
type Recorder interface {
	Event(ctx context.Context, about api.Object, eventType, reason, message string)
}

// Config of a Scheduler.
type Config struct {
	Client   client.Client
	Recorder Recorder
	// Name is the schedulerName of the pods it takes care of; empty means
	// default-scheduler.
	Name string
	// Writers bounds the writes under way; 0 means 16.
	Writers int
	Log     *slog.Logger
}

// Scheduler assigns pods to nodes until its context ends.
type Scheduler struct {
	Config
	mail    *mailbox
	writes  chan func()
	cluster *decide.Cluster
	queue   *queue.Queue
	budgets map[string]decide.Budget // by namespace/name
}

// New returns a scheduler that does nothing until Run.
func New(config Config) *Scheduler {
	config.Name = cmp.Or(config.Name, corev1.DefaultSchedulerName)
	config.Writers = cmp.Or(config.Writers, defaultWriters)
	if config.Log == nil {
		config.Log = slog.Default()
	}
	return &Scheduler{
		Config:  config,
		mail:    newMailbox(),
		writes:  make(chan func()),
		cluster: decide.NewCluster(),
		queue:   queue.New(),
		budgets: map[string]decide.Budget{},
	}
}

// Run schedules until ctx ends, then lets the writes under way finish. It
// returns an error only when a watch cannot be started.
func (s *Scheduler) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if err := s.watch(ctx); err != nil {
		return err
	}
	var writers sync.WaitGroup
	defer writers.Wait()
	defer close(s.writes)
	for range s.Writers {
		writers.Go(func() {
			for write := range s.writes {
				write()
			}
		})
	}
	for {
		now := time.Now()
		for _, message := range s.mail.take() {
			message(now)
		}
		if !s.tryNext(ctx, now) {
			if !s.sleep(ctx, now) {
				return nil
			}
		}
		if ctx.Err() != nil {
			return nil
		}
	}
}

// sleep waits for a message or for the next pod to become ready; it returns
// false when ctx ends.
func (s *Scheduler) sleep(ctx context.Context, now time.Time) bool {
	var timer <-chan time.Time
	if at, ok := s.queue.Due(); ok {
		t := time.NewTimer(at.Sub(now))
		defer t.Stop()
		timer = t.C
	}
	select {
	case <-ctx.Done():
		return false
	case <-timer:
	case <-s.mail.ready:
	}
	return true
}

// write hands a write to the next free writer.
func (s *Scheduler) write(ctx context.Context, f func()) {
	select {
	case s.writes <- f:
	case <-ctx.Done():
	}
}
