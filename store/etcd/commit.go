package etcd

import (
	"context"
	"fmt"

	clientv3 "go.etcd.io/etcd/client/v3"

	"github.com/skiff-k8s/skiff/store"
)

// Commit implements store.Store.
func (s *Store) Commit(ctx context.Context, txn store.Txn) (int64, error) {
	if err := txn.Check(); err != nil {
		return 0, err
	}
	inner, done, err := s.call(ctx)
	if err != nil {
		return 0, err
	}
	defer done()
	revision, err := s.commit(inner, txn)
	return revision, s.explain(ctx, err)
}

// commit tries until the deletes that do not care whether their key exists have been
// matched with what does: whether they change anything decides what is committed.
func (s *Store) commit(ctx context.Context, txn store.Txn) (int64, error) {
	for {
		ops, pinned, revision, err := s.pin(ctx, txn.Ops)
		if err != nil {
			return 0, err
		}
		if len(ops) == 0 && len(pinned) == 0 {
			return revision, nil
		}
		revision, conflict, err := s.try(ctx, ops, pinned, txn.Note)
		if err != nil || conflict == nil {
			return revision, err
		}
		if _, moved := pinned[conflict.Key]; !moved {
			return 0, conflict
		}
	}
}

// pin replaces the expectation of each delete with AnyRevision by the revision that
// its key is at. pinned holds those keys and revisions, 0 for the absent, whose
// deletes are left out of the operations. When nothing at all is left to do, pinned
// is empty too and revision is that of the newest commit.
func (s *Store) pin(ctx context.Context, ops []store.Op) (_ []store.Op, pinned map[string]int64, revision int64, err error) {
	var reads []clientv3.Op
	for i := range ops {
		if loose(&ops[i]) {
			reads = append(reads, clientv3.OpGet(s.keys.values+ops[i].Key, clientv3.WithKeysOnly()))
		}
	}
	if len(reads) == 0 {
		if len(ops) == 0 {
			revision, _, err = s.readHead(ctx)
		}
		return ops, nil, revision, err
	}
	reads = append(reads, clientv3.OpGet(s.keys.head, clientv3.WithKeysOnly()))
	r, err := s.client.Txn(ctx).Then(reads...).Commit()
	if err != nil {
		return nil, nil, 0, err
	}
	pinned = map[string]int64{}
	exact := make([]store.Op, 0, len(ops))
	read := 0
	for _, op := range ops {
		if loose(&op) {
			op.Expect = 0
			if kvs := r.Responses[read].GetResponseRange().Kvs; len(kvs) > 0 {
				op.Expect = kvs[0].ModRevision
			}
			read++
			pinned[op.Key] = op.Expect
			if op.Expect == 0 {
				continue
			}
		}
		exact = append(exact, op)
	}
	if len(exact) == 0 { // one consistent read says that there is nothing to do
		return nil, nil, headOf(r.Responses[read].GetResponseRange().Kvs), nil
	}
	return exact, pinned, 0, nil
}

func loose(op *store.Op) bool { return op.Kind == store.Delete && op.Expect == store.AnyRevision }

// try runs one etcd transaction. It returns a conflict when an expectation, the
// caller's or one that pin made, does not hold.
func (s *Store) try(ctx context.Context, ops []store.Op, pinned map[string]int64, note []byte) (int64, *store.ConflictError, error) {
	identity := fmt.Sprintf("%s%x", s.instance, s.serial.Add(1))
	var (
		compares      []clientv3.Cmp
		expected      []store.ConflictError // what is compared, in that order
		writes, reads []clientv3.Op
	)
	expect := func(key string, revision int64) {
		full := s.keys.values + key
		compares = append(compares, clientv3.Compare(clientv3.ModRevision(full), "=", revision))
		reads = append(reads, clientv3.OpGet(full, clientv3.WithKeysOnly()))
		expected = append(expected, store.ConflictError{Key: key, Expected: revision})
	}
	for key, revision := range pinned {
		if revision == 0 {
			expect(key, 0)
		}
	}
	for i := range ops {
		op := &ops[i]
		key := s.keys.values + op.Key
		if op.Expect != store.AnyRevision {
			expect(op.Key, op.Expect)
		}
		if op.Kind == store.Delete {
			writes = append(writes, clientv3.OpDelete(key))
		} else {
			writes = append(writes, putBytes(key, op.Value))
		}
	}
	writes = append(writes, clientv3.OpPut(s.keys.head, identity))
	if len(note) > 0 {
		writes = append(writes, putBytes(s.keys.noteKey(s.options.Now(), identity, len(note)), note))
	}
	s.handles.remember(identity, ops)
	r, err := s.client.Txn(ctx).If(compares...).Then(writes...).Else(reads...).Commit()
	if err != nil {
		return 0, nil, err
	}
	if r.Succeeded {
		if len(note) > 0 {
			s.countNote()
		}
		return r.Header.Revision, nil, nil
	}
	s.handles.forget(identity)
	return 0, conflict(expected, r, pinned), nil
}

// conflict finds the first expectation that failed; one of the caller's own goes
// before those that pin made.
func conflict(expected []store.ConflictError, r *clientv3.TxnResponse, pinned map[string]int64) *store.ConflictError {
	var moved *store.ConflictError
	for i := range expected {
		c := &expected[i]
		if kvs := r.Responses[i].GetResponseRange().Kvs; len(kvs) > 0 {
			c.Actual = kvs[0].ModRevision
		}
		if c.Actual == c.Expected {
			continue
		}
		if _, ok := pinned[c.Key]; !ok {
			return c
		}
		moved = c
	}
	return moved
}

// putBytes is OpPut for a value that is bytes already.
func putBytes(key string, value []byte) clientv3.Op {
	op := clientv3.OpPut(key, "")
	op.WithValueBytes(value)
	return op
}
