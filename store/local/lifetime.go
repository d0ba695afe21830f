package local

import (
	"errors"
	"fmt"
	"sync"

	"github.com/skiff-k8s/skiff/store"
)

// lifetime counts the calls under way, so that nothing is released below them, and
// knows whether there may be more.
type lifetime struct {
	mu      sync.Mutex
	idle    sync.Cond // signalled when calls drops to 0 after the end
	calls   int
	serving bool // Open has done its part
	closed  bool
	broken  error // why, when the disk failed
}

// enter begins a call; leave must follow when the error is nil.
func (s *Store) enter() error {
	l := &s.lifetime
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.err(); err != nil {
		return err
	}
	l.calls++
	return nil
}

func (s *Store) leave() {
	l := &s.lifetime
	l.mu.Lock()
	defer l.mu.Unlock()
	l.calls--
	if l.calls == 0 && l.err() != nil {
		l.idle.Broadcast()
	}
}

// err says why there may be no more calls, nil when there may.
func (l *lifetime) err() error {
	switch {
	case l.broken != nil:
		return l.broken
	case l.closed:
		return store.ErrClosed
	}
	return nil
}

// usable returns why the store is at its end, nil when it is not.
func (s *Store) usable() error {
	s.lifetime.mu.Lock()
	defer s.lifetime.mu.Unlock()
	return s.lifetime.err()
}

// endError is usable for the time after the end.
func (s *Store) endError() error { return s.usable() }

// ended reports whether the store is closed or broken.
func (s *Store) ended() bool {
	select {
	case <-s.end:
		return true
	default:
		return false
	}
}

// fail breaks the store: the disk did not do what it was told. It only marks, and
// may be called with Pebble's locks held; what can be released is released in the
// background.
func (s *Store) fail(err error) {
	l := &s.lifetime
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.broken != nil {
		return
	}
	l.broken = fmt.Errorf("%w: data folder %s: %w", store.ErrBroken, s.dir, err)
	close(s.broken)
	if l.closed {
		return // Close is releasing
	}
	close(s.end)
	if l.serving {
		go s.release()
	}
}

// serve ends the opening: it starts the workers unless the disk failed meanwhile.
func (s *Store) serve(workers func()) error {
	l := &s.lifetime
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.broken != nil {
		return l.broken
	}
	l.serving = true
	workers()
	return nil
}

// Close implements store.Store. It returns what broke the store, if something did.
func (s *Store) Close() error {
	l := &s.lifetime
	l.mu.Lock()
	first := !l.closed && l.broken == nil
	l.closed = true
	if first {
		close(s.end)
	}
	l.mu.Unlock()
	if first {
		go s.release()
	}
	<-s.gone
	return s.goneErr
}

// release waits for the calls under way and then lets go of everything. A Pebble that
// was stopped by the disk keeps what it has.
func (s *Store) release() {
	defer close(s.gone)
	s.awaitIdle()
	close(s.queue)
	s.workers.Wait()
	err := s.brokenError()
	defer func() {
		err = errors.Join(err, s.log.close(), s.lock.Close())
		if broken := s.brokenError(); broken != nil {
			err = broken // the rest follows from it
		}
		s.goneErr = err
	}()
	if err == nil {
		err = s.flush() // the next start has nothing to replay
	}
	if err == nil {
		err = s.state.db.close()
	}
}

func (s *Store) awaitIdle() {
	l := &s.lifetime
	l.mu.Lock()
	defer l.mu.Unlock()
	for l.calls > 0 {
		l.idle.Wait()
	}
}

func (s *Store) brokenError() error {
	s.lifetime.mu.Lock()
	defer s.lifetime.mu.Unlock()
	return s.lifetime.broken
}
