package storetest

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"sync"

	"github.com/skiff-k8s/skiff/store"
)

var concurrentTests = []test{
	{"compare and set is linearizable", func(s *session) {
		const keys, workers, each = 3, 16, 60
		w := s.watch(s.base)
		var mu sync.Mutex
		var won []step
		runWorkers(workers, func(worker int) {
			rng := rand.New(rand.NewPCG(uint64(worker), 1))
			for i := range each {
				key := fmt.Sprint("counter", rng.IntN(keys))
				st, err := s.increment(key)
				if err != nil {
					s.Errorf("worker %d, step %d: %v", worker, i, err)
					return
				}
				mu.Lock()
				won = append(won, st)
				mu.Unlock()
			}
		})
		if s.Failed() {
			return
		}
		checkChain(s, won)
		slices.SortFunc(won, func(a, b step) int { return cmp.Compare(a.after, b.after) })
		for i, c := range w.until(won[len(won)-1].after) {
			if c.Revision != won[i].after || string(c.Events[0].Value) != strconv.Itoa(won[i].value) {
				s.Fatalf("the watch saw %s, the writer %+v", showCommit(c), won[i])
			}
		}
	}},
	{"one of many creates wins", func(s *session) {
		for round := range 20 {
			const workers = 16
			key := fmt.Sprint("k", round)
			var mu sync.Mutex
			wins := 0
			runWorkers(workers, func(worker int) {
				_, err := s.store.Commit(s.ctx, store.Txn{Ops: []store.Op{put(key, fmt.Sprint(worker), 0)}})
				var c *store.ConflictError
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					wins++
				case !errors.As(err, &c) || c.Actual == 0:
					s.Errorf("Commit: %v", err)
				}
			})
			if wins != 1 {
				s.Fatalf("%d creates of one key won", wins)
			}
		}
	}},
	{"transactions keep an invariant", func(s *session) {
		const accounts, workers, each, total = 5, 8, 40, 1000
		var ops []store.Op
		for i := range accounts {
			ops = append(ops, put(fmt.Sprint("account", i), fmt.Sprint(total/accounts), 0))
		}
		s.commit(ops...)
		ctx, cancel := context.WithCancel(s.ctx)
		audited := make(chan int)
		go func() {
			n := 0
			for ctx.Err() == nil {
				if sum := s.sum("account"); sum != total {
					s.Errorf("a range sees %d in all, want %d", sum, total)
					break
				}
				n++
			}
			audited <- n
		}()
		runWorkers(workers, func(worker int) {
			rng := rand.New(rand.NewPCG(uint64(worker), 2))
			for range each {
				from := rng.IntN(accounts)
				to := (from + 1 + rng.IntN(accounts-1)) % accounts
				if err := s.transfer(fmt.Sprint("account", from), fmt.Sprint("account", to), rng.IntN(20)); err != nil {
					s.Errorf("transfer: %v", err)
					return
				}
			}
		})
		cancel()
		if n := <-audited; n == 0 {
			s.Error("nothing was audited")
		}
		if sum := s.sum("account"); sum != total {
			s.Fatalf("%d in all, want %d", sum, total)
		}
	}},
	{"a replica that follows the watch is the store", func(s *session) {
		const workers, each = 8, 80
		w := s.watch(s.base)
		runWorkers(workers, func(worker int) {
			rng := rand.New(rand.NewPCG(uint64(worker), 3))
			for i := range each {
				op := put(fmt.Sprint("k", rng.IntN(20)), fmt.Sprint(worker, "-", i), store.AnyRevision)
				if rng.IntN(4) == 0 {
					op = del(op.Key, store.AnyRevision)
				}
				if _, err := s.store.Commit(s.ctx, store.Txn{Ops: []store.Op{op}}); err != nil {
					s.Errorf("Commit: %v", err)
				}
			}
		})
		s.commit(put("the end", "v", 0))
		replica := map[string]store.KV{}
		last := int64(0)
		for replica["the end"].Key == "" {
			c := w.next()
			if c.Revision <= last {
				s.Fatalf("commit %d after %d", c.Revision, last)
			}
			last = c.Revision
			for _, e := range c.Events {
				old, existed := replica[e.Key]
				if e.Kind == store.Delete {
					if !existed || e.Created != old.Created || string(e.Prev) != string(old.Value) {
						s.Fatalf("a delete %s of %s", showCommit(c), show(old, existed))
					}
					delete(replica, e.Key)
					continue
				}
				if existed != (e.Created != c.Revision) || existed && e.Created != old.Created {
					s.Fatalf("a put %s over %s", showCommit(c), show(old, existed))
				}
				replica[e.Key] = store.KV{Key: e.Key, Value: e.Value, Created: e.Created, Revision: e.Revision}
			}
		}
		_, all := s.rangeAll("", "\xff")
		if len(all) != len(replica) {
			s.Fatalf("%d keys in the store, %d in the replica", len(all), len(replica))
		}
		for _, kv := range all {
			if r := replica[kv.Key]; show(r, true) != show(kv, true) {
				s.Fatalf("the replica has %s, the store %s", show(r, true), show(kv, true))
			}
		}
	}},
	{"reads see what was acknowledged", func(s *session) {
		runWorkers(8, func(worker int) {
			key := fmt.Sprint("own", worker)
			for i := range 60 {
				rev, err := s.store.Commit(s.ctx, store.Txn{Ops: []store.Op{put(key, fmt.Sprint(i), store.AnyRevision)}})
				if err != nil {
					s.Errorf("Commit: %v", err)
					return
				}
				kv, ok, err := s.store.Get(s.ctx, key)
				if err != nil || !ok || kv.Revision != rev || string(kv.Value) != fmt.Sprint(i) {
					s.Errorf("Get after commit %d: %s, %v", rev, show(kv, ok), err)
					return
				}
				if now, err := s.store.Revision(s.ctx); err != nil || now < rev {
					s.Errorf("Revision after commit %d: %d, %v", rev, now, err)
				}
			}
		})
	}},
}

