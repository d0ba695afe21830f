package apiserver

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"sync"

	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/apiserver/authn"
)

// Transport returns a way to the API by HTTP for u without a connection: requests
// are authorized, admitted and recorded like any other. It reaches what a
// LocalClient does not, which is the resources of aggregated servers. Connections
// cannot be taken over (exec, port-forward).
func (s *Server) Transport(u user.Info) http.RoundTripper { return transport{s, u} }

type transport struct {
	server *Server
	user   user.Info
}

// RoundTrip implements http.RoundTripper: it returns when the header of the answer
// is there; the body comes as it is written.
func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithCancel(authn.As(r.Context(), t.user))
	in := r.Clone(ctx)
	if in.Body == nil {
		in.Body = http.NoBody
	}
	in.RequestURI, in.RemoteAddr, in.TLS = in.URL.RequestURI(), "127.0.0.1:0", nil
	reader, writer := io.Pipe()
	a := &answer{header: http.Header{}, body: writer, begun: make(chan struct{})}
	go func() {
		defer in.Body.Close()
		defer func() {
			// A handler that breaks off (http.ErrAbortHandler) breaks the body off.
			if p := recover(); p != nil {
				a.WriteHeader(http.StatusInternalServerError)
				writer.CloseWithError(fmt.Errorf("the answer broke off: %v", p))
				return
			}
			a.WriteHeader(http.StatusOK)
			writer.Close()
		}()
		t.server.handler.ServeHTTP(a, in)
	}()
	select {
	case <-a.begun:
	case <-ctx.Done():
		cancel()
		reader.CloseWithError(r.Context().Err()) // whatever is still written goes nowhere
		return nil, r.Context().Err()
	}
	return &http.Response{
		Status: fmt.Sprintf("%d %s", a.code, http.StatusText(a.code)), StatusCode: a.code,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: a.shown, Body: answerBody{reader, cancel}, ContentLength: -1, Request: r,
	}, nil
}

// answer is the http.ResponseWriter of one request.
type answer struct {
	header http.Header
	body   *io.PipeWriter

	once  sync.Once
	code  int
	shown http.Header // the header as it was when the answer began
	begun chan struct{}
}

// Header implements http.ResponseWriter.
func (a *answer) Header() http.Header { return a.header }

// WriteHeader implements http.ResponseWriter; only the first call counts, and what
// announces another (1xx) is not one.
func (a *answer) WriteHeader(code int) {
	if code < http.StatusOK {
		return
	}
	a.once.Do(func() {
		a.code, a.shown = code, a.header.Clone()
		close(a.begun)
	})
}

// Write implements http.ResponseWriter. It returns when somebody has read it.
func (a *answer) Write(p []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	return a.body.Write(p)
}

// Flush implements http.Flusher: nothing waits here.
func (a *answer) Flush() { a.WriteHeader(http.StatusOK) }

// answerBody ends the request when it is closed.
type answerBody struct {
	*io.PipeReader
	cancel context.CancelFunc
}

// Close implements io.Closer.
func (b answerBody) Close() error {
	b.cancel()
	return b.PipeReader.Close()
}
