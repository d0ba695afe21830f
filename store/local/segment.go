package local

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// A segment file starts with a header: magic, the store's id, the segment's
// number, the revision that its first commit has or would have, and a CRC-32C of
// all that. Records follow to the end of what is readable; bytes after that are what
// a crash left, and the next segment goes on where the readable part ended.
const (
	segmentMagic  = "skiffLG1"
	segmentSuffix = ".log"
	headerBytes   = 8 + 8 + 8 + 8 + 4
	readBuffer    = 64 << 10
)

// segment is one file of the log.
type segment struct {
	number uint64
	first  int64 // revision of its first commit, should it have one
	bytes  int64
}

var errBadHeader = errors.New("unreadable log segment header")

func segmentName(number uint64) string {
	return fmt.Sprintf("%016d%s", number, segmentSuffix)
}

// parseSegmentName is the inverse of segmentName.
func parseSegmentName(name string) (uint64, bool) {
	digits, ok := strings.CutSuffix(name, segmentSuffix)
	if !ok || len(digits) != 16 {
		return 0, false
	}
	n, err := strconv.ParseUint(digits, 10, 64)
	if err != nil || segmentName(n) != name {
		return 0, false
	}
	return n, true
}

func appendHeader(buf []byte, id, number uint64, first int64) []byte {
	start := len(buf)
	buf = append(buf, segmentMagic...)
	buf = binary.LittleEndian.AppendUint64(buf, id)
	buf = binary.LittleEndian.AppendUint64(buf, number)
	buf = binary.LittleEndian.AppendUint64(buf, uint64(first))
	return binary.LittleEndian.AppendUint32(buf, crc32.Checksum(buf[start:], castagnoli))
}

func decodeHeader(h []byte) (id, number uint64, first int64, err error) {
	if len(h) < headerBytes || string(h[:8]) != segmentMagic ||
		binary.LittleEndian.Uint32(h[32:]) != crc32.Checksum(h[:32], castagnoli) {
		return 0, 0, 0, errBadHeader
	}
	first = int64(binary.LittleEndian.Uint64(h[24:]))
	if first < firstRevision {
		return 0, 0, 0, errBadHeader
	}
	return binary.LittleEndian.Uint64(h[8:]), binary.LittleEndian.Uint64(h[16:]), first, nil
}

// segmentReader reads the records of one segment in order.
type segmentReader struct {
	file   vfs.File
	r      *bufio.Reader
	offset int64 // of the next record
	// skim is a revision up to which commits are checked but not decoded: they are
	// returned without events.
	skim    int64
	scratch []byte // for payloads that are not kept
}

// openSegment opens a segment and checks that its header is the one expected.
func openSegment(fs vfs.FS, path string, id, number uint64) (*segmentReader, int64, error) {
	f, err := fs.Open(path)
	if err != nil {
		return nil, 0, err
	}
	s := &segmentReader{file: f, r: bufio.NewReaderSize(f, readBuffer), offset: headerBytes}
	h := make([]byte, headerBytes)
	if _, err := io.ReadFull(s.r, h); err != nil {
		_ = f.Close()
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			err = errBadHeader
		}
		return nil, 0, err
	}
	gotID, gotNumber, first, err := decodeHeader(h)
	if err == nil && (gotID != id || gotNumber != number) {
		err = fmt.Errorf("log segment %d of store %016x found in place of segment %d of store %016x",
			gotNumber, gotID, number, id)
	}
	if err != nil {
		_ = f.Close()
		return nil, 0, err
	}
	return s, first, nil
}

// next returns the next record, errBadRecord when what follows is not one (the end
// of the file included), or an error of the disk.
func (s *segmentReader) next() (record, error) {
	var frame [frameBytes]byte
	if err := s.full(frame[:]); err != nil {
		return record{}, err
	}
	n, ok := payloadLength(frame[:])
	if !ok {
		return record{}, errBadRecord
	}
	payload, keep, err := s.payload(n)
	if err != nil {
		return record{}, err
	}
	if !sumMatches(frame[:], payload) {
		return record{}, errBadRecord
	}
	rec, err := record{}, error(nil)
	if keep {
		rec, err = decodePayload(payload)
	} else {
		rec, _, err = decodeHead(payload)
	}
	if err != nil {
		return record{}, err
	}
	s.offset += int64(frameBytes + n)
	return rec, nil
}

// payload reads the next n bytes; keep tells whether they are to be decoded, and in
// memory of their own.
func (s *segmentReader) payload(n int) (b []byte, keep bool, err error) {
	head, _ := s.r.Peek(min(n, maxHeadBytes))
	if rec, _, err := decodeHead(head); err != nil || rec.compaction || rec.commit.Revision > s.skim {
		b, keep = make([]byte, n), true
	} else {
		s.scratch = slices.Grow(s.scratch[:0], n)
		b = s.scratch[:n]
	}
	return b, keep, s.full(b)
}

func (s *segmentReader) full(b []byte) error {
	_, err := io.ReadFull(s.r, b)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errBadRecord
	}
	return err
}

func (s *segmentReader) close() { _ = s.file.Close() }

// provesLoss reports whether tail, the unreadable end of a segment, still holds a
// readable record that was written when revision was already durable: then the
// unreadable part is damage, not what a crash leaves behind.
func provesLoss(tail []byte, revision int64) bool {
	for len(tail) > frameBytes {
		n, ok := payloadLength(tail)
		if ok && n <= len(tail)-frameBytes && (tail[frameBytes] == recordCommit || tail[frameBytes] == recordCompaction) {
			payload := tail[frameBytes : frameBytes+n]
			if rec, _, err := decodeHead(payload); err == nil && rec.durable >= revision && sumMatches(tail, payload) {
				return true
			}
		}
		tail = tail[1:]
	}
	return false
}
