package fairness

import (
	"time"
)

// serviceGuess is how long a request is taken to run before it is known, in
// seconds.
const serviceGuess = 0.003

// reason says why a request was refused.
type reason uint8

const (
	queueFull reason = iota
	concurrencyLimit
	timeOut
	cancelled
	numReasons
	accepted = numReasons
)

var reasonNames = [numReasons]string{"queue-full", "concurrency-limit", "time-out", "cancelled"}

// request is one that runs or waits.
type request struct {
	queue   *queue // nil in an exempt level
	seats   int
	started time.Time
	ready   chan struct{} // closed when it may run; nil when it never waited
	running bool
}

// queue is a place in line for the flows that were dealt it.
type queue struct {
	waiting []*request
	seats   int // of those that wait and run
	running int
	// next is the time, in the level's virtual seconds, up to which the queue has
	// had its part.
	next float64
	// retired queues belong to no set any more: what is in them just ends.
	retired bool
}

func (q *queue) idle() bool { return q.running == 0 && len(q.waiting) == 0 }

// queueSet is what a level shares out. It is not safe for concurrent use; its
// methods must be told the time in order.
type queueSet struct {
	exempt  bool
	queuing bool
	limit   int
	queues  []queue
	dealt   int // the first so many queues are dealt
	hand    int
	length  int // bound of each queue

	inUse, waitingSeats int
	running, waiting    int
	active              int // queues that are not idle
	virtual             float64
	last                time.Time
	demand              demand
}

// configure takes a new shape. Queues that are not dealt any more are emptied by
// the requests in them.
func (s *queueSet) configure(exempt bool, queues, hand, length int) {
	s.exempt, s.queuing = exempt, queues > 0
	s.dealt, s.hand, s.length = max(queues, 1), max(hand, 1), length
	if len(s.queues) >= s.dealt {
		return
	}
	// Requests hold pointers to their queues, so these cannot move while any is in
	// use: the old ones are left to them.
	if s.active > 0 {
		s.retire()
	}
	s.queues = make([]queue, s.dealt)
}

// retire lets the waiting requests of a set whose queues are replaced run at once:
// this happens when an administrator asks for more queues, and they are few.
func (s *queueSet) retire() {
	for i := range s.queues {
		q := &s.queues[i]
		for len(q.waiting) > 0 {
			s.start(q, s.last)
		}
	}
	s.active = 0
	for i := range s.queues {
		s.queues[i].retired = true
	}
}

// advance lets the virtual time go on to now: by the seats that each busy queue
// has.
func (s *queueSet) advance(now time.Time) {
	if s.last.IsZero() {
		s.last = now
	}
	dt := now.Sub(s.last).Seconds()
	if dt <= 0 {
		return
	}
	s.last = now
	if s.active > 0 {
		s.virtual += dt * float64(min(s.inUse+s.waitingSeats, max(s.limit, 1))) / float64(s.active)
	}
}

func (s *queueSet) noteDemand(now time.Time) { s.demand.set(now, float64(s.inUse+s.waitingSeats)) }

// fits says whether so many seats are free. One request always fits into an empty
// level, however wide it is.
func (s *queueSet) fits(seats int) bool { return s.inUse == 0 || s.inUse+seats <= s.limit }

// arrive takes a request. It runs, or waits (ready is set), or is refused.
func (s *queueSet) arrive(now time.Time, hash uint64, seats int) (*request, reason) {
	s.advance(now)
	r := &request{seats: seats}
	if s.exempt {
		s.inUse += seats
		s.running++
		r.running, r.started = true, now
		s.noteDemand(now)
		return r, accepted
	}
	if !s.queuing && !s.fits(seats) {
		return nil, concurrencyLimit
	}
	q := &s.queues[s.deal(hash)]
	atOnce := s.waiting == 0 && s.fits(seats)
	if !atOnce && len(q.waiting) >= s.length {
		return nil, queueFull
	}
	if q.idle() {
		s.active++
		q.next = max(q.next, s.virtual)
	}
	r.queue = q
	q.seats += seats
	q.waiting = append(q.waiting, r)
	s.waiting++
	s.waitingSeats += seats
	if atOnce {
		s.start(q, now)
	} else {
		r.ready = make(chan struct{})
		s.dispatch(now)
	}
	s.noteDemand(now)
	return r, accepted
}

// deal gives a flow its hand of queues, always the same, and returns the index of
// the one with the least to do.
func (s *queueSet) deal(hash uint64) int {
	if s.dealt == 1 {
		return 0
	}
	var taken [maxHand]int
	hand := min(s.hand, s.dealt, maxHand)
	best := -1
	for n := range hand {
		// The n-th card of those that are left, counted past the ones in hand.
		card := int(hash % uint64(s.dealt-n))
		hash /= uint64(s.dealt - n)
		at := n
		for i := range n {
			if card < taken[i] {
				at = i
				break
			}
			card++
		}
		copy(taken[at+1:n+1], taken[at:n])
		taken[at] = card
		if best < 0 || s.queues[card].seats < s.queues[best].seats {
			best = card
		}
	}
	return best
}

// maxHand bounds the hand; validation keeps it so that the hash, of 64 bits, has
// enough for it.
const maxHand = 10

// dispatch starts what waits, the queue that has had least first, while it fits.
func (s *queueSet) dispatch(now time.Time) {
	for s.waiting > 0 {
		var best *queue
		var finish float64
		for i := range s.queues {
			q := &s.queues[i]
			if len(q.waiting) == 0 {
				continue
			}
			if f := q.next + serviceGuess*float64(q.waiting[0].seats); best == nil || f < finish {
				best, finish = q, f
			}
		}
		if best == nil || !s.fits(best.waiting[0].seats) {
			return
		}
		s.start(best, now)
	}
}

// start lets the first of a queue run.
func (s *queueSet) start(q *queue, now time.Time) {
	r := q.waiting[0]
	q.waiting[0] = nil
	if q.waiting = q.waiting[1:]; len(q.waiting) == 0 {
		q.waiting = nil
	}
	s.waiting--
	s.waitingSeats -= r.seats
	s.inUse += r.seats
	s.running++
	q.running++
	q.next += serviceGuess * float64(r.seats)
	r.running, r.started = true, now
	if r.ready != nil {
		close(r.ready)
	}
}

// finish ends a request that runs, and lets others.
func (s *queueSet) finish(now time.Time, r *request) {
	s.advance(now)
	s.inUse -= r.seats
	s.running--
	if q := r.queue; q != nil {
		q.running--
		q.seats -= r.seats
		if !q.retired {
			// What it really took, for what was guessed.
			q.next += (now.Sub(r.started).Seconds() - serviceGuess) * float64(r.seats)
			s.settle(q)
		}
	}
	s.dispatch(now)
	s.noteDemand(now)
}

// leave takes out a request that waits no longer.
func (s *queueSet) leave(now time.Time, r *request) {
	s.advance(now)
	q := r.queue
	for i, w := range q.waiting {
		if w == r {
			q.waiting = append(q.waiting[:i:i], q.waiting[i+1:]...)
			break
		}
	}
	s.waiting--
	s.waitingSeats -= r.seats
	q.seats -= r.seats
	if !q.retired {
		s.settle(q)
	}
	s.dispatch(now)
	s.noteDemand(now)
}

func (s *queueSet) settle(q *queue) {
	if q.idle() {
		s.active--
	}
}

// setLimit changes the number of seats.
func (s *queueSet) setLimit(now time.Time, limit int) {
	s.advance(now)
	s.limit = limit
	s.dispatch(now)
	s.noteDemand(now)
}
