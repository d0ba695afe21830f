package rest

import (
	"reflect"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api"
)

// track has the managed fields of a write booked.
func (s *Service) track(req *Request, old, o api.Object) {
	if s.options.Applier != nil {
		s.options.Applier.Track(req, old, o)
	}
}

// sameOwners returns the managed fields of old when those of o differ from them
// in nothing but their times, nil otherwise. A write that changes nothing else is
// none: who applies the same again and again makes no new revisions.
func sameOwners(o, old api.Object) []metav1.ManagedFieldsEntry {
	is, was := o.GetManagedFields(), old.GetManagedFields()
	if len(was) == 0 || len(is) != len(was) {
		return nil
	}
	differs := false
	for i := range is {
		a, b := is[i], was[i]
		differs = differs || !a.Time.Equal(b.Time)
		a.Time, b.Time = nil, nil
		if !reflect.DeepEqual(a, b) {
			return nil
		}
	}
	if !differs {
		return nil
	}
	return was
}
