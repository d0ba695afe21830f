// Package client is the one interface by which every loop of skiff reads and
// writes: controllers, scheduler, kubelet, network.
//
// It has two implementations. In process (apiserver/inprocess) reads share the
// server's cache and writes go through authorization, admission and validation
// like any other request, only without the bytes. Over the wire (client/wire)
// reads come from mirrors that list and watch. A loop cannot tell them apart.
//
// Objects that a Client hands out are shared: nobody changes them, DeepCopy
// first. Objects handed to a write belong to the client afterwards.
package client

import (
	"context"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api"
)

// Client reads and writes objects. Errors are k8s.io/apimachinery's
// apierrors.StatusError, to be told apart by its predicates. The cause of a
// write is taken from the context (package trace).
type Client interface {
	Reader
	Writer
}

// Reader reads the present state as this process knows it: in process that is
// the newest state, over the wire it may lag behind by the time a watch event
// takes. CaughtUp bridges that.
type Reader interface {
	// Get returns one object, or a NotFound error.
	Get(ctx context.Context, r *api.Resource, namespace, name string) (api.Object, error)
	// List returns the objects that opts select, in key order, and the revision
	// they were read at.
	List(ctx context.Context, r *api.Resource, opts ListOptions) ([]api.Object, int64, error)
	// Watch tells handler of every object that opts select: first the present
	// ones as Added, then Synced once, then every change in revision order. It
	// returns at once; telling ends when ctx does. Handler calls come one after
	// another from one goroutine. Nothing is lost: when a watch breaks, the
	// client re-lists and tells the difference.
	Watch(ctx context.Context, r *api.Resource, opts ListOptions, handler func(Event)) error
	// CaughtUp waits until reads and watches of r reflect revision.
	CaughtUp(ctx context.Context, r *api.Resource, revision int64) error
}

// Writer changes objects. Each method returns the object as stored.
type Writer interface {
	Create(ctx context.Context, r *api.Resource, o api.Object, opts CreateOptions) (api.Object, error)
	// Update replaces an object or, with a subresource, what that covers. The
	// resource version in o must be the stored one, or empty for "any".
	Update(ctx context.Context, r *api.Resource, o api.Object, subresource string) (api.Object, error)
	// Patch changes one object; subresource may be empty.
	Patch(ctx context.Context, r *api.Resource, namespace, name string, kind types.PatchType, patch []byte, subresource string) (api.Object, error)
	// Delete removes an object or, where it has finalizers or a grace period,
	// marks it for deletion.
	Delete(ctx context.Context, r *api.Resource, namespace, name string, opts metav1.DeleteOptions) error
	// Act creates a body in an action subresource: binding, eviction, token.
	Act(ctx context.Context, r *api.Resource, namespace, name, subresource string, body api.Object) (api.Object, error)
}

// ListOptions select objects. The zero value selects all of a resource.
type ListOptions struct {
	// Namespace is empty for all.
	Namespace string
	// Labels and Fields are nil for everything.
	Labels labels.Selector
	Fields fields.Selector
	// Controller, when set, selects the objects whose controlling owner has this
	// UID. It is answered from an index.
	Controller types.UID
}

// CreateOptions of a create; the zero value is what most want.
type CreateOptions struct {
	DryRun bool
}

// EventType tells what an Event is about.
type EventType uint8

const (
	// Added: the object exists and was not known before.
	Added EventType = iota
	// Modified: the object changed.
	Modified
	// Deleted: the object is gone (or no longer selected); Object is its last
	// known state.
	Deleted
	// Synced: all objects that existed when the watch began have been told.
	Synced
)

// Event is one change.
type Event struct {
	Type   EventType
	Object api.Object // nil for Synced
	Old    api.Object // the state before, for Modified
	// Revision of the change; for Deleted this is the revision of the deletion.
	Revision int64
}

// Scheme-level access for what loops need beyond their own kinds (the garbage
// collector, namespace deletion): the resources that exist now.
type Resources interface {
	// Resources returns every resource that is stored and can be listed now,
	// custom ones included.
	Resources() []*api.Resource
	// ResourceFor returns the resource of a kind, nil when none is served.
	ResourceFor(gvk schema.GroupVersionKind) *api.Resource
}

// Remote is a group-version that another API server answers for, behind this one.
// Its resources (api.Meta.Remote) are read and written by clients that go the way
// of HTTP, not by those in process.
type Remote struct {
	GroupVersion schema.GroupVersion
	// Resources are what it serves, or did when it last said so. A resource stays
	// the same pointer while what the server says of it does.
	Resources []*api.Resource
	// Stale says that the server could not be asked the last time, or ever.
	Stale bool
}
