package patch

import (
	"reflect"
	"strings"

	"github.com/skiff-k8s/skiff/api"
)

// parts splits an object into what a strategic merge patch names at its top
// (metadata, spec, status, data) and what it leaves alone. Most patches name one
// or two of them, and turning the others into maps and back again would cost
// several times what the patch itself does.
type parts struct {
	named []int // fields of the struct
}

// partsOf finds the fields of the object that the patch names. ok is false when
// the patch speaks of the object as a whole, with a directive at its top.
func partsOf(old api.Object, asked map[string]any) (p parts, ok bool) {
	for key := range asked {
		if strings.HasPrefix(key, "$") {
			return parts{}, false
		}
	}
	t := reflect.TypeOf(old).Elem()
	if t.Kind() != reflect.Struct {
		return parts{}, false
	}
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if name == "" {
			continue // the kind, which is inlined and that of every object
		}
		if _, is := asked[name]; is {
			p.named = append(p.named, i)
		}
	}
	return p, true
}

// of returns an object that shares the named parts of old and has no others.
func (p parts) of(old api.Object) api.Object {
	from := reflect.ValueOf(old).Elem()
	to := reflect.New(from.Type())
	for _, i := range p.named {
		to.Elem().Field(i).Set(from.Field(i))
	}
	return to.Interface().(api.Object)
}

// into returns a copy of old with the named parts of o.
func (p parts) into(old, o api.Object) api.Object {
	whole := p.without(old).DeepCopyObject().(api.Object)
	to, from := reflect.ValueOf(whole).Elem(), reflect.ValueOf(o).Elem()
	for _, i := range p.named {
		to.Field(i).Set(from.Field(i))
	}
	return whole
}

// without returns an object that shares what old has beside the named parts.
func (p parts) without(old api.Object) api.Object {
	from := reflect.ValueOf(old).Elem()
	to := reflect.New(from.Type())
	to.Elem().Set(from)
	for _, i := range p.named {
		to.Elem().Field(i).SetZero()
	}
	return to.Interface().(api.Object)
}
