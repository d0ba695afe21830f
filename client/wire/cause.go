package wire

import (
	"net/http"

	"github.com/skiff-k8s/skiff/trace"
)

// causes puts the cause of a write into its header.
type causes struct{ next http.RoundTripper }

// RoundTrip sends the request with the cause that its context carries.
func (t causes) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method != http.MethodGet {
		if cause, ok := trace.From(r.Context()); ok {
			r = r.Clone(r.Context())
			r.Header.Set(trace.Header, trace.Encode(cause))
		}
	}
	return t.next.RoundTrip(r)
}
