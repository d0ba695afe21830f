// Package apiservertest starts whole API servers for tests: the embedded store in
// memory, keys of their own, TLS on a free port of 127.0.0.1. It takes some tens
// of milliseconds, so a test has a server of its own.
package apiservertest

import (
	"context"
	"fmt"
	"net"
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/client-go/rest"

	"github.com/skiff-k8s/skiff/apiserver"
	"github.com/skiff-k8s/skiff/apiserver/pki"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/store"
	"github.com/skiff-k8s/skiff/store/local"
)

// Server is a server under test.
type Server struct {
	*apiserver.Server
	// URL is where it listens.
	URL   string
	Store store.Store
}

// Option changes the configuration.
type Option func(*apiserver.Config)

// FullAdmission switches all admission plugins on. Without it pods need no service
// account, since a test seldom runs the controller that makes them.
func FullAdmission(c *apiserver.Config) { c.DisableAdmission = nil }

// Start starts a server that ends with the test.
func Start(t testing.TB, options ...Option) *Server {
	t.Helper()
	kept, err := local.Open("data", local.Options{FS: vfs.NewMem()})
	if err != nil {
		t.Fatalf("store: %v", err)
	}
	config := apiserver.Config{Store: kept, DisableAdmission: []string{"ServiceAccount"}}
	for _, o := range options {
		o(&config)
	}
	s, err := apiserver.New(context.Background(), config)
	if err != nil {
		kept.Close()
		t.Fatalf("API server: %v", err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, listener) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("serving: %v", err)
		}
		s.Close()
		if err := kept.Close(); err != nil {
			t.Errorf("closing the store: %v", err)
		}
	})
	return &Server{Server: s, URL: "https://" + listener.Addr().String(), Store: kept}
}

// Admin is the administrator.
var Admin = &user.DefaultInfo{Name: pki.AdminUser, Groups: []string{pki.AdminGroup, user.AllAuthenticated}}

// Config returns how clients of the ecosystem reach the server as administrator,
// without any limit on their rate.
func (s *Server) Config(t testing.TB) *rest.Config {
	t.Helper()
	return s.ConfigFor(t, pki.AdminUser, pki.AdminGroup)
}

// ConfigFor is Config for a user with a certificate of its own.
func (s *Server) ConfigFor(t testing.TB, name string, groups ...string) *rest.Config {
	t.Helper()
	pair, err := s.Keys().CA.IssueClient(name, groups, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return &rest.Config{
		Host: s.URL, QPS: -1,
		TLSClientConfig: rest.TLSClientConfig{CAData: s.Keys().CA.PEM, CertData: pair.CertPEM, KeyData: pair.KeyPEM},
	}
}

// Kubeconfig writes a kubeconfig of the administrator and returns its path.
func (s *Server) Kubeconfig(t testing.TB) string {
	t.Helper()
	pair, err := s.Keys().Admin(time.Now())
	if err != nil {
		t.Fatal(err)
	}
	path := fmt.Sprintf("%s/kubeconfig", t.TempDir())
	if err := pki.WriteKubeconfig(path, pki.Access{Name: "test", Server: s.URL, CA: s.Keys().CA.PEM, Client: pair}); err != nil {
		t.Fatal(err)
	}
	return path
}

// Client returns a client in process that acts as administrator.
func (s *Server) Client() client.Client {
	return s.LocalClient(Admin, "test")
}
