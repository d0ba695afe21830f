package rest

import (
	"context"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/fields"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/cache"
)

// kept is a resource as it is served together with the table that keeps it. For
// an alias the two differ in form.
type kept struct {
	*cache.Table
	served *api.Resource
}

func (s *Service) kept(r *api.Resource) (kept, error) {
	t := s.cache.Table(r)
	if t == nil || r.Ephemeral {
		return kept{}, apierrors.NewNotFound(r.GR(), "")
	}
	return kept{t, r}, nil
}

// show returns an entry in the form that the resource is served in. The error is
// that of a conversion.
func (k kept) show(ctx context.Context, e *cache.Entry) (*cache.Entry, error) {
	alias := k.served.Alias
	if e == nil || alias == nil {
		return e, nil
	}
	if alias.Convert == nil {
		return e.View(k.served, alias.FromStored(e.Object())), nil
	}
	one := []*cache.Entry{e}
	err := k.convert(ctx, one)
	return one[0], err
}

// convert puts entries of a custom kind into the version served, in place and
// with one conversion for all.
func (k kept) convert(ctx context.Context, entries []*cache.Entry) error {
	version := k.served.GVK().GroupVersion().String()
	var at []int
	var others []api.Object
	for i, e := range entries {
		if e.Object().GetObjectKind().GroupVersionKind().GroupVersion().String() != version {
			at, others = append(at, i), append(others, e.Object())
		}
	}
	if len(others) == 0 {
		return nil
	}
	converted, err := k.served.Alias.Convert(ctx, others, version)
	if err != nil {
		return unexplained(err)
	}
	for i, o := range converted {
		entries[at[i]] = entries[at[i]].View(k.served, o)
	}
	return nil
}

// store returns an object in the form that is kept. The error is that of a
// conversion.
func (k kept) store(ctx context.Context, o api.Object) (api.Object, error) {
	alias := k.served.Alias
	switch {
	case alias == nil:
		return o, nil
	case alias.Convert == nil:
		return alias.ToStored(o), nil
	}
	converted, err := alias.Convert(ctx, []api.Object{o}, alias.Stored.GVK().GroupVersion().String())
	if err != nil {
		return nil, unexplained(err)
	}
	return converted[0], nil
}

// lookup returns the entry under a name, in the form served, nil when there is
// none.
func (k kept) lookup(ctx context.Context, namespace, name string) (*cache.Entry, error) {
	return k.show(ctx, k.Get(namespace, name))
}

// selection returns what the table can select by itself, and what is left to be
// checked on the form served: the fields of an alias have names of their own.
func (k kept) selection(namespace string, opts *ListOptions) (cache.Selection, fields.Selector) {
	sel := cache.Selection{Namespace: namespace, Labels: opts.Labels, Fields: opts.Fields}
	if k.served.Alias == nil || opts.Fields == nil || opts.Fields.Empty() || onlyMetadata(opts.Fields) {
		return sel, nil
	}
	sel.Fields = nil
	return sel, opts.Fields
}

// onlyMetadata says that a selector names nothing but what all kinds have.
func onlyMetadata(sel fields.Selector) bool {
	for _, q := range sel.Requirements() {
		if q.Field != "metadata.name" && q.Field != "metadata.namespace" {
			return false
		}
	}
	return true
}

// fieldsMatch checks a field selector on an object of the served form.
func (k kept) fieldsMatch(sel fields.Selector, o api.Object) bool {
	if sel == nil {
		return true
	}
	set := fields.Set{"metadata.name": o.GetName(), "metadata.namespace": o.GetNamespace()}
	if k.served.Fields != nil {
		for name, value := range k.served.Fields(o) {
			set[name] = value
		}
	}
	return sel.Matches(set)
}
