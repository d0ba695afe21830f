package policy

import (
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// memory is what the mutating policies remember from the first round of a request
// to the second.
type memory struct {
	// last is the object as the policies left it.
	last runtime.Object
	// invoked are the invocations that want to be repeated when somebody changes
	// the object after them; due are those for which that has happened.
	invoked, due map[key]bool
}

// memoryKey is the key of the memory among what plugins keep.
type memoryKey struct{}

// memoryOf returns the memory of a request.
func memoryOf(a *rest.Attributes) *memory {
	if m, ok := a.Rounds.Kept(memoryKey{}).(*memory); ok {
		return m
	}
	m := &memory{invoked: map[key]bool{}, due: map[key]bool{}}
	a.Rounds.Keep(memoryKey{}, m)
	return m
}

// again makes all that want to be repeated due.
func (m *memory) again() {
	for k := range m.invoked {
		m.due[k] = true
	}
	clear(m.invoked)
}
