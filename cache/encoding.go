package cache

import (
	"encoding/json"
	"fmt"
	"strconv"
	"sync"
	"time"
	"weak"
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
	// bare protobuf lacks the resource version: it is the stored form, made
	// before the revision was known.
	bare bool
}

// ledger bounds the bytes of all kept encodings: above the limit, and after some
// time, the oldest are dropped, to be made again when somebody asks. It keeps
// nothing alive: a state that nobody holds any more takes its encodings with it,
// and counts here until its turn comes.
type ledger struct {
	limit int64
	keep  time.Duration
	now   func() time.Time

	mu    sync.Mutex
	total int64
	queue []kept // oldest first, from head on
	head  int
}

// kept is one kept encoding. An entry has at most one of a format at a time, so
// that is what is dropped.
type kept struct {
	entry  weak.Pointer[Entry]
	format format
	size   int32
	at     time.Time
}

// add counts an encoding that was put into its entry.
func (l *ledger) add(e *Entry, f format, enc *encoding) {
	now := l.now()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.total += int64(len(enc.data))
	l.queue = append(l.queue, kept{weak.Make(e), f, int32(len(enc.data)), now})
	l.trim(now)
}

// sweep drops what is too old.
func (l *ledger) sweep() {
	now := l.now()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.trim(now)
}

func (l *ledger) trim(now time.Time) {
	for l.head < len(l.queue) {
		k := &l.queue[l.head]
		if l.total <= l.limit && now.Sub(k.at) < l.keep {
			break
		}
		l.total -= int64(k.size)
		if e := k.entry.Value(); e != nil {
			e.enc[k.format].Store(nil)
		}
		*k = kept{}
		l.head++
	}
	if l.head > len(l.queue)/2 && l.head > 64 {
		l.queue = append(make([]kept, 0, len(l.queue)-l.head+64), l.queue[l.head:]...)
		l.head = 0
	}
}

// keepEncoding makes enc the entry's encoding unless another goroutine was
// first, and returns the one that is kept.
func (e *Entry) keepEncoding(f format, enc *encoding) *encoding {
	if e.ledger == nil {
		return enc
	}
	if !e.enc[f].CompareAndSwap(nil, enc) {
		if other := e.enc[f].Load(); other != nil {
			return other
		}
		return enc
	}
	e.ledger.add(e, f, enc)
	return enc
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
// when the stored form was made, follows as a second piece of the metadata.
func (e *Entry) itemProtobuf() (body []byte, tail tail, err error) {
	enc := e.enc[formatProtobuf].Load()
	if enc == nil {
		p, ok := e.object.(protobuf)
		if !ok {
			return nil, tail, fmt.Errorf("cache: %T has no protobuf form", e.object)
		}
		buf := make([]byte, p.Size())
		if _, err := p.MarshalToSizedBuffer(buf); err != nil {
			return nil, tail, fmt.Errorf("encoding %s %s: %w", e.kind.resource.Name, e.key, err)
		}
		enc = e.keepEncoding(formatProtobuf, &encoding{data: buf})
	}
	if enc.bare {
		tail.set(e.revision)
	}
	return enc.data, tail, nil
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

// AppendItemProtobuf appends the object as a field of a list message: tag 2 of
// every Kubernetes list, length, message.
func (e *Entry) AppendItemProtobuf(dst []byte) ([]byte, error) {
	body, tail, err := e.itemProtobuf()
	if err != nil {
		return dst, err
	}
	dst = append(dst, 0x12)
	dst = appendVarint(dst, len(body)+tail.n)
	dst = append(dst, body...)
	return append(dst, tail.buf[:tail.n]...), nil
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
