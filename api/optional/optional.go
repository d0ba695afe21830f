// Package optional reads and fills fields that are pointers because they may be
// left out.
package optional

// Default points *p to value where it points nowhere.
func Default[T any](p **T, value T) {
	if *p == nil {
		*p = &value
	}
}

// Value returns what p points to, the zero value when it is nil.
func Value[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}
