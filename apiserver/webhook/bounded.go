package webhook

import (
	"fmt"
	"io"
	"net/http"
)

// maxAnswer bounds the answer of a webhook in bytes: as much as an object may
// have, and as much again for the patch or the envelope around it. A conversion
// of a whole list answers in parts that fit.
const maxAnswer = 32 << 20

// bounded refuses answers that are too large, and says who asks.
type bounded struct{ *http.Transport }

// RoundTrip implements http.RoundTripper.
func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("User-Agent", userAgent)
	resp, err := b.Transport.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	if resp.ContentLength > maxAnswer {
		resp.Body.Close()
		return nil, errTooLarge
	}
	resp.Body = &limited{ReadCloser: resp.Body, left: maxAnswer}
	return resp, nil
}

var errTooLarge = fmt.Errorf("the answer of the webhook is larger than %d bytes", maxAnswer)

// limited is a body of bounded length: unlike with io.LimitReader, what is cut
// off is an error.
type limited struct {
	io.ReadCloser
	left int64
}

// Read implements io.Reader.
func (l *limited) Read(p []byte) (int, error) {
	if l.left <= 0 {
		var one [1]byte
		if n, err := l.ReadCloser.Read(one[:]); n == 0 {
			return 0, err
		}
		return 0, errTooLarge
	}
	if int64(len(p)) > l.left {
		p = p[:l.left]
	}
	n, err := l.ReadCloser.Read(p)
	l.left -= int64(n)
	return n, err
}
