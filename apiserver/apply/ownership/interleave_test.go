package ownership

import (
	"strings"
	"testing"
)

func TestInterleave(t *testing.T) {
	for _, test := range []struct{ left, right, want string }{
		{"a b c", "b", "a b c"},
		{"a b c", "c a", "b c a"},
		{"a b c", "d", "a b c d"},
		{"a b", "d b", "a d b"},
		{"a b c", "c x b", "a c x b"},
		{"", "b a", "b a"},
		{"b a", "", "b a"},
		{"a b c d", "d b", "a c d b"},
	} {
		named := func(text string) (items []item) {
			for _, name := range strings.Fields(text) {
				items = append(items, item{text: name})
			}
			return items
		}
		left, right := named(test.left), named(test.right)
		var got []string
		for _, from := range interleave(left, right) {
			switch {
			case from.right < 0:
				got = append(got, left[from.left].text)
			case from.left >= 0 && left[from.left].text != right[from.right].text:
				t.Errorf("%q and %q: %v are not one item", test.left, test.right, from)
			default:
				got = append(got, right[from.right].text)
			}
		}
		if all := strings.Join(got, " "); all != test.want {
			t.Errorf("%q and %q: %q, want %q", test.left, test.right, all, test.want)
		}
	}
}
