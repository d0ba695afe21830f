package pki

import (
	"crypto/x509"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	clientcmdv1 "k8s.io/client-go/tools/clientcmd/api/v1"
	"sigs.k8s.io/yaml"
)

var testNow = time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)

func open(t *testing.T, dir string, now time.Time, hosts ...string) *Keys {
	t.Helper()
	k, err := Open(dir, Options{Hosts: hosts, ServiceIPs: []net.IP{net.ParseIP("10.96.0.1")}, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestServingCertificateCoversNamesAndIsTrusted(t *testing.T) {
	k := open(t, "", testNow, "node.example", "192.0.2.7")
	for _, host := range []string{"localhost", "127.0.0.1", "::1", "10.96.0.1", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local", "node.example", "192.0.2.7"} {
		_, err := k.Serving.Leaf.Verify(x509.VerifyOptions{
			DNSName: host, Roots: k.CA.Pool(), CurrentTime: testNow,
			KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		})
		if err != nil {
			t.Errorf("%s: %v", host, err)
		}
	}
	if k.Serving.Leaf.VerifyHostname("other.example") == nil {
		t.Error("the certificate covers a name nobody asked for")
	}
}

func TestOpenKeepsKeysAndRenewsCertificates(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "pki")
	first := open(t, dir, testNow)
	again := open(t, dir, testNow.Add(time.Hour))
	if string(first.CA.PEM) != string(again.CA.PEM) || !first.Serving.Leaf.Equal(again.Serving.Leaf) {
		t.Error("a second start made other certificates")
	}
	wider := open(t, dir, testNow, "more.example")
	if wider.Serving.Leaf.Equal(first.Serving.Leaf) || wider.Serving.Leaf.VerifyHostname("more.example") != nil {
		t.Error("a new host did not get a new serving certificate")
	}
	later := open(t, dir, testNow.Add(LeafLifetime-24*time.Hour), "more.example")
	if later.Serving.Leaf.Equal(wider.Serving.Leaf) {
		t.Error("a certificate that ends tomorrow was kept")
	}
	if string(later.CA.PEM) != string(first.CA.PEM) {
		t.Error("the authority changed")
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", e.Name(), info.Mode().Perm())
		}
	}
}

func TestOpenNeverReplacesADamagedKey(t *testing.T) {
	for _, name := range []string{"ca.key", "ca.crt", "sa.key", "front-proxy-ca.key"} {
		dir := t.TempDir()
		open(t, dir, testNow)
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte("rubbish"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(dir, Options{Now: testNow}); err == nil {
			t.Errorf("%s: a damaged file was accepted", name)
		}
		if data, _ := os.ReadFile(path); string(data) != "rubbish" {
			t.Errorf("%s: the damaged file was overwritten", name)
		}
	}
}

func TestClientCertificates(t *testing.T) {
	k := open(t, "", testNow)
	pair, err := k.CA.IssueClient("system:node:n1", []string{"system:nodes"}, testNow)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := parseCertificate(pair.CertPEM)
	if err != nil {
		t.Fatal(err)
	}
	opts := x509.VerifyOptions{Roots: k.CA.Pool(), CurrentTime: testNow, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}}
	if _, err := cert.Verify(opts); err != nil {
		t.Error(err)
	}
	if cert.Subject.CommonName != "system:node:n1" || cert.Subject.Organization[0] != "system:nodes" {
		t.Errorf("subject %v", cert.Subject)
	}
	opts.KeyUsages = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	if _, err := cert.Verify(opts); err == nil {
		t.Error("a client certificate may serve")
	}
}

func TestMergeKubeconfigKeepsOthers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sub", "config")
	if err := MergeKubeconfig(path, Access{Name: "one", Server: "https://one", Token: "t1"}); err != nil {
		t.Fatal(err)
	}
	if err := MergeKubeconfig(path, Access{Name: "two", Server: "https://two", Token: "t2"}); err != nil {
		t.Fatal(err)
	}
	if err := MergeKubeconfig(path, Access{Name: "two", Server: "https://two-b", Token: "t3"}); err != nil {
		t.Fatal(err)
	}
	read := func() clientcmdv1.Config {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var cfg clientcmdv1.Config
		if err := yaml.UnmarshalStrict(data, &cfg); err != nil {
			t.Fatal(err)
		}
		return cfg
	}
	cfg := read()
	if len(cfg.Clusters) != 2 || cfg.Clusters[1].Cluster.Server != "https://two-b" || cfg.CurrentContext != "two" {
		t.Errorf("merged: %+v", cfg)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, error %v", info.Mode(), err)
	}
	if err := RemoveFromKubeconfig(path, "two"); err != nil {
		t.Fatal(err)
	}
	cfg = read()
	if len(cfg.Clusters) != 1 || cfg.Clusters[0].Name != "one" || cfg.CurrentContext != "" {
		t.Errorf("after removal: %+v", cfg)
	}
	if err := RemoveFromKubeconfig(filepath.Join(t.TempDir(), "none"), "x"); err != nil {
		t.Error(err)
	}
}
