package pod

import (
	"time"

	"github.com/skiff-k8s/skiff/kubelet/state"
)

// Bounds of the delay between two starts of one container, and between two
// attempts at something of the node's own (a sandbox, a volume).
const (
	backoffFirst = 10 * time.Second
	backoffMax   = 5 * time.Minute
	// backoffReset: a container that ran this long is forgiven.
	backoffReset = 10 * time.Minute
	// retryFirst and retryMax bound the delay after an error of the node.
	retryFirst = 500 * time.Millisecond
	retryMax   = 16 * time.Second
)

// Backoff is the restart history of one container.
type Backoff struct {
	// Delay that the next exit has to wait.
	Delay time.Duration
	// Since is when Delay was last raised.
	Since time.Time
}

// recall reconstructs the history of a container whose crashes this process has
// not seen, from the restart count it was created with.
func recall(c *state.Container) Backoff {
	if c.Restarts == 0 {
		return Backoff{}
	}
	delay := backoffFirst
	for i := 1; i < c.Restarts && delay < backoffMax; i++ {
		delay *= 2
	}
	return Backoff{Delay: min(delay, backoffMax), Since: c.Created}
}

// wait returns how long a container that finished at a time has still to wait.
func (b Backoff) wait(finished, now time.Time) time.Duration {
	if b.Delay == 0 || finished.Sub(b.Since) > backoffReset {
		return 0
	}
	return max(0, finished.Add(b.Delay).Sub(now))
}

// next is the history after one more start at now of a container that last
// finished at a time.
func (b Backoff) next(finished, now time.Time) Backoff {
	if b.Delay == 0 || finished.Sub(b.Since) > backoffReset {
		return Backoff{Delay: backoffFirst, Since: now}
	}
	return Backoff{Delay: min(2*b.Delay, backoffMax), Since: now}
}

// Retry is the record of something of the node's own that failed and is to be
// tried again: making a sandbox, mounting volumes.
type Retry struct {
	Failures int
	Reason   string
	Message  string
	// At is when to try again.
	At time.Time
}

// after is the record after one more failure.
func (r Retry) after(now time.Time, reason, message string) Retry {
	delay := retryFirst
	for i := 0; i < r.Failures && delay < retryMax; i++ {
		delay *= 2
	}
	return Retry{Failures: r.Failures + 1, Reason: reason, Message: message, At: now.Add(min(delay, retryMax))}
}
