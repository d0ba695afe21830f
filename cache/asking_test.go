package cache

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/skiff-k8s/skiff/store"
)

// slowStore takes a second to say how far it is.
type slowStore struct {
	store.Store
	asked    atomic.Int64
	revision atomic.Int64
}

func (s *slowStore) Revision(context.Context) (int64, error) {
	s.asked.Add(1)
	revision := s.revision.Load()
	time.Sleep(time.Second)
	return revision, nil
}

func TestReadersShareQuestions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var a asking
		s := &slowStore{}
		var group sync.WaitGroup
		ask := func(want int64) {
			group.Go(func() {
				if got, err := a.newest(t.Context(), s); err != nil || got != want {
					t.Errorf("got %d, want %d, %v", got, want, err)
				}
			})
		}
		s.revision.Store(1)
		ask(1)
		time.Sleep(time.Second / 2)
		s.revision.Store(2)
		for range 100 {
			ask(2) // the question under way began before the write: not good enough
		}
		group.Wait()
		if n := s.asked.Load(); n != 2 {
			t.Errorf("asked %d times", n)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		if _, err := a.newest(ctx, s); err != context.DeadlineExceeded {
			t.Errorf("a reader in a hurry got %v", err)
		}
		time.Sleep(2 * time.Second)
	})
}
