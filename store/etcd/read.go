package etcd

import (
	"context"

	"go.etcd.io/etcd/api/v3/mvccpb"
	clientv3 "go.etcd.io/etcd/client/v3"

	"github.com/skiff-k8s/skiff/store"
)

// A range is read in pages of about pageBytes.
const (
	firstPageKeys = 200
	maxPageKeys   = 5000
	pageBytes     = 4 << 20
)

// Get implements store.Store.
func (s *Store) Get(ctx context.Context, key string) (store.KV, bool, error) {
	inner, done, err := s.call(ctx)
	if err != nil {
		return store.KV{}, false, err
	}
	defer done()
	r, err := s.client.Get(inner, s.keys.values+key)
	if err != nil || len(r.Kvs) == 0 {
		return store.KV{}, false, s.explain(ctx, err)
	}
	return s.keyValue(r.Kvs[0]), true, nil
}

func (s *Store) keyValue(kv *mvccpb.KeyValue) store.KV {
	return store.KV{
		Key:      string(kv.Key[len(s.keys.values):]),
		Value:    orEmpty(kv.Value),
		Created:  kv.CreateRevision,
		Revision: kv.ModRevision,
	}
}

func orEmpty(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// Range implements store.Store.
func (s *Store) Range(ctx context.Context, start, end string, yield func(store.KV) bool) (int64, error) {
	inner, done, err := s.call(ctx)
	if err != nil {
		return 0, err
	}
	defer done()
	if start >= end {
		return s.Revision(ctx)
	}
	var (
		revision, at int64 // of the newest commit, and of etcd
		from         = s.keys.values + start
		to           = s.keys.values + end
		limit        = int64(firstPageKeys)
	)
	for {
		page, head, etcd, err := s.page(inner, from, to, limit, at)
		if err != nil {
			return 0, s.explain(ctx, err)
		}
		if at == 0 {
			revision, at = head, etcd
		}
		size := 0
		for _, kv := range page.Kvs {
			if err := s.stopped(ctx); err != nil {
				return 0, err
			}
			size += len(kv.Key) + len(kv.Value)
			if !yield(s.keyValue(kv)) {
				return revision, nil
			}
		}
		if !page.More || len(page.Kvs) == 0 {
			return revision, nil
		}
		from = string(page.Kvs[len(page.Kvs)-1].Key) + "\x00"
		limit = min(max(pageBytes*int64(len(page.Kvs))/int64(size), 10), maxPageKeys)
	}
}

// page reads a part of a range at an etcd revision, 0 for the newest, together with
// the newest commit's revision.
func (s *Store) page(ctx context.Context, from, to string, limit, at int64) (page *clientv3.GetResponse, head, etcd int64, err error) {
	r, err := s.client.Txn(ctx).Then(
		clientv3.OpGet(s.keys.head, clientv3.WithKeysOnly(), clientv3.WithRev(at)),
		clientv3.OpGet(from, clientv3.WithRange(to), clientv3.WithLimit(limit), clientv3.WithRev(at)),
	).Commit()
	if err != nil {
		return nil, 0, 0, err
	}
	return (*clientv3.GetResponse)(r.Responses[1].GetResponseRange()),
		headOf(r.Responses[0].GetResponseRange().Kvs), r.Header.Revision, nil
}

// headOf returns the revision of the newest commit from what was read at the head key.
func headOf(kvs []*mvccpb.KeyValue) int64 {
	if len(kvs) == 0 {
		return firstRevision
	}
	return kvs[0].ModRevision
}

// stopped returns why a call must end, nil when it may go on.
func (s *Store) stopped(ctx context.Context) error {
	if s.ctx.Err() != nil {
		return store.ErrClosed
	}
	return ctx.Err()
}
