package matching

import (
	"context"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// World is what subjects are looked at with.
type World struct {
	Objects lookup.Objects
	// Resources returns all that is served: other versions of a resource are found
	// there.
	Resources func() []*api.Resource
}

// Subject is a request as webhooks and policies see it. It is made once for a
// request and not safe for concurrent use; the versions it gives out are.
type Subject struct {
	*rest.Attributes
	// Namespace is that of the request; a namespace itself is in the namespace of
	// its own name.
	Namespace string

	world    *World
	same     []*api.Resource
	sameDone bool
	versions map[*api.Resource]*Version
}

// Version is a subject in one version of its resource.
type Version struct {
	// Resource and Kind of the version.
	Resource *api.Resource
	Kind     schema.GroupVersionKind
	// Object and Old are in that version, nil where the request has none; nobody
	// changes them.
	Object, Old api.Object
	// Body is Object or, of a connection, its options.
	Body runtime.Object
}

// NewSubject makes the subject of a request.
func (w *World) NewSubject(a *rest.Attributes) *Subject {
	s := &Subject{Attributes: a, Namespace: a.Namespace, world: w}
	if a.Resource.GR() == lookup.Namespaces {
		s.Namespace = a.Name
	}
	return s
}

// equivalents are the other versions of the resource.
func (s *Subject) equivalents() []*api.Resource {
	if !s.sameDone {
		s.sameDone = true
		own := Stored(s.Resource)
		for _, r := range s.world.Resources() {
			if r != s.Resource && Stored(r).GR() == own.GR() && !r.Ephemeral {
				s.same = append(s.same, r)
			}
		}
	}
	return s.same
}

// Stored returns the descriptor under which objects of a resource are kept.
func Stored(r *api.Resource) *api.Resource {
	if r.Alias != nil && r.Alias.Stored != nil {
		return r.Alias.Stored
	}
	return r
}

// Version returns the subject in a version that Criteria.Match has found. It is
// made once.
func (s *Subject) Version(ctx context.Context, r *api.Resource) (*Version, error) {
	if v, ok := s.versions[r]; ok {
		return v, nil
	}
	v := &Version{Resource: r, Kind: s.Kind}
	if s.Kind == s.Resource.GVK() {
		v.Kind = r.GVK()
	}
	var err error
	if v.Object, err = s.convert(ctx, s.Object, s.Resource, r); err != nil {
		return nil, err
	}
	if v.Old, err = s.convert(ctx, s.Old, s.Resource, r); err != nil {
		return nil, err
	}
	v.Body = s.Connect
	if v.Object != nil {
		v.Body = v.Object
	}
	if s.versions == nil {
		s.versions = map[*api.Resource]*Version{}
	}
	s.versions[r] = v
	return v, nil
}

// Replace makes o, which is in version r, the object of the request. It belongs to
// the subject afterwards.
func (s *Subject) Replace(ctx context.Context, r *api.Resource, o api.Object) error {
	own, err := s.convert(ctx, o, r, s.Resource)
	if err != nil {
		return err
	}
	s.Object, s.versions = own, nil
	return nil
}

// convert returns an object of one version of a resource in another. A body of
// another kind is the same in all.
func (s *Subject) convert(ctx context.Context, o api.Object, from, to *api.Resource) (api.Object, error) {
	if o == nil || from == to || s.Kind != s.Resource.GVK() {
		return o, nil
	}
	return Convert(ctx, o, from, to)
}

// Convert returns an object of one version of a resource in another. The result
// may share parts with o.
func Convert(ctx context.Context, o api.Object, from, to *api.Resource) (api.Object, error) {
	if from == to {
		return o, nil
	}
	if to.Alias != nil && to.Alias.Convert != nil {
		converted, err := to.Alias.Convert(ctx, []api.Object{o}, to.GVK().GroupVersion().String())
		if err != nil {
			return nil, err
		}
		return converted[0], nil
	}
	if from.Alias != nil {
		o = from.Alias.ToStored(o)
	}
	if to.Alias != nil {
		o = to.Alias.FromStored(o)
	}
	return o, nil
}
