package endpoints

import (
	"slices"
	"strings"
	"testing"

	"google.golang.org/protobuf/encoding/protowire"
	corev1 "k8s.io/api/core/v1"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api/apiextensions"
)

// nested returns a message that has itself as a field, so many times.
func nested(field protowire.Number, levels int) []byte {
	var backwards []byte // the innermost first
	for range levels {
		head := protowire.AppendTag(nil, field, protowire.BytesType)
		head = protowire.AppendVarint(head, uint64(len(backwards)))
		slices.Reverse(head)
		backwards = append(backwards, head...)
	}
	slices.Reverse(backwards)
	return backwards
}

// A definition's schema may contain schemas without end: what is deeper than the
// stack is refused before it is decoded.
func TestNestingIsBounded(t *testing.T) {
	const not = 28 // the field of a schema that holds another
	definition := func(levels int) []byte {
		inner := nested(not, levels)
		for _, field := range []protowire.Number{1, 4, 7, 2} { // openAPIV3Schema of schema of versions of spec
			inner = protowire.AppendBytes(protowire.AppendTag(nil, field, protowire.BytesType), inner)
		}
		u := runtime.Unknown{TypeMeta: runtime.TypeMeta{APIVersion: "apiextensions.k8s.io/v1", Kind: "CustomResourceDefinition"}, Raw: inner}
		body, err := u.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		return append(slices.Clone(protobufMagic), body...)
	}
	r := apiextensions.CustomResourceDefinitions
	for levels, refused := range map[int]bool{100: false, 9000: false, 500_000: true} {
		o := r.New()
		err := decodeProtobuf(definition(levels), r.GVK(), o)
		if refused != (err != nil) {
			t.Errorf("%d levels: %v", levels, err)
		}
		if !refused {
			depth := 0
			for s := o.(*apiextensionsv1.CustomResourceDefinition).Spec.Versions[0].Schema.OpenAPIV3Schema; s.Not != nil; s = s.Not {
				depth++
			}
			if depth != levels {
				t.Errorf("%d levels were sent, %d are there", levels, depth)
			}
		}
		if refused && (!apierrors.IsBadRequest(err) || !strings.Contains(err.Error(), "exceeded max depth")) {
			t.Errorf("%d levels: %v", levels, err)
		}
	}
}

// Large bodies of bytes that look like messages are no deeper than they are.
func TestNestingOfBytes(t *testing.T) {
	for name, data := range map[string][]byte{
		"text":    []byte(strings.Repeat("a text that means nothing. ", 40_000)),
		"zeros":   make([]byte, 1<<20),
		"lengths": slices.Repeat([]byte{0x0a, 0x02, 0x0a, 0x00}, 1<<18),
	} {
		m, err := (&corev1.Secret{Data: map[string][]byte{"k": data}}).Marshal()
		if err != nil {
			t.Fatal(err)
		}
		if err := checkNesting(m); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func BenchmarkCheckNesting(b *testing.B) {
	m := nested(1, 4)
	m = slices.Repeat(m, 1<<20/len(m))
	b.SetBytes(int64(len(m)))
	for b.Loop() {
		if err := checkNesting(m); err != nil {
			b.Fatal(err)
		}
	}
}
