package endpoints

import (
	"slices"
	"sync"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apiserver/pkg/authentication/user"
)

// Bounds on the requests of one user that are worked on at the same time;
// watches and connections do not count. Administrators are not bounded, so that
// a busy server can still be helped.
const (
	maxReads  = 400
	maxWrites = 200
	// maxAll bounds the requests of all users together.
	maxAll = 3000
	// retryAfter is what a refused client is told to wait, in seconds.
	retryAfter = 1
)

// inflight counts the requests under way.
type inflight struct {
	mu     sync.Mutex
	all    int
	byUser map[inflightKey]int
}

type inflightKey struct {
	user string
	read bool
}

func newInflight() *inflight {
	return &inflight{byUser: map[inflightKey]int{}}
}

// take counts a request; release ends it. The error is 429.
func (f *inflight) take(u user.Info, read bool) (release func(), err error) {
	if slices.Contains(u.GetGroups(), user.SystemPrivilegedGroup) {
		return func() {}, nil
	}
	key, bound := inflightKey{u.GetName(), read}, maxWrites
	if read {
		bound = maxReads
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.all >= maxAll || f.byUser[key] >= bound {
		return nil, apierrors.NewTooManyRequests("too many requests, please try again later", retryAfter)
	}
	f.all++
	f.byUser[key]++
	return func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.all--
		if f.byUser[key]--; f.byUser[key] == 0 {
			delete(f.byUser, key)
		}
	}, nil
}
