package local

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"github.com/cockroachdb/pebble/v2"

	"github.com/skiff-k8s/skiff/store"
)

const (
	// queueLength bounds the transactions that wait for the committer; more wait
	// in their callers.
	queueLength = 256
	// batchTxns and batchBytes bound what shares one fsync.
	batchTxns  = 256
	batchBytes = 4 << 20
	// keepBuffer bounds the record buffer that is kept from batch to batch.
	keepBuffer = 1 << 20
)

// request is a transaction, or a compaction, on its way through the committer.
type request struct {
	txn     store.Txn
	compact int64 // the revision to compact, 0 for a transaction

	revision int64
	err      error
	done     chan struct{} // has one token when revision and err are set
}

var requests = sync.Pool{New: func() any { return &request{done: make(chan struct{}, 1)} }}

// Commit implements store.Store.
func (s *Store) Commit(ctx context.Context, txn store.Txn) (int64, error) {
	if err := txn.Check(); err != nil {
		return 0, err
	}
	return s.submit(ctx, txn, 0)
}

// Compact implements store.Store.
func (s *Store) Compact(ctx context.Context, revision int64) error {
	if newest := s.revision.Load(); revision > newest {
		return fmt.Errorf("%w: compact %d, the newest is %d", store.ErrFuture, revision, newest)
	}
	if revision <= s.compacted.Load() {
		return s.usable()
	}
	_, err := s.submit(ctx, store.Txn{}, revision)
	return err
}

func (s *Store) submit(ctx context.Context, txn store.Txn, compact int64) (int64, error) {
	if err := s.enter(); err != nil {
		return 0, err
	}
	defer s.leave()
	r := requests.Get().(*request)
	r.txn, r.compact, r.revision, r.err = txn, compact, 0, nil
	select {
	case s.queue <- r:
	case <-ctx.Done():
		requests.Put(r)
		return 0, ctx.Err()
	case <-s.broken:
		requests.Put(r)
		return 0, s.endError()
	}
	select {
	case <-r.done:
		revision, err := r.revision, r.err
		r.txn = store.Txn{}
		requests.Put(r)
		return revision, err
	case <-ctx.Done(): // r is the committer's still
		return 0, ctx.Err()
	case <-s.broken:
		return 0, s.endError()
	}
}

// committer is the goroutine that commits. Nothing in it is shared.
type committer struct {
	store   *Store
	meta    meta
	index   *index
	plan    *plan
	notes   *noteKeeper
	batch   []*request
	commits []store.Commit
	records []byte
}

// run commits what comes until the queue is closed.
func (c *committer) run() {
	for r := range c.store.queue {
		c.batch = append(c.batch[:0], r)
		size := r.txn.Size()
		// Those who were just answered, and are about to commit again, get a chance
		// to be in this batch: an fsync costs more than the moment.
		runtime.Gosched()
	gather:
		for len(c.batch) < batchTxns && size < batchBytes {
			select {
			case r, ok := <-c.store.queue:
				if !ok {
					break gather
				}
				c.batch = append(c.batch, r)
				size += r.txn.Size()
			default:
				break gather
			}
		}
		err := c.commitBatch()
		if err != nil {
			c.store.fail(err)
			err = c.store.endError()
		}
		for i, r := range c.batch {
			if err != nil {
				r.revision, r.err = 0, err
			}
			r.done <- struct{}{}
			c.batch[i] = nil
		}
		clear(c.commits)
	}
}

// commitBatch answers every request of the batch; an error means that the disk
// failed, and with it all of them.
func (c *committer) commitBatch() error {
	select {
	case <-c.store.broken:
		return errors.New("not tried")
	default:
	}
	next := c.meta
	c.plan.reset()
	c.commits = c.commits[:0]
	for _, r := range c.batch {
		if r.compact > 0 {
			next.compacted = max(next.compacted, r.compact)
			continue
		}
		commit, err := c.plan.add(&r.txn, next.applied+1)
		if conflict := (*store.ConflictError)(nil); errors.As(err, &conflict) {
			r.err = err
			continue
		}
		if err != nil {
			return err
		}
		if len(commit.Events) > 0 {
			next.applied++
			c.commits = append(c.commits, commit)
		}
		r.revision = next.applied
	}
	if next == c.meta {
		return nil
	}
	if err := c.log(&next); err != nil {
		return err
	}
	if err := c.apply(next); err != nil {
		return err
	}
	compacted := next.compacted > c.meta.compacted
	c.meta = next
	c.store.publish(next, c.commits)
	if compacted {
		c.store.tidy()
	}
	return nil
}

// log makes the batch durable. It rolls to a new segment when the last one is full,
// and then forgets history that is over the bounds.
func (c *committer) log(next *meta) error {
	l := c.store.log
	if l.full(c.meta.applied + 1) {
		if err := l.roll(c.meta.applied + 1); err != nil {
			return err
		}
		o := &c.store.options
		next.compacted = max(next.compacted, l.surplus(c.meta.applied, o.HistoryBytes, o.HistoryRevisions))
		c.store.tidy()
	}
	if cap(c.records) > keepBuffer {
		c.records = nil
	}
	c.records = c.records[:0]
	for i := range c.commits {
		c.records = appendRecord(c.records, &record{durable: c.meta.applied, commit: c.commits[i]})
	}
	if next.compacted > c.meta.compacted {
		c.records = appendRecord(c.records, &record{
			compaction: true,
			durable:    c.meta.applied,
			commit:     store.Commit{Revision: next.compacted},
		})
	}
	return l.append(c.records)
}

// apply brings the state to next. It is the same for what was just logged and for
// what the log still holds after a crash.
func (c *committer) apply(next meta) error {
	b := c.store.state.db.batch()
	for i := range c.commits {
		commit := &c.commits[i]
		for j := range commit.Events {
			if err := applyEvent(b, &commit.Events[j]); err != nil {
				return err
			}
		}
		if len(commit.Note) > 0 {
			if err := c.notes.add(b, commit.Revision, commit.Note); err != nil {
				return err
			}
		}
	}
	if err := b.Set([]byte{spaceMeta}, next.encode(), nil); err != nil {
		return err
	}
	if err := c.store.state.db.commit(b); err != nil {
		return fmt.Errorf("applying to the state: %w", err)
	}
	c.index.update(c.commits)
	return nil
}

func applyEvent(b *pebble.Batch, e *store.Event) error {
	if e.Kind == store.Delete {
		return b.Delete(valueKey(e.Key), nil)
	}
	return putValue(b, e)
}
