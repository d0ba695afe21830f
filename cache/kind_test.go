package cache

import (
	"bytes"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api"
)

var testMaps = api.Define(api.Meta{Version: "v1", Name: "configmaps", Kind: "ConfigMap", Namespaced: true},
	func() *corev1.ConfigMap { return &corev1.ConfigMap{} }, api.Rules[*corev1.ConfigMap]{})

func TestStoredFormHoldsNoResourceVersion(t *testing.T) {
	k := newKind(testMaps)
	value, body, err := k.encodeStored(&corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: "x"}, Data: map[string]string{"a": "b"}})
	if err != nil || !bytes.HasPrefix(value, magic) || !bytes.HasSuffix(value, body) {
		t.Fatalf("%q, %v", value, err)
	}
	o, err := k.decodeStored(value)
	if err != nil || o.GetName() != "x" || o.GetResourceVersion() != "" {
		t.Errorf("%+v, %v", o, err)
	}
}

// FuzzDecodeStored checks that damaged values are errors, not panics, and that
// what can be read can be written and read again.
func FuzzDecodeStored(f *testing.F) {
	k := newKind(testMaps)
	value, _, err := k.encodeStored(&corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: "x"}, Data: map[string]string{"a": "b"}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(value)
	f.Add(value[:len(value)-3])
	f.Add([]byte("k8s\x00\x12\xff\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, value []byte) {
		o, err := k.decodeStored(value)
		if err != nil {
			return
		}
		again, _, err := k.encodeStored(o)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := k.decodeStored(again); err != nil {
			t.Errorf("what was written again cannot be read: %v", err)
		}
	})
}
