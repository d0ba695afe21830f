package etcd

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	clientv3 "go.etcd.io/etcd/client/v3"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/skiff-k8s/skiff/store"
)

// A watch that lost its cluster tries again after a pause between these.
const (
	minWatchPause = 50 * time.Millisecond
	maxWatchPause = 2 * time.Second
	// watchAhead bounds the responses that wait for a watcher.
	watchAhead = 1024
)

var (
	errBehind      = errors.New("the watcher is too far behind")
	errWatchClosed = errors.New("the watch was closed")
)

// Watch implements store.Store.
func (s *Store) Watch(ctx context.Context, after int64, handle func(store.Commit)) error {
	inner, done, err := s.call(ctx)
	if err != nil {
		return err
	}
	defer done()
	w := &watch{store: s, ctx: ctx, position: after, handle: handle}
	pause := minWatchPause
	for {
		before := w.position
		err := w.advance(inner)
		if stopped := s.stopped(ctx); stopped != nil {
			return stopped
		}
		if err != nil && !lost(err) {
			return s.explain(ctx, err)
		}
		if err == nil || w.position != before {
			pause = minWatchPause
		}
		if err == nil {
			continue
		}
		select {
		case <-inner.Done():
			return s.stopped(ctx)
		case <-time.After(pause):
		}
		pause = min(2*pause, maxWatchPause)
	}
}

// lost reports whether the connection or the leader is gone, which passes.
func lost(err error) bool {
	var e rpctypes.EtcdError
	if errors.As(err, &e) {
		return e.Code() == codes.Unavailable
	}
	return errors.Is(err, errWatchClosed) || status.Code(err) == codes.Unavailable
}

// compactedError is etcd's answer to a watch from what is compacted.
type compactedError struct{ revision int64 }

func (e *compactedError) Error() string { return fmt.Sprintf("compacted at %d", e.revision) }

// skip returns the etcd revision from which a watch can go on that has seen the commits
// up to position, if what was compacted since then holds none: etcd still knows what
// the head was at the compacted revision.
func (s *Store) skip(ctx context.Context, position int64, compacted *compactedError) (int64, error) {
	r, err := s.client.Get(ctx, s.keys.head, clientv3.WithKeysOnly(), clientv3.WithRev(compacted.revision))
	switch {
	case errors.Is(err, rpctypes.ErrCompacted):
		return position + 1, nil // compacted further meanwhile: ask again
	case err != nil:
		return position + 1, err
	case len(r.Kvs) > 0 && r.Kvs[0].ModRevision > position:
		return position + 1, fmt.Errorf("%w: watch after %d, %w", store.ErrCompacted, position, compacted)
	}
	return compacted.revision + 1, nil
}

// watchFrom returns the etcd revision from which a watch for the commits after a
// revision has to begin.
func (s *Store) watchFrom(ctx context.Context, after int64) (int64, error) {
	r, err := s.client.Txn(ctx).Then(
		clientv3.OpGet(s.keys.head, clientv3.WithKeysOnly()),
		clientv3.OpGet(s.keys.compacted),
	).Commit()
	if err != nil {
		return 0, err
	}
	head := headOf(r.Responses[0].GetResponseRange().Kvs)
	compacted, err := parseCompacted(r.Responses[1].GetResponseRange().Kvs)
	switch {
	case err != nil:
		return 0, err
	case after > head:
		return 0, fmt.Errorf("%w: watch after %d, the newest is %d", store.ErrFuture, after, head)
	case after < compacted:
		return 0, fmt.Errorf("%w: watch after %d, compacted at %d", store.ErrCompacted, after, compacted)
	case after == head:
		return r.Header.Revision + 1, nil // what etcd did since then was not ours
	}
	return max(after, 0) + 1, nil
}

// watch is one Watch call.
type watch struct {
	store    *Store
	ctx      context.Context // the caller's
	position int64           // revision of the newest commit handed over
	from     int64           // etcd revision to go on from, 0 before it is known
	handle   func(store.Commit)
}

// advance finds out where to begin, or follows etcd from there until something ends
// it. No error means that it can be called again at once.
func (w *watch) advance(ctx context.Context) (err error) {
	if w.from == 0 {
		w.from, err = w.store.watchFrom(ctx, w.position)
		return err
	}
	err = w.follow(ctx, w.from)
	w.from = w.position + 1
	var compacted *compactedError
	switch {
	case errors.Is(err, errBehind):
		return nil
	case errors.As(err, &compacted):
		w.from, err = w.store.skip(ctx, w.position, compacted)
	}
	return err
}

// follow hands over commits from an etcd revision on until something ends it. It
// reads ahead of handle by a bounded number of responses; errBehind says that the
// bound was reached, and that what is missing has to be asked for again.
func (w *watch) follow(ctx context.Context, from int64) error {
	ctx, cancel := context.WithCancel(clientv3.WithRequireLeader(ctx))
	defer cancel()
	responses := w.store.client.Watch(ctx, w.store.keys.prefix, clientv3.WithPrefix(),
		clientv3.WithRev(from), clientv3.WithPrevKV(), clientv3.WithProgressNotify())
	ahead := make(chan clientv3.WatchResponse, watchAhead)
	end := errWatchClosed
	go func() {
		defer close(ahead)
		for r := range responses {
			select {
			case ahead <- r:
			default:
				end = errBehind
				return
			}
		}
	}()
	for r := range ahead {
		if r.CompactRevision != 0 {
			return &compactedError{r.CompactRevision}
		}
		if err := r.Err(); err != nil {
			return err
		}
		if err := w.deliver(r.Events); err != nil {
			return err
		}
	}
	return end
}

// deliver hands over the commits in one response, which never ends within one.
func (w *watch) deliver(events []*clientv3.Event) error {
	for len(events) > 0 {
		n := 1
		for n < len(events) && events[n].Kv.ModRevision == events[0].Kv.ModRevision {
			n++
		}
		if err := w.store.stopped(w.ctx); err != nil {
			return err
		}
		if c := w.store.decode(events[:n]); c.Revision > w.position && len(c.Events) > 0 {
			w.position = c.Revision
			w.handle(c)
		}
		events = events[n:]
	}
	return nil
}

// decode makes a commit from what etcd says of one revision. It has no events when
// the revision was not a commit.
func (s *Store) decode(events []*clientv3.Event) store.Commit {
	var c store.Commit
	var handles map[string]any
	for _, e := range events {
		c.Revision = e.Kv.ModRevision
		key := string(e.Kv.Key)
		put := e.Type == clientv3.EventTypePut
		switch {
		case strings.HasPrefix(key, s.keys.values):
			c.Events = append(c.Events, decodeEvent(key[len(s.keys.values):], e))
		case put && strings.HasPrefix(key, s.keys.notes):
			c.Note = e.Kv.Value
		case put && key == s.keys.head:
			handles = s.handles.of(string(e.Kv.Value))
		}
	}
	if handles != nil {
		for i := range c.Events {
			c.Events[i].Handle = handles[c.Events[i].Key]
		}
	}
	return c
}

func decodeEvent(key string, e *clientv3.Event) store.Event {
	if e.Type == clientv3.EventTypePut {
		return store.Event{
			Kind: store.Put, Key: key, Value: orEmpty(e.Kv.Value),
			Created: e.Kv.CreateRevision, Revision: e.Kv.ModRevision,
		}
	}
	d := store.Event{Kind: store.Delete, Key: key, Revision: e.Kv.ModRevision}
	if e.PrevKv != nil {
		d.Prev, d.Created = e.PrevKv.Value, e.PrevKv.CreateRevision
	}
	return d
}
