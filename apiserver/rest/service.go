package rest

import (
	"context"
	"reflect"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	utilrand "k8s.io/apimachinery/pkg/util/rand"
	"k8s.io/apimachinery/pkg/util/uuid"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/cache"
)

// Options put a service together.
type Options struct {
	// Admission decides on writes; nil lets everything pass.
	Admission Admission
	// Allocators take part in the commits of the resources they are named for.
	Allocators map[schema.GroupResource]Allocator
	// Contended says whether a create in the namespace may collide with others over
	// more than its name, because what it costs is kept in an object of its own; nil
	// means that none does.
	Contended func(r *api.Resource, namespace string) bool
	// Applier answers server-side apply; nil means that it is not supported.
	Applier Applier
	// Now and NewUID are the clock and the source of UIDs; nil means the real
	// ones. NameSuffix makes the five letters that end a generated name.
	Now        func() time.Time
	NewUID     func() types.UID
	NameSuffix func() string
}

// Applier merges what a manager applies into an object, and keeps the managed
// fields of objects right.
type Applier interface {
	// Apply returns the object that the patch makes of old, which is nil when
	// there is none yet and is not changed. For a subresource with a form of its
	// own, old and the result are in that form and carry the managed fields of
	// the object itself.
	Apply(ctx context.Context, req *Request, old api.Object, p Patch) (api.Object, error)
	// Track sets the managed fields of o, which another verb made of old (nil on
	// create). They are what the client sent until then. It runs before admission.
	Track(req *Request, old, o api.Object)
}

// Service does what every verb means. It is safe for concurrent use.
type Service struct {
	cache   *cache.Cache
	options Options
	actions map[actionKey]Action
}

// New puts a service together over a cache.
func New(c *cache.Cache, options Options) *Service {
	if options.Admission == nil {
		options.Admission = Nothing{}
	}
	if options.Contended == nil {
		options.Contended = func(*api.Resource, string) bool { return false }
	}
	if options.Now == nil {
		options.Now = time.Now
	}
	if options.NewUID == nil {
		options.NewUID = uuid.NewUUID
	}
	if options.NameSuffix == nil {
		options.NameSuffix = func() string { return utilrand.String(5) }
	}
	return &Service{cache: c, options: options, actions: map[actionKey]Action{}}
}

// Cache returns the cache that the service reads and writes.
func (s *Service) Cache() *cache.Cache { return s.cache }

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

var _ Verbs = (*Service)(nil)

// Patch is the body of a patch request.
type Patch struct {
	Type types.PatchType
	Data []byte
	// Force takes fields over from other managers (server-side apply only).
	Force bool
}

// emptyLike returns a maker of empty objects of o's type.
func emptyLike(o api.Object) func() api.Object {
	t := reflect.TypeOf(o).Elem()
	return func() api.Object { return reflect.New(t).Interface().(api.Object) }
}

// once passes each text on at most once: attempts repeat their warnings.
func once(warn func(string)) func(string) {
	if warn == nil {
		return nil
	}
	told := map[string]bool{}
	return func(text string) {
		if !told[text] {
			told[text] = true
			warn(text)
		}
	}
}
