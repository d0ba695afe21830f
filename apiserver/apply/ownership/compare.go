package ownership

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"

	"sigs.k8s.io/structured-merge-diff/v6/fieldpath"

	"github.com/skiff-k8s/skiff/api"
)

// ErrUnsure says that two states cannot be compared by their Go types alone: a list
// has an item twice or without its key, or a value of any shape has changed.
var ErrUnsure = errors.New("the Go types do not tell what changed")

// Changes are the fields that differ between two states of an object.
type Changes struct {
	// Set was set to another value, or is new; Gone was there and is not.
	Set, Gone *fieldpath.Set
}

// Compare returns what differs between two states of an object of the same Go type,
// but for the members at the top that are named in except, and for what the server
// keeps in the metadata. For a new object old is an empty one.
func Compare(old, o api.Object, except ...string) (Changes, error) {
	w := newWalker()
	l, r := reflect.ValueOf(old).Elem(), reflect.ValueOf(o).Elem()
	root := known.of(r.Type())
	for i := range root.fields {
		m := &root.fields[i]
		skip := false
		for _, name := range except {
			skip = skip || name == m.name
		}
		if !skip {
			w.member(m, l, r)
		}
	}
	return Changes{Set: w.set.set, Gone: w.gone.set}, w.err
}

// walker descends into two values at once.
type walker struct {
	path      fieldpath.Path
	set, gone gatherer
	err       error
}

func newWalker() walker {
	return walker{set: gatherer{set: &fieldpath.Set{}}, gone: gatherer{set: &fieldpath.Set{}}}
}

// side is one of the two values; the zero side is absent, one without a value is null.
type side struct {
	there bool
	value reflect.Value
}

func sideOf(v reflect.Value) side {
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return side{there: true}
		}
		v = v.Elem()
	}
	if k := v.Kind(); (k == reflect.Map || k == reflect.Slice) && v.IsNil() {
		return side{there: true}
	}
	return side{there: true, value: v}
}

func (s side) null() bool { return !s.value.IsValid() }

func (w *walker) member(m *member, l, r reflect.Value) {
	var ls, rs side
	if l.IsValid() {
		if v, ok := m.of(l); ok {
			ls = sideOf(v)
		}
	}
	if r.IsValid() {
		if v, ok := m.of(r); ok {
			rs = sideOf(v)
		}
	}
	if ls.there || rs.there {
		w.descend(fieldpath.PathElement{FieldName: &m.name}, m.plan, ls, rs)
	}
}

func (w *walker) descend(pe fieldpath.PathElement, p *plan, l, r side) {
	w.path = append(w.path, pe)
	w.compare(p, l, r)
	w.ascend()
}

// ascend goes back up from an element.
func (w *walker) ascend() {
	w.path = w.path[:len(w.path)-1]
	w.set.leave(len(w.path))
	w.gone.leave(len(w.path))
}

func (w *walker) compare(p *plan, l, r side) {
	switch p.form {
	case leaf:
		w.leaf(l, r)
		return
	case unsure:
		if !l.there || !r.there || !same(l, r) {
			w.err = ErrUnsure
		}
		return
	}
	// That something is empty, or null, is a value.
	if p.void(l) && p.void(r) {
		if !p.frame {
			w.leaf(l, r)
		}
		return
	}
	switch p.form {
	case object:
		for i := range p.fields {
			if !p.fields[i].unowned {
				w.member(&p.fields[i], l.value, r.value)
			}
		}
	case mapping:
		w.mapping(p, l.value, r.value)
	case list:
		w.list(p, l.value, r.value)
	}
	if p.frame {
		return
	}
	if !l.there {
		w.set.insert(w.path)
	} else if !r.there {
		w.gone.insert(w.path)
	}
}

// void says whether a side holds nothing: it is absent, null or empty.
func (p *plan) void(s side) bool {
	if s.null() {
		return true
	}
	if p.form != object {
		return s.value.Len() == 0
	}
	for i := range p.fields {
		if _, ok := p.fields[i].of(s.value); ok {
			return false
		}
	}
	return true
}

func (w *walker) leaf(l, r side) {
	switch {
	case !r.there:
		w.gone.insert(w.path)
	case !l.there || !same(l, r):
		w.set.insert(w.path)
	}
}

// same compares two values that are there as their JSON would.
func same(l, r side) bool {
	if l.null() || r.null() {
		return l.null() && r.null()
	}
	switch a, b := l.value, r.value; a.Kind() {
	case reflect.String:
		return a.String() == b.String()
	case reflect.Bool:
		return a.Bool() == b.Bool()
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return a.Int() == b.Int()
	}
	a, b := l.value.Interface(), r.value.Interface()
	if reflect.DeepEqual(a, b) {
		return true
	}
	left, err := json.Marshal(a)
	if err != nil {
		return false
	}
	right, err := json.Marshal(b)
	return err == nil && bytes.Equal(left, right)
}

func (w *walker) mapping(p *plan, l, r reflect.Value) {
	at := func(m, key reflect.Value) side {
		if !m.IsValid() {
			return side{}
		}
		if v := m.MapIndex(key); v.IsValid() {
			return sideOf(v)
		}
		return side{}
	}
	visit := func(key reflect.Value, ls, rs side) {
		name := key.String()
		w.descend(fieldpath.PathElement{FieldName: &name}, p.elem, ls, rs)
	}
	if r.IsValid() {
		for it := r.MapRange(); it.Next(); {
			visit(it.Key(), at(l, it.Key()), sideOf(it.Value()))
		}
	}
	if l.IsValid() {
		for it := l.MapRange(); it.Next(); {
			if rs := at(r, it.Key()); !rs.there {
				visit(it.Key(), sideOf(it.Value()), side{})
			}
		}
	}
}

func (w *walker) list(p *plan, l, r reflect.Value) {
	left, err := p.items(l)
	if err != nil {
		w.err = err
		return
	}
	right, err := p.items(r)
	if err != nil {
		w.err = err
		return
	}
	find := func(items []item, text string) side {
		for i := range items {
			if items[i].text == text {
				return items[i].value
			}
		}
		return side{}
	}
	if len(left) > manyItems || len(right) > manyItems {
		find = finder(left, right)
	}
	for i := range right {
		w.descend(right[i].element, p.elem, find(left, right[i].text), right[i].value)
	}
	for i := range left {
		if rs := find(right, left[i].text); !rs.there {
			w.descend(left[i].element, p.elem, left[i].value, side{})
		}
	}
}
