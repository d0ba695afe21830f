package connect

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/skiff-k8s/skiff/apiserver/lookup"
)

const (
	defaultKubeletPort = 10250
	dialTimeout        = 10 * time.Second
)

// maxTransports bounds the nodes whose connections are kept; at the bound all
// are forgotten.
const maxTransports = 5000

// Nodes reaches node agents. It is safe for concurrent use.
type Nodes struct {
	objects lookup.Objects
	client  tls.Certificate
	roots   *x509.CertPool
	dial    Dial

	mu         sync.Mutex
	transports map[agent]*http.Transport
}

// agent is the agent of a node at an address.
type agent struct{ node, host string }

// Dial opens connections; nil means that of package net.
type Dial func(ctx context.Context, network, address string) (net.Conn, error)

// NewNodes reaches node agents with a client certificate. Their certificates must
// be of the authority in roots and belong to the node that is asked.
func NewNodes(objects lookup.Objects, client tls.Certificate, roots *x509.CertPool, dial Dial) *Nodes {
	if dial == nil {
		dial = (&net.Dialer{Timeout: dialTimeout}).DialContext
	}
	return &Nodes{objects: objects, client: client, roots: roots, dial: dial, transports: map[agent]*http.Transport{}}
}

// transport returns the connections to one agent. A connection is of use for the
// node that it was checked for only, so every node has its own.
func (n *Nodes) transport(a agent) *http.Transport {
	n.mu.Lock()
	defer n.mu.Unlock()
	if t := n.transports[a]; t != nil {
		return t
	}
	if len(n.transports) >= maxTransports {
		for _, t := range n.transports {
			t.CloseIdleConnections()
		}
		clear(n.transports)
	}
	t := &http.Transport{
		DialContext:         n.dial,
		TLSHandshakeTimeout: dialTimeout,
		IdleConnTimeout:     time.Minute,
		MaxIdleConnsPerHost: 4,
		TLSClientConfig: &tls.Config{
			Certificates: []tls.Certificate{n.client},
			MinVersion:   tls.VersionTLS12,
			NextProtos:   []string{"http/1.1"},
			// The check is below: the certificate may name the node's user, its
			// name or its address.
			InsecureSkipVerify: true, //nolint:gosec // see VerifyConnection
			VerifyConnection:   func(s tls.ConnectionState) error { return n.verify(s, a) },
		},
	}
	n.transports[a] = t
	return t
}

func (n *Nodes) verify(s tls.ConnectionState, a agent) error {
	if len(s.PeerCertificates) == 0 {
		return errors.New("the node agent showed no certificate")
	}
	leaf := s.PeerCertificates[0]
	opts := x509.VerifyOptions{Roots: n.roots, Intermediates: x509.NewCertPool(), KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
	for _, c := range s.PeerCertificates[1:] {
		opts.Intermediates.AddCert(c)
	}
	if _, err := leaf.Verify(opts); err != nil {
		return err
	}
	if leaf.Subject.CommonName == "system:node:"+a.node || leaf.VerifyHostname(a.node) == nil || leaf.VerifyHostname(a.host) == nil {
		return nil
	}
	return fmt.Errorf("the certificate of the agent of node %q at %s is for somebody else", a.node, a.host)
}

// endpoint returns where the agent of a node is, and the connections to it.
func (n *Nodes) endpoint(name string) (*url.URL, *http.Transport, error) {
	node, ok := lookup.Get[*corev1.Node](n.objects, lookup.Nodes, "", name)
	if !ok {
		return nil, nil, apierrors.NewNotFound(lookup.Nodes, name)
	}
	host := nodeAddress(node)
	if host == "" {
		return nil, nil, apierrors.NewInternalError(fmt.Errorf("node %q has no address", name))
	}
	port := node.Status.DaemonEndpoints.KubeletEndpoint.Port
	if port == 0 {
		port = defaultKubeletPort
	}
	u := &url.URL{Scheme: "https", Host: net.JoinHostPort(host, strconv.Itoa(int(port)))}
	return u, n.transport(agent{name, host}), nil
}

// nodeAddress prefers the address inside the cluster.
func nodeAddress(node *corev1.Node) string {
	for _, kind := range []corev1.NodeAddressType{corev1.NodeInternalIP, corev1.NodeExternalIP, corev1.NodeInternalDNS, corev1.NodeHostName} {
		for _, a := range node.Status.Addresses {
			if a.Type == kind && a.Address != "" {
				return a.Address
			}
		}
	}
	return ""
}
