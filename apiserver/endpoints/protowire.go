package endpoints

import (
	"errors"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// errBroken says that a response broke off after its header was sent: there is
// nothing more to answer.
var errBroken = errors.New("the response broke off")

// typeMetaField is field 1 of the envelope.
func typeMetaField(gvk schema.GroupVersionKind) []byte {
	var t runtime.TypeMeta
	t.APIVersion, t.Kind = gvk.ToAPIVersionAndKind()
	raw, _ := t.Marshal() // two strings cannot fail
	return appendLengthField(nil, 0x0a, raw)
}

func appendLengthField(dst []byte, tag byte, data []byte) []byte {
	dst = append(dst, tag)
	dst = appendVarint(dst, len(data))
	return append(dst, data...)
}

func appendVarint(dst []byte, n int) []byte {
	for n >= 0x80 {
		dst = append(dst, byte(n)|0x80)
		n >>= 7
	}
	return append(dst, byte(n))
}
