package cache

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/store"
)

// root is where all objects are in the store.
const root = "/registry/"

// Options of a cache; zero values mean the defaults named.
type Options struct {
	// Shared says that other processes write to the store too, so that a
	// consistent read has to ask the store how far it is.
	Shared bool
	// HistoryEvents, HistoryBytes (of stored forms) and HistoryAge bound the
	// events kept per resource: 16384, 8 MiB, 5 minutes. Kept objects take about five
	// times their stored form.
	HistoryEvents int
	HistoryBytes  int64
	HistoryAge    time.Duration
	// Replay is how many revisions from before the start are read back, so that
	// watches from before a restart can go on: 1000; negative for none.
	Replay int64
	// EncodingBytes and EncodingAge bound the kept encodings of all objects:
	// 64 MiB, 2 minutes.
	EncodingBytes int64
	EncodingAge   time.Duration
	// Now is the clock, time.Now by default.
	Now func() time.Time
	// Log is where broken watches of the store and unreadable values are told of.
	Log *slog.Logger
}

func (o *Options) setDefaults() {
	if o.HistoryEvents == 0 {
		o.HistoryEvents = 16384
	}
	if o.HistoryBytes == 0 {
		o.HistoryBytes = 8 << 20
	}
	if o.HistoryAge == 0 {
		o.HistoryAge = 5 * time.Minute
	}
	if o.Replay == 0 {
		o.Replay = 1000
	}
	if o.EncodingBytes == 0 {
		o.EncodingBytes = 48 << 20
	}
	if o.EncodingAge == 0 {
		o.EncodingAge = 2 * time.Minute
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
}

// Cache holds the present state of all resources.
type Cache struct {
	store   store.Store
	options Options
	ledger  *ledger
	sets    *fieldSets

	// applied is the revision up to which everything is applied.
	applied atomic.Int64
	waiters waiters
	ages    ages
	asking  asking

	mu     sync.RWMutex
	tables map[string]*Table // by prefix

	stop context.CancelFunc
	done chan struct{}
}

// Open reads the resources from the store, follows its commits from then on and
// returns when the cache is whole. Close ends it; the store stays open.
func Open(ctx context.Context, s store.Store, resources []*api.Resource, options Options) (*Cache, error) {
	options.setDefaults()
	c := &Cache{
		store:   s,
		options: options,
		ledger:  &ledger{limit: options.EncodingBytes, keep: options.EncodingAge, now: options.Now},
		sets:    newFieldSets(),
		tables:  map[string]*Table{},
		done:    make(chan struct{}),
	}
	for _, r := range resources {
		if t := newTable(c, r); stored(r) {
			c.tables[t.prefix] = t
		}
	}
	revision, err := c.load(ctx)
	if err != nil {
		return nil, err
	}
	after, err := c.replayFrom(ctx, revision)
	if err != nil {
		return nil, err
	}
	for _, t := range c.tables {
		t.history.floor = after
	}
	c.applied.Store(after)
	run, stop := context.WithCancel(context.WithoutCancel(ctx))
	c.stop = stop
	go c.follow(run, after)
	if err := c.WaitFor(ctx, revision); err != nil {
		c.Close()
		return nil, err
	}
	return c, nil
}

func stored(r *api.Resource) bool { return !r.Ephemeral && r.Alias == nil }

// replayFrom returns the revision after which the history is read back.
func (c *Cache) replayFrom(ctx context.Context, revision int64) (int64, error) {
	if c.options.Replay < 0 {
		return revision, nil
	}
	compacted, err := c.store.Compacted(ctx)
	if err != nil {
		return 0, fmt.Errorf("cache: reading the compaction revision: %w", err)
	}
	return min(revision, max(compacted, revision-c.options.Replay, firstRevision)), nil
}

// Close stops following the store.
func (c *Cache) Close() {
	c.stop()
	<-c.done
}

// Revision returns the revision up to which the cache is current.
func (c *Cache) Revision() int64 { return c.applied.Load() }

// Table returns the table of a resource (of the kind that it is stored as, for
// an alias), nil when the cache does not hold it.
func (c *Cache) Table(r *api.Resource) *Table {
	if r.Alias != nil {
		r = r.Alias.Stored
	}
	c.mu.RLock()
	defer c.mu.RUnlock()
	if t := c.tables[Prefix(r)]; t != nil {
		return t
	}
	return nil
}

// TableOf is Table by group and resource.
func (c *Cache) TableOf(gr schema.GroupResource) *Table {
	return c.Table(&api.Resource{Meta: api.Meta{Group: gr.Group, Name: gr.Resource}})
}

// Resources returns the descriptors of all tables, in no order.
func (c *Cache) Resources() []*api.Resource {
	c.mu.RLock()
	defer c.mu.RUnlock()
	out := make([]*api.Resource, 0, len(c.tables))
	for _, t := range c.tables {
		out = append(out, t.kind.resource)
	}
	return out
}

// follow applies the store's commits until ctx ends.
func (c *Cache) follow(ctx context.Context, after int64) {
	defer close(c.done)
	defer c.waiters.fail()
	go c.sweep(ctx)
	for pause := time.Duration(0); ; pause = min(pause*2+10*time.Millisecond, time.Second) {
		err := c.store.Watch(ctx, c.applied.Load(), func(commit store.Commit) {
			pause = 0
			c.apply(commit)
		})
		if ctx.Err() != nil || errors.Is(err, store.ErrClosed) {
			return
		}
		c.options.Log.Warn("watch of the store broke", "revision", c.applied.Load(), "error", err)
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
		if errors.Is(err, store.ErrCompacted) || errors.Is(err, store.ErrFuture) {
			if err := c.resync(ctx); err != nil {
				c.options.Log.Error("reading the store again", "error", err)
			}
		}
	}
}

// firstRevision is what an empty store is at: no commit has it.
const firstRevision = 1

// sweepEvery is how often old history and encodings are dropped.
const sweepEvery = 15 * time.Second

func (c *Cache) sweep(ctx context.Context) {
	ticker := time.NewTicker(sweepEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		c.ledger.sweep()
		now := c.options.Now()
		c.ages.note(now, c.applied.Load(), c.options.HistoryAge)
		for _, t := range c.all() {
			t.mu.Lock()
			t.trim(now)
			t.mu.Unlock()
		}
	}
}

func (c *Cache) all() []*Table {
	c.mu.RLock()
	defer c.mu.RUnlock()
	out := make([]*Table, 0, len(c.tables))
	for _, t := range c.tables {
		out = append(out, t)
	}
	return out
}

// tableOfKey returns the table that a key of the store belongs to and the
// object's key in it; nil for keys that no table holds.
func (c *Cache) tableOfKey(key string) (*Table, string) {
	if !strings.HasPrefix(key, root) {
		return nil, ""
	}
	slash := strings.IndexByte(key[len(root):], '/')
	if slash < 0 {
		return nil, ""
	}
	rest := len(root) + slash + 1
	if slash = strings.IndexByte(key[rest:], '/'); slash < 0 {
		return nil, ""
	}
	end := rest + slash + 1
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.tables[key[:end]], key[end:]
}
