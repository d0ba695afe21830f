package cache

import (
	"hash/maphash"
	"slices"
	"sync"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Objects made alike have managed fields alike: each pod of a Deployment says the
// same about who owns which field, in up to half of its bytes. They share them.

const (
	// internSlots bounds how many sets of fields are remembered; a set that comes
	// to the place of another takes it.
	internSlots = 1024
	// maxInterned is the size in bytes above which a set is not worth remembering.
	maxInterned = 8 << 10
)

// fieldSets remembers sets of fields by their bytes.
type fieldSets struct {
	seed maphash.Seed
	mu   sync.Mutex
	sets [internSlots]*metav1.FieldsV1
}

func newFieldSets() *fieldSets { return &fieldSets{seed: maphash.MakeSeed()} }

// share puts remembered sets of fields in the place of the object's own, before
// anybody else sees the entry.
func (s *fieldSets) share(e *Entry) {
	if e.kind.custom {
		return // what it has is made anew at each look
	}
	entries := e.object.GetManagedFields()
	if len(entries) == 0 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	own := false // the list may be that of the state before, which others read
	for i := range entries {
		f := entries[i].FieldsV1
		if f == nil {
			continue
		}
		remembered := s.of(f)
		if remembered == f {
			continue
		}
		if !own {
			entries, own = slices.Clone(entries), true
			e.object.SetManagedFields(entries)
		}
		entries[i].FieldsV1 = remembered
	}
}

func (s *fieldSets) of(f *metav1.FieldsV1) *metav1.FieldsV1 {
	raw := f.GetRawBytes()
	if len(raw) > maxInterned {
		return f
	}
	slot := &s.sets[maphash.Bytes(s.seed, raw)%internSlots]
	if *slot == nil || !f.Equal(**slot) {
		*slot = f
	}
	return *slot
}
