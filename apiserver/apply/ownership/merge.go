package ownership

import (
	"reflect"

	"sigs.k8s.io/structured-merge-diff/v6/fieldpath"
)

// merger lays what a manager applies, as JSON holds it, over an object: fields that
// are not applied stay, those that are take the value applied. It changes the object
// in place and notes which fields that changed.
type merger struct {
	path fieldpath.Path
	// set are the fields that were changed or are new.
	set *fieldpath.Set
	// changed says that anything differs, be it only the order of a list.
	changed bool
}

// object merges into the members of a struct. had says that the struct was in the
// object before. The fields applied are added to own; nil is for what nobody owns.
func (m *merger) object(p *plan, to reflect.Value, had bool, asked map[string]any, own *fieldpath.Set) error {
	for name, value := range asked {
		f := p.member(name)
		if f == nil {
			return ErrUnsure // the library says what is wrong
		}
		mine := own
		if f.unowned {
			mine = nil
		}
		there := false
		if had {
			_, there = f.of(to)
		}
		pe := fieldpath.PathElement{FieldName: &f.name}
		if err := m.field(pe, f.plan, to.FieldByIndex(f.index), there, value, mine, false); err != nil {
			return err
		}
	}
	return nil
}

// member returns the member of that name.
func (p *plan) member(name string) *member {
	for i := range p.fields {
		if p.fields[i].name == name {
			return &p.fields[i]
		}
	}
	return nil
}

// field merges into one field, map entry or list item, which is there or not. Entries
// and items are owned themselves, fields only by what is in them.
func (m *merger) field(pe fieldpath.PathElement, p *plan, to reflect.Value, there bool, asked any, own *fieldpath.Set, itself bool) error {
	m.path = append(m.path, pe)
	defer func() { m.path = m.path[:len(m.path)-1] }()
	if asked == nil {
		return ErrUnsure // null
	}
	if own != nil && (itself || p.form == leaf) {
		own.Members.Insert(pe)
	}
	if p.form == leaf {
		if there && equal(to, asked) {
			return nil
		}
		m.note(own)
		return p.assign(to, asked)
	}
	had := there && !sideOf(to).null()
	var inside *fieldpath.Set
	if own != nil {
		inside = &fieldpath.Set{}
	}
	var err error
	switch asked := asked.(type) {
	case map[string]any:
		switch {
		case p.form != object && p.form != mapping:
			return ErrUnsure
		case len(asked) == 0:
			if own != nil && !p.frame {
				own.Members.Insert(pe)
			}
			if had {
				return nil // empty or not, it stays what it is
			}
			grow(to)
			m.note(own)
			return nil
		case p.form == object:
			err = m.object(p, grow(to), had, asked, inside)
		default:
			err = m.mapping(p, grow(to), asked, inside)
		}
	case []any:
		if p.form != list || len(asked) == 0 {
			return ErrUnsure
		}
		err = m.list(p, grow(to), had, asked, inside)
	default:
		return ErrUnsure
	}
	if err != nil {
		return err
	}
	if own != nil && !inside.Empty() {
		*own.Children.Descend(pe) = *inside
	}
	if !there && !p.frame {
		m.note(own)
	}
	return nil
}

// note says that what the path leads to has changed.
func (m *merger) note(own *fieldpath.Set) {
	m.changed = true
	if own != nil {
		m.set.Insert(m.path)
	}
}

// grow makes room for a value: behind pointers, and in a map.
func grow(v reflect.Value) reflect.Value {
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		v = v.Elem()
	}
	if v.Kind() == reflect.Map && v.IsNil() {
		v.Set(reflect.MakeMap(v.Type()))
	}
	return v
}

// mapping merges into a map.
func (m *merger) mapping(p *plan, to reflect.Value, asked map[string]any, own *fieldpath.Set) error {
	if to.Type().Key().Kind() != reflect.String {
		return ErrUnsure
	}
	for name, value := range asked {
		key := reflect.ValueOf(name).Convert(to.Type().Key())
		entry := reflect.New(to.Type().Elem()).Elem()
		was := to.MapIndex(key)
		if was.IsValid() {
			entry.Set(was)
		}
		pe := fieldpath.PathElement{FieldName: &name}
		if err := m.field(pe, p.elem, entry, was.IsValid(), value, own, true); err != nil {
			return err
		}
		to.SetMapIndex(key, entry)
	}
	return nil
}

// list merges into a list with keys or a set.
func (m *merger) list(p *plan, to reflect.Value, had bool, asked []any, own *fieldpath.Set) error {
	var left []item
	if had {
		var err error
		if left, err = p.items(to); err != nil {
			return err
		}
	}
	right, err := p.asked(asked)
	if err != nil {
		return err
	}
	merged := reflect.MakeSlice(to.Type(), 0, len(left)+len(right))
	for n, from := range interleave(left, right) {
		entry := reflect.New(to.Type().Elem()).Elem()
		if from.left >= 0 {
			entry.Set(to.Index(from.left))
		}
		if from.right >= 0 {
			if err := m.field(right[from.right].element, p.elem, entry, from.left >= 0, asked[from.right], own, true); err != nil {
				return err
			}
		}
		m.changed = m.changed || n != from.left
		merged = reflect.Append(merged, entry)
	}
	to.Set(merged)
	return nil
}
