package cache

import (
	"bufio"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/skiff-k8s/skiff/api"
)

// format is one of the encodings that an entry keeps.
type format uint8

const (
	formatJSON format = iota
	formatProtobuf
	formats
)

// encoding is one kept encoding. Its data never changes.
type encoding struct {
	data []byte
	// number is what the ledger counts it under; the ledger's.
	number uint64
}

// keepEncoding makes enc the entry's encoding unless another goroutine was
// first, and returns the one that is kept.
func (e *Entry) keepEncoding(f format, enc *encoding) *encoding {
	if e.ledger == nil {
		return enc
	}
	return e.ledger.add(e, f, enc)
}

// ItemJSON returns the object as JSON in the form of a list item: without kind
// and apiVersion for built-in kinds, with them for custom ones. It is shared.
func (e *Entry) ItemJSON() ([]byte, error) {
	if enc := e.enc[formatJSON].Load(); enc != nil {
		return enc.data, nil
	}
	data, err := json.Marshal(e.object)
	if err != nil {
		return nil, fmt.Errorf("encoding %s %s: %w", e.kind.resource.Name, e.key, err)
	}
	return e.keepEncoding(formatJSON, &encoding{data: data}).data, nil
}

// AppendJSON appends the object as JSON with kind and apiVersion.
func (e *Entry) AppendJSON(dst []byte) ([]byte, error) {
	item, err := e.ItemJSON()
	if err != nil {
		return dst, err
	}
	if e.kind.custom {
		return append(dst, item...), nil
	}
	dst = append(dst, e.kind.jsonHead...)
	return append(dst, item[1:]...), nil
}

// HasProtobuf says whether the object has a protobuf form; custom resources
// have none.
func (e *Entry) HasProtobuf() bool { return !e.kind.custom }

// itemProtobuf returns the two parts of the message of the object: the message
// and what must follow it to make it whole. A protobuf message may hold a field
// twice, and a reader merges them, so the resource version, which was not known
// when the stored form was made, follows as a second piece of the metadata. What is
// encoded again is so too: it has the same size each time.
func (e *Entry) itemProtobuf() (body []byte, tail tail, err error) {
	body, err = e.message()
	tail.set(e.revision)
	return body, tail, err
}

// message returns the protobuf message of the object without its resource version:
// what is stored. It is shared.
func (e *Entry) message() ([]byte, error) {
	if enc := e.enc[formatProtobuf].Load(); enc != nil {
		return enc.data, nil
	}
	data, err := appendMessage(nil, e.unversioned())
	if err != nil {
		return nil, fmt.Errorf("encoding %s %s: %w", e.kind.resource.Name, e.key, err)
	}
	return e.keepEncoding(formatProtobuf, &encoding{data: data}).data, nil
}

// unversioned returns the object without its resource version, as it is stored.
func (e *Entry) unversioned() api.Object {
	o := shallowCopy(e.object)
	o.SetResourceVersion("")
	return o
}

// tail is metadata{resourceVersion} as a protobuf field, in place.
type tail struct {
	buf [24]byte
	n   int
}

func (t *tail) set(revision int64) {
	b := strconv.AppendInt(t.buf[:4], revision, 10)
	digits := byte(len(b) - 4)
	t.buf[0], t.buf[1], t.buf[2], t.buf[3] = 0x0a, digits+2, 0x32, digits
	t.n = len(b)
}

// ItemProtobufSize returns how many bytes WriteItemProtobuf writes.
func (e *Entry) ItemProtobufSize() (int, error) {
	body, tail, err := e.itemProtobuf()
	n := len(body) + tail.n
	return 1 + varintSize(n) + n, err
}

// WriteItemProtobuf writes the object as a field of a list message: tag 2 of every
// Kubernetes list, length, message. Errors of writing are left in b.
func (e *Entry) WriteItemProtobuf(b *bufio.Writer) error {
	body, tail, err := e.itemProtobuf()
	if err != nil {
		return err
	}
	var buf [8]byte
	_, _ = b.Write(appendVarint(append(buf[:0], 0x12), len(body)+tail.n))
	_, _ = b.Write(body)
	_, _ = b.Write(tail.buf[:tail.n])
	return nil
}

// AppendProtobuf appends the object in Kubernetes' protobuf envelope: magic
// number, kind, message.
func (e *Entry) AppendProtobuf(dst []byte) ([]byte, error) {
	body, tail, err := e.itemProtobuf()
	if err != nil {
		return dst, err
	}
	dst = append(dst, magic...)
	dst = append(dst, e.kind.typeMeta...)
	dst = append(dst, 0x12)
	dst = appendVarint(dst, len(body)+tail.n)
	dst = append(dst, body...)
	dst = append(dst, tail.buf[:tail.n]...)
	// Empty contentEncoding and contentType, as the generated code writes them.
	return append(dst, 0x1a, 0, 0x22, 0), nil
}
