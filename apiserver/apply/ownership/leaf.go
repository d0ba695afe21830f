package ownership

import (
	"encoding/json"
	"reflect"

	kjson "sigs.k8s.io/json"
)

// equal compares a value that is there with one as JSON holds it, without null.
func equal(v reflect.Value, asked any) bool {
	s := sideOf(v)
	if s.null() {
		return false
	}
	switch asked := asked.(type) {
	case string:
		if s.value.Kind() == reflect.String {
			return s.value.String() == asked
		}
	case bool:
		if s.value.Kind() == reflect.Bool {
			return s.value.Bool() == asked
		}
	case int64:
		if s.value.CanInt() {
			return s.value.Int() == asked
		}
	}
	text, err := json.Marshal(v.Interface())
	if err != nil {
		return false
	}
	var held any
	return kjson.UnmarshalCaseSensitivePreserveInts(text, &held) == nil && reflect.DeepEqual(held, asked)
}

// assign replaces a value that is merged as a whole. It is unsure of what the type
// does not hold.
func (p *plan) assign(to reflect.Value, asked any) error {
	v := grow(to)
	switch asked := asked.(type) {
	case string:
		if v.Kind() == reflect.String {
			v.SetString(asked)
			return nil
		}
	case bool:
		if v.Kind() == reflect.Bool {
			v.SetBool(asked)
			return nil
		}
	case int64:
		if v.CanInt() && !v.OverflowInt(asked) {
			v.SetInt(asked)
			return nil
		}
	default:
		if p.keyed || !definite(asked) {
			return ErrUnsure
		}
	}
	text, err := json.Marshal(asked)
	if err != nil {
		return ErrUnsure
	}
	fresh := reflect.New(v.Type())
	if strict, err := kjson.UnmarshalStrict(text, fresh.Interface()); err != nil || len(strict) > 0 {
		return ErrUnsure
	}
	v.Set(fresh.Elem())
	return nil
}

// definite says that nothing in a value is null or a fraction.
func definite(value any) bool {
	switch value := value.(type) {
	case string, bool, int64:
		return true
	case map[string]any:
		for _, v := range value {
			if !definite(v) {
				return false
			}
		}
		return true
	case []any:
		for _, v := range value {
			if !definite(v) {
				return false
			}
		}
		return true
	}
	return false
}
