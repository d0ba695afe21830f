package admission

import (
	"context"
	"sync"
)

// turns lets one at a time have each name. The zero value is ready; a name that
// nobody has or waits for takes no room.
type turns struct {
	mu   sync.Mutex
	held map[string]*turn
}

// turn is held by whoever has put something into the channel.
type turn struct {
	held  chan struct{}
	users int // those who have it and those who wait
}

// take waits until the name is free, or ctx ends, which is the error. done gives it
// back and is to be called once.
func (t *turns) take(ctx context.Context, name string) (done func(), err error) {
	t.mu.Lock()
	if t.held == nil {
		t.held = map[string]*turn{}
	}
	own := t.held[name]
	if own == nil {
		own = &turn{held: make(chan struct{}, 1)}
		t.held[name] = own
	}
	own.users++
	t.mu.Unlock()
	select {
	case own.held <- struct{}{}:
		return func() {
			<-own.held
			t.leave(name, own)
		}, nil
	case <-ctx.Done():
		t.leave(name, own)
		return nil, ctx.Err()
	}
}

func (t *turns) leave(name string, own *turn) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if own.users--; own.users == 0 {
		delete(t.held, name)
	}
}
