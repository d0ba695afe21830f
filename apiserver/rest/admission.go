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
	// Name and Namespace of the object. On create with generateName the name is
	// made before admission, so it is never empty here for a create.
	Name, Namespace string
	// Object is the new object, a private copy that Admit may change and
	// Validate must not; nil for Delete. For actions it is the body.
	Object api.Object
	// Old is the stored object, shared: nobody changes it. nil for Create.
	Old api.Object
	// Options are *metav1.CreateOptions, UpdateOptions, PatchOptions or
	// DeleteOptions; nil for Connect.
	Options runtime.Object
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
