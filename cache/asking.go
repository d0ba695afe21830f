package cache

import (
	"context"
	"sync"
	"time"

	"github.com/skiff-k8s/skiff/store"
)

// askTimeout bounds one question.
const askTimeout = 10 * time.Second

// asking asks a shared store for its newest revision on behalf of many readers:
// at most one question is under way, and all who come meanwhile share the next
// one, which begins after they came.
type asking struct {
	mu      sync.Mutex
	running bool
	next    *answer // what those who come now will get, nil when nobody waits
}

type answer struct {
	done     chan struct{}
	revision int64
	err      error
}

// newest returns a revision that the store had reached after the call began.
func (a *asking) newest(ctx context.Context, s store.Store) (int64, error) {
	a.mu.Lock()
	if a.next == nil {
		a.next = &answer{done: make(chan struct{})}
	}
	mine := a.next
	if !a.running {
		a.running = true
		go a.run(context.WithoutCancel(ctx), s)
	}
	a.mu.Unlock()
	select {
	case <-mine.done:
		return mine.revision, mine.err
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// run asks until nobody waits any more.
func (a *asking) run(ctx context.Context, s store.Store) {
	for {
		a.mu.Lock()
		round := a.next
		a.next = nil
		if round == nil {
			a.running = false
			a.mu.Unlock()
			return
		}
		a.mu.Unlock()
		question, cancel := context.WithTimeout(ctx, askTimeout)
		round.revision, round.err = s.Revision(question)
		cancel()
		close(round.done)
	}
}
