package local

import (
	"errors"
	"fmt"

	"github.com/cockroachdb/pebble/v2"
)

// reader is the database, or a snapshot of it.
type reader interface {
	// get returns the value of a key; the slice is the caller's.
	get(key []byte) (value []byte, found bool, err error)
	// each calls yield for the keys in [lower, upper), until it returns false or an
	// error. The slices are yield's until it returns.
	each(lower, upper []byte, yield func(key, value []byte) (bool, error)) error
}

// database is Pebble's, with calls that return when the disk has stopped it: those
// that may need a lock of Pebble's run beside the caller, who then leaves them behind.
type database struct {
	db    *pebble.DB
	guard *failStop
}

// openDatabase opens or makes a database, or returns what stopped it.
func openDatabase(guard *failStop, dir string, opts *pebble.Options) (*database, error) {
	db, err := beside(guard, func() (*pebble.DB, error) { return pebble.Open(dir, opts) })
	if err == nil {
		err = guard.open()
	}
	if err != nil {
		return nil, err
	}
	return &database{db: db, guard: guard}, nil
}

// beside calls f, which may never return once the disk has failed.
func beside[T any](guard *failStop, f func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		var r result
		defer func() {
			if p := recover(); p != nil { // Pebble's way to say that a file is not what it should be
				r.err = fmt.Errorf("%v", p)
			}
			done <- r
		}()
		r.value, r.err = f()
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-guard.frozen:
		var none T
		return none, guard.err()
	}
}

func (d *database) get(key []byte) ([]byte, bool, error) { return get(d.guard, d.db, key) }

func (d *database) each(lower, upper []byte, yield func(key, value []byte) (bool, error)) error {
	return each(d.guard, d.db, lower, upper, yield)
}

func (d *database) batch() *pebble.Batch { return d.db.NewBatch() }

// commit applies a batch, which is the database's from then on.
func (d *database) commit(b *pebble.Batch) error {
	_, err := beside(d.guard, func() (struct{}, error) {
		err := b.Commit(pebble.NoSync)
		return struct{}{}, errors.Join(err, b.Close())
	})
	return err
}

// flush makes what was committed durable.
func (d *database) flush() error {
	done, err := beside(d.guard, d.db.AsyncFlush)
	if err != nil {
		return err
	}
	select {
	case <-done:
		return nil
	case <-d.guard.frozen:
		return d.guard.err()
	}
}

func (d *database) close() error {
	_, err := beside(d.guard, func() (struct{}, error) { return struct{}{}, d.db.Close() })
	return err
}

// snapshot is the database at one moment.
type snapshot struct {
	s     *pebble.Snapshot
	guard *failStop
}

func (d *database) snapshot() (snapshot, error) {
	s, err := beside(d.guard, func() (*pebble.Snapshot, error) { return d.db.NewSnapshot(), nil })
	return snapshot{s, d.guard}, err
}

func (s snapshot) get(key []byte) ([]byte, bool, error) { return get(s.guard, s.s, key) }

func (s snapshot) each(lower, upper []byte, yield func(key, value []byte) (bool, error)) error {
	return each(s.guard, s.s, lower, upper, yield)
}

func (s snapshot) close() error {
	_, err := beside(s.guard, func() (struct{}, error) { return struct{}{}, s.s.Close() })
	return err
}

func get(guard *failStop, r pebble.Reader, key []byte) (value []byte, found bool, err error) {
	value, err = beside(guard, func() ([]byte, error) {
		b, closer, err := r.Get(key)
		if err != nil {
			return nil, err
		}
		return append([]byte{}, b...), closer.Close()
	})
	if errors.Is(err, pebble.ErrNotFound) {
		return nil, false, nil
	}
	return value, err == nil, err
}

func each(guard *failStop, r pebble.Reader, lower, upper []byte, yield func(key, value []byte) (bool, error)) (err error) {
	it, err := beside(guard, func() (*pebble.Iterator, error) {
		return r.NewIter(&pebble.IterOptions{LowerBound: lower, UpperBound: upper})
	})
	if err != nil {
		return err
	}
	defer func() {
		_, closeErr := beside(guard, func() (struct{}, error) { return struct{}{}, it.Close() })
		err = errors.Join(err, closeErr)
	}()
	for it.First(); it.Valid(); it.Next() { // reads without Pebble's locks
		value, err := it.ValueAndErr()
		if err != nil {
			return err
		}
		more, err := yield(it.Key(), value)
		if err != nil || !more {
			return err
		}
	}
	return it.Error()
}
