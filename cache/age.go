package cache

import (
	"sync/atomic"
	"time"
)

// ages knows which revision was the present one some time ago. It looks as often
// as old history is swept, so that it holds HistoryAge/sweepEvery marks and a few.
type ages struct {
	marks []mark // oldest first; one goroutine's
	// old is the revision that was the present one when maxAge ago began.
	old atomic.Int64
}

type mark struct {
	at       time.Time
	revision int64
}

// note remembers the present revision, and forgets what is older than needed.
func (a *ages) note(now time.Time, revision int64, maxAge time.Duration) {
	a.marks = append(a.marks, mark{now, revision})
	past := 0
	for past < len(a.marks) && now.Sub(a.marks[past].at) >= maxAge {
		a.old.Store(a.marks[past].revision)
		past++
	}
	a.marks = a.marks[past:]
}
