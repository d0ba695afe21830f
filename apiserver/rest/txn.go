package rest

import (
	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/cache"
)

// Txn collects what one attempt at a write commits together with the object
// itself, at most store.MaxTxnOps-1 further operations. When any of the
// expectations fails, nothing is committed and the attempt is made again from
// the beginning with fresh state.
type Txn struct {
	extra []cache.Write
	done  []func(committed bool)
}

// OnDone has f called once the attempt is over, with whether it was committed.
func (t *Txn) OnDone(f func(committed bool)) { t.done = append(t.done, f) }

// end calls what waits for the end of the attempt, the last first.
func (t *Txn) end(committed bool) {
	for i := len(t.done) - 1; i >= 0; i-- {
		t.done[i](committed)
	}
}

// Put stores an object of the resource. expect is the revision that it must be
// at now: 0 that it must not exist, store.AnyRevision that it does not matter.
// The object belongs to the transaction afterwards.
func (t *Txn) Put(r *api.Resource, o api.Object, expect int64) {
	t.extra = append(t.extra, cache.Write{
		Resource: r, Namespace: o.GetNamespace(), Name: o.GetName(), Object: o, Expect: expect,
	})
}

// Delete removes an object of the resource; expect as in Put.
func (t *Txn) Delete(r *api.Resource, namespace, name string, expect int64) {
	t.extra = append(t.extra, cache.Write{Resource: r, Namespace: namespace, Name: name, Expect: expect})
}
