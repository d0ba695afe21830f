package etcd

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"
)

// Defaults of Options.
const (
	DefaultPrefix       = "/skiff/"
	DefaultDialTimeout  = 5 * time.Second
	DefaultCompactEvery = 5 * time.Minute
	DefaultNotesCount   = 50_000
	DefaultNotesBytes   = 64 << 20
)

// maxPrefixBytes leaves room for what store.MaxTxnBytes counts per operation.
const maxPrefixBytes = 20

// Options say where etcd is and what is kept there.
type Options struct {
	// Endpoints are the URLs of the cluster's members, at least one.
	Endpoints []string
	// TLS is how to speak to them, nil for plain connections. See TLSFiles.
	TLS *tls.Config
	// Username and Password are for clusters with etcd's own authentication.
	Username, Password string
	// DialTimeout bounds how long the cluster may take to answer when the store is
	// opened; 0 means DefaultDialTimeout.
	DialTimeout time.Duration
	// Prefix is in front of every key, at most 20 bytes; empty means
	// DefaultPrefix. A missing "/" at its end is added.
	Prefix string
	// NotesCount and NotesBytes bound the notes; 0 means the default. They hold
	// to within a 64th, and what other servers add meanwhile.
	NotesCount, NotesBytes int64
	// CompactEvery is how much history is kept, at least: after each such period
	// what is older is compacted, by one of the servers. 0 means
	// DefaultCompactEvery, less than 0 that etcd or someone else does it.
	CompactEvery time.Duration
	// Now is the clock, time.Now when nil. It names notes; a clock that is wrong
	// makes their order of removal wrong, nothing else.
	Now func() time.Time
}

func (o Options) withDefaults() (Options, error) {
	if len(o.Endpoints) == 0 {
		return o, errors.New("etcd: no endpoints")
	}
	if o.Prefix == "" {
		o.Prefix = DefaultPrefix
	}
	if !strings.HasSuffix(o.Prefix, "/") {
		o.Prefix += "/"
	}
	if len(o.Prefix) > maxPrefixBytes {
		return o, fmt.Errorf("etcd: prefix %q is longer than %d bytes", o.Prefix, maxPrefixBytes)
	}
	o.DialTimeout = orDefault(o.DialTimeout, DefaultDialTimeout)
	o.NotesCount = orDefault(o.NotesCount, DefaultNotesCount)
	o.NotesBytes = orDefault(o.NotesBytes, DefaultNotesBytes)
	if o.CompactEvery == 0 {
		o.CompactEvery = DefaultCompactEvery
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return o, nil
}

func orDefault[N ~int64](n, def N) N {
	if n <= 0 {
		return def
	}
	return n
}

// TLSFiles makes a configuration from PEM files: the authority that signed the
// members' certificates (empty for the system's), and this server's own certificate
// and key (both empty when the cluster asks for none).
func TLSFiles(caFile, certFile, keyFile string) (*tls.Config, error) {
	c := &tls.Config{MinVersion: tls.VersionTLS12}
	if caFile != "" {
		pem, err := os.ReadFile(caFile)
		if err != nil {
			return nil, fmt.Errorf("etcd: %w", err)
		}
		c.RootCAs = x509.NewCertPool()
		if !c.RootCAs.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("etcd: no certificate in %s", caFile)
		}
	}
	if certFile != "" || keyFile != "" {
		pair, err := tls.LoadX509KeyPair(certFile, keyFile)
		if err != nil {
			return nil, fmt.Errorf("etcd: %w", err)
		}
		c.Certificates = []tls.Certificate{pair}
	}
	return c, nil
}
