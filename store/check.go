package store

import "fmt"

// What a transaction and each of its operations cost an engine beyond keys and
// values, in bytes: framing, expectations, lengths.
const (
	txnOverhead = 512
	opOverhead  = 128
)

// Size returns what the transaction counts against MaxTxnBytes: values and the
// note once, each key three times (an engine over the network compares it,
// writes it and reads it back on a conflict), and a little per operation and
// for the whole.
func (t Txn) Size() int {
	size := txnOverhead + len(t.Note)
	for i := range t.Ops {
		size += 3*len(t.Ops[i].Key) + len(t.Ops[i].Value) + opOverhead
	}
	return size
}

// Check returns an error that wraps ErrTooLarge or ErrInvalid when no engine may
// accept the transaction, whatever the store holds. Engines call it first.
func (t Txn) Check() error {
	if len(t.Ops) > MaxTxnOps {
		return fmt.Errorf("%w: %d operations, at most %d", ErrTooLarge, len(t.Ops), MaxTxnOps)
	}
	if len(t.Note) > MaxNoteBytes {
		return fmt.Errorf("%w: note of %d bytes, at most %d", ErrTooLarge, len(t.Note), MaxNoteBytes)
	}
	for i := range t.Ops {
		if err := t.Ops[i].check(); err != nil {
			return err
		}
	}
	if size := t.Size(); size > MaxTxnBytes {
		return fmt.Errorf("%w: transaction of %d bytes, at most %d", ErrTooLarge, size, MaxTxnBytes)
	}
	if key, twice := t.repeatedKey(); twice {
		return fmt.Errorf("%w: key %q twice in one transaction", ErrInvalid, key)
	}
	return nil
}

func (o *Op) check() error {
	switch {
	case o.Key == "":
		return fmt.Errorf("%w: empty key", ErrInvalid)
	case len(o.Key) > MaxKeyBytes:
		return fmt.Errorf("%w: key of %d bytes, at most %d", ErrTooLarge, len(o.Key), MaxKeyBytes)
	case len(o.Value) > MaxValueBytes:
		return fmt.Errorf("%w: value of %d bytes, at most %d", ErrTooLarge, len(o.Value), MaxValueBytes)
	case o.Kind != Put && o.Kind != Delete:
		return fmt.Errorf("%w: unknown kind of operation %d", ErrInvalid, o.Kind)
	case o.Expect < AnyRevision:
		return fmt.Errorf("%w: expected revision %d", ErrInvalid, o.Expect)
	case o.Kind == Delete && o.Expect == 0:
		return fmt.Errorf("%w: delete of %q that must not exist", ErrInvalid, o.Key)
	}
	return nil
}

// repeatedKey compares the few keys of a usual transaction with one another and
// builds a set only for a large one.
func (t Txn) repeatedKey() (string, bool) {
	const few = 8
	if len(t.Ops) <= few {
		for i := range t.Ops {
			for j := range i {
				if t.Ops[i].Key == t.Ops[j].Key {
					return t.Ops[i].Key, true
				}
			}
		}
		return "", false
	}
	seen := make(map[string]struct{}, len(t.Ops))
	for i := range t.Ops {
		if _, twice := seen[t.Ops[i].Key]; twice {
			return t.Ops[i].Key, true
		}
		seen[t.Ops[i].Key] = struct{}{}
	}
	return "", false
}
