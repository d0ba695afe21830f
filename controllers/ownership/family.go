package ownership

import (
	"context"
	"slices"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/reconcile"
)

// Family follows the objects of one kind that the controllers of another kind
// own or may adopt. It is safe for concurrent use.
type Family[Owner, Owned api.Object] struct {
	claimer  Claimer
	orphans  Orphans
	selector func(Owner) *metav1.LabelSelector
	accepts  func(Owner, api.Object) bool
	matters  func(client.Event) bool
}

// NewFamily makes a family of owners (a resource of type Owner) and what they
// own. selector returns by what an owner adopts; nil or empty adopts nothing.
func NewFamily[Owner, Owned api.Object](c client.Client, owners, owned *api.Resource, selector func(Owner) *metav1.LabelSelector) *Family[Owner, Owned] {
	return &Family[Owner, Owned]{claimer: Claimer{Client: c, Owners: owners, Owned: owned}, selector: selector}
}

// WithFinalizer makes adopted objects get a finalizer, and released ones lose it.
func (f *Family[Owner, Owned]) WithFinalizer(finalizer string) *Family[Owner, Owned] {
	f.claimer.Finalizer = finalizer
	return f
}

// Accepting makes owners adopt only what accepts says, of what they select.
func (f *Family[Owner, Owned]) Accepting(accepts func(Owner, api.Object) bool) *Family[Owner, Owned] {
	f.accepts = accepts
	return f
}

// WokenBy makes owners sleep through events of which matters says no.
func (f *Family[Owner, Owned]) WokenBy(matters func(client.Event) bool) *Family[Owner, Owned] {
	f.matters = matters
	return f
}

// Orphans returns the objects of a namespace that no controller owns.
func (f *Family[Owner, Owned]) Orphans(namespace string) []api.Object { return f.orphans.In(namespace) }

// Observe takes in an event of an owned object that wakes nobody. Every event
// must come by here or by Keys.
func (f *Family[Owner, Owned]) Observe(e client.Event) { f.orphans.Observe(e) }

// Keys takes an event of an owned object in and returns the owners that it
// wakes: its controller and, of an orphan, those whose selector matches it.
func (f *Family[Owner, Owned]) Keys(e client.Event) []reconcile.Request {
	f.Observe(e)
	if f.matters != nil && !f.matters(e) {
		return nil
	}
	return Keys(f.claimer.Owners, e, f.matching)
}

func (f *Family[Owner, Owned]) matching(o api.Object) []reconcile.Request {
	if len(o.GetLabels()) == 0 {
		return nil
	}
	owners, err := client.List[Owner](context.Background(), f.claimer.Client, f.claimer.Owners, client.ListOptions{Namespace: o.GetNamespace()})
	if err != nil {
		return nil // an owner that comes up later looks for orphans itself
	}
	var keys []reconcile.Request
	for _, owner := range owners {
		if s := f.Selector(owner); s != nil && s.Matches(labels.Set(o.GetLabels())) {
			keys = append(keys, reconcile.Key(owner.GetNamespace(), owner.GetName()))
		}
	}
	return keys
}

// Selector returns the owner's selector, nil when it has none that selects
// anything in particular.
func (f *Family[Owner, Owned]) Selector(owner Owner) labels.Selector {
	s, err := metav1.LabelSelectorAsSelector(f.selector(owner))
	if err != nil || s.Empty() {
		return nil // validation refuses broken selectors
	}
	return s
}

// Of returns what the owner owns, after adopting the orphans that its selector
// matches and releasing what it matches no more. fresh says that the owner is
// new, so that orphans from before it must be searched for.
func (f *Family[Owner, Owned]) Of(ctx context.Context, owner Owner, fresh bool) ([]Owned, error) {
	selector := f.Selector(owner)
	if selector == nil {
		return nil, nil
	}
	orphans := f.orphans.In(owner.GetNamespace())
	if fresh {
		var err error
		if orphans, err = f.claimer.Search(ctx, owner, selector); err != nil {
			return nil, err
		}
	}
	if f.accepts != nil {
		orphans = slices.DeleteFunc(orphans, func(o api.Object) bool { return !f.accepts(owner, o) })
	}
	own, err := f.claimer.Own(ctx, owner, selector, orphans)
	if err != nil {
		return nil, err
	}
	out := make([]Owned, len(own))
	for i, o := range own {
		out[i] = o.(Owned)
	}
	return out, nil
}
