package apiserver

import (
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/selection"
)

// fieldsOf puts a selector together from its requirements.
func fieldsOf(list fields.Requirements) fields.Selector {
	terms := make([]fields.Selector, 0, len(list))
	for _, q := range list {
		if q.Operator == selection.NotEquals {
			terms = append(terms, fields.OneTermNotEqualSelector(q.Field, q.Value))
		} else {
			terms = append(terms, fields.OneTermEqualSelector(q.Field, q.Value))
		}
	}
	return fields.AndSelectors(terms...)
}
