// Package badvalue shows values in validation errors the way Kubernetes does.
//
// A Kubernetes API server validates its internal types, which have no JSON
// names, so that a struct in a message is shown with the names of Go fields and
// with nothing left out. Clients and tests compare these messages.
package badvalue

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
)

// Of wraps a value so that an error shows it with Go's field names.
func Of(v any) json.Marshaler { return value{v} }

type value struct{ v any }

// MarshalJSON implements json.Marshaler.
func (v value) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	if err := write(&b, reflect.ValueOf(v.v)); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func write(b *bytes.Buffer, v reflect.Value) error {
	switch v.Kind() {
	case reflect.Invalid:
		b.WriteString("null")
		return nil
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			b.WriteString("null")
			return nil
		}
		return write(b, v.Elem())
	case reflect.Struct:
		// Types of other packages are the same in the internal form.
		if strings.HasPrefix(v.Type().PkgPath(), "k8s.io/api/") {
			return writeStruct(b, v)
		}
	case reflect.Slice:
		if !v.IsNil() && v.Type().Elem().Kind() != reflect.Uint8 {
			return writeSlice(b, v)
		}
	}
	text, err := json.Marshal(v.Interface())
	if err != nil {
		return err
	}
	b.Write(text)
	return nil
}

func writeStruct(b *bytes.Buffer, v reflect.Value) error {
	b.WriteByte('{')
	first := true
	err := writeFields(b, v, &first)
	b.WriteByte('}')
	return err
}

func writeFields(b *bytes.Buffer, v reflect.Value, first *bool) error {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if f.Anonymous && f.Type.Kind() == reflect.Struct {
			if err := writeFields(b, v.Field(i), first); err != nil {
				return err
			}
			continue
		}
		if !*first {
			b.WriteByte(',')
		}
		*first = false
		b.WriteString(`"` + f.Name + `":`)
		if err := write(b, v.Field(i)); err != nil {
			return err
		}
	}
	return nil
}

func writeSlice(b *bytes.Buffer, v reflect.Value) error {
	b.WriteByte('[')
	for i := range v.Len() {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := write(b, v.Index(i)); err != nil {
			return err
		}
	}
	b.WriteByte(']')
	return nil
}
