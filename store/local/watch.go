package local

import (
	"context"
	"fmt"

	"github.com/skiff-k8s/skiff/store"
)

// Watch implements store.Store.
func (s *Store) Watch(ctx context.Context, after int64, handle func(store.Commit)) error {
	if err := s.usable(); err != nil {
		return err
	}
	w, newest := s.hub.join(after)
	defer s.hub.leave(w)
	if after > newest {
		return fmt.Errorf("%w: watch after %d, the newest is %d", store.ErrFuture, after, newest)
	}
	if compacted := s.compacted.Load(); after < compacted {
		return fmt.Errorf("%w: watch after %d, compacted at %d", store.ErrCompacted, after, compacted)
	}
	position := after
	deliver := func(c store.Commit) bool {
		if ctx.Err() != nil || s.ended() {
			return false
		}
		handle(c)
		position = c.Revision
		return true
	}
	var buf []store.Commit
	for {
		commits, readTo := s.hub.take(w, buf[:0])
		if readTo > 0 {
			if err := s.log.read(position, readTo, deliver); err != nil {
				return err
			}
		}
		for _, c := range commits {
			if !deliver(c) {
				break
			}
		}
		clear(commits)
		buf = commits
		if len(commits) > 0 || readTo > 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			if s.ended() {
				return s.endError()
			}
			continue
		}
		select {
		case <-w.wake:
		case <-ctx.Done():
			return ctx.Err()
		case <-s.end:
			return s.endError()
		}
	}
}
