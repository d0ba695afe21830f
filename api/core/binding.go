package core

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api"
)

// Bindings assign a pod to a node. They are acted upon and not stored; the path
// pods/NAME/binding is the usual way.
var Bindings = api.Define(api.Meta{
	Version: "v1", Name: "bindings", Singular: "binding", Kind: "Binding",
	Namespaced: true, Verbs: []string{"create"}, Ephemeral: true,
}, func() *corev1.Binding { return &corev1.Binding{} }, api.Rules[*corev1.Binding]{
	Validate: func(b, _ *corev1.Binding) field.ErrorList { return ValidateBinding(b) },
})

// ValidateBinding checks the target of a binding.
func ValidateBinding(b *corev1.Binding) field.ErrorList {
	var errs field.ErrorList
	target := field.NewPath("target")
	if b.Target.Kind != "" && b.Target.Kind != "Node" {
		errs = append(errs, field.NotSupported(target.Child("kind"), b.Target.Kind, []string{"Node", "<empty>"}))
	}
	if b.Target.Name == "" {
		errs = append(errs, field.Required(target.Child("name"), ""))
	}
	return errs
}
