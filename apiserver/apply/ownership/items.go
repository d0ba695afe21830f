package ownership

import (
	"reflect"
	"strconv"

	"sigs.k8s.io/structured-merge-diff/v6/fieldpath"
	"sigs.k8s.io/structured-merge-diff/v6/value"
)

// item is one item of a list: what it is told apart by, as a path element and as text.
type item struct {
	element fieldpath.PathElement
	text    string
	value   side
}

// manyItems is the length from which looking for an item in an index is cheaper than
// going through the list.
const manyItems = 16

func finder(lists ...[]item) func([]item, string) side {
	index := make([]map[string]side, len(lists))
	for n, items := range lists {
		index[n] = make(map[string]side, len(items))
		for i := range items {
			index[n][items[i].text] = items[i].value
		}
	}
	return func(items []item, text string) side {
		for n := range lists {
			if len(lists[n]) == len(items) && (len(items) == 0 || &lists[n][0] == &items[0]) {
				return index[n][text]
			}
		}
		return side{}
	}
}

// items names the items of a list with keys or a set. It is unsure of lists with an
// item twice or without its key.
func (p *plan) items(v reflect.Value) ([]item, error) {
	if !v.IsValid() {
		return nil, nil
	}
	items := make([]item, v.Len())
	for i := range items {
		it := &items[i]
		it.value = sideOf(v.Index(i))
		if it.value.null() {
			return nil, ErrUnsure
		}
		err := it.name(p, func(m *member) (value.Value, string, error) {
			field := it.value
			if m != nil {
				v, ok := m.of(it.value.value)
				if !ok {
					return nil, "", nil
				}
				field = sideOf(v)
			}
			return scalarOf(field.value)
		})
		if err != nil {
			return nil, err
		}
	}
	return items, distinct(items)
}

// name makes the path element of an item of its keys or, in a set, of the item itself,
// for which m is nil. read returns no value for a key that was left out.
func (it *item) name(p *plan, read func(m *member) (scalar value.Value, text string, err error)) error {
	if len(p.keys) == 0 {
		scalar, text, err := read(nil)
		if scalar == nil {
			return ErrUnsure
		}
		it.element.Value, it.text = &scalar, text
		return err
	}
	key := make(value.FieldList, len(p.keys))
	for k := range p.keys {
		m := &p.keys[k]
		scalar, text, err := read(m)
		if err != nil || scalar == nil && m.fallback == "" {
			return ErrUnsure
		}
		if scalar == nil {
			scalar, text = value.NewValueInterface(m.fallback), m.fallback
		}
		key[k] = value.Field{Name: m.name, Value: scalar}
		if k > 0 {
			text = it.text + "\x00" + text
		}
		it.text = text
	}
	it.element.Key = &key
	return nil
}

// distinct is unsure of items that are told apart by nothing.
func distinct(items []item) error {
	if len(items) > manyItems {
		seen := make(map[string]bool, len(items))
		for i := range items {
			seen[items[i].text] = true
		}
		if len(seen) != len(items) {
			return ErrUnsure
		}
		return nil
	}
	for i := range items {
		if position(items[:i], items[i].text) >= 0 {
			return ErrUnsure
		}
	}
	return nil
}

// position is where an item is in a short list, -1 when it is not there.
func position(items []item, text string) int {
	for i := range items {
		if items[i].text == text {
			return i
		}
	}
	return -1
}

// scalarOf returns what may be a key: as a value and as text.
func scalarOf(v reflect.Value) (scalar value.Value, text string, err error) {
	switch v.Kind() {
	case reflect.String:
		return value.NewValueInterface(v.String()), v.String(), nil
	case reflect.Int, reflect.Int32, reflect.Int64:
		return value.NewValueInterface(v.Int()), strconv.FormatInt(v.Int(), 10), nil
	}
	return nil, "", ErrUnsure
}
