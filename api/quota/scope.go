package quota

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/selection"
)

// operators of scopes, as those of label selectors.
var operators = map[corev1.ScopeSelectorOperator]selection.Operator{
	corev1.ScopeSelectorOpIn:           selection.In,
	corev1.ScopeSelectorOpNotIn:        selection.NotIn,
	corev1.ScopeSelectorOpExists:       selection.Exists,
	corev1.ScopeSelectorOpDoesNotExist: selection.DoesNotExist,
}

// selects says whether a requirement about the name of a class holds for an
// object that names those classes. One that no validation lets pass does not.
func selects(s corev1.ScopedResourceSelectorRequirement, classes ...string) bool {
	op, ok := operators[s.Operator]
	if !ok {
		return false
	}
	r, err := labels.NewRequirement(string(s.ScopeName), op, s.Values)
	if err != nil {
		return false
	}
	named := false
	for _, class := range classes {
		if class == "" {
			continue
		}
		named = true
		if r.Matches(labels.Set{string(s.ScopeName): class}) {
			return true
		}
	}
	return !named && r.Matches(labels.Set{})
}
