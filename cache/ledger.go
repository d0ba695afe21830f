package cache

import (
	"sync"
	"time"
	"weak"
)

const (
	// pastBytes and pastStates bound the encodings that are kept of states which
	// are past, for the watchers that are still to be told of them. A watcher that
	// is further behind has what it is told encoded again.
	pastBytes  = 4 << 20
	pastStates = 1024
)

// ledger bounds the bytes of all kept encodings: above the limit, and after some
// time, the oldest are dropped, to be made again when somebody asks; those of past
// states sooner. It keeps nothing alive: a state that nobody holds any more takes
// its encodings with it, and counts here until its turn comes.
type ledger struct {
	limit int64
	keep  time.Duration
	now   func() time.Time

	mu    sync.Mutex
	total int64
	queue []kept // oldest first, from head on
	head  int
	first uint64 // the number of queue[0]

	past      []past // oldest first
	pastTotal int64
}

// kept is one kept encoding. An entry has at most one of a format at a time, so
// that is what is dropped. The zero value is one that was dropped before its turn.
type kept struct {
	entry  weak.Pointer[Entry]
	format format
	size   int32
	at     time.Time
}

// past is a state that another one has followed, with the numbers of what was kept
// of it then, 0 for none.
type past struct {
	numbers [formats]uint64
	size    int64
}

// add makes enc the entry's encoding and counts it, unless there is one already. It
// returns the one that is kept.
func (l *ledger) add(e *Entry, f format, enc *encoding) *encoding {
	now := l.now()
	l.mu.Lock()
	defer l.mu.Unlock()
	if other := e.enc[f].Load(); other != nil {
		return other
	}
	if l.first == 0 {
		l.first = 1
	}
	enc.number = l.first + uint64(len(l.queue))
	e.enc[f].Store(enc)
	l.total += int64(len(enc.data))
	l.queue = append(l.queue, kept{weak.Make(e), f, int32(len(enc.data)), now})
	l.trim(now)
	return enc
}

// passed is told that another state has followed e.
func (l *ledger) passed(e *Entry) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var p past
	for f := range e.enc {
		if enc := e.enc[f].Load(); enc != nil {
			p.numbers[f] = enc.number
			p.size += int64(len(enc.data))
		}
	}
	if p.size == 0 {
		return
	}
	l.past = append(l.past, p)
	l.pastTotal += p.size
	n := 0
	for ; l.pastTotal > pastBytes || len(l.past)-n > pastStates; n++ {
		l.pastTotal -= l.past[n].size
		for _, number := range l.past[n].numbers {
			if number >= l.first+uint64(l.head) {
				l.drop(&l.queue[number-l.first])
			}
		}
	}
	if n > 0 {
		l.past = l.past[:copy(l.past, l.past[n:])]
	}
}

// drop lets go of an encoding.
func (l *ledger) drop(k *kept) {
	l.total -= int64(k.size)
	if e := k.entry.Value(); e != nil {
		e.enc[k.format].Store(nil)
	}
	*k = kept{at: k.at}
}

// sweep drops what is too old.
func (l *ledger) sweep() {
	now := l.now()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.trim(now)
}

func (l *ledger) trim(now time.Time) {
	for l.head < len(l.queue) {
		k := &l.queue[l.head]
		if l.total <= l.limit && now.Sub(k.at) < l.keep {
			break
		}
		l.drop(k)
		l.head++
	}
	if l.head > len(l.queue)/2 && l.head > 64 {
		l.queue = append(make([]kept, 0, len(l.queue)-l.head+64), l.queue[l.head:]...)
		l.first += uint64(l.head)
		l.head = 0
	}
}
