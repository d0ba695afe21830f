package ownership

import (
	"reflect"

	"sigs.k8s.io/structured-merge-diff/v6/value"
)

// origin says which items of two lists an item of the merged one comes from; -1 is none.
type origin struct{ left, right int }

// interleave merges two lists of items into one that has the items of the right in
// their order, and those that only the left has about where they were: before the
// item in both that they precede on the left.
func interleave(left, right []item) []origin {
	onLeft, onRight := places(right, left), places(left, right)
	merged := make([]origin, 0, len(left)+len(right))
	l, r := 0, 0
	next := 0 // the first item of the right from r on that is on the left too
	for l < len(left) || r < len(right) {
		for next < len(right) && (next < r || onLeft[next] < 0) {
			next++
		}
		switch {
		case l < len(left) && onRight[l] < 0:
			merged = append(merged, origin{l, -1})
			l++
			continue
		case l < len(left) && r == len(right):
			l++ // it came with the right
			continue
		case l < len(left) && onRight[l] == r:
			l++
		case l < len(left) && next < len(right) && onRight[l] != next:
			l++ // it came with the right, or will
			continue
		case l < len(left) && next == len(right):
			l++ // it came with the right; the next of the right follows in its place
		}
		merged = append(merged, origin{onLeft[r], r})
		r++
	}
	return merged
}

// places returns where each of some items is in a list, -1 for those that are not.
func places(items, in []item) []int {
	out := make([]int, len(items))
	if len(in) <= manyItems {
		for i := range items {
			out[i] = position(in, items[i].text)
		}
		return out
	}
	index := make(map[string]int, len(in))
	for i := range in {
		index[in[i].text] = i
	}
	for i := range items {
		at, ok := index[items[i].text]
		if !ok {
			at = -1
		}
		out[i] = at
	}
	return out
}

// asked names the items of a list that is applied.
func (p *plan) asked(list []any) ([]item, error) {
	items := make([]item, len(list))
	for i := range list {
		err := items[i].name(p, func(m *member) (value.Value, string, error) {
			if m == nil {
				return scalarIn(list[i])
			}
			fields, _ := list[i].(map[string]any)
			if v, ok := fields[m.name]; ok {
				return scalarIn(v)
			}
			return nil, "", nil
		})
		if err != nil {
			return nil, err
		}
	}
	return items, distinct(items)
}

// scalarIn is scalarOf a value as JSON holds it.
func scalarIn(v any) (value.Value, string, error) {
	if v == nil {
		return nil, "", ErrUnsure
	}
	return scalarOf(reflect.ValueOf(v))
}
