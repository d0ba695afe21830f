// Package queue holds the pods that wait for a node.
//
// A pod is in one of three places: ready to be tried, in priority order;
// backing off after a failed try; or waiting because no node fits, until a
// change that could help it, or maxWait, wakes it. The queue has no clock of its
// own and is owned by one goroutine. It holds one entry for each pending pod, so
// it is bounded by the pods of the cluster.
package queue

import (
	"container/heap"
	"slices"
	"time"

	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/scheduler/decide"
)

// Bounds of waiting.
const (
	firstBackoff = time.Second
	maxBackoff   = 10 * time.Second
	// maxWait is how long a pod waits at most before it is tried again although
	// nothing that could help it was seen.
	maxWait = 5 * time.Minute
	// maxParents bounds the revisions an entry remembers: the newest stay.
	maxParents = 8
)

// Entry is one pending pod.
type Entry struct {
	Pod *decide.Pod
	// Parents are the revisions that made the pod be tried (again), oldest first.
	Parents []int64
	// Attempts is how often it was tried in vain.
	Attempts int

	since time.Time // when it was first queued
	due   time.Time // when back-off or waiting ends
	helps decide.Change
	place place
	index int // in the heap of its place
}

type place uint8

const (
	ready place = iota
	backingOff
	waiting
	taken // handed out by Next
)

// Queue is the set of pending pods.
type Queue struct {
	entries map[types.UID]*Entry
	ready   byPriority
	due     byDue // backing off and waiting alike
}

// New returns an empty queue.
func New() *Queue { return &Queue{entries: make(map[types.UID]*Entry)} }

// Len returns the number of pods that wait.
func (q *Queue) Len() int { return len(q.entries) }

// Set adds a pending pod, or takes over its new state: a pod that nothing fitted
// is tried again when what decisions look at has changed.
func (q *Queue) Set(pod *decide.Pod, revision int64, changed bool, now time.Time) {
	uid := pod.Object.UID
	e := q.entries[uid]
	if e == nil {
		e = &Entry{Pod: pod, since: now, Parents: []int64{revision}}
		q.entries[uid] = e
		q.put(e, ready)
		return
	}
	e.Pod = pod
	if !changed {
		return
	}
	e.wokenBy(revision)
	switch e.place {
	case ready:
		heap.Fix(&q.ready, e.index)
	case waiting:
		q.wake(e, now)
	}
}

// Remove forgets a pod that is bound, deleted or no longer ours.
func (q *Queue) Remove(uid types.UID) {
	if e := q.entries[uid]; e != nil {
		q.take(e)
		delete(q.entries, uid)
	}
}

// Get returns the entry of a pod, nil when it is not pending.
func (q *Queue) Get(uid types.UID) *Entry { return q.entries[uid] }

// Next hands out the pod to try next, nil when none is ready. The entry stays
// known until Remove, Wait or Retry.
func (q *Queue) Next(now time.Time) *Entry {
	for len(q.due) > 0 && !q.due[0].due.After(now) {
		e := q.due[0]
		q.take(e)
		q.put(e, ready)
	}
	if len(q.ready) == 0 {
		return nil
	}
	e := q.ready[0]
	q.take(e)
	return e
}

// Due returns when the next pod that backs off or waits becomes ready; ok is
// false when there is none.
func (q *Queue) Due() (at time.Time, ok bool) {
	if len(q.due) == 0 {
		return time.Time{}, false
	}
	return q.due[0].due, true
}

// Wait puts back an entry that no node fitted, until one of the changes happens.
func (q *Queue) Wait(e *Entry, helps decide.Change, now time.Time) {
	if q.entries[e.Pod.Object.UID] != e {
		return // removed while it was being tried
	}
	e.Attempts++
	e.helps = helps
	e.due = now.Add(maxWait)
	q.put(e, waiting)
}

// Retry puts back an entry whose try failed for a reason outside the verdict
// (the binding was refused): it backs off.
func (q *Queue) Retry(e *Entry, now time.Time) {
	if q.entries[e.Pod.Object.UID] != e {
		return
	}
	e.Attempts++
	e.due = now.Add(backoff(e.Attempts))
	q.put(e, backingOff)
}

// Changed wakes the pods that the change could help; revision is its own.
func (q *Queue) Changed(change decide.Change, revision int64, now time.Time) {
	var woken []*Entry
	for _, e := range q.due {
		if e.place == waiting && e.helps&change != 0 {
			woken = append(woken, e)
		}
	}
	for _, e := range woken {
		e.wokenBy(revision)
		q.wake(e, now)
	}
}

// wake moves a waiting entry on, through back-off so that a pod that never fits
// costs little in a busy cluster.
func (q *Queue) wake(e *Entry, now time.Time) {
	waited := e.due.Add(-maxWait) // when it was found not to fit
	q.take(e)
	e.due = waited.Add(backoff(e.Attempts))
	if e.due.After(now) {
		q.put(e, backingOff)
	} else {
		q.put(e, ready)
	}
}

// backoff is how long to wait after so many tries: 1 s, 2 s, 4 s … 10 s.
func backoff(attempts int) time.Duration {
	d := firstBackoff
	for range attempts - 1 {
		if d *= 2; d >= maxBackoff {
			return maxBackoff
		}
	}
	return d
}

func (e *Entry) wokenBy(revision int64) {
	if revision == 0 || slices.Contains(e.Parents, revision) {
		return
	}
	e.Parents = append(e.Parents, revision)
	if extra := len(e.Parents) - maxParents; extra > 0 {
		e.Parents = slices.Delete(e.Parents, 0, extra)
	}
}

func (q *Queue) put(e *Entry, where place) {
	e.place = where
	if where == ready {
		heap.Push(&q.ready, e)
	} else {
		heap.Push(&q.due, e)
	}
}

func (q *Queue) take(e *Entry) {
	switch e.place {
	case ready:
		heap.Remove(&q.ready, e.index)
	case backingOff, waiting:
		heap.Remove(&q.due, e.index)
	}
	e.place = taken
}
