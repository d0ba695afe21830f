package local

import (
	"sync"

	"github.com/skiff-k8s/skiff/store"
)

// Bounds of what the hub keeps in memory for watchers that are behind.
const (
	hubCommits = 4096
	hubBytes   = 16 << 20
	// hubTake is how many commits a watcher takes at a time.
	hubTake = 64
)

// hub hands commits to watchers. It keeps the newest commits that some watcher has
// not taken yet, within bounds; a watcher that needs older ones reads the log.
// Local revisions are dense, so commits are found by subtraction.
type hub struct {
	mu       sync.Mutex
	newest   int64
	commits  []store.Commit // the last one has revision newest
	head     int            // index of the oldest that is kept
	bytes    int64          // of commits[head:]
	watchers map[*watcher]struct{}
}

// watcher is one Watch call.
type watcher struct {
	position int64         // revision of the newest commit taken, guarded by hub.mu
	wake     chan struct{} // has one token when there may be something to take
}

func newHub(newest int64) *hub {
	return &hub{newest: newest, watchers: map[*watcher]struct{}{}}
}

// join adds a watcher that has seen everything up to after; newest is the revision
// of the newest commit.
func (h *hub) join(after int64) (w *watcher, newest int64) {
	w = &watcher{position: after, wake: make(chan struct{}, 1)}
	h.mu.Lock()
	defer h.mu.Unlock()
	if after <= h.newest {
		h.watchers[w] = struct{}{}
	}
	return w, h.newest
}

func (h *hub) leave(w *watcher) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.watchers, w)
	h.trim()
}

// publish adds commits, which follow on the newest.
func (h *hub) publish(commits []store.Commit) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.newest = commits[len(commits)-1].Revision
	if len(h.watchers) == 0 {
		return
	}
	for i := range commits {
		h.commits = append(h.commits, commits[i])
		h.bytes += commitBytes(&commits[i])
	}
	h.trim()
	for w := range h.watchers {
		select {
		case w.wake <- struct{}{}:
		default:
		}
	}
}

// take appends to buf the commits that follow on w's position and moves it there.
// When they are not in memory any more it returns the revision up to which the log
// has to be read instead, and the position moves there.
func (h *hub) take(w *watcher, buf []store.Commit) (commits []store.Commit, readTo int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	kept := int64(len(h.commits) - h.head)
	if floor := h.newest - kept; w.position < floor {
		w.position = floor
		return buf, floor
	}
	from := len(h.commits) - int(h.newest-w.position)
	to := min(from+hubTake, len(h.commits))
	buf = append(buf, h.commits[from:to]...)
	w.position += int64(to - from)
	h.trim()
	return buf, 0
}

// trim drops what every watcher has taken, and what is over the bounds.
func (h *hub) trim() {
	slowest := h.newest
	for w := range h.watchers {
		slowest = min(slowest, w.position)
	}
	for h.head < len(h.commits) {
		oldest := &h.commits[h.head]
		if oldest.Revision > slowest && len(h.commits)-h.head <= hubCommits && h.bytes <= hubBytes {
			break
		}
		h.bytes -= commitBytes(oldest)
		*oldest = store.Commit{}
		h.head++
	}
	switch {
	case h.head == len(h.commits):
		h.commits, h.head = h.commits[:0], 0
	case h.head > 1024 && h.head > len(h.commits)/2:
		n := copy(h.commits, h.commits[h.head:])
		clear(h.commits[n:])
		h.commits, h.head = h.commits[:n], 0
	}
}

// commitBytes is what a commit weighs against hubBytes.
func commitBytes(c *store.Commit) int64 {
	n := len(c.Note)
	for i := range c.Events {
		n += len(c.Events[i].Key) + len(c.Events[i].Value) + len(c.Events[i].Prev)
	}
	return int64(n)
}
