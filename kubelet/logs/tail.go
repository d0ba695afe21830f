package logs

import (
	"bytes"
	"io"
	"os"
)

// Bounds of a termination message, and of what is taken from the end of a log in
// its stead.
const (
	maxMessage      = 4096
	maxFallback     = 2048
	maxFallbackRows = 80
)

// TerminationMessage reads what a container left as its last words; empty when
// there is nothing.
func TerminationMessage(path string) string {
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	if st, err := f.Stat(); err == nil && st.Size() > maxMessage {
		f.Seek(-maxMessage, io.SeekEnd)
	}
	raw, err := io.ReadAll(io.LimitReader(f, maxMessage))
	if err != nil {
		return ""
	}
	return string(raw)
}

// LastLines returns the end of a log file, without times.
func LastLines(path string) string {
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	start, err := seekTail(f, maxFallbackRows)
	if err != nil {
		return ""
	}
	if st, err := f.Stat(); err == nil {
		start = max(start, st.Size()-16*maxFallback)
	}
	f.Seek(start, io.SeekStart)
	raw, err := io.ReadAll(io.LimitReader(f, 16*maxFallback))
	if err != nil {
		return ""
	}
	var out []byte
	for row := range bytes.Lines(raw) {
		if l, err := Parse(row); err == nil {
			out = append(out, l.Text...)
		}
	}
	return string(out[max(0, len(out)-maxFallback):])
}

// tailBlock is read at a time when looking for the start of the last lines.
const tailBlock = 64 << 10

// seekTail returns where the last n whole lines of f begin.
func seekTail(f io.ReaderAt, n int64) (int64, error) {
	var size int64
	switch s := f.(type) {
	case *os.File:
		st, err := s.Stat()
		if err != nil {
			return 0, err
		}
		size = st.Size()
	case interface{ Size() int64 }:
		size = s.Size()
	}
	if n <= 0 {
		return size, nil
	}
	buf := make([]byte, tailBlock)
	end, found := size, int64(0)
	for end > 0 {
		start := max(0, end-tailBlock)
		block := buf[:end-start]
		if _, err := f.ReadAt(block, start); err != nil && err != io.EOF {
			return 0, err
		}
		for i := len(block) - 1; i >= 0; i-- {
			// The newline that ends the file ends its last line and begins none.
			if block[i] != '\n' || start+int64(i) == size-1 {
				continue
			}
			if found++; found == n {
				return start + int64(i) + 1, nil
			}
		}
		end = start
	}
	return 0, nil
}
