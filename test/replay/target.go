package replay

import (
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"strings"
	"time"
)

// requestTimeout bounds one request with its answer, streams included.
const requestTimeout = 60 * time.Second

// Target is the server under test.
type Target struct {
	// URL is where it listens, such as https://127.0.0.1:6443.
	URL string
	// Roots are the authorities that its certificate may come from.
	Roots *x509.CertPool
	// Issue makes a client certificate for a user, from an authority that the
	// server trusts; test/upstream's Authority.Client is one.
	Issue func(user string, groups ...string) (tls.Certificate, error)
}

// clients keeps an HTTP client for each user who speaks in a story.
type clients struct {
	target Target
	byUser map[string]*http.Client
}

func (c *clients) as(words []string) (*http.Client, error) {
	if len(words) == 0 {
		words = []string{"admin", "system:masters"}
	}
	key := strings.Join(words, " ")
	if client := c.byUser[key]; client != nil {
		return client, nil
	}
	config := &tls.Config{RootCAs: c.target.Roots}
	if words[0] != "anonymous" {
		cert, err := c.target.Issue(words[0], words[1:]...)
		if err != nil {
			return nil, err
		}
		config.Certificates = []tls.Certificate{cert}
	}
	client := &http.Client{
		Timeout:   requestTimeout,
		Transport: &http.Transport{TLSClientConfig: config, ForceAttemptHTTP2: true, DisableCompression: true},
		// A redirect is an answer like any other.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	c.byUser[key] = client
	return client, nil
}

func (c *clients) close() {
	for _, client := range c.byUser {
		client.CloseIdleConnections()
	}
}
