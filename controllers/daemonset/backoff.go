package daemonset

import (
	"sync"
	"time"

	"k8s.io/apimachinery/pkg/types"
)

// When pods of one DaemonSet fail on one node again and again, each is left for
// twice as long as the one before: so a node that refuses them is not flooded.
const (
	minBackoff = time.Second
	maxBackoff = 15 * time.Minute
)

// failures remembers when pods failed where. It forgets what is older than twice
// maxBackoff, so it holds no more than failed in that time. The zero value is
// ready to use and safe for concurrent use.
type failures struct {
	mu    sync.Mutex
	items map[failureKey]failure
}

type failureKey struct {
	ds   types.UID
	node string
}

type failure struct {
	generation int64 // a change of the DaemonSet begins anew
	at         time.Time
	backoff    time.Duration
}

// wait returns how long from now the next failed pod is to be left.
func (f *failures) wait(ds types.UID, generation int64, node string, now time.Time) time.Duration {
	f.mu.Lock()
	defer f.mu.Unlock()
	x, ok := f.items[failureKey{ds, node}]
	if !ok || x.generation != generation {
		return 0
	}
	return max(0, x.at.Add(x.backoff).Sub(now))
}

// note remembers a failure.
func (f *failures) note(ds types.UID, generation int64, node string, now time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for key, x := range f.items {
		if now.Sub(x.at) > 2*maxBackoff {
			delete(f.items, key)
		}
	}
	if f.items == nil {
		f.items = make(map[failureKey]failure)
	}
	key := failureKey{ds, node}
	x, ok := f.items[key]
	if !ok || x.generation != generation {
		x = failure{generation: generation, backoff: minBackoff / 2}
	}
	x.at, x.backoff = now, min(2*x.backoff, maxBackoff)
	f.items[key] = x
}
