package etcd

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	clientv3 "go.etcd.io/etcd/client/v3"
	"go.uber.org/zap"

	"github.com/skiff-k8s/skiff/store"
)

// firstRevision is the revision of a store without commits.
const firstRevision = 1

// Keepalives find a member that went away without a word.
const (
	keepAliveTime    = 20 * time.Second
	keepAliveTimeout = 10 * time.Second
)

// Store is the engine over etcd. It implements store.Store.
type Store struct {
	options  Options
	keys     layout
	client   *clientv3.Client
	instance string // part of the identity of this store's commits
	serial   atomic.Uint64
	handles  handleKeeper
	trim     chan struct{} // has one token when notes should be counted
	noted    atomic.Int64  // notes written since they were counted

	ctx     context.Context // ends when the store is closed
	end     context.CancelFunc
	workers sync.WaitGroup
	closing sync.Once
	closeOf error
}

var _ store.Store = (*Store)(nil)

// Open connects to the cluster and checks that it answers before ctx ends, and within
// Options.DialTimeout.
func Open(ctx context.Context, options Options) (*Store, error) {
	o, err := options.withDefaults()
	if err != nil {
		return nil, err
	}
	var id [8]byte
	_, _ = rand.Read(id[:]) // never fails
	s := &Store{
		options:  o,
		keys:     newLayout(o.Prefix),
		instance: hex.EncodeToString(id[:]),
		trim:     make(chan struct{}, 1),
	}
	s.ctx, s.end = context.WithCancel(context.Background())
	s.client, err = clientv3.New(clientv3.Config{
		Endpoints:            o.Endpoints,
		TLS:                  o.TLS,
		Username:             o.Username,
		Password:             o.Password,
		DialTimeout:          o.DialTimeout,
		DialKeepAliveTime:    keepAliveTime,
		DialKeepAliveTimeout: keepAliveTimeout,
		Context:              s.ctx,
		Logger:               zap.NewNop(),
		MaxCallSendMsgSize:   2 * store.MaxTxnBytes,
	})
	if err == nil {
		probe, cancel := context.WithTimeout(ctx, o.DialTimeout)
		defer cancel()
		if _, _, err = s.readHead(probe); err != nil {
			_ = s.client.Close()
		}
	}
	if err != nil {
		s.end()
		return nil, fmt.Errorf("etcd at %s: %w", strings.Join(o.Endpoints, ", "), err)
	}
	s.workers.Go(s.trimLoop)
	if o.CompactEvery > 0 {
		s.workers.Go(s.compactLoop)
	}
	return s, nil
}

// Close implements store.Store. It leaves etcd as it is.
func (s *Store) Close() error {
	s.closing.Do(func() {
		s.end()
		s.workers.Wait()
		if err := s.client.Close(); err != nil && !errors.Is(err, context.Canceled) {
			s.closeOf = err
		}
	})
	return s.closeOf
}

// call gives a context that ends with ctx or the store; done must be called.
func (s *Store) call(ctx context.Context) (_ context.Context, done func(), err error) {
	if s.ctx.Err() != nil {
		return nil, nil, store.ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	stop := context.AfterFunc(s.ctx, cancel)
	return ctx, func() { stop(); cancel() }, nil
}

// explain turns an error of etcd's client into one of the contract; outer is the
// caller's context.
func (s *Store) explain(outer context.Context, err error) error {
	switch {
	case err == nil:
		return nil
	case s.ctx.Err() != nil:
		return store.ErrClosed
	case outer.Err() != nil:
		return outer.Err()
	case errors.Is(err, rpctypes.ErrCompacted):
		return fmt.Errorf("%w: %w", store.ErrCompacted, err)
	case errors.Is(err, rpctypes.ErrFutureRev):
		return fmt.Errorf("%w: %w", store.ErrFuture, err)
	case errors.Is(err, rpctypes.ErrRequestTooLarge), errors.Is(err, rpctypes.ErrTooManyOps):
		return fmt.Errorf("%w: %w", store.ErrTooLarge, err)
	}
	return err
}

// readHead returns the revision of the newest commit, and the revision that etcd
// itself was at when it said so.
func (s *Store) readHead(ctx context.Context) (head, etcd int64, err error) {
	r, err := s.client.Get(ctx, s.keys.head, clientv3.WithKeysOnly())
	if err != nil {
		return 0, 0, err
	}
	return headOf(r.Kvs), r.Header.Revision, nil
}

// Revision implements store.Store.
func (s *Store) Revision(ctx context.Context) (int64, error) {
	inner, done, err := s.call(ctx)
	if err != nil {
		return 0, err
	}
	defer done()
	head, _, err := s.readHead(inner)
	return head, s.explain(ctx, err)
}