// step is one successful compare and set.
type step struct {
	key           string
	before, after int64 // revisions
	value         int
}

// increment adds one to the number in key, trying again on conflicts.
func (s *session) increment(key string) (step, error) {
	for {
		kv, ok, err := s.store.Get(s.ctx, key)
		if err != nil {
			return step{}, err
		}
		n := 0
		if ok {
			if n, err = strconv.Atoi(string(kv.Value)); err != nil {
				return step{}, err
			}
		}
		rev, err := s.store.Commit(s.ctx, store.Txn{Ops: []store.Op{put(key, strconv.Itoa(n+1), kv.Revision)}})
		var c *store.ConflictError
		switch {
		case errors.As(err, &c):
			if c.Actual <= kv.Revision {
				return step{}, fmt.Errorf("conflict with revision %d after reading %d", c.Actual, kv.Revision)
			}
		case err != nil:
			return step{}, err
		default:
			return step{key, kv.Revision, rev, n + 1}, nil
		}
	}
}

// checkChain checks that the steps of each key form one chain: no update was lost,
// none was based on a revision that was not the newest.
func checkChain(s *session, steps []step) {
	s.Helper()
	byKey := map[string][]step{}
	for _, st := range steps {
		byKey[st.key] = append(byKey[st.key], st)
	}
	for key, chain := range byKey {
		slices.SortFunc(chain, func(a, b step) int { return cmp.Compare(a.after, b.after) })
		at := int64(0)
		for i, st := range chain {
			if st.before != at || st.value != i+1 {
				s.Fatalf("%s: step %d went from revision %d to %d with value %d, the one before ended at %d",
					key, i, st.before, st.after, st.value, at)
			}
			at = st.after
		}
		if kv, _ := s.get(key); kv.Revision != at {
			s.Fatalf("%s is at %d, the last step ended at %d", key, kv.Revision, at)
		}
	}
}

// transfer moves an amount between two keys in one transaction.
func (s *session) transfer(from, to string, amount int) error {
	for {
		a, _, err := s.store.Get(s.ctx, from)
		if err != nil {
			return err
		}
		b, _, err := s.store.Get(s.ctx, to)
		if err != nil {
			return err
		}
		x, _ := strconv.Atoi(string(a.Value))
		y, _ := strconv.Atoi(string(b.Value))
		note, _ := json.Marshal(amount)
		_, err = s.store.Commit(s.ctx, store.Txn{Note: note, Ops: []store.Op{
			put(from, strconv.Itoa(x-amount), a.Revision),
			put(to, strconv.Itoa(y+amount), b.Revision),
		}})
		var c *store.ConflictError
		if errors.As(err, &c) {
			continue
		}
		return err
	}
}

func (s *session) sum(prefix string) int {
	total := 0
	_, err := s.store.Range(s.ctx, prefix, prefix+"\xff", func(kv store.KV) bool {
		n, err := strconv.Atoi(string(kv.Value))
		if err != nil {
			s.Errorf("account %s", show(kv, true))
		}
		total += n
		return true
	})
	if err != nil {
		s.Errorf("Range: %v", err)
	}
	return total
}

func runWorkers(n int, work func(worker int)) {
	var wg sync.WaitGroup
	for w := range n {
		wg.Go(func() { work(w) })
	}
	wg.Wait()
}

func sorted(revs []int64) []int64 {
	slices.Sort(revs)
	return revs
}
