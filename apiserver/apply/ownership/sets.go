package ownership

import (
	"bytes"
	"sync"
	"sync/atomic"

	"sigs.k8s.io/structured-merge-diff/v6/fieldpath"
)

const (
	// maxRemembered is how much text of field sets a generation of the memory holds, in
	// bytes; a set takes about ten times its text. Pods of one template, and what one
	// controller applies, have the same sets: reading one costs as much as all else
	// that is done with it.
	maxRemembered = 128 << 10
	// maxRememberedSet is the longest text of a set that is remembered, in bytes.
	maxRememberedSet = 16 << 10
)

// readSet is a set as it was read. Nobody changes it.
type readSet struct {
	*fieldpath.Set
	// fit is the plan of the kind that the set is known to fit.
	fit atomic.Pointer[plan]
}

// memory remembers the sets that were read last, in two generations: when the young
// one is full it becomes the old one, and what was not asked for since is forgotten.
type memory struct {
	mu         sync.Mutex
	young, old map[string]*readSet
	bytes      int // of the young
}

var remembered memory

// read returns the set that a text in the form FieldsV1 holds.
func (m *memory) read(raw []byte) (*readSet, error) {
	m.mu.Lock()
	set := m.young[string(raw)]
	if set == nil {
		if set = m.old[string(raw)]; set != nil {
			m.keep(string(raw), set)
		}
	}
	m.mu.Unlock()
	if set != nil {
		return set, nil
	}
	set = &readSet{Set: &fieldpath.Set{}}
	if err := set.FromJSON(bytes.NewReader(raw)); err != nil {
		return nil, err
	}
	if len(raw) <= maxRememberedSet {
		m.mu.Lock()
		m.keep(string(raw), set)
		m.mu.Unlock()
	}
	return set, nil
}

// keep adds a set to the young; the caller has the lock.
func (m *memory) keep(raw string, set *readSet) {
	if m.bytes += len(raw); m.young == nil || m.bytes > maxRemembered {
		m.old, m.young, m.bytes = m.young, map[string]*readSet{}, len(raw)
	}
	m.young[raw] = set
}

// fits says whether a set is one of fields of a kind, as they are merged today. The
// library converts sets from before a field became atomic; and no manager that the
// server books owns what the server keeps.
func (s *readSet) fits(p *plan) bool {
	if s.fit.Load() == p {
		return true
	}
	if !fits(p, s.Set) {
		return false
	}
	s.fit.Store(p)
	return true
}

func fits(p *plan, set *fieldpath.Set) bool {
	fit := true
	named := func(pe fieldpath.PathElement) *member {
		if p.form != object || pe.FieldName == nil {
			return nil
		}
		return p.member(*pe.FieldName)
	}
	set.Members.Iterate(func(pe fieldpath.PathElement) {
		if f := named(pe); f != nil && f.unowned {
			fit = false
		}
	})
	set.Children.Iterate(func(pe fieldpath.PathElement) {
		next := p.elem
		if f := named(pe); f != nil {
			next = f.plan
		}
		if next == nil {
			return // a field of another time
		}
		inside, _ := set.Children.Get(pe)
		fit = fit && next.form != leaf && next.form != unsure && fits(next, inside)
	})
	return fit
}
