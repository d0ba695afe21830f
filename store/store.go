// Package store is the contract of skiff's revisioned store of desired state.
//
// A store is a flat map from keys to byte values with one counter, the
// revision. Every commit that changes something takes the next revision and is
// durable before Commit returns. Watchers see commits in revision order and
// never see a commit that is not durable.
//
// The store knows bytes only: what the bytes mean, who may change them and what
// a watcher is told are the business of the layers above (cache, apiserver).
//
// Two engines implement it, store/local (embedded, one process) and store/etcd
// (several servers); both pass store/storetest.
package store

import (
	"context"
	"errors"
	"fmt"
)

// Limits that every engine enforces, so that behaviour does not depend on the
// engine chosen.
const (
	// MaxKeyBytes bounds the length of one key.
	MaxKeyBytes = 2 << 10
	// MaxValueBytes bounds one value. Together with the longest key and note it
	// still fits in MaxTxnBytes.
	MaxValueBytes = MaxTxnBytes - 128<<10
	// MaxTxnBytes bounds a transaction as Txn.Size counts it; it is the request
	// limit that an etcd server has by default.
	MaxTxnBytes = 1<<20 + 1<<19
	// MaxTxnOps bounds the operations of one transaction: etcd's default of 128
	// less what the engine adds for notes.
	MaxTxnOps = 120
	// MaxNoteBytes bounds the note of one transaction.
	MaxNoteBytes = 64 << 10
)

// AnyRevision as an expectation means that the operation does not care whether
// the key exists nor at which revision it is.
const AnyRevision int64 = -1

var (
	// ErrCompacted says that the revision asked for is older than what the
	// store still remembers.
	ErrCompacted = errors.New("store: revision has been compacted")
	// ErrFuture says that the revision asked for has not happened yet.
	ErrFuture = errors.New("store: revision is in the future")
	// ErrClosed is what every call on a closed store returns.
	ErrClosed = errors.New("store: closed")
	// ErrTooLarge says that a key, value, note or transaction is over its limit.
	ErrTooLarge = errors.New("store: request is too large")
	// ErrInvalid says that a transaction makes no sense: an empty key, the same
	// key twice, an unknown kind of operation, an impossible expectation.
	ErrInvalid = errors.New("store: request is invalid")
	// ErrBroken says that the disk failed the store earlier. What was
	// acknowledged before is safe, nothing is acknowledged afterwards; the store
	// has to be opened again. The outcome of a Commit that got it is unknown.
	ErrBroken = errors.New("store: broken by an earlier disk error")
)

// ConflictError says that a key was not at the revision a transaction expected.
// Nothing of the transaction was applied.
type ConflictError struct {
	Key string
	// Expected is the revision that the operation named, 0 for "must not exist".
	Expected int64
	// Actual is the revision found, 0 when the key does not exist.
	Actual int64
}

func (e *ConflictError) Error() string {
	return fmt.Sprintf("store: key %q is at revision %d, expected %d", e.Key, e.Actual, e.Expected)
}

// KV is one key with its newest value.
type KV struct {
	Key   string
	Value []byte
	// Created is the revision that brought the key into being (again).
	Created int64
	// Revision is the revision of the last change.
	Revision int64
}

// OpKind tells what an operation does to its key.
type OpKind uint8

const (
	// Put sets the value of a key.
	Put OpKind = iota
	// Delete removes a key; deleting a key that does not exist is a conflict
	// unless Expect is AnyRevision, and then it is no change.
	Delete
)

// Op is one operation of a transaction.
type Op struct {
	Kind  OpKind
	Key   string
	Value []byte
	// Expect is the revision that the key must be at: 0 that it must not exist,
	// AnyRevision that it does not matter.
	Expect int64
	// Handle travels in memory to the watchers of this process with the event
	// that the operation causes, and is never stored: the layer above puts the
	// decoded object here so that it need not decode its own bytes again. It is
	// nil in events that come from another process or from a replay.
	Handle any
}

// Txn is a set of operations on different keys that happen together or not at all.
type Txn struct {
	Ops []Op
	// Note is kept beside the revision that the transaction takes and is read
	// back with Notes: skiff keeps the cause of the write there. It is dropped,
	// oldest first, when the engine's bound for notes is reached.
	Note []byte
}

// Event is one change to one key.
type Event struct {
	Kind     OpKind
	Key      string
	Value    []byte // nil for Delete
	Created  int64  // create revision of the key that changed
	Revision int64
	// Prev is the value before a Delete where the engine still has it.
	Prev   []byte
	Handle any
}

// Commit is one revision as a watcher sees it.
type Commit struct {
	Revision int64
	Events   []Event
	Note     []byte
}

// Note is what a transaction left beside its revision.
type Note struct {
	Revision int64
	Data     []byte
}

// Store is a revisioned key-value store. All methods are safe for concurrent
// use. Byte slices handed in belong to the store afterwards, byte slices handed
// out are shared: nobody changes them.
type Store interface {
	// Get returns the newest value of key; ok is false when there is none.
	// It sees every commit that was acknowledged before the call.
	Get(ctx context.Context, key string) (kv KV, ok bool, err error)

	// Range calls yield for each key in [start, end) in byte order at one
	// revision, which it returns, until yield returns false.
	Range(ctx context.Context, start, end string, yield func(KV) bool) (revision int64, err error)

	// Commit applies txn atomically and returns its revision once it is durable.
	// A *ConflictError says that nothing was applied. A transaction that changes
	// nothing (a Delete with AnyRevision of an absent key, or no operations at
	// all) returns the present revision and its note is dropped. When ctx ends first the outcome is unknown: the transaction may
	// still be committed.
	Commit(ctx context.Context, txn Txn) (revision int64, err error)

	// Watch calls handle for each commit with a revision greater than after, in
	// order and without leaving one out, from a single goroutine, until ctx ends
	// (then it returns ctx.Err()) or the watch fails. Revisions need not be dense:
	// some engines also count what they do for themselves. ErrCompacted and
	// ErrFuture refer to after. handle must be quick; a watcher that stays behind by more than the
	// engine's bound reads the missed commits from disk and never slows commits.
	Watch(ctx context.Context, after int64, handle func(Commit)) error

	// Notes calls yield for each note with revision in (after, ∞) in revision
	// order until yield returns false.
	Notes(ctx context.Context, after int64, yield func(Note) bool) error

	// Revision returns the revision of the newest commit, 1 for an empty store.
	Revision(ctx context.Context) (int64, error)

	// Compact forgets the history up to and including revision: watches from
	// before it get ErrCompacted. Newest values are never lost. Compacting a
	// revision that is compacted already does nothing; one that has not happened
	// is ErrFuture.
	Compact(ctx context.Context, revision int64) error

	// Compacted returns the revision of the last compaction, 0 for none.
	Compacted(ctx context.Context) (int64, error)

	// Close releases everything. Commits under way end with their result or with
	// ErrClosed, watches end with ErrClosed. It waits for calls of yield under
	// way, so yield must not call it.
	Close() error
}
