package local

import (
	"github.com/skiff-k8s/skiff/store"
)

// version is where a key is; the zero version is a key that does not exist.
type version struct{ created, revision int64 }

// planned is what the transactions of a batch made of a key, ahead of the state.
type planned struct {
	version
	value []byte
}

// keyReader reads the state as it was before the batch.
type keyReader interface {
	version(key string) (version, error)
	value(key string) ([]byte, error)
}

// plan turns transactions into commits, one after the other: each sees what those
// before it in the batch did.
type plan struct {
	before keyReader
	after  map[string]planned
}

func newPlan(before keyReader) *plan {
	return &plan{before: before, after: map[string]planned{}}
}

// reset begins the next batch.
func (p *plan) reset() { clear(p.after) }

func (p *plan) version(key string) (version, error) {
	if k, ok := p.after[key]; ok {
		return k.version, nil
	}
	return p.before.version(key)
}

// add checks txn and returns the commit that it becomes at revision. A commit
// without events is no commit: the transaction changes nothing. After an error the
// plan is as before; a *store.ConflictError is the transaction's own.
func (p *plan) add(txn *store.Txn, revision int64) (store.Commit, error) {
	var few [4]version
	found := few[:0]
	for i := range txn.Ops {
		op := &txn.Ops[i]
		v, err := p.version(op.Key)
		if err != nil {
			return store.Commit{}, err
		}
		if op.Expect != store.AnyRevision && op.Expect != v.revision {
			return store.Commit{}, &store.ConflictError{Key: op.Key, Expected: op.Expect, Actual: v.revision}
		}
		found = append(found, v)
	}
	events := make([]store.Event, 0, len(txn.Ops))
	prevBytes := 0
	for i := range txn.Ops {
		op, v := &txn.Ops[i], found[i]
		e := store.Event{Kind: op.Kind, Key: op.Key, Created: v.created, Revision: revision, Handle: op.Handle}
		switch {
		case op.Kind == store.Put:
			e.Value = op.Value
			if e.Value == nil {
				e.Value = []byte{}
			}
			if v.revision == 0 {
				e.Created = revision
			}
		case v.revision == 0:
			continue // nothing there to delete, and that is fine
		default:
			prev, err := p.value(op.Key)
			if err != nil {
				return store.Commit{}, err
			}
			if prevBytes += len(prev); prevBytes <= maxPrevBytes {
				e.Prev = prev
			}
		}
		events = append(events, e)
	}
	for i := range events {
		e := &events[i]
		if e.Kind == store.Delete {
			p.after[e.Key] = planned{}
		} else {
			p.after[e.Key] = planned{version{e.Created, revision}, e.Value}
		}
	}
	if len(events) == 0 {
		return store.Commit{}, nil
	}
	return store.Commit{Revision: revision, Events: events, Note: txn.Note}, nil
}

// value returns the value that a key has, for a delete to keep.
func (p *plan) value(key string) ([]byte, error) {
	if k, ok := p.after[key]; ok {
		return k.value, nil
	}
	return p.before.value(key)
}
