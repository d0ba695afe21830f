package rest

import (
	"context"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
)

// Operation is what admission is asked about, in the words of AdmissionReview.
type Operation string

const (
	Create  Operation = "CREATE"
	Update  Operation = "UPDATE"
	Delete  Operation = "DELETE"
	Connect Operation = "CONNECT"
)

// Attributes are what admission plugins see of a write.
type Attributes struct {
	*Request
	Operation Operation
	// Kind of Object: the resource's own, or that of a subresource's body
	// (Scale, Binding, Eviction).
	Kind schema.GroupVersionKind
	// Name and Namespace of the object. The name is empty for the deletes of a
	// collection, and in Admit for a create that leaves it to the server.
	Name, Namespace string
	// Object is the new object, a private copy that Admit may change or replace
	// and Validate must not change; nil for Delete and Connect. For actions it is
	// the body.
	Object api.Object
	// Old is the stored object, shared: nobody changes it. nil for Create.
	Old api.Object
	// Connect are the options of a connection (*corev1.PodExecOptions and its
	// like), nil for all other operations. They stand where Object stands
	// elsewhere.
	Connect runtime.Object
	// Options are *metav1.CreateOptions, UpdateOptions, PatchOptions or
	// DeleteOptions; nil for Connect.
	Options runtime.Object
	// Txn takes what is to be committed together with the object, while Validate
	// runs; nil where nothing is committed: dry runs, connections, bodies of
	// actions.
	Txn *Txn
	// Rounds is how plugins that act for somebody outside have the others look
	// again.
	Rounds Rounds
}

// Body is what the request brings: Object, or the options of a connection; nil
// for Delete.
func (a *Attributes) Body() runtime.Object {
	switch {
	case a.Object != nil:
		return a.Object
	case a.Connect != nil:
		return a.Connect
	}
	return nil
}

// Rounds is the state of mutating admission over its rounds, at most two: a
// webhook or policy that changes the object may undo what a plugin before it has
// done, so that all look once more.
type Rounds struct {
	// Changed is set by a plugin that changed the object for somebody outside: it
	// asks for the second round, and has the kind's own rules run over the object
	// again.
	Changed bool
	// Second says that this is the second round.
	Second bool

	kept map[any]any
}

// Kept returns what a plugin has kept under a key of its own, nil for nothing.
func (r *Rounds) Kept(key any) any { return r.kept[key] }

// Keep keeps something of a plugin's for the second round.
func (r *Rounds) Keep(key, value any) {
	if r.kept == nil {
		r.kept = map[any]any{}
	}
	r.kept[key] = value
}

// Admission decides on writes after authorization. Errors reach the client as
// they are when they are API status errors; plugins make them with
// apierrors.NewForbidden and its like.
type Admission interface {
	// Admit may change a.Object or refuse.
	Admit(ctx context.Context, a *Attributes) error
	// Validate may only refuse. It sees the object as it would be stored.
	Validate(ctx context.Context, a *Attributes) error
}

// Allocator takes part in the commits of one resource: it hands out things that
// are unique in the cluster (cluster IPs, node ports) and keeps who has them in
// objects of its own, which change in the same commit.
type Allocator interface {
	// Allocate runs after Admit and before Validate, once per attempt. It may
	// set fields of a.Object (nil on delete: release what a.Old holds) and add
	// further writes to txn. In a dry run nothing is committed. An error refuses
	// the request. done, when not nil, is called exactly once with whether the
	// attempt was committed.
	Allocate(ctx context.Context, a *Attributes, txn *Txn) (done func(committed bool), err error)
}

// Nothing is an Admission that lets everything pass.
type Nothing struct{}

// Admit lets it pass.
func (Nothing) Admit(context.Context, *Attributes) error { return nil }

// Validate lets it pass.
func (Nothing) Validate(context.Context, *Attributes) error { return nil }
