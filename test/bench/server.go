package bench

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// requestTimeout bounds one request with its answer.
const requestTimeout = 60 * time.Second

// Server is a running server to be measured.
type Server struct {
	Name string
	URL  string
	TLS  *tls.Config
	PIDs []int // every process whose CPU and memory count

	client *http.Client
}

// Connect makes the client that all requests but watches share: HTTP/2 over as
// few connections as Go chooses.
func (s *Server) Connect() error {
	u, err := url.Parse(s.URL)
	if err != nil {
		return err
	}
	if host := u.Hostname(); host != "127.0.0.1" && host != "::1" && host != "localhost" {
		return fmt.Errorf("refusing to load %s: only servers on this machine are measured", s.URL)
	}
	s.client = s.newClient()
	s.client.Timeout = requestTimeout
	return nil
}

// newClient makes a client with connections of its own.
func (s *Server) newClient() *http.Client {
	return &http.Client{Transport: &http.Transport{
		TLSClientConfig:    s.TLS.Clone(),
		ForceAttemptHTTP2:  true,
		DisableCompression: true,
		MaxConnsPerHost:    4,
	}}
}

// Close drops the client's connections.
func (s *Server) Close() { s.client.CloseIdleConnections() }

// request is one request; Accept and Content-Type are sent when they are set.
type request struct {
	method, path        string
	accept, contentType string
	body                []byte
}

const (
	jsonType      = "application/json"
	protobufType  = "application/vnd.kubernetes.protobuf"
	strategicType = "application/strategic-merge-patch+json"
	applyType     = "application/apply-patch+yaml"
)

// errUnsupported says that the server cannot do what the row measures.
var errUnsupported = errors.New("not supported by the server")

// do sends a request and reads the whole answer. The body is kept only when
// keep is set, so that reading a list costs the client next to nothing.
func (s *Server) do(ctx context.Context, r request, keep bool) (body []byte, size int64, err error) {
	req, err := http.NewRequestWithContext(ctx, r.method, s.URL+r.path, strings.NewReader(string(r.body)))
	if err != nil {
		return nil, 0, err
	}
	if r.accept != "" {
		req.Header.Set("Accept", r.accept)
	}
	if r.contentType != "" {
		req.Header.Set("Content-Type", r.contentType)
	}
	res, err := s.client.Do(req)
	if err != nil {
		return nil, 0, err
	}
	defer res.Body.Close()
	if keep || res.StatusCode >= 300 {
		const most = 64 << 20
		if body, err = io.ReadAll(io.LimitReader(res.Body, most)); err != nil {
			return nil, 0, err
		}
		size = int64(len(body))
	} else if size, err = io.Copy(io.Discard, res.Body); err != nil {
		return nil, 0, err
	}
	switch {
	case res.StatusCode == http.StatusUnsupportedMediaType:
		return body, size, errUnsupported
	case res.StatusCode >= 300:
		return body, size, &statusError{res.StatusCode, fmt.Sprintf("%s %s: %s: %.300s", r.method, r.path, res.Status, body)}
	}
	return body, size, nil
}

// statusError is an answer that refuses.
type statusError struct {
	code int
	text string
}

func (e *statusError) Error() string { return e.text }

// isStatus says whether err is an answer with that code.
func isStatus(err error, code int) bool {
	var s *statusError
	return errors.As(err, &s) && s.code == code
}
