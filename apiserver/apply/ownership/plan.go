package ownership

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"sync"

	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// form is how the values of a type are compared.
type form int

const (
	leaf    form = iota // as a whole
	object              // a struct, by its members
	mapping             // a map, by its members
	list                // a list with keys or a set, by its items
	unsure              // only when both sides are the same
)

// plan is how to compare the values of one Go type, pointers taken off.
type plan struct {
	form   form
	fields []member // of an object, in the order of the Go type
	elem   *plan    // of a mapping or list
	keys   []member // by which items of a list are told apart, by name; none in a set
	// frame: nobody owns the object itself, only its members (metadata at the top).
	frame bool
	// keyed: a leaf that holds lists with keys or sets, whose items must differ.
	keyed bool
}

// member is one field of a struct.
type member struct {
	name      string
	index     []int
	omitEmpty bool
	omitZero  bool
	plan      *plan
	// fallback is what the member is when it is left out, for one that items are told
	// apart by; empty when there is no such default.
	fallback string
	// unowned: the server keeps it (some of the metadata at the top).
	unowned bool
}

// plans keeps the plan of each type that was ever written: as many as the program
// has types of objects.
type plans struct {
	mu   sync.Mutex
	made map[reflect.Type]*plan
	root map[reflect.Type]*plan
}

var known plans

// of returns the plan of a kind's type, which differs from that of the same type
// inside another object by what nobody owns.
func (p *plans) of(t reflect.Type) *plan {
	p.mu.Lock()
	defer p.mu.Unlock()
	if made := p.root[t]; made != nil {
		return made
	}
	if p.made == nil {
		p.made, p.root = map[reflect.Type]*plan{}, map[reflect.Type]*plan{}
	}
	made := *p.make(t)
	made.fields = slices.Clone(made.fields)
	made.fields = slices.DeleteFunc(made.fields, func(m member) bool { return m.name == "kind" || m.name == "apiVersion" })
	for i := range made.fields {
		if m := &made.fields[i]; m.name == "metadata" && m.plan.form == object {
			own := *m.plan
			own.fields = slices.Clone(own.fields)
			for j := range own.fields {
				own.fields[j].unowned = slices.Contains(unowned, own.fields[j].name)
			}
			own.frame = true
			m.plan = &own
		}
	}
	p.root[t] = &made
	return &made
}

// unowned are the members of an object's metadata that the server keeps.
var unowned = []string{
	"name", "namespace", "creationTimestamp", "selfLink", "uid", "generation", "managedFields", "resourceVersion",
}

var (
	marshaler = reflect.TypeFor[json.Marshaler]()
	scalars   = []reflect.Type{
		reflect.TypeFor[metav1.Time](), reflect.TypeFor[metav1.MicroTime](), reflect.TypeFor[metav1.Duration](),
		reflect.TypeFor[resource.Quantity](), reflect.TypeFor[intstr.IntOrString](),
	}
)

// make returns the plan of t by the defaults; the caller has the lock.
func (p *plans) make(t reflect.Type) *plan {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if made := p.made[t]; made != nil {
		return made
	}
	made := &plan{}
	p.made[t] = made // before its members: types may hold themselves
	switch {
	case slices.Contains(scalars, t):
	case t.Implements(marshaler) || reflect.PointerTo(t).Implements(marshaler), t.Kind() == reflect.Interface:
		made.form = unsure
	case t.Kind() == reflect.Struct:
		if relations()[definition(t)]["."].how == "atomic" {
			made.keyed = holdsKeyed(t, map[reflect.Type]bool{})
			return made
		}
		made.form = object
		made.fields = p.members(t, nil, relations()[definition(t)])
	case t.Kind() == reflect.Map:
		made.form = mapping
		made.elem = p.make(t.Elem())
	default: // lists are replaced as a whole unless a field says otherwise
		made.keyed = holdsKeyed(t, map[reflect.Type]bool{})
	}
	return made
}

// holdsKeyed says whether values of a type may hold lists with keys or sets.
func holdsKeyed(t reflect.Type, seen map[reflect.Type]bool) bool {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || slices.Contains(scalars, t) || seen[t] {
		return false
	}
	seen[t] = true // types may hold themselves
	for _, r := range relations()[definition(t)] {
		if r.how == "set" || r.how == "map" {
			return true
		}
	}
	for i := range t.NumField() {
		if holdsKeyed(t.Field(i).Type, seen) {
			return true
		}
	}
	return false
}

// members lists the fields of a struct as JSON has them: those of structs inside it
// without a name are its own, also for the table, which is passed on.
func (p *plans) members(t reflect.Type, index []int, of map[string]relation) []member {
	var out []member
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		at := append(slices.Clone(index), i)
		switch {
		case name == "-" || !f.IsExported():
			continue
		case name == "" && f.Anonymous:
			out = append(out, p.members(f.Type, at, of)...)
			continue
		}
		has := func(option string) bool { return slices.Contains(strings.Split(options, ","), option) }
		out = append(out, member{
			name: name, index: at, omitEmpty: has("omitempty"), omitZero: has("omitzero"), plan: p.field(f.Type, of[name]),
		})
	}
	return out
}

// field is the plan of a field of a type, given what the table says of the field.
func (p *plans) field(t reflect.Type, r relation) *plan {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch r.how {
	case "atomic":
		return &plan{keyed: holdsKeyed(t, map[reflect.Type]bool{})}
	case "granular":
		if t.Kind() == reflect.Struct {
			return &plan{form: object, fields: p.members(t, nil, relations()[definition(t)])}
		}
	case "set":
		return &plan{form: list, elem: p.make(t.Elem())}
	case "map":
		made := &plan{form: list, elem: p.make(t.Elem())}
		item := t.Elem()
		for item.Kind() == reflect.Pointer {
			item = item.Elem()
		}
		for _, m := range p.members(item, nil, relations()[definition(item)]) {
			if slices.Contains(r.keys, m.name) {
				if d := relations()[definition(item)][m.name]; d.how == "default" {
					m.fallback = d.keys[0]
				}
				made.keys = append(made.keys, m)
			}
		}
		slices.SortFunc(made.keys, func(a, b member) int { return strings.Compare(a.name, b.name) })
		return made
	}
	return p.make(t)
}

// of returns the member of a struct; ok is false when JSON would leave it out.
func (m *member) of(v reflect.Value) (field reflect.Value, ok bool) {
	field = v.FieldByIndex(m.index)
	if m.omitEmpty && empty(field) || m.omitZero && zero(field) {
		return reflect.Value{}, false
	}
	return field, true
}

// empty is what omitempty means.
func empty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}

// zero is what omitzero means.
func zero(v reflect.Value) bool {
	if z, ok := v.Interface().(interface{ IsZero() bool }); ok && (v.Kind() != reflect.Pointer || !v.IsNil()) {
		return z.IsZero()
	}
	if v.CanAddr() {
		if z, ok := v.Addr().Interface().(interface{ IsZero() bool }); ok {
			return z.IsZero()
		}
	}
	return v.IsZero()
}
