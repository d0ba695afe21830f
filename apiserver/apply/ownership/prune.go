package ownership

import (
	"reflect"

	"sigs.k8s.io/structured-merge-diff/v6/fieldpath"
)

// pruner takes out of an object what a manager applied last, does not apply now, and
// nobody else owns. What stays of a struct or list that loses all it had is null.
type pruner struct {
	walker
}

// prune descends into the fields applied last. owned are those that anybody owns now.
func (x *pruner) prune(root *plan, to reflect.Value, last, owned *fieldpath.Set) error {
	if _, err := x.object(root, to, last, owned); err != nil {
		return err
	}
	return x.err
}

// elements calls f for each element of a set once, with what the set has below it, nil
// for nothing, until one of them fails.
func elements(set *fieldpath.Set, f func(pe fieldpath.PathElement, member bool, below *fieldpath.Set) error) (err error) {
	// The library's iterators cannot be left early.
	set.Members.Iterate(func(pe fieldpath.PathElement) {
		if err == nil {
			below, _ := set.Children.Get(pe)
			err = f(pe, true, below)
		}
	})
	set.Children.Iterate(func(pe fieldpath.PathElement) {
		if err == nil && !set.Members.Has(pe) {
			below, _ := set.Children.Get(pe)
			err = f(pe, false, below)
		}
	})
	return err
}

// below is what a set has below an element: nothing when it has not.
func below(set *fieldpath.Set, pe fieldpath.PathElement) *fieldpath.Set {
	if inside, ok := set.Children.Get(pe); ok {
		return inside
	}
	return &fieldpath.Set{}
}

// object prunes a struct and says whether that has emptied it.
func (x *pruner) object(p *plan, to reflect.Value, last, owned *fieldpath.Set) (emptied bool, err error) {
	had, removed := 0, 0
	for i := range p.fields {
		f := &p.fields[i]
		value, ok := f.of(to)
		if !ok {
			continue
		}
		had++
		if s := sideOf(value); f.plan.form == list && !s.null() && s.value.Len() == 0 {
			return false, ErrUnsure // for the library what has nothing but this is nowhere
		}
	}
	err = elements(last, func(pe fieldpath.PathElement, _ bool, inLast *fieldpath.Set) error {
		if pe.FieldName == nil {
			return ErrUnsure
		}
		f := p.member(*pe.FieldName)
		if f == nil {
			return nil
		}
		value, there := f.of(to)
		if !there {
			return nil
		}
		inside := below(owned, pe)
		if !f.plan.frame && !owned.Members.Has(pe) && inside.Empty() {
			x.goes(pe, f.plan, value)
			value.SetZero()
			removed++
			return nil
		}
		if inLast == nil {
			return nil
		}
		emptied, err := x.inside(pe, f.plan, value, inLast, inside)
		if emptied {
			value.SetZero()
		}
		return err
	})
	return removed > 0 && removed == had, err
}

// goes notes what goes with a value.
func (x *pruner) goes(pe fieldpath.PathElement, p *plan, v reflect.Value) {
	x.descend(pe, p, sideOf(v), side{})
}

// inside prunes what is in a value.
func (x *pruner) inside(pe fieldpath.PathElement, p *plan, v reflect.Value, last, owned *fieldpath.Set) (emptied bool, err error) {
	s := sideOf(v)
	if s.null() {
		return false, nil
	}
	x.path = append(x.path, pe)
	defer x.ascend()
	switch p.form {
	case object:
		return x.object(p, s.value, last, owned)
	case mapping:
		return x.mapping(p, s.value, last, owned)
	case list:
		return x.list(p, s.value, last, owned)
	}
	return false, ErrUnsure
}

func (x *pruner) mapping(p *plan, to reflect.Value, last, owned *fieldpath.Set) (emptied bool, err error) {
	had := to.Len()
	err = elements(last, func(pe fieldpath.PathElement, member bool, inLast *fieldpath.Set) error {
		if pe.FieldName == nil || !member {
			return ErrUnsure // in an entry that was not the manager's own
		}
		key := reflect.ValueOf(*pe.FieldName).Convert(to.Type().Key())
		value := to.MapIndex(key)
		switch {
		case !value.IsValid():
			return nil
		case !owned.Members.Has(pe):
			x.goes(pe, p.elem, value)
			to.SetMapIndex(key, reflect.Value{})
			return nil
		case inLast == nil:
			return nil
		}
		entry := reflect.New(value.Type()).Elem()
		entry.Set(value)
		emptied, err := x.inside(pe, p.elem, entry, inLast, below(owned, pe))
		if emptied {
			return ErrUnsure
		}
		to.SetMapIndex(key, entry)
		return err
	})
	return had > 0 && to.Len() == 0, err
}

func (x *pruner) list(p *plan, to reflect.Value, last, owned *fieldpath.Set) (emptied bool, err error) {
	strange := false
	last.Children.Iterate(func(pe fieldpath.PathElement) { strange = strange || !last.Members.Has(pe) })
	if strange {
		return false, ErrUnsure // in an item that was not the manager's own
	}
	items, err := p.items(to)
	if err != nil {
		return false, err
	}
	kept := reflect.MakeSlice(to.Type(), 0, len(items))
	for i := range items {
		pe := items[i].element
		if last.Members.Has(pe) {
			if !owned.Members.Has(pe) {
				x.goes(pe, p.elem, to.Index(i))
				continue
			}
			if inLast, ok := last.Children.Get(pe); ok {
				emptied, err := x.inside(pe, p.elem, to.Index(i), inLast, below(owned, pe))
				if err != nil {
					return false, err
				}
				if emptied {
					return false, ErrUnsure
				}
			}
		}
		kept = reflect.Append(kept, to.Index(i))
	}
	to.Set(kept)
	return len(items) > 0 && kept.Len() == 0, nil
}
