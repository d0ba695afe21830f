package cache

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"sync"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"

	kjson "sigs.k8s.io/json"

	"github.com/skiff-k8s/skiff/api"
)

// kind is a descriptor with what its encodings need, made once.
type kind struct {
	resource *api.Resource
	// custom objects are unstructured: JSON on disk and on the wire, with their
	// kind inside.
	custom bool
	// hasNode says that objects are indexed by fieldIndexed.
	hasNode bool
	// jsonHead is `{"kind":"Pod","apiVersion":"v1",`, which turns a list item
	// into an object of its own.
	jsonHead []byte
	// typeMeta is the first field of the protobuf envelope.
	typeMeta []byte
	// views are the kinds that entries of this one were shown as.
	views sync.Map // of *api.Resource to *kind
}

// as returns the kind of a view.
func (k *kind) as(r *api.Resource) *kind {
	if v, ok := k.views.Load(r); ok {
		return v.(*kind)
	}
	v, _ := k.views.LoadOrStore(r, newKind(r))
	return v.(*kind)
}

func newKind(r *api.Resource) *kind {
	k := &kind{resource: r, hasNode: slices.Contains(r.FieldNames, fieldIndexed)}
	if _, ok := r.New().(runtime.Unstructured); ok {
		k.custom = true
		return k
	}
	version, name := r.GVK().ToAPIVersionAndKind()
	k.jsonHead = fmt.Appendf(nil, `{"kind":%q,"apiVersion":%q,`, name, version)
	meta := appendField(nil, 0x0a, []byte(version))
	meta = appendField(meta, 0x12, []byte(name))
	k.typeMeta = appendField(nil, 0x0a, meta)
	return k
}

// protobuf is what the generated types of k8s.io/api can do.
type protobuf interface {
	Size() int
	MarshalToSizedBuffer([]byte) (int, error)
	Unmarshal([]byte) error
}

// magic begins every protobuf body of Kubernetes; a runtime.Unknown message with
// the kind and the object follows.
var magic = []byte("k8s\x00")

// encodeStored returns the form that goes to the store and the part of it that
// is the object alone. The object must have no resource version.
func (k *kind) encodeStored(o api.Object) (value, body []byte, err error) {
	if k.custom {
		value, err = json.Marshal(o)
		return value, value, err
	}
	p, ok := o.(protobuf)
	if !ok {
		return nil, nil, fmt.Errorf("cache: %T has no protobuf form", o)
	}
	size := p.Size()
	buf := make([]byte, 0, len(magic)+len(k.typeMeta)+1+varintSize(size)+size)
	buf = append(buf, magic...)
	buf = append(buf, k.typeMeta...)
	buf = append(buf, 0x12)
	buf = appendVarint(buf, size)
	start := len(buf)
	buf = buf[:start+size]
	if _, err := p.MarshalToSizedBuffer(buf[start:]); err != nil {
		return nil, nil, err
	}
	return buf, buf[start:], nil
}

// appendMessage appends the protobuf message of an object.
func appendMessage(dst []byte, o any) ([]byte, error) {
	p, ok := o.(protobuf)
	if !ok {
		return dst, fmt.Errorf("cache: %T has no protobuf form", o)
	}
	start, size := len(dst), p.Size()
	dst = slices.Grow(dst, size)[:start+size]
	_, err := p.MarshalToSizedBuffer(dst[start:])
	return dst, err
}

// decodeStored reads what encodeStored wrote.
func (k *kind) decodeStored(value []byte) (api.Object, error) {
	if k.custom {
		o := k.resource.New()
		content := map[string]any{}
		if err := kjson.UnmarshalCaseSensitivePreserveInts(value, &content); err != nil {
			return nil, err
		}
		o.(runtime.Unstructured).SetUnstructuredContent(content)
		return o, nil
	}
	body, ok := bytes.CutPrefix(value, magic)
	if !ok {
		return nil, errors.New("cache: value is not in Kubernetes' protobuf form")
	}
	raw, err := rawOfUnknown(body)
	if err != nil {
		return nil, err
	}
	return k.decodeBody(raw)
}

