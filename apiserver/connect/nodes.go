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
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/skiff-k8s/skiff/apiserver/lookup"
)

const (
	defaultKubeletPort = 10250
	dialTimeout        = 10 * time.Second
)

// Nodes reaches node agents.
type Nodes struct {
	objects   lookup.Objects
	transport *http.Transport
}

// Dial opens connections; nil means that of package net.
type Dial func(ctx context.Context, network, address string) (net.Conn, error)

// NewNodes reaches node agents with a client certificate. Their certificates must
// be of the authority in roots and name their address or their node.
func NewNodes(objects lookup.Objects, client tls.Certificate, roots *x509.CertPool, dial Dial) *Nodes {
	if dial == nil {
		dial = (&net.Dialer{Timeout: dialTimeout}).DialContext
	}
	n := &Nodes{objects: objects}
	n.transport = &http.Transport{
		DialContext:         dial,
		TLSHandshakeTimeout: dialTimeout,
		IdleConnTimeout:     time.Minute,
		MaxIdleConnsPerHost: 4,
		TLSClientConfig: &tls.Config{
			Certificates: []tls.Certificate{client},
			MinVersion:   tls.VersionTLS12,
			NextProtos:   []string{"http/1.1"},
			// The check is below: a node's certificate may name the node where it
			// is reached by address.
			InsecureSkipVerify: true, //nolint:gosec // see VerifyConnection
			VerifyConnection:   func(s tls.ConnectionState) error { return n.verify(s, roots) },
		},
	}
	return n
}

func (n *Nodes) verify(s tls.ConnectionState, roots *x509.CertPool) error {
	if len(s.PeerCertificates) == 0 {
		return errors.New("the node agent showed no certificate")
	}
	leaf := s.PeerCertificates[0]
	opts := x509.VerifyOptions{Roots: roots, Intermediates: x509.NewCertPool(), KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
	for _, c := range s.PeerCertificates[1:] {
		opts.Intermediates.AddCert(c)
	}
	if _, err := leaf.Verify(opts); err != nil {
		return err
	}
	if s.ServerName == "" || leaf.VerifyHostname(s.ServerName) == nil {
		return nil
	}
	if node := n.at(s.ServerName); node != nil && leaf.VerifyHostname(node.Name) == nil {
		return nil
	}
	return fmt.Errorf("the certificate of the node agent at %s is for somebody else", s.ServerName)
}

// at returns the node with that address.
func (n *Nodes) at(address string) *corev1.Node {
	var found *corev1.Node
	lookup.Each(n.objects, lookup.Nodes, "", func(node *corev1.Node) bool {
		for _, a := range node.Status.Addresses {
			if a.Address == address {
				found = node
				return false
			}
		}
		return true
	})
	return found
}

// endpoint returns where the agent of a node is.
func (n *Nodes) endpoint(name string) (*url.URL, error) {
	node, ok := lookup.Get[*corev1.Node](n.objects, lookup.Nodes, "", name)
	if !ok {
		return nil, apierrors.NewNotFound(lookup.Nodes, name)
	}
	host := nodeAddress(node)
	if host == "" {
		return nil, apierrors.NewInternalError(fmt.Errorf("node %q has no address", name))
	}
	port := node.Status.DaemonEndpoints.KubeletEndpoint.Port
	if port == 0 {
		port = defaultKubeletPort
	}
	return &url.URL{Scheme: "https", Host: net.JoinHostPort(host, strconv.Itoa(int(port)))}, nil
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
