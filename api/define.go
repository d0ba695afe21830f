package api

import (
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/apiserver/pkg/authentication/user"
)

// Rules are the rules of one kind in terms of its own Go type; Define turns them
// into a Resource. old is the zero value of T (nil) on create.
type Rules[T Object] struct {
	NewList       func() runtime.Object
	Default       func(o T)
	Prepare       func(o, old T)
	Stamp         func(o, old T, who user.Info, now metav1.Time)
	Validate      func(o, old T) field.ErrorList
	ValidateName  func(name string, prefix bool) []string
	Warn          func(o, old T) []string
	BeginDelete   func(o T, opts *metav1.DeleteOptions) bool
	Retire        func(o T, now metav1.Time)
	Columns       []metav1.TableColumnDefinition
	Row           func(o T, now time.Time) []any
	RowConditions func(o T) []metav1.TableRowCondition
	RowOrder      func(a, b T) int
	Fields        func(o T) fields.Set
	FieldNames    []string
	Subresources  []Subresource

	Update          UpdatePolicy
	OrphanByDefault bool
	ReturnsDeleted  bool
	AnswersDeleted  bool
	DeleteWarning   string
	AnyFinalizer    bool
	NamedByUID      bool
	UnknownField    func(name string) string
	Complete        func(o T)
	Summarize       func(o, old T) string
	Untraced        bool
	Alias           *Alias
}

// Define makes the descriptor of a kind whose Go type is T, a pointer type made
// by newObject.
func Define[T Object](meta Meta, newObject func() T, rules Rules[T]) *Resource {
	r := &Resource{
		Meta:         meta,
		New:          func() Object { return newObject() },
		NewList:      rules.NewList,
		ValidateName: rules.ValidateName,
		Columns:      rules.Columns,
		FieldNames:   rules.FieldNames,
		Subresources: rules.Subresources,

		Update:          rules.Update,
		OrphanByDefault: rules.OrphanByDefault,
		ReturnsDeleted:  rules.ReturnsDeleted,
		AnswersDeleted:  rules.AnswersDeleted,
		DeleteWarning:   rules.DeleteWarning,
		AnyFinalizer:    rules.AnyFinalizer,
		NamedByUID:      rules.NamedByUID,
		UnknownField:    rules.UnknownField,
		Alias:           rules.Alias,
	}
	r.Untraced = rules.Untraced
	if f := rules.Summarize; f != nil {
		r.Summarize = func(o, old Object) string { return f(o.(T), old.(T)) }
	}
	if f := rules.Complete; f != nil {
		r.Complete = func(o Object) { f(o.(T)) }
	}
	if f := rules.Default; f != nil {
		r.Default = func(o Object) { f(o.(T)) }
	}
	if f := rules.Prepare; f != nil {
		r.Prepare = func(o, old Object) { f(o.(T), orZero[T](old)) }
	}
	if f := rules.Stamp; f != nil {
		r.Stamp = func(o, old Object, who user.Info, now metav1.Time) { f(o.(T), orZero[T](old), who, now) }
	}
	if f := rules.Validate; f != nil {
		r.Validate = func(o, old Object) field.ErrorList { return f(o.(T), orZero[T](old)) }
	}
	if f := rules.Warn; f != nil {
		r.Warn = func(o, old Object) []string { return f(o.(T), orZero[T](old)) }
	}
	if f := rules.BeginDelete; f != nil {
		r.BeginDelete = func(o Object, opts *metav1.DeleteOptions) bool { return f(o.(T), opts) }
	}
	if f := rules.Retire; f != nil {
		r.Retire = func(o Object, now metav1.Time) { f(o.(T), now) }
	}
	if f := rules.Row; f != nil {
		r.Row = func(o Object, now time.Time) []any { return f(o.(T), now) }
	}
	if f := rules.RowConditions; f != nil {
		r.RowConditions = func(o Object) []metav1.TableRowCondition { return f(o.(T)) }
	}
	if f := rules.RowOrder; f != nil {
		r.RowOrder = func(a, b Object) int { return f(a.(T), b.(T)) }
	}
	if f := rules.Fields; f != nil {
		r.Fields = func(o Object) fields.Set { return f(o.(T)) }
	}
	return r
}

func orZero[T Object](o Object) T {
	if o == nil {
		var zero T
		return zero
	}
	return o.(T)
}
