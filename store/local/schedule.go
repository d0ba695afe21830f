package local

import (
	"sync"

	"github.com/cockroachdb/pebble/v2"
)

// oneAtATime lets Pebble run one compaction at a time. Pebble's own scheduler does
// the same but wakes up ten times a second to see whether its limit has changed,
// and here it never does.
type oneAtATime struct {
	db pebble.DBForCompaction

	mu      sync.Mutex
	idle    sync.Cond // signalled when asking becomes false
	running bool      // a compaction runs, or is being offered to the database
	asking  bool      // a goroutine is in offer
	missed  bool      // someone was refused while a compaction was being offered
	gone    bool      // the database closes
}

func newOneAtATime() *oneAtATime {
	s := &oneAtATime{}
	s.idle.L = &s.mu
	return s
}

// Register implements pebble.CompactionScheduler.
func (s *oneAtATime) Register(_ int, db pebble.DBForCompaction) { s.db = db }

// Unregister implements pebble.CompactionScheduler.
func (s *oneAtATime) Unregister() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gone = true
	for s.asking {
		s.idle.Wait()
	}
}

// TrySchedule implements pebble.CompactionScheduler.
func (s *oneAtATime) TrySchedule() (bool, pebble.CompactionGrantHandle) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.gone || s.running {
		s.missed = true
		return false, nil
	}
	s.running = true
	return true, s
}

// UpdateGetAllowedWithoutPermission implements pebble.CompactionScheduler. It is
// called after each flush, with Pebble's locks held.
func (s *oneAtATime) UpdateGetAllowedWithoutPermission() { go s.offer() }

// Started, MeasureCPU, CumulativeStats and Done implement
// pebble.CompactionGrantHandle.
func (s *oneAtATime) Started()                                            {}
func (s *oneAtATime) MeasureCPU(pebble.CompactionGoroutineKind)           {}
func (s *oneAtATime) CumulativeStats(_ pebble.CompactionGrantHandleStats) {}

func (s *oneAtATime) Done() {
	s.mu.Lock()
	s.running = false
	s.mu.Unlock()
	s.offer()
}

// offer lets the database run a compaction that it may be waiting for. It calls the
// database without its own lock, as the order of locks demands.
func (s *oneAtATime) offer() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for again := true; again; {
		if s.gone || s.running || s.asking {
			return
		}
		s.running, s.asking, s.missed = true, true, false
		s.mu.Unlock()
		waiting, _ := s.db.GetWaitingCompaction()
		accepted := waiting && s.db.Schedule(s)
		s.mu.Lock()
		s.asking = false
		s.idle.Broadcast()
		if accepted {
			return
		}
		s.running = false
		again = s.missed
	}
}
