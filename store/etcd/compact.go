package etcd

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"go.etcd.io/etcd/api/v3/mvccpb"
	"go.etcd.io/etcd/api/v3/v3rpc/rpctypes"
	clientv3 "go.etcd.io/etcd/client/v3"

	"github.com/skiff-k8s/skiff/store"
)

// Compacted implements store.Store.
func (s *Store) Compacted(ctx context.Context) (int64, error) {
	inner, done, err := s.call(ctx)
	if err != nil {
		return 0, err
	}
	defer done()
	r, err := s.client.Get(inner, s.keys.compacted)
	if err != nil {
		return 0, s.explain(ctx, err)
	}
	return parseCompacted(r.Kvs)
}

func parseCompacted(kvs []*mvccpb.KeyValue) (int64, error) {
	if len(kvs) == 0 {
		return 0, nil
	}
	n, err := strconv.ParseInt(string(kvs[0].Value), 10, 64)
	if err != nil {
		return 0, fmt.Errorf("key %s holds %q, not a revision", kvs[0].Key, kvs[0].Value)
	}
	return n, nil
}

// Compact implements store.Store. It compacts the whole cluster.
func (s *Store) Compact(ctx context.Context, revision int64) error {
	inner, done, err := s.call(ctx)
	if err != nil {
		return err
	}
	defer done()
	return s.explain(ctx, s.compact(inner, revision))
}

// compact says first what it is about to do, so that no watch is promised more than
// there is.
func (s *Store) compact(ctx context.Context, revision int64) error {
	for {
		r, err := s.client.Txn(ctx).Then(
			clientv3.OpGet(s.keys.head, clientv3.WithKeysOnly()),
			clientv3.OpGet(s.keys.compacted),
		).Commit()
		if err != nil {
			return err
		}
		if head := headOf(r.Responses[0].GetResponseRange().Kvs); revision > head {
			return fmt.Errorf("%w: compact %d, the newest is %d", store.ErrFuture, revision, head)
		}
		said := r.Responses[1].GetResponseRange().Kvs
		if done, err := parseCompacted(said); err != nil || revision <= done {
			return err
		}
		version := int64(0)
		if len(said) > 0 {
			version = said[0].ModRevision
		}
		w, err := s.client.Txn(ctx).
			If(clientv3.Compare(clientv3.ModRevision(s.keys.compacted), "=", version)).
			Then(clientv3.OpPut(s.keys.compacted, strconv.FormatInt(revision, 10))).
			Commit()
		if err != nil {
			return err
		}
		if w.Succeeded {
			break
		}
	}
	_, err := s.client.Compact(ctx, revision)
	if errors.Is(err, rpctypes.ErrCompacted) {
		return nil // by someone else, and further
	}
	return err
}

// compactLoop compacts, once per period, what was the newest commit a period ago. All
// servers do so; the first one does the work. A failure is left to the next time.
func (s *Store) compactLoop() {
	ticker := time.NewTicker(s.options.CompactEvery)
	defer ticker.Stop()
	old := int64(0)
	for {
		select {
		case <-s.ctx.Done():
			return
		case <-ticker.C:
		}
		head, _, err := s.readHead(s.ctx)
		if err != nil {
			continue
		}
		if old > firstRevision {
			_ = s.compact(s.ctx, old)
		}
		old = head
	}
}
