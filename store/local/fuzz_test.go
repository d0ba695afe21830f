package local

import (
	"bytes"
	"testing"

	"github.com/cockroachdb/pebble/v2/vfs"

	"github.com/skiff-k8s/skiff/store"
)

func sampleRecord() record {
	return record{durable: 41, commit: store.Commit{
		Revision: 42,
		Note:     []byte("note"),
		Events: []store.Event{
			{Kind: store.Put, Key: "a", Value: []byte("value"), Created: 7, Revision: 42},
			{Kind: store.Put, Key: "b", Value: []byte{}, Created: 42, Revision: 42},
			{Kind: store.Delete, Key: "c", Prev: []byte("old"), Created: 9, Revision: 42},
			{Kind: store.Delete, Key: "d", Created: 9, Revision: 42},
		},
	}}
}

// FuzzPayload: what decodes, encodes to the same again.
func FuzzPayload(f *testing.F) {
	r := sampleRecord()
	f.Add(appendRecord(nil, &r)[frameBytes:])
	f.Add(appendRecord(nil, &record{compaction: true, durable: 3, commit: store.Commit{Revision: 2}})[frameBytes:])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, payload []byte) {
		rec, err := decodePayload(payload)
		if err != nil {
			return
		}
		head, _, err := decodeHead(payload)
		if err != nil || head.commit.Revision != rec.commit.Revision || head.durable != rec.durable || head.compaction != rec.compaction {
			t.Fatalf("the head says %+v (%v), the whole %+v", head, err, rec)
		}
		again, err := decodePayload(appendRecord(nil, &rec)[frameBytes:])
		if err != nil {
			t.Fatal(err)
		}
		first, second := appendRecord(nil, &rec), appendRecord(nil, &again)
		if !bytes.Equal(first, second) {
			t.Fatalf("%x became %x", first, second)
		}
	})
}

// FuzzSegment reads a file with arbitrary bytes after the header: it must end, and what
// it yields must have been written so.
func FuzzSegment(f *testing.F) {
	r := sampleRecord()
	one := appendRecord(nil, &r)
	f.Add(one, int64(0))
	f.Add(append(append([]byte{}, one...), one...), int64(42))
	f.Add(append(append([]byte{}, one...), one[:20]...), int64(41))
	f.Fuzz(func(t *testing.T, content []byte, skim int64) {
		fs := vfs.NewMem()
		file, err := fs.Create("0000000000000001.log", vfs.WriteCategoryUnspecified)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = file.Write(append(appendHeader(nil, 5, 1, 42), content...))
		_ = file.Close()
		s, first, err := openSegment(fs, "0000000000000001.log", 5, 1)
		if err != nil || first != 42 {
			t.Fatalf("%d, %v", first, err)
		}
		defer s.close()
		s.skim = skim
		for {
			at := s.offset
			rec, err := s.next()
			if err != nil {
				_ = provesLoss(content[at-headerBytes:], 1)
				return
			}
			if rec.compaction || rec.commit.Revision > skim {
				written := appendRecord(nil, &rec)
				if got := content[at-headerBytes : s.offset-headerBytes]; len(got) == len(written) && !bytes.Equal(got, written) {
					t.Fatalf("%x reads as %x", got, written)
				}
			}
		}
	})
}

func FuzzHeader(f *testing.F) {
	f.Add(appendHeader(nil, 1, 2, 3))
	f.Fuzz(func(t *testing.T, b []byte) {
		id, number, first, err := decodeHeader(b)
		if err == nil && !bytes.Equal(appendHeader(nil, id, number, first), b[:headerBytes]) {
			t.Fatalf("%x is no header", b)
		}
	})
}

func FuzzSegmentName(f *testing.F) {
	f.Add(segmentName(1))
	f.Add("1.log")
	f.Fuzz(func(t *testing.T, name string) {
		if n, ok := parseSegmentName(name); ok && segmentName(n) != name {
			t.Fatalf("%q is segment %d", name, n)
		}
	})
}

func FuzzFormat(f *testing.F) {
	f.Add(format{layout: layout, id: 0xabc}.encode())
	f.Add([]byte("skiff store\nlayout 9\nnews\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := parseFormat(b)
		if err == nil && got.layout == layout && !bytes.Equal(got.encode(), b) {
			t.Fatalf("%q reads as %+v", b, got)
		}
	})
}

// FuzzStateValues parses what the state holds: values, its own record, note keys.
func FuzzStateValues(f *testing.F) {
	f.Add(meta{applied: 9, compacted: 3}.encode())
	f.Add(revisionKey(spaceNote, 77))
	f.Fuzz(func(t *testing.T, b []byte) {
		if m, err := decodeMeta(b); err == nil {
			if again, err := decodeMeta(m.encode()); err != nil || again != m {
				t.Fatalf("%+v became %+v (%v)", m, again, err)
			}
		}
		if created, revision, value, err := splitValue(b); err == nil && (created < 1 || revision < created || len(value) > len(b)) {
			t.Fatalf("%x has created %d, revision %d", b, created, revision)
		}
		if rev, err := parseRevisionKey(b); err == nil && !bytes.Equal(revisionKey(b[0], rev), b) {
			t.Fatalf("%x is not the key of %d", b, rev)
		}
	})
}
