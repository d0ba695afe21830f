// Package trace holds the causes of writes: what they are, how they travel and
// how they are read back.
//
// Every write has a cause. A request from outside starts a chain; a loop that
// was woken by revisions names them, with its reason in plain words. The server
// keeps one Record beside each revision, in the same commit, so the record is
// exactly as durable as the write and nothing is ever inferred.
//
// Causes travel with the context inside a process and in the Skiff-Cause header
// over the wire.
package trace

import (
	"context"
	"encoding/json"
	"time"
)

// Limits of what one record may hold; what is over them is cut, never refused.
const (
	// MaxReasonBytes bounds a reason.
	MaxReasonBytes = 1 << 10
	// MaxDetailBytes bounds the detail of one cause.
	MaxDetailBytes = 8 << 10
	// MaxParents bounds how many waking revisions one cause names: the newest
	// are kept.
	MaxParents = 16
)

// Cause is what a writer says of why it writes.
type Cause struct {
	// Actor is the part that decided, in words for people: "deployment
	// controller", "scheduler", "kubelet skiff-1". Empty for requests from
	// outside, which are known by their user and client.
	Actor string `json:"actor,omitempty"`
	// Parents are the revisions that woke the actor, oldest first; none for a
	// chain that starts here.
	Parents []int64 `json:"parents,omitempty"`
	// Reason says why in plain words: "0 of 2 pods exist".
	Reason string `json:"reason,omitempty"`
	// Detail is anything more that the actor wants kept, such as the scheduler's
	// verdict on every node: one JSON value.
	Detail json.RawMessage `json:"detail,omitempty"`
	// Started is when the work that led to the write began (the request's
	// arrival, the key's dequeueing); zero when unknown.
	Started time.Time `json:"started,omitzero"`
}

// Record is what is kept of one write.
type Record struct {
	Revision int64     `json:"revision"`
	Time     time.Time `json:"time"`
	Cause    Cause     `json:"cause"`

	// User and Client are who asked (user name, first words of the user agent).
	User   string `json:"user"`
	Client string `json:"client,omitempty"`

	// Verb is create, update, patch, delete or apply; Subresource its target below the object.
	Verb        string `json:"verb"`
	Group       string `json:"group,omitempty"`
	Resource    string `json:"resource"`
	Subresource string `json:"subresource,omitempty"`
	Namespace   string `json:"namespace,omitempty"`
	Name        string `json:"name"`
	UID         string `json:"uid,omitempty"`
	// Summary says in a few words what changed, where the server can tell
	// ("marked for deletion, grace 30 s", "finalizers removed").
	Summary string `json:"summary,omitempty"`
}

type causeKey struct{}

// With returns a context whose writes carry the cause.
func With(ctx context.Context, c Cause) context.Context {
	return context.WithValue(ctx, causeKey{}, &c)
}

// From returns the cause that ctx carries, ok false when it carries none.
func From(ctx context.Context) (c Cause, ok bool) {
	p, ok := ctx.Value(causeKey{}).(*Cause)
	if !ok {
		return Cause{}, false
	}
	return *p, true
}

// Because returns a context whose writes carry the cause of ctx with this reason.
func Because(ctx context.Context, reason string) context.Context {
	c, _ := From(ctx)
	c.Reason, c.Detail = reason, nil
	return With(ctx, c)
}

// WithDetail returns a context whose writes carry the cause of ctx with this
// detail, which must be JSON-encodable; one that is not is left out.
func WithDetail(ctx context.Context, detail any) context.Context {
	c, _ := From(ctx)
	if raw, err := json.Marshal(detail); err == nil && len(raw) <= MaxDetailBytes {
		c.Detail = raw
	}
	return With(ctx, c)
}
