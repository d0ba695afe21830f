package cache

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/store"
)

// loadChunk is how many values one worker decodes at a time.
const loadChunk = 256

// loading is a piece of what Range gives, decoded beside the reading.
type loading struct {
	values  []store.KV
	entries []*Entry // nil where a value belongs to no table
	err     error
}

// load reads every table from the store and returns the revision of the state.
func (c *Cache) load(ctx context.Context) (int64, error) {
	chunks, revision, err := c.read(ctx, root)
	if err != nil {
		return 0, err
	}
	for _, chunk := range chunks {
		for _, e := range chunk.entries {
			if e != nil {
				c.tables[Prefix(e.kind.resource)].put(e)
			}
		}
	}
	for _, t := range c.tables {
		t.loaded, t.revision = revision, revision
	}
	return revision, nil
}

// put adds an object that was read from the store.
func (t *Table) put(e *Entry) {
	t.objects.Set(e.key, e)
	t.reindex(nil, e)
}

// read decodes everything below a prefix in parallel.
func (c *Cache) read(ctx context.Context, prefix string) ([]*loading, int64, error) {
	var chunks []*loading
	work := make(chan *loading, runtime.GOMAXPROCS(0))
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for l := range work {
				c.decode(l)
			}
		})
	}
	chunk := &loading{}
	flush := func() {
		if len(chunk.values) > 0 {
			chunks = append(chunks, chunk)
			work <- chunk
			chunk = &loading{}
		}
	}
	revision, err := c.store.Range(ctx, prefix, prefix[:len(prefix)-1]+"0", func(kv store.KV) bool {
		if chunk.values = append(chunk.values, kv); len(chunk.values) == loadChunk {
			flush()
		}
		return true
	})
	flush()
	close(work)
	workers.Wait()
	if err != nil {
		return nil, 0, fmt.Errorf("cache: reading the store: %w", err)
	}
	for _, l := range chunks {
		if l.err != nil {
			return nil, 0, l.err
		}
	}
	return chunks, revision, nil
}

func (c *Cache) decode(l *loading) {
	l.entries = make([]*Entry, len(l.values))
	for i := range l.values {
		kv := &l.values[i]
		t, key := c.tableOfKey(kv.Key)
		if t == nil {
			continue
		}
		e, err := t.kind.read(c.ledger, strings.Clone(key), kv.Value)
		if err != nil {
			l.err = fmt.Errorf("cache: object %q at revision %d cannot be read: %w", kv.Key, kv.Revision, err)
			return
		}
		c.sets.share(e)
		e.at(kv.Revision, kv.Created)
		l.entries[i] = e
	}
	l.values = nil
}

// Add begins to hold one more resource and returns its table when it is whole.
// Adding one that is held already returns that.
func (c *Cache) Add(ctx context.Context, r *api.Resource) (*Table, error) {
	return c.hold(ctx, r, false)
}

// Replace is Add of a resource that may be held by another descriptor, whose
// watchers end as with Remove. There is no moment at which neither is held.
func (c *Cache) Replace(ctx context.Context, r *api.Resource) (*Table, error) {
	return c.hold(ctx, r, true)
}

func (c *Cache) hold(ctx context.Context, r *api.Resource, replace bool) (*Table, error) {
	t := newTable(c, r)
	// Commits that touch the table wait for the lock, and find it loaded.
	t.mu.Lock()
	defer t.mu.Unlock()
	c.mu.Lock()
	held := c.tables[t.prefix]
	if held != nil && !replace {
		c.mu.Unlock()
		return held, nil
	}
	c.tables[t.prefix] = t
	c.mu.Unlock()
	chunks, revision, err := c.read(ctx, t.prefix)
	if err != nil {
		c.mu.Lock()
		if delete(c.tables, t.prefix); held != nil {
			c.tables[t.prefix] = held
		}
		c.mu.Unlock()
		t.end()
		return nil, err
	}
	if held != nil {
		held.mu.Lock()
		held.end()
		held.mu.Unlock()
	}
	for _, chunk := range chunks {
		for _, e := range chunk.entries {
			if e != nil {
				t.put(e)
			}
		}
	}
	t.loaded, t.revision = revision, revision
	t.history.floor = revision
	return t, nil
}

// Remove ends holding a resource. Its watchers end with ErrEnded.
func (c *Cache) Remove(r *api.Resource) {
	c.mu.Lock()
	t := c.tables[Prefix(r)]
	delete(c.tables, Prefix(r))
	c.mu.Unlock()
	if t != nil {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.end()
	}
}

// end ends the table's watchers; t.mu is held.
func (t *Table) end() {
	t.ended.Store(true)
	t.watch.each((*Watcher).wake)
}

// resync reads everything again, after commits were missed, and applies the
// difference as if it had happened at the revision read.
func (c *Cache) resync(ctx context.Context) error {
	chunks, revision, err := c.read(ctx, root)
	if err != nil {
		return err
	}
	fresh := map[*kind]map[string]*Entry{}
	for _, chunk := range chunks {
		for _, e := range chunk.entries {
			if e == nil {
				continue
			}
			if fresh[e.kind] == nil {
				fresh[e.kind] = map[string]*Entry{}
			}
			fresh[e.kind][e.key] = e
		}
	}
	for _, t := range c.all() {
		t.mu.Lock()
		t.resync(fresh[t.kind], revision)
		t.mu.Unlock()
	}
	c.applied.Store(revision)
	c.waiters.reached(revision)
	return nil
}

func (t *Table) resync(fresh map[string]*Entry, revision int64) {
	now := t.cache.options.Now()
	if t.cache.applied.Load() < t.loaded {
		// The history from before the start could not be read back in full.
		t.history.clear(t.loaded)
	}
	old := t.viewLocked()
	old.Scan(func(key string, e *Entry) bool {
		if fresh[key] == nil {
			t.apply(&Event{Revision: revision, Old: e, at: now})
		}
		return true
	})
	for key, e := range fresh {
		before, ok := old.Get(key)
		if !ok || before.revision != e.revision {
			t.apply(&Event{Revision: revision, New: e, Old: before, at: now})
		}
	}
	t.loaded, t.exact, t.revision = revision, revision, revision
}