func (k *kind) decodeBody(raw []byte) (api.Object, error) {
	o := k.resource.New()
	p, ok := o.(protobuf)
	if !ok {
		return nil, fmt.Errorf("cache: %T has no protobuf form", o)
	}
	err := p.Unmarshal(raw)
	if k.resource.Complete != nil && err == nil {
		k.resource.Complete(o)
	}
	return o, err
}

// decodeBodyAfter is decodeBody for the next state of an object, which takes over
// from the state before, nil for none, what is the same in both.
func (k *kind) decodeBodyAfter(raw []byte, before *Entry) (api.Object, error) {
	if before == nil || k.resource.Complete != nil { // which may change what the two would share
		return k.decodeBody(raw)
	}
	message, err := before.message()
	if err != nil {
		return k.decodeBody(raw)
	}
	o := k.resource.New()
	return o, unmarshalBeside(o, raw, before.object, message)
}

// rawOfUnknown returns field 2 of a runtime.Unknown message without copying it.
func rawOfUnknown(b []byte) ([]byte, error) {
	var raw []byte
	for len(b) > 0 {
		tag := b[0]
		n, used := readVarint(b[1:])
		if tag&7 != 2 || used == 0 || n > len(b)-1-used {
			return nil, errors.New("cache: damaged protobuf envelope")
		}
		b = b[1+used:]
		if tag == 0x12 {
			raw = b[:n]
		}
		b = b[n:]
	}
	return raw, nil
}

func appendField(dst []byte, tag byte, data []byte) []byte {
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

func varintSize(n int) int {
	size := 1
	for n >= 0x80 {
		n >>= 7
		size++
	}
	return size
}

// readVarint returns the number and how many bytes it took, 0 when it is
// damaged or does not fit.
func readVarint(b []byte) (n, used int) {
	for i := 0; i < len(b) && i < 5; i++ {
		n |= int(b[i]&0x7f) << (7 * i)
		if b[i] < 0x80 {
			return n, i + 1
		}
	}
	return 0, 0
}

// read makes the entry of what encodeStored wrote, as newEntry does.
func (k *kind) read(l *ledger, key string, value []byte) (*Entry, error) {
	o, err := k.decodeStored(value)
	if err != nil {
		return nil, err
	}
	mended := k.resource.Custom != nil && k.resource.Custom.Read != nil && k.resource.Custom.Read(o)
	e := k.newEntry(l, key, o, len(value))
	e.mended = mended
	return e, nil
}

// newEntry makes the entry of an object that is to be stored under key in size
// bytes. It has no revision yet.
func (k *kind) newEntry(l *ledger, key string, o api.Object, size int) *Entry {
	e := &Entry{kind: k, ledger: l, key: key, object: o, size: int32(size)}
	if k.hasNode {
		e.node = k.resource.Fields(o)[fieldIndexed]
	}
	return e
}

// clearKind empties the TypeMeta of built-in kinds, which the cache promises.
func (k *kind) clearKind(o api.Object) {
	if !k.custom {
		o.GetObjectKind().SetGroupVersionKind(schema.GroupVersionKind{})
	}
}

// shallowCopy returns an object whose metadata can be set without changing o;
// everything below is shared.
func shallowCopy(o api.Object) api.Object {
	if u, ok := o.(*unstructured.Unstructured); ok {
		content := make(map[string]any, len(u.Object))
		for k, v := range u.Object {
			content[k] = v
		}
		if meta, ok := content["metadata"].(map[string]any); ok {
			copied := make(map[string]any, len(meta))
			for k, v := range meta {
				copied[k] = v
			}
			content["metadata"] = copied
		}
		return &unstructured.Unstructured{Object: content}
	}
	v := reflect.New(reflect.TypeOf(o).Elem())
	v.Elem().Set(reflect.ValueOf(o).Elem())
	return v.Interface().(api.Object)
}
