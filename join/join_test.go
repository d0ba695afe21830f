package join

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/skiff-k8s/skiff/apiserver/pki"
)

// known is Passwords in memory.
type known map[string][sha256.Size]byte

func (k known) Check(_ context.Context, node string, digest [sha256.Size]byte) (bool, error) {
	if have, ok := k[node]; ok {
		return have == digest, nil
	}
	k[node] = digest
	return true, nil
}

func serve(t *testing.T) (*Handler, string) {
	t.Helper()
	ca, pair, err := pki.NewAuthority("kubernetes", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	serving, err := ca.IssueServing("kube-apiserver", []string{"127.0.0.1"}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	cert, err := serving.TLS()
	if err != nil {
		t.Fatal(err)
	}
	token, err := OpenToken(filepath.Join(t.TempDir(), "token"), pair.CertPEM)
	if err != nil {
		t.Fatal(err)
	}
	h := &Handler{CA: ca, CAPEM: pair.CertPEM, Token: token, Passwords: known{}, Now: time.Now,
		Cluster: Cluster{ClusterCIDR: "10.244.0.0/16", ServiceCIDR: "10.96.0.0/16", ClusterDNS: "10.96.0.10"}}
	server := httptest.NewUnstartedServer(h)
	server.TLS = &tls.Config{Certificates: []tls.Certificate{cert}}
	server.StartTLS()
	t.Cleanup(server.Close)
	return h, server.URL
}

func TestJoin(t *testing.T) {
	h, url := serve(t)
	r := Request{Server: url, Token: h.Token, NodeName: "skiff-2", Addresses: []string{"10.89.0.3", "skiff-2"}, PasswordFile: filepath.Join(t.TempDir(), "password")}
	for range 2 { // the second time with the password of the first
		c, err := Join(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		pair, err := c.Client.TLS()
		if err != nil {
			t.Fatal(err)
		}
		leaf, err := x509.ParseCertificate(pair.Certificate[0])
		if err != nil {
			t.Fatal(err)
		}
		if leaf.Subject.CommonName != "system:node:skiff-2" || leaf.Subject.Organization[0] != "system:nodes" {
			t.Errorf("certificate for %s", leaf.Subject)
		}
		if c.Cluster != h.Cluster {
			t.Errorf("cluster %+v, want %+v", c.Cluster, h.Cluster)
		}
		serving, err := c.Serving.TLS()
		if err != nil {
			t.Fatal(err)
		}
		leaf, _ = x509.ParseCertificate(serving.Certificate[0])
		if !leaf.IPAddresses[0].Equal(net.ParseIP("10.89.0.3")) || leaf.DNSNames[0] != "skiff-2" {
			t.Errorf("serving certificate for %v %v", leaf.IPAddresses, leaf.DNSNames)
		}
	}
	if info, err := os.Stat(r.PasswordFile); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("password file %v %v", info, err)
	}
}

func TestJoinIsRefused(t *testing.T) {
	h, url := serve(t)
	good := Request{Server: url, Token: h.Token, NodeName: "skiff-2", Addresses: []string{"10.89.0.3"}, PasswordFile: filepath.Join(t.TempDir(), "password")}
	if _, err := Join(t.Context(), good); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name   string
		change func(*Request)
		want   string
	}{
		{"another server's token", func(r *Request) { r.Token.CADigest[0]++ }, "not the one that the token was made by"},
		{"wrong secret", func(r *Request) { r.Token.Secret = "0123456789abcdef" }, "401"},
		{"a name that is taken", func(r *Request) { r.PasswordFile += "-other" }, "another password"},
		{"not a name", func(r *Request) { r.NodeName = "Not_A_Name" }, "cannot name a node"},
		{"not an address", func(r *Request) { r.Addresses = []string{"a b"} }, "neither an address nor a name"},
		{"no address", func(r *Request) { r.Addresses = nil }, "1 to 16 addresses"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := good
			test.change(&r)
			if _, err := Join(t.Context(), r); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want one with %q", err, test.want)
			}
		})
	}
}

func TestToken(t *testing.T) {
	file := filepath.Join(t.TempDir(), "token")
	made, err := OpenToken(file, []byte("ca"))
	if err != nil {
		t.Fatal(err)
	}
	again, err := OpenToken(file, []byte("ca"))
	if err != nil || again != made {
		t.Errorf("opened again: %v, %v", again, err)
	}
	if parsed, err := ParseToken(made.String()); err != nil || parsed != made {
		t.Errorf("parsed %v, %v", parsed, err)
	}
	for _, bad := range []string{"", "skiff.xx.yy", "skiff." + strings.Repeat("0", 64) + ".short", "other." + strings.Repeat("0", 64) + "." + strings.Repeat("1", 32)} {
		if _, err := ParseToken(bad); err == nil {
			t.Errorf("%q is taken for a token", bad)
		}
	}
}
