package reconcile

import "time"

// The bounds of the back-off of a key that keeps failing: the delay starts at
// minBackoff and doubles up to maxBackoff.
const (
	minBackoff = 5 * time.Millisecond
	maxBackoff = 1000 * time.Second
)

// backoff returns the delay before the next run after that many failures in a
// row (1 or more). jitter in [0, 1) takes up to a tenth off, so that keys that
// failed together do not come back together.
func backoff(failures int, jitter float64) time.Duration {
	d := maxBackoff
	if shift := failures - 1; shift < 18 { // 5 ms << 18 is over 1000 s
		d = min(minBackoff<<shift, maxBackoff)
	}
	return d - time.Duration(jitter*float64(d)/10)
}
