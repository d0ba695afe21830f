// Package lookuptest gives tests of the front door a fixed state to look at.
package lookuptest

import (
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
)

// Fixed is a lookup.Objects whose content a test puts together. It knows the
// field spec.nodeName of pods.
type Fixed map[schema.GroupResource][]api.Object

// With returns the state with objects added to a resource.
func (f Fixed) With(gr schema.GroupResource, objects ...api.Object) Fixed {
	f[gr] = append(f[gr], objects...)
	slices.SortFunc(f[gr], func(a, b api.Object) int {
		return strings.Compare(a.GetNamespace()+"/"+a.GetName(), b.GetNamespace()+"/"+b.GetName())
	})
	return f
}

// Get implements lookup.Objects.
func (f Fixed) Get(gr schema.GroupResource, namespace, name string) api.Object {
	for _, o := range f[gr] {
		if o.GetNamespace() == namespace && o.GetName() == name {
			return o
		}
	}
	return nil
}

// Each implements lookup.Objects.
func (f Fixed) Each(gr schema.GroupResource, namespace string, yield func(api.Object) bool) {
	for _, o := range f[gr] {
		if (namespace == "" || o.GetNamespace() == namespace) && !yield(o) {
			return
		}
	}
}

// EachByField implements lookup.Objects.
func (f Fixed) EachByField(gr schema.GroupResource, field, value string, yield func(api.Object) bool) {
	for _, o := range f[gr] {
		if pod, ok := o.(*corev1.Pod); ok && field == "spec.nodeName" && pod.Spec.NodeName == value && !yield(o) {
			return
		}
	}
}
