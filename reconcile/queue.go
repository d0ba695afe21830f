package reconcile

import (
	"slices"
	"sync"
	"time"

	"github.com/skiff-k8s/skiff/trace"
)

// queue holds the keys of one loop. A key that is woken while it waits is not
// doubled; one that is woken while it runs waits for the end of that run. Its
// size is bounded by the number of keys that exist.
type queue struct {
	mu     sync.Mutex
	wake   sync.Cond
	items  map[Request]*item
	ready  []Request // first in, first out
	closed bool
}

// item is what the queue knows of one key. It exists while the key waits, runs,
// has a timer or owes a retry.
type item struct {
	causes   []int64     // revisions that woke the key since its last run began
	previous []int64     // causes of the last run
	since    time.Time   // when it became ready
	waiting  bool        // in queue.ready
	running  bool        // with a worker
	dirty    bool        // woken while running or resting
	failures int         // in a row
	timer    *time.Timer // pending retry, RequeueAfter or Rest
	resting  bool        // not to run before the timer, whatever wakes it
	writes   *writes     // of the last run, as long as reads do not reflect them
}

// job is one run of one key.
type job struct {
	Request
	causes   []int64
	failures int
	waited   time.Duration
	writes   *writes
}

func newQueue() *queue {
	q := &queue{items: make(map[Request]*item)}
	q.wake.L = &q.mu
	return q
}

// add wakes a key because of a revision; 0 stands for no revision.
func (q *queue) add(key Request, revision int64) {
	q.mu.Lock()
	defer q.mu.Unlock()
	it := q.item(key)
	it.causes = addCause(it.causes, revision)
	q.makeReady(key, it)
}

// get waits for the next key to run; ok is false when the queue is closed.
func (q *queue) get() (j job, ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.ready) == 0 && !q.closed {
		q.wake.Wait()
	}
	if q.closed {
		return job{}, false
	}
	key := q.ready[0]
	q.ready = q.ready[1:]
	it := q.items[key]
	it.waiting, it.running = false, true
	it.stopTimer()
	if len(it.causes) > 0 {
		it.previous, it.causes = it.causes, nil
	}
	j = job{
		Request:  key,
		causes:   slices.Clone(it.previous),
		failures: it.failures,
		waited:   time.Since(it.since),
		writes:   it.writes,
	}
	return j, true
}

// outcome is how a run ended.
type outcome struct {
	failed bool
	after  time.Duration // when to run again; 0 is not unless woken
	rest   time.Duration // until when not to run, though woken
	writes *writes       // what reads do not reflect yet, nil when they do
}

// done ends the run of a key.
func (q *queue) done(key Request, out outcome) {
	q.mu.Lock()
	defer q.mu.Unlock()
	it := q.items[key]
	it.running = false
	it.writes = out.writes
	if out.failed {
		it.failures++
		// A retry has the causes of the run that failed and those since.
		for _, c := range it.causes {
			it.previous = addCause(it.previous, c)
		}
		it.causes, it.previous = it.previous, nil
	} else {
		it.failures = 0
	}
	switch {
	case q.closed:
		delete(q.items, key)
	case out.rest > 0 && !out.failed:
		it.resting = true
		q.startTimer(it, out.rest, func() { q.rested(key, it, out.after-out.rest) })
	case it.dirty:
		// What woke it may be what a failed run lacked, so it runs at once; the
		// count of failures stays.
		it.dirty = false
		q.makeReady(key, it)
	case out.failed || out.after > 0:
		q.startTimer(it, out.after, func() { q.makeReady(key, it) })
	default:
		delete(q.items, key)
	}
}

// rested ends the rest of a key; after is what remains of its RequeueAfter.
func (q *queue) rested(key Request, it *item, after time.Duration) {
	it.resting = false
	switch {
	case it.dirty:
		it.dirty = false
		q.makeReady(key, it)
	case after > 0:
		q.startTimer(it, after, func() { q.makeReady(key, it) })
	default:
		delete(q.items, key)
	}
}

// startTimer has then called after that time, with q.mu held, unless the timer
// is stopped or replaced.
func (q *queue) startTimer(it *item, after time.Duration, then func()) {
	var t *time.Timer
	t = time.AfterFunc(after, func() {
		q.mu.Lock()
		defer q.mu.Unlock()
		if it.timer == t && !q.closed {
			it.timer = nil
			then()
		}
	})
	it.timer = t
}

// makeReady puts a key in line. Callers hold q.mu.
func (q *queue) makeReady(key Request, it *item) {
	switch {
	case q.closed || it.waiting:
	case it.running || it.resting:
		it.dirty = true
	default:
		it.waiting, it.since = true, time.Now()
		it.stopTimer()
		q.ready = append(q.ready, key)
		q.wake.Signal()
	}
}

// close ends all get calls and timers.
func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	for _, it := range q.items {
		it.stopTimer()
	}
	q.wake.Broadcast()
}

// depth returns how many keys wait to run.
func (q *queue) depth() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.ready)
}

func (q *queue) item(key Request) *item {
	it, ok := q.items[key]
	if !ok {
		it = &item{}
		q.items[key] = it
	}
	return it
}

func (it *item) stopTimer() {
	if it.timer != nil {
		it.timer.Stop()
		it.timer = nil
	}
}

// addCause adds a revision to a list in ascending order that holds each once,
// and at most trace.MaxParents: the newest stay.
func addCause(causes []int64, revision int64) []int64 {
	if revision == 0 {
		return causes
	}
	i, found := slices.BinarySearch(causes, revision)
	if found {
		return causes
	}
	if len(causes) < trace.MaxParents {
		return slices.Insert(causes, i, revision)
	}
	if i == 0 {
		return causes
	}
	copy(causes, causes[1:i])
	causes[i-1] = revision
	return causes
}
