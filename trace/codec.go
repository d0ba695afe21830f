package trace

import (
	"encoding/binary"
	"errors"
	"time"
)

// recordFormat is the first byte of an encoded record.
const recordFormat = 1

// ErrRecord says that bytes are not an encoded record.
var ErrRecord = errors.New("trace: not a record")

// AppendRecord appends the encoding of r to dst. The revision is left out: the
// store keeps it beside the bytes. The form is small and quick because every
// write pays for it: a format byte, then varints and length-prefixed strings in
// the order of the fields.
func AppendRecord(dst []byte, r *Record) []byte {
	text := func(s string) {
		dst = binary.AppendUvarint(dst, uint64(len(s)))
		dst = append(dst, s...)
	}
	dst = append(dst, recordFormat)
	dst = binary.AppendVarint(dst, unixMicro(r.Time))
	dst = binary.AppendVarint(dst, unixMicro(r.Cause.Started))
	text(r.Cause.Actor)
	parents := r.Cause.Parents[max(0, len(r.Cause.Parents)-MaxParents):]
	dst = binary.AppendUvarint(dst, uint64(len(parents)))
	for _, revision := range parents {
		dst = binary.AppendVarint(dst, revision)
	}
	text(r.Cause.Reason[:min(len(r.Cause.Reason), MaxReasonBytes)])
	if len(r.Cause.Detail) <= MaxDetailBytes {
		text(string(r.Cause.Detail))
	} else {
		text("")
	}
	for _, s := range [...]string{r.User, r.Client, r.Verb, r.Group, r.Resource, r.Subresource, r.Namespace, r.Name, r.UID, r.Summary} {
		text(s)
	}
	return dst
}

// DecodeRecord reads what AppendRecord wrote beside the given revision.
func DecodeRecord(revision int64, data []byte) (Record, error) {
	d := decoder{data: data}
	if d.byte() != recordFormat {
		return Record{}, ErrRecord
	}
	r := Record{Revision: revision}
	r.Time = fromMicro(d.varint())
	r.Cause.Started = fromMicro(d.varint())
	r.Cause.Actor = d.text()
	if n := d.uvarint(); n > MaxParents {
		d.bad = true
	} else if n > 0 {
		r.Cause.Parents = make([]int64, n)
		for i := range r.Cause.Parents {
			r.Cause.Parents[i] = d.varint()
		}
	}
	r.Cause.Reason = d.text()
	if detail := d.text(); detail != "" {
		r.Cause.Detail = []byte(detail)
	}
	for _, s := range [...]*string{&r.User, &r.Client, &r.Verb, &r.Group, &r.Resource, &r.Subresource, &r.Namespace, &r.Name, &r.UID, &r.Summary} {
		*s = d.text()
	}
	if d.bad || len(d.data) > 0 {
		return Record{}, ErrRecord
	}
	return r, nil
}

// unixMicro keeps the zero time as 0.
func unixMicro(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func fromMicro(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMicro(n).UTC()
}

// decoder reads values off data; after the first that does not fit, bad is set
// and everything reads as zero.
type decoder struct {
	data []byte
	bad  bool
}

func (d *decoder) byte() byte {
	if len(d.data) == 0 {
		d.bad = true
		return 0
	}
	b := d.data[0]
	d.data = d.data[1:]
	return b
}

func (d *decoder) varint() int64 {
	n, size := binary.Varint(d.data)
	return advance(d, n, size)
}

func (d *decoder) uvarint() uint64 {
	n, size := binary.Uvarint(d.data)
	return advance(d, n, size)
}

func advance[N int64 | uint64](d *decoder, n N, size int) N {
	if size <= 0 || d.bad {
		d.bad, d.data = true, nil
		return 0
	}
	d.data = d.data[size:]
	return n
}

func (d *decoder) text() string {
	n := d.uvarint()
	if n > uint64(len(d.data)) {
		d.bad, d.data = true, nil
		return ""
	}
	s := string(d.data[:n])
	d.data = d.data[n:]
	return s
}
