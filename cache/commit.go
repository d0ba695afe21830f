package cache

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/store"
)

// ErrClosed is what a closed cache answers.
var ErrClosed = errors.New("cache: closed")

// Write is one change of a commit.
type Write struct {
	Resource        *api.Resource
	Namespace, Name string
	// Object is the new state, nil to delete. It belongs to the cache afterwards.
	Object api.Object
	// Expect is the revision that the object must be at: 0 that it must not
	// exist, store.AnyRevision that it does not matter.
	Expect int64
}

// Commit stores the writes together, with a note, and returns when the cache
// shows them: the entries of what was put, in the order of the writes (nil for
// deletes), and the revision. A *store.ConflictError says that nothing happened.
// When ctx ends first, the outcome is unknown.
func (c *Cache) Commit(ctx context.Context, note []byte, writes ...Write) ([]*Entry, int64, error) {
	txn := store.Txn{Ops: make([]store.Op, len(writes)), Note: note}
	entries := make([]*Entry, len(writes))
	for i := range writes {
		op, e, err := c.op(&writes[i])
		if err != nil {
			return nil, 0, err
		}
		txn.Ops[i], entries[i] = op, e
	}
	revision, err := c.store.Commit(ctx, txn)
	if err != nil {
		return nil, 0, err
	}
	// The commit is durable: see it applied whatever becomes of the request.
	if err := c.WaitFor(context.WithoutCancel(ctx), revision); err != nil {
		return nil, revision, err
	}
	for i, e := range entries {
		if e != nil && e.revision == 0 {
			c.settle(e, &writes[i], revision)
		}
	}
	return entries, revision, nil
}

// settle finishes an entry that did not come back with the commit: a watch of
// the store that had to read from disk has only bytes, and the cache made an
// entry of its own of them.
func (c *Cache) settle(e *Entry, w *Write, revision int64) {
	created := revision
	if present := c.Table(w.Resource).get(e.key); w.Expect != 0 && present != nil {
		created = present.created
	}
	e.at(revision, created)
}

func (c *Cache) op(w *Write) (store.Op, *Entry, error) {
	t := c.Table(w.Resource)
	if t == nil {
		return store.Op{}, nil, fmt.Errorf("cache: %s is not held", w.Resource.GR())
	}
	key := ObjectKey(w.Namespace, w.Name)
	op := store.Op{Kind: store.Delete, Key: t.prefix + key, Expect: w.Expect}
	if w.Object == nil {
		return op, nil, nil
	}
	op.Kind = store.Put
	e, value, err := t.prepare(op.Key[len(t.prefix):], w.Object)
	if err != nil {
		return op, nil, fmt.Errorf("cache: encoding %s %s: %w", t.kind.resource.Name, key, err)
	}
	op.Value, op.Handle = value, e
	return op, e, nil
}

// prepare makes the stored form and the entry of an object. The entry holds what
// a reader of the stored form would get, so that a restart changes nothing: a
// list that was sent empty, for one, is absent afterwards.
func (t *Table) prepare(key string, o api.Object) (*Entry, []byte, error) {
	t.kind.clearKind(o)
	o.SetResourceVersion("")
	value, body, err := t.kind.encodeStored(o)
	if err != nil {
		return nil, nil, err
	}
	if t.kind.custom {
		return t.kind.newEntry(t.cache.ledger, key, o, len(value)), value, nil
	}
	if o, err = t.kind.decodeBodyAfter(body, t.get(key)); err != nil {
		return nil, nil, err
	}
	e := t.kind.newEntry(t.cache.ledger, key, o, len(value))
	t.cache.sets.share(e)
	e.keepEncoding(formatProtobuf, &encoding{data: body})
	return e, value, nil
}

// Same says whether storing o would leave the entry as it is. o must be the
// caller's own; its resource version is not compared.
func (e *Entry) Same(o api.Object) bool {
	if e.mended {
		return false // what is stored is older than its schema
	}
	version := o.GetResourceVersion()
	o.SetResourceVersion("")
	defer o.SetResourceVersion(version)
	e.kind.clearKind(o)
	if e.kind.custom {
		after, err := json.Marshal(o)
		if err != nil {
			return false
		}
		before, err := json.Marshal(e.unversioned())
		return err == nil && bytes.Equal(before, after)
	}
	p, ok := o.(protobuf)
	before, err := e.message()
	if !ok || err != nil || p.Size() != len(before) {
		return false
	}
	buf := scratch.Get().(*[]byte)
	defer scratch.Put(buf)
	after, err := appendMessage((*buf)[:0], p)
	*buf = after
	return err == nil && bytes.Equal(before, after)
}

// scratch has buffers for messages that are only compared.
var scratch = sync.Pool{New: func() any { return new([]byte) }}

// WaitFor waits until the cache has applied the revision.
func (c *Cache) WaitFor(ctx context.Context, revision int64) error {
	if c.applied.Load() >= revision {
		return nil
	}
	ch := c.waiters.add(revision)
	if c.applied.Load() >= revision {
		c.waiters.remove(ch)
		return nil
	}
	select {
	case ok := <-ch:
		if !ok {
			return ErrClosed
		}
		return nil
	case <-ctx.Done():
		c.waiters.remove(ch)
		return ctx.Err()
	}
}

// Catch waits until the cache shows everything that was acknowledged to anybody
// before the call: a consistent read follows. In a process that has the store to
// itself this is always so, because Commit waits.
func (c *Cache) Catch(ctx context.Context) error {
	if !c.options.Shared {
		return nil
	}
	revision, err := c.asking.newest(ctx, c.store)
	if err != nil {
		return err
	}
	return c.WaitFor(ctx, revision)
}

// CatchUp waits until the cache shows what a commit collided with.
func (c *Cache) CatchUp(ctx context.Context, conflict *store.ConflictError) error {
	revision := conflict.Actual
	if revision == 0 {
		// It is gone, at a revision that the store does not tell.
		var err error
		if revision, err = c.store.Revision(ctx); err != nil {
			return err
		}
	}
	return c.WaitFor(ctx, revision)
}
