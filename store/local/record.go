package local

import (
	"encoding/binary"
	"errors"
	"hash/crc32"

	"github.com/skiff-k8s/skiff/store"
)

// A record in the log is a frame (length and CRC-32C of the payload, four bytes
// each, little endian) around a payload:
//
//	type       1 byte: a commit or a compaction
//	revision   uvarint: the commit's own, or the one compacted
//	durable    uvarint: the newest revision known durable when this was written
//	operations uvarint count, then for each: kind, key, created, value or, for a
//	           delete, the value it had (commits only)
//	note       length-prefixed (commits only)
//
// durable is what tells a torn tail from damage: an unreadable record for revision r
// that is followed by a readable one with durable >= r had been acknowledged.
type record struct {
	compaction bool
	durable    int64
	commit     store.Commit // only Revision is set for a compaction
}

const (
	recordCommit     = 1
	recordCompaction = 2

	frameBytes = 8
	// maxPrevBytes bounds what the deletes of one commit keep of the values they
	// delete; beyond it Event.Prev is left out.
	maxPrevBytes = 4 << 20
	// maxPayloadBytes is above what the limits of store let a commit grow to.
	maxPayloadBytes = store.MaxTxnBytes + maxPrevBytes + store.MaxTxnOps*64
)

var (
	castagnoli = crc32.MakeTable(crc32.Castagnoli)

	errBadRecord = errors.New("unreadable log record")
)

// appendRecord appends the frame and payload of r to buf.
func appendRecord(buf []byte, r *record) []byte {
	start := len(buf)
	buf = append(buf, make([]byte, frameBytes)...)
	if r.compaction {
		buf = append(buf, recordCompaction)
	} else {
		buf = append(buf, recordCommit)
	}
	buf = binary.AppendUvarint(buf, uint64(r.commit.Revision))
	buf = binary.AppendUvarint(buf, uint64(r.durable))
	if !r.compaction {
		buf = binary.AppendUvarint(buf, uint64(len(r.commit.Events)))
		for i := range r.commit.Events {
			e := &r.commit.Events[i]
			buf = append(buf, byte(e.Kind))
			buf = binary.AppendUvarint(buf, uint64(len(e.Key)))
			buf = append(buf, e.Key...)
			buf = binary.AppendUvarint(buf, uint64(e.Created))
			if e.Kind == store.Delete {
				buf = appendBytes(buf, e.Prev)
			} else {
				buf = appendBytes(buf, e.Value)
			}
		}
		buf = appendBytes(buf, r.commit.Note)
	}
	payload := buf[start+frameBytes:]
	binary.LittleEndian.PutUint32(buf[start:], uint32(len(payload)))
	binary.LittleEndian.PutUint32(buf[start+4:], crc32.Checksum(payload, castagnoli))
	return buf
}

func appendBytes(buf, b []byte) []byte {
	buf = binary.AppendUvarint(buf, uint64(len(b)))
	return append(buf, b...)
}

// payloadLength reads a frame and returns the length of its payload.
func payloadLength(frame []byte) (int, bool) {
	n := binary.LittleEndian.Uint32(frame)
	return int(n), n > 0 && n <= maxPayloadBytes
}

// maxHeadBytes is the most that the parts of a payload in front of the operations take.
const maxHeadBytes = 1 + 2*binary.MaxVarintLen64

func sumMatches(frame, payload []byte) bool {
	return binary.LittleEndian.Uint32(frame[4:]) == crc32.Checksum(payload, castagnoli)
}

// decodeHead decodes what stands in front of the operations.
func decodeHead(payload []byte) (record, decoder, error) {
	d := decoder{rest: payload}
	kind := d.byte()
	r := record{compaction: kind == recordCompaction}
	r.commit.Revision = d.int()
	r.durable = d.int()
	if d.failed || kind != recordCommit && kind != recordCompaction {
		return record{}, d, errBadRecord
	}
	return r, d, nil
}

// decodePayload decodes a payload. The record shares its memory.
func decodePayload(payload []byte) (record, error) {
	r, d, err := decodeHead(payload)
	if err != nil {
		return record{}, err
	}
	if !r.compaction {
		count := d.int()
		if count > store.MaxTxnOps {
			return record{}, errBadRecord
		}
		r.commit.Events = make([]store.Event, count)
		for i := range r.commit.Events {
			d.event(&r.commit.Events[i], r.commit.Revision)
		}
		r.commit.Note = d.bytes()
	}
	if d.failed || len(d.rest) != 0 {
		return record{}, errBadRecord
	}
	return r, nil
}

// decoder reads the parts of a payload; after the first failure it returns zeros.
type decoder struct {
	rest   []byte
	failed bool
}

func (d *decoder) event(e *store.Event, revision int64) {
	e.Kind = store.OpKind(d.byte())
	e.Key = string(d.bytes())
	e.Created = d.int()
	e.Revision = revision
	value := d.bytes()
	switch e.Kind {
	case store.Put:
		e.Value = value
		if value == nil {
			e.Value = []byte{}
		}
	case store.Delete:
		e.Prev = value
	default:
		d.failed = true
	}
}

func (d *decoder) byte() byte {
	if d.failed || len(d.rest) == 0 {
		d.failed = true
		return 0
	}
	b := d.rest[0]
	d.rest = d.rest[1:]
	return b
}

func (d *decoder) int() int64 {
	v, n := binary.Uvarint(d.rest)
	if d.failed || n <= 0 || v > 1<<62 {
		d.failed = true
		return 0
	}
	d.rest = d.rest[n:]
	return int64(v)
}

// bytes returns the next length-prefixed bytes, nil when there are none.
func (d *decoder) bytes() []byte {
	n := d.int()
	if d.failed || n > int64(len(d.rest)) {
		d.failed = true
		return nil
	}
	if n == 0 {
		return nil
	}
	b := d.rest[:n:n]
	d.rest = d.rest[n:]
	return b
}
