package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"
	"time"
)

// registryPath is where the API server serves loaded images to nodes: each node
// has a registry on its loopback interface, which asks here.
const registryPath = "/skiff/v1/registry/"

// registryAddress is the registry on a node's loopback interface, which its
// containerd asks before any other.
const registryAddress = "127.0.0.1:5005"

// nodesOnly lets the cluster's nodes and administrators in.
type nodesOnly struct {
	roots *x509.CertPool
	next  http.Handler
}

func (n *nodesOnly) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.TLS == nil || len(r.TLS.PeerCertificates) == 0 {
		http.Error(w, "Unauthorized", http.StatusUnauthorized)
		return
	}
	caller := r.TLS.PeerCertificates[0]
	_, err := caller.Verify(x509.VerifyOptions{Roots: n.roots, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}})
	if err != nil {
		http.Error(w, "Unauthorized", http.StatusUnauthorized)
		return
	}
	if !slices.ContainsFunc(caller.Subject.Organization, func(group string) bool {
		return group == "system:nodes" || group == "system:masters"
	}) {
		http.Error(w, "Forbidden", http.StatusForbidden)
		return
	}
	n.next.ServeHTTP(w, r)
}

// serveRegistry serves a registry on the node's loopback interface until ctx ends.
func serveRegistry(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	stop := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer stop()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// remoteRegistry passes requests on to a server's registry, as the node.
func remoteRegistry(server *url.URL, config *tls.Config) http.Handler {
	return &httputil.ReverseProxy{
		Transport: &http.Transport{TLSClientConfig: config, ForceAttemptHTTP2: true, MaxIdleConnsPerHost: 4, IdleConnTimeout: time.Minute},
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(server)
			r.Out.URL.Path = strings.TrimSuffix(registryPath, "/") + r.In.URL.Path
		},
	}
}
