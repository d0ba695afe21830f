// Package reconcile is the loop engine: keys, a queue, workers, back-off and
// causes.
//
// A loop is level-triggered: it is woken with a key, looks at the state, decides
// and acts, and must reach the same end from any missed, repeated or reordered
// events. The engine remembers which revisions woke a key and puts them into the
// context, so that every write of the loop carries its causes; and it runs a key
// again only when the client has caught up with the writes of the last run, so
// that no loop needs expectations of its own.
package reconcile

import (
	"context"
	"time"

	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/client"
)

// Request is the key that woke.
type Request struct {
	types.NamespacedName
}

// Key makes a request from its parts; namespace is empty for cluster-wide keys.
func Key(namespace, name string) Request {
	return Request{types.NamespacedName{Namespace: namespace, Name: name}}
}

// Result says what to do after a run that succeeded.
type Result struct {
	// RequeueAfter runs the key again after this time, unless something wakes it
	// earlier; zero does not.
	RequeueAfter time.Duration
	// Rest holds the key back for this long though events wake it, so that a run
	// that looks at much sees many events at once. Causes gather meanwhile.
	Rest time.Duration
}

// Reconciler makes reality match one key. The context carries the cause
// (trace.From); an error retries the key with exponential back-off.
type Reconciler interface {
	Reconcile(ctx context.Context, req Request) (Result, error)
}

// Func is a function as a Reconciler.
type Func func(ctx context.Context, req Request) (Result, error)

// Reconcile calls the function.
func (f Func) Reconcile(ctx context.Context, req Request) (Result, error) { return f(ctx, req) }

// Source is a watch whose events wake keys.
type Source struct {
	Resource *api.Resource
	Options  client.ListOptions
	// Keys maps an event to the keys that it wakes; nil wakes the object's own key.
	Keys func(e client.Event) []Request
}

// Loop describes one loop.
type Loop struct {
	// Name in words, as it appears in traces: "deployment controller".
	Name       string
	Sources    []Source
	Reconciler Reconciler
	// Client watches the sources and says when the loop's own writes are to be
	// seen; nil means the client given to Run. The Reconciler should read and
	// write through the same client, wrapped by Tracked.
	Client client.Client
	// Feed, when set, is a further source, for loops whose sources are not known
	// beforehand. It calls synced once it has told what exists, and returns when
	// ctx ends. The engine calls it in a goroutine of its own.
	Feed func(ctx context.Context, wake func(key Request, revision int64), synced func())
	// Start are keys woken once when the loop starts, after its sources have
	// told what exists: for loops that run by the clock.
	Start []Request
	// Workers is how many keys run at once; 0 means 2. One key never runs twice
	// at a time.
	Workers int
}
