package upstream

import (
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"k8s.io/client-go/tools/clientcmd"
)

func TestAuthorityIssuesWhatItTrusts(t *testing.T) {
	ca, err := NewAuthority("test")
	if err != nil {
		t.Fatal(err)
	}
	pair, err := ca.Client("alice", "devs", "testers")
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(pair.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	if leaf.Subject.CommonName != "alice" || len(leaf.Subject.Organization) != 2 {
		t.Errorf("issued for %v", leaf.Subject)
	}
	verify := func(cert *x509.Certificate, usage x509.ExtKeyUsage, host string) error {
		_, err := cert.Verify(x509.VerifyOptions{Roots: ca.Pool(), KeyUsages: []x509.ExtKeyUsage{usage}, DNSName: host})
		return err
	}
	if err := verify(leaf, x509.ExtKeyUsageClientAuth, ""); err != nil {
		t.Error(err)
	}
	serving, err := ca.Server()
	if err != nil {
		t.Fatal(err)
	}
	leaf, err = x509.ParseCertificate(serving.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := verify(leaf, x509.ExtKeyUsageServerAuth, "127.0.0.1"); err != nil {
		t.Error(err)
	}
}

func TestAuthoritySurvivesItsFiles(t *testing.T) {
	ca, err := NewAuthority("test")
	if err != nil {
		t.Fatal(err)
	}
	self, err := ca.Client("ca")
	if err != nil {
		t.Fatal(err)
	}
	self.Certificate, self.PrivateKey = [][]byte{ca.Cert.Raw}, ca.Key
	certFile, keyFile, err := writePair(t.TempDir(), "ca", self)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(keyFile); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("key file: %v, %v", info, err)
	}
	loaded, err := LoadAuthority(certFile, keyFile)
	if err != nil || !loaded.Cert.Equal(ca.Cert) {
		t.Errorf("loaded another authority, %v", err)
	}
}

// TestStart runs the real pair where it has been built. It takes seconds.
func TestStart(t *testing.T) {
	root, err := Root()
	if err != nil {
		t.Fatal(err)
	}
	bin, err := Find(root)
	if errors.Is(err, ErrNotBuilt) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	if testing.Short() {
		t.Skip("starts kube-apiserver")
	}
	cp, err := Start(t.Context(), bin, Options{})
	if err != nil {
		t.Fatal(err)
	}
	pids := cp.PIDs()
	kubeconfig := filepath.Join(t.TempDir(), "kubeconfig")
	if err := cp.WriteKubeconfig(kubeconfig, "admin", "system:masters"); err != nil {
		t.Error(err)
	}
	if config, err := clientcmd.BuildConfigFromFlags("", kubeconfig); err != nil || config.Host != cp.URL {
		t.Errorf("kubeconfig for %v, %v", config, err)
	}
	cp.Stop()
	cp.Stop() // once more does no harm
	for _, pid := range pids {
		if _, err := os.Stat(fmt.Sprintf("/proc/%d", pid)); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("process %d is still there: %v", pid, err)
		}
	}
	if _, err := os.Stat(cp.Dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%s is still there: %v", cp.Dir, err)
	}
}

func TestStartTellsWhatWentWrong(t *testing.T) {
	begin := time.Now()
	_, err := Start(t.Context(), Binaries{Etcd: "/bin/false", APIServer: "/bin/false"}, Options{})
	if err == nil {
		t.Fatal("no error")
	}
	if time.Since(begin) > readyTimeout/2 {
		t.Errorf("a child that ended was waited for: %v", err)
	}
}
