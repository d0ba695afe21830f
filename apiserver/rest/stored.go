package rest

import (
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

// show returns an entry in the form that the resource is served in.
func (k kept) show(e *cache.Entry) *cache.Entry {
	if e == nil || k.served.Alias == nil {
		return e
	}
	return e.View(k.served, k.served.Alias.FromStored(e.Object()))
}

// store returns an object in the form that is kept.
func (k kept) store(o api.Object) api.Object {
	if k.served.Alias == nil {
		return o
	}
	return k.served.Alias.ToStored(o)
}

// lookup returns the entry under a name, in the form served, nil when there is
// none.
func (k kept) lookup(namespace, name string) *cache.Entry {
	return k.show(k.Get(namespace, name))
}

// select returns what the table can select by itself, and what is left to be
// checked on the form served: the fields of an alias have names of their own.
func (k kept) selection(namespace string, opts *ListOptions) (cache.Selection, fields.Selector) {
	sel := cache.Selection{Namespace: namespace, Labels: opts.Labels, Fields: opts.Fields}
	if k.served.Alias == nil || opts.Fields == nil || opts.Fields.Empty() {
		return sel, nil
	}
	sel.Fields = nil
	return sel, opts.Fields
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
