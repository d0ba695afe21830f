package rest

import (
	"context"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/cache"
)

// Options put a service together.
type Options struct {
	// Admission decides on writes; nil lets everything pass.
	Admission Admission
	// Allocators take part in the commits of the resources they are named for.
	Allocators map[schema.GroupResource]Allocator
	// Now and NewUID are the clock and the source of UIDs; nil means the real
	// ones. NameSuffix makes the five letters that end a generated name.
	Now        func() time.Time
	NewUID     func() types.UID
	NameSuffix func() string
}

// Service does what every verb means. It is safe for concurrent use.
type Service struct {
	cache   *cache.Cache
	options Options
	actions map[actionKey]Action
}

// Verbs is what the front door and the in-process client ask for; *Service is
// the one implementation. Subresources are named in the request. All methods
// return errors of k8s.io/apimachinery/pkg/api/errors.
type Verbs interface {
	Get(ctx context.Context, req *Request, resourceVersion string) (Result, error)
	List(ctx context.Context, req *Request, opts ListOptions) (List, error)
	Watch(ctx context.Context, req *Request, opts WatchOptions) (Watch, error)
	Create(ctx context.Context, req *Request, o api.Object) (Result, error)
	Update(ctx context.Context, req *Request, body api.Object) (Result, error)
	Patch(ctx context.Context, req *Request, p Patch) (Result, error)
	Delete(ctx context.Context, req *Request, opts *metav1.DeleteOptions) (Result, error)
	DeleteCollection(ctx context.Context, req *Request, opts *metav1.DeleteOptions, sel ListOptions) (List, error)
	Act(ctx context.Context, req *Request, body api.Object) (Result, error)
}

// Patch is the body of a patch request.
type Patch struct {
	Type types.PatchType
	Data []byte
	// Force takes fields over from other managers (server-side apply only).
	Force bool
}
