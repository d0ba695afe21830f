package scheduler

import (
	"sync"
	"time"
)

// message changes the scheduler's state; it runs on the owning goroutine.
type message func(now time.Time)

// mailbox collects messages for the owning goroutine. Senders never wait. Its
// length is bounded by what can change at once: the objects that a first listing
// tells, then the events that come while one decision is made.
type mailbox struct {
	mu       sync.Mutex
	messages []message
	ready    chan struct{} // holds one token while there are messages
}

func newMailbox() *mailbox { return &mailbox{ready: make(chan struct{}, 1)} }

func (m *mailbox) send(f message) {
	m.mu.Lock()
	m.messages = append(m.messages, f)
	m.mu.Unlock()
	select {
	case m.ready <- struct{}{}:
	default:
	}
}

func (m *mailbox) take() []message {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := m.messages
	m.messages = nil
	return out
}
