package admissionregistration

import (
	"slices"
	"testing"

	"k8s.io/apimachinery/pkg/util/validation/field"
)

func TestValidateServicePath(t *testing.T) {
	for _, test := range []struct {
		path string
		want []string
	}{
		{"", nil},
		{"/", nil},
		{"/a", nil},
		{"/a/b-c/", nil},
		{"//", []string{"segment[0] may not be empty"}},
		{"/a//b", []string{"segment[1] may not be empty"}},
		{"a/b", []string{"must start with a '/'", "segment[0] may not be empty"}},
	} {
		var got []string
		for _, err := range validateServicePath(test.path, field.NewPath("path")) {
			got = append(got, err.Detail)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%q: got %q, want %q", test.path, got, test.want)
		}
	}
}
