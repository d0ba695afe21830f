package quota

import (
	"maps"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

// Names returns the names in a list, sorted.
func Names(list corev1.ResourceList) []corev1.ResourceName {
	return slices.Sorted(maps.Keys(list))
}

// Add returns a + b, with all that either has.
func Add(a, b corev1.ResourceList) corev1.ResourceList {
	out := a.DeepCopy()
	if out == nil {
		out = corev1.ResourceList{}
	}
	for name, value := range b {
		if have, ok := out[name]; ok {
			have.Add(value)
			out[name] = have
		} else {
			out[name] = value.DeepCopy()
		}
	}
	return out
}

// Growth returns what a has more than b, and nothing where it has less.
func Growth(a, b corev1.ResourceList) corev1.ResourceList {
	out := corev1.ResourceList{}
	for name, value := range a {
		more := value.DeepCopy()
		more.Sub(b[name])
		if more.Sign() > 0 {
			out[name] = more
		}
	}
	return out
}

// Mask returns what of a list has one of the names.
func Mask(list corev1.ResourceList, names []corev1.ResourceName) corev1.ResourceList {
	out := corev1.ResourceList{}
	for _, name := range names {
		if value, ok := list[name]; ok {
			out[name] = value.DeepCopy()
		}
	}
	return out
}

// Equal says whether two lists have the same names and amounts.
func Equal(a, b corev1.ResourceList) bool {
	return maps.EqualFunc(a, b, func(x, y resource.Quantity) bool { return x.Cmp(y) == 0 })
}

// Exceeding returns the names of which a list has more than the limits allow,
// sorted.
func Exceeding(list, limits corev1.ResourceList) []corev1.ResourceName {
	var out []corev1.ResourceName
	for _, name := range Names(list) {
		value := list[name]
		if limit, ok := limits[name]; ok && value.Cmp(limit) > 0 {
			out = append(out, name)
		}
	}
	return out
}

// Negative returns the names of which there is less than nothing, sorted.
func Negative(list corev1.ResourceList) []corev1.ResourceName {
	var out []corev1.ResourceName
	for _, name := range Names(list) {
		if value := list[name]; value.Sign() < 0 {
			out = append(out, name)
		}
	}
	return out
}

// Text shows a list to people: "cpu=1,pods=2".
func Text(list corev1.ResourceList) string {
	var parts []string
	for _, name := range Names(list) {
		value := list[name]
		parts = append(parts, string(name)+"="+value.String())
	}
	return strings.Join(parts, ",")
}

// Join shows names to people.
func Join(names []corev1.ResourceName) string {
	parts := make([]string, len(names))
	for i, name := range names {
		parts[i] = string(name)
	}
	slices.Sort(parts)
	return strings.Join(parts, ",")
}
