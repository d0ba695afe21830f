package connect

import (
	"io"
	"strings"
	"testing"

	"k8s.io/client-go/tools/remotecommand"
)

// endless goes on with one string and counts what is read of it.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	e.read += len(p)
	return len(p), nil
}

// A client may send as many terminal sizes as it likes, but none without end.
func TestSizesAreBounded(t *testing.T) {
	const many = 3 * maxSizeBytes // more than one size may have
	more := &endless{}
	from := io.MultiReader(strings.NewReader(strings.Repeat(`{"Width":80,"Height":24}`, many)), strings.NewReader(`{"Width":"`), more)
	sizes, n := readSizes(t.Context(), from), 0
	for size := sizes.Next(); size != nil; size = sizes.Next() {
		if n++; *size != (remotecommand.TerminalSize{Width: 80, Height: 24}) {
			t.Fatal(*size)
		}
	}
	if n != many || more.read > maxSizeBytes {
		t.Errorf("%d sizes, then %d bytes that are none", n, more.read)
	}
}
