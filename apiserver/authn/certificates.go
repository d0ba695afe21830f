package authn

import (
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"k8s.io/apiserver/pkg/authentication/user"
)

// Certificates knows users by client certificates: the common name is the user,
// the organizations are the groups.
type Certificates struct {
	Roots *x509.CertPool
}

type connKey struct{}

// connection keeps what a TLS connection has proved, since its certificate
// cannot change.
type connection struct {
	mu    sync.Mutex
	cert  *x509.Certificate
	user  user.Info
	until time.Time
}

// ConnContext is for http.Server.ConnContext: it gives each connection a place to
// keep its user, so that a certificate is verified once per connection.
func ConnContext(ctx context.Context, _ net.Conn) context.Context {
	return context.WithValue(ctx, connKey{}, &connection{})
}

func (c *Certificates) user(r *http.Request, now time.Time) (user.Info, error) {
	leaf := r.TLS.PeerCertificates[0]
	conn, _ := r.Context().Value(connKey{}).(*connection)
	if conn == nil {
		u, _, err := c.verify(r.TLS.PeerCertificates, now)
		return u, err
	}
	conn.mu.Lock()
	defer conn.mu.Unlock()
	if conn.cert == leaf && now.Before(conn.until) {
		return conn.user, nil
	}
	u, until, err := c.verify(r.TLS.PeerCertificates, now)
	if err != nil {
		return nil, err
	}
	conn.cert, conn.user, conn.until = leaf, u, until
	return u, nil
}

func (c *Certificates) verify(chain []*x509.Certificate, now time.Time) (user.Info, time.Time, error) {
	if err := verifyClient(c.Roots, chain, now); err != nil {
		return nil, time.Time{}, err
	}
	leaf := chain[0]
	if leaf.Subject.CommonName == "" {
		return nil, time.Time{}, errors.New("the certificate names no user")
	}
	sum := sha256.Sum256(leaf.Raw)
	return authenticated(&user.DefaultInfo{
		Name:   leaf.Subject.CommonName,
		Groups: slices.Clone(leaf.Subject.Organization),
		Extra:  map[string][]string{user.CredentialIDKey: {"X509SHA256=" + hex.EncodeToString(sum[:])}},
	}), leaf.NotAfter, nil
}

func verifyClient(roots *x509.CertPool, chain []*x509.Certificate, now time.Time) error {
	opts := x509.VerifyOptions{Roots: roots, CurrentTime: now, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}}
	if len(chain) > 1 {
		opts.Intermediates = x509.NewCertPool()
		for _, c := range chain[1:] {
			opts.Intermediates.AddCert(c)
		}
	}
	_, err := chain[0].Verify(opts)
	return err
}
