package scheme

import (
	"fmt"
	"net/url"
	"reflect"
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/conversion"
	"k8s.io/apimachinery/pkg/runtime"
)

// addQueries registers how query parameters become the options of connecting
// subresources. The options of meta.k8s.io register themselves.
func addQueries(s *runtime.Scheme) error {
	for _, o := range []any{
		&corev1.PodLogOptions{},
		&corev1.PodExecOptions{},
		&corev1.PodAttachOptions{},
		&corev1.PodPortForwardOptions{},
		&corev1.PodProxyOptions{},
		&corev1.NodeProxyOptions{},
		&corev1.ServiceProxyOptions{},
	} {
		err := s.AddConversionFunc((*url.Values)(nil), o, func(a, b any, _ conversion.Scope) error {
			return readQuery(*a.(*url.Values), b)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// readQuery sets the fields of the struct that into points to from the query
// parameters of their JSON names. A boolean that is named without a value is
// true.
func readQuery(q url.Values, into any) error {
	v := reflect.ValueOf(into).Elem()
	for i := range v.NumField() {
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		if name == "" || name == "-" || !q.Has(name) {
			continue
		}
		if err := readParameter(q[name], v.Field(i)); err != nil {
			return fmt.Errorf("query parameter %q: %w", name, err)
		}
	}
	return nil
}

func readParameter(values []string, f reflect.Value) error {
	text := ""
	if len(values) > 0 {
		text = values[0]
	}
	if t, ok := f.Addr().Interface().(**metav1.Time); ok {
		*t = new(metav1.Time)
		return (*t).UnmarshalQueryParameter(text)
	}
	switch f.Kind() {
	case reflect.Pointer:
		if text == "" {
			return nil
		}
		f.Set(reflect.New(f.Type().Elem()))
		return readParameter(values, f.Elem())
	case reflect.Slice:
		f.Set(reflect.MakeSlice(f.Type(), len(values), len(values)))
		for i := range values {
			if err := readParameter(values[i:i+1], f.Index(i)); err != nil {
				return err
			}
		}
		return nil
	case reflect.String:
		f.SetString(text)
		return nil
	case reflect.Bool:
		switch strings.ToLower(text) {
		case "false", "0":
			f.SetBool(false)
		default:
			f.SetBool(true)
		}
		return nil
	case reflect.Int32, reflect.Int64:
		n, err := strconv.ParseInt(text, 10, f.Type().Bits())
		if err != nil {
			return err
		}
		f.SetInt(n)
		return nil
	}
	return fmt.Errorf("fields of type %s have no query form", f.Type())
}
