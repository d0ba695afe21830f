package ownership

import (
	"reflect"
	"slices"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/structured-merge-diff/v6/fieldpath"

	"github.com/skiff-k8s/skiff/api"
)

// Application is what a manager applies.
type Application struct {
	// Fields are those that it wants, as JSON holds them, with the kind and version
	// of the object.
	Fields map[string]any
	// Writer is its entry, but for the fields.
	Writer metav1.ManagedFieldsEntry
	// Force takes fields from other managers.
	Force bool
	// Except names members at the top, and Below paths, that nobody owns by writing
	// where this is applied.
	Except []string
	Below  []fieldpath.Path
}

// Apply merges what a manager applies into an object, removes what it applied before
// and nobody wants any longer, and books who owns what: the result is an object of its
// own with the new managed fields. ErrUnsure is returned where the Go types do not tell,
// where entries are of other versions, and where there is something to complain of:
// conflicts, and fields that the kind does not have.
func Apply(live api.Object, a Application) (api.Object, error) {
	root := known.of(reflect.TypeOf(live).Elem())
	owners, err := ownersOf(root, live.GetManagedFields(), a.Writer)
	if err != nil {
		return nil, err
	}
	o := ownerless(live)
	m := merger{set: &fieldpath.Set{}}
	own, err := m.all(root, reflect.ValueOf(o).Elem(), a)
	if err != nil {
		return nil, err
	}
	changes := Changes{Set: m.set, Gone: &fieldpath.Set{}}
	if len(a.Below) > 0 {
		filter := a.filter()
		own, changes.Set = filter.Filter(own), filter.Filter(changes.Set)
	}
	if last := owners.own(); last != nil && !last.Equals(own) && !last.Difference(own).Empty() {
		p := pruner{newWalker()}
		if err := p.prune(root, reflect.ValueOf(o).Elem(), last.Set, owners.union(own)); err != nil {
			return nil, err
		}
		changes.Gone = a.filter().Filter(p.gone.set)
		m.changed = m.changed || !p.gone.set.Empty()
	}
	entries, err := owners.book(changes, own, a, m.changed)
	if err != nil {
		return nil, err
	}
	o.SetManagedFields(entries)
	return o, nil
}

// filter takes out of a set what nobody owns.
func (a *Application) filter() fieldpath.Filter {
	out := fieldpath.NewSet(a.Below...)
	for _, name := range a.Except {
		out.Insert(fieldpath.MakePathOrDie(name))
	}
	return fieldpath.NewExcludeSetFilter(out)
}

// all merges at the top of an object and returns the fields applied.
func (m *merger) all(root *plan, to reflect.Value, a Application) (*fieldpath.Set, error) {
	own := &fieldpath.Set{}
	for name, value := range a.Fields {
		if name == "apiVersion" || name == "kind" {
			continue
		}
		f := root.member(name)
		if f == nil {
			return nil, ErrUnsure
		}
		mine := own
		if slices.Contains(a.Except, name) {
			mine = nil
		}
		_, there := f.of(to)
		pe := fieldpath.PathElement{FieldName: &f.name}
		if err := m.field(pe, f.plan, to.FieldByIndex(f.index), there, value, mine, false); err != nil {
			return nil, err
		}
	}
	return own, nil
}

// ownerless copies an object without its managed fields, which are to be replaced.
func ownerless(o api.Object) api.Object {
	bare := reflect.New(reflect.TypeOf(o).Elem())
	bare.Elem().Set(reflect.ValueOf(o).Elem())
	shallow := bare.Interface().(api.Object)
	shallow.SetManagedFields(nil)
	return shallow.DeepCopyObject().(api.Object)
}

// owners are the entries of an object with their sets.
type owners struct {
	entries []metav1.ManagedFieldsEntry
	sets    []*readSet
	// me is the entry of who applies, -1 when there is none.
	me int
}

func ownersOf(root *plan, entries []metav1.ManagedFieldsEntry, writer metav1.ManagedFieldsEntry) (*owners, error) {
	o := &owners{entries: entries, sets: make([]*readSet, len(entries)), me: -1}
	for i, e := range entries {
		if e.APIVersion != writer.APIVersion || e.FieldsType != fieldsType || e.FieldsV1 == nil {
			return nil, ErrUnsure
		}
		switch e.Operation {
		case metav1.ManagedFieldsOperationApply, metav1.ManagedFieldsOperationUpdate:
		default:
			return nil, ErrUnsure
		}
		for _, other := range entries[:i] {
			if sameOwner(other, e) {
				return nil, ErrUnsure
			}
		}
		if sameOwner(e, writer) {
			o.me = i
		}
		set, err := remembered.read(e.FieldsV1.Raw)
		if err != nil || !set.fits(root) {
			return nil, ErrUnsure
		}
		o.sets[i] = set
	}
	return o, nil
}

// sameOwner compares entries of one version.
func sameOwner(a, b metav1.ManagedFieldsEntry) bool {
	return a.Manager == b.Manager && a.Operation == b.Operation && a.Subresource == b.Subresource
}

func (o *owners) own() *readSet {
	if o.me < 0 {
		return nil
	}
	return o.sets[o.me]
}

// union is all that anybody owns, given what who applies owns now.
func (o *owners) union(own *fieldpath.Set) *fieldpath.Set {
	for i, set := range o.sets {
		if i != o.me {
			own = own.Union(set.Set)
		}
	}
	return own
}

// book returns the entries after the apply. Who changed nothing keeps the time of its
// entry, and has none in a new one.
func (o *owners) book(c Changes, own *fieldpath.Set, a Application, changed bool) ([]metav1.ManagedFieldsEntry, error) {
	out := make([]metav1.ManagedFieldsEntry, 0, len(o.entries)+1)
	for i, e := range o.entries {
		if i == o.me {
			continue
		}
		set := o.sets[i].Set
		taken := set.Intersection(c.Set)
		if !taken.Empty() && !a.Force {
			return nil, ErrUnsure // the library says who is in conflict
		}
		left := set
		if !taken.Empty() {
			left = left.Difference(taken)
		}
		if !c.Gone.Empty() {
			left = left.Difference(c.Gone)
		}
		if left.Empty() {
			continue
		}
		if left != set && !left.Equals(set) {
			if err := write(&e, left); err != nil {
				return nil, err
			}
		}
		out = append(out, e)
	}
	if !own.Empty() {
		e := a.Writer
		e.FieldsType = fieldsType
		if last := o.own(); last != nil && last.Equals(own) {
			e.FieldsV1 = o.entries[o.me].FieldsV1
		} else if err := write(&e, own); err != nil {
			return nil, err
		}
		if !changed {
			e.Time = nil
			if o.me >= 0 {
				e.Time = o.entries[o.me].Time
			}
		}
		out = append(out, e)
	}
	slices.SortStableFunc(out, order)
	if len(out) == 0 {
		return nil, nil
	}
	return out, nil
}
