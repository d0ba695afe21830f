package apiserver

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/authentication/user"
)

// maxRead bounds what Reader takes of an answer, in bytes.
const maxRead = 32 << 20

// Reader returns a function that gets paths of the API as u. It goes the way of
// any request by HTTP, only without a connection, so that it reaches what a
// LocalClient does not: the resources of aggregated servers. Errors are those of
// the API, or say that the answer is longer than 32 MiB.
func (s *Server) Reader(u user.Info) func(ctx context.Context, path string) ([]byte, error) {
	identity := &certificate{server: s, user: u}
	return func(ctx context.Context, path string) ([]byte, error) {
		state, err := identity.state()
		if err != nil {
			return nil, err
		}
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, path, http.NoBody)
		if err != nil {
			return nil, err
		}
		r.Header.Set("Accept", "application/json")
		r.RequestURI, r.RemoteAddr, r.TLS = path, "127.0.0.1:0", state
		a := &answer{header: http.Header{}, code: http.StatusOK}
		s.handler.ServeHTTP(a, r)
		return a.result()
	}
}

// certificate is how a Reader shows who it is. It is issued when it is needed.
type certificate struct {
	server *Server
	user   user.Info

	mu   sync.Mutex
	cert *x509.Certificate
}

func (c *certificate) state() (*tls.ConnectionState, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.server.config.Now()
	if c.cert == nil || now.Add(time.Hour).After(c.cert.NotAfter) {
		pair, err := c.server.keys.CA.IssueClient(c.user.GetName(), c.user.GetGroups(), now)
		if err != nil {
			return nil, err
		}
		loaded, err := tls.X509KeyPair(pair.CertPEM, pair.KeyPEM)
		if err != nil {
			return nil, err
		}
		if c.cert, err = x509.ParseCertificate(loaded.Certificate[0]); err != nil {
			return nil, err
		}
	}
	return &tls.ConnectionState{HandshakeComplete: true, PeerCertificates: []*x509.Certificate{c.cert}}, nil
}

// answer keeps what a handler writes.
type answer struct {
	header http.Header
	code   int
	begun  bool
	body   bytes.Buffer
	tooBig bool
}

func (a *answer) Header() http.Header { return a.header }

func (a *answer) WriteHeader(code int) {
	if !a.begun {
		a.begun, a.code = true, code
	}
}

func (a *answer) Write(p []byte) (int, error) {
	a.begun = true
	if a.body.Len()+len(p) > maxRead {
		a.tooBig = true
		return 0, fmt.Errorf("the answer is longer than %d bytes", maxRead)
	}
	return a.body.Write(p)
}

// Flush does nothing: nobody waits for a part.
func (a *answer) Flush() {}

func (a *answer) result() ([]byte, error) {
	switch {
	case a.tooBig:
		return nil, fmt.Errorf("the answer is longer than %d bytes", maxRead)
	case a.code < http.StatusBadRequest:
		return a.body.Bytes(), nil
	}
	var status metav1.Status
	if err := json.Unmarshal(a.body.Bytes(), &status); err == nil && status.Status == metav1.StatusFailure {
		return nil, &apierrors.StatusError{ErrStatus: status}
	}
	// An answer that is no Status, as for groups that are not served.
	return nil, apierrors.NewGenericServerResponse(a.code, "get", schema.GroupResource{}, "", a.body.String(), 0, true)
}
