package pki

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Names in the folder, those of kubeadm.
const (
	fileCA            = "ca"
	fileFrontProxyCA  = "front-proxy-ca"
	fileServing       = "apiserver"
	fileKubeletClient = "apiserver-kubelet-client"
	fileProxyClient   = "front-proxy-client"
	fileServiceKey    = "sa.key"
)

// Who the certificates of this package belong to.
const (
	AdminUser         = "kubernetes-admin"
	AdminGroup        = "system:masters"
	ProxyClientUser   = "front-proxy-client"
	kubeletClientUser = "kube-apiserver-kubelet-client"
)

// Keys is what a server needs to prove who it is and to know who asks.
type Keys struct {
	// CA signs client and serving certificates.
	CA *Authority
	// FrontProxy signs the certificate with which the server proxies to
	// aggregated API servers, and those that may speak for other users.
	FrontProxy *Authority
	// Serving is the API server's own certificate.
	Serving tls.Certificate
	// KubeletClient is shown to kubelets, ProxyClient to aggregated API servers.
	KubeletClient, ProxyClient KeyPair
	// ServiceAccount signs service-account tokens.
	ServiceAccount crypto.Signer
}

// Options say what the serving certificate must cover.
type Options struct {
	// Hosts are the names and addresses by which clients reach the server,
	// beside localhost and the names of the kubernetes Service.
	Hosts []string
	// ServiceIPs are the addresses of the kubernetes Service.
	ServiceIPs []net.IP
	// ClusterDomain is the DNS domain of the cluster: "cluster.local" when empty.
	ClusterDomain string
	// Now is the time of issue.
	Now time.Time
}

func (o Options) hosts() []string {
	domain := o.ClusterDomain
	if domain == "" {
		domain = "cluster.local"
	}
	hosts := []string{
		"kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc." + domain,
		"localhost", "127.0.0.1", "::1",
	}
	for _, ip := range o.ServiceIPs {
		hosts = append(hosts, ip.String())
	}
	for _, h := range o.Hosts {
		if h != "" && !slices.Contains(hosts, h) {
			hosts = append(hosts, h)
		}
	}
	return hosts
}

// Open reads the keys in dir and makes those that are missing, about to end or,
// for the serving certificate, do not cover what opts ask for. With an empty dir
// everything is made afresh and nothing is written. A key that cannot be read is
// an error and is never replaced.
func Open(dir string, opts Options) (*Keys, error) {
	f := folder(dir)
	if dir != "" {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, err
		}
	}
	var (
		k   = &Keys{}
		err error
	)
	if k.CA, err = f.authority(fileCA, "kubernetes", opts.Now); err != nil {
		return nil, err
	}
	if k.FrontProxy, err = f.authority(fileFrontProxyCA, "front-proxy-ca", opts.Now); err != nil {
		return nil, err
	}
	serving, err := f.leaf(fileServing, k.CA, opts.Now, opts.hosts(), func() (KeyPair, error) {
		return k.CA.IssueServing("kube-apiserver", opts.hosts(), opts.Now)
	})
	if err != nil {
		return nil, err
	}
	if k.Serving, err = serving.TLS(); err != nil {
		return nil, fmt.Errorf("pki: serving certificate: %w", err)
	}
	k.KubeletClient, err = f.leaf(fileKubeletClient, k.CA, opts.Now, nil, func() (KeyPair, error) {
		return k.CA.IssueClient(kubeletClientUser, []string{AdminGroup}, opts.Now)
	})
	if err != nil {
		return nil, err
	}
	k.ProxyClient, err = f.leaf(fileProxyClient, k.FrontProxy, opts.Now, nil, func() (KeyPair, error) {
		return k.FrontProxy.IssueClient(ProxyClientUser, nil, opts.Now)
	})
	if err != nil {
		return nil, err
	}
	k.ServiceAccount, err = f.signingKey(fileServiceKey)
	return k, err
}

// Admin issues the certificate of the cluster's administrator.
func (k *Keys) Admin(now time.Time) (KeyPair, error) {
	return k.CA.IssueClient(AdminUser, []string{AdminGroup}, now)
}

// folder is where keys are kept; empty keeps nothing.
type folder string

func (f folder) authority(name, commonName string, now time.Time) (*Authority, error) {
	pair, ok, err := f.readPair(name)
	if err != nil {
		return nil, err
	}
	if ok {
		a, err := LoadAuthority(pair)
		if err != nil {
			return nil, fmt.Errorf("pki: %s: %w", name, err)
		}
		return a, nil
	}
	a, pair, err := NewAuthority(commonName, now)
	if err != nil {
		return nil, err
	}
	return a, f.writePair(name, pair)
}

// leaf returns the kept pair when it is signed by a, does not end soon and
// covers hosts; else it issues and keeps another.
func (f folder) leaf(name string, a *Authority, now time.Time, hosts []string, issue func() (KeyPair, error)) (KeyPair, error) {
	pair, ok, err := f.readPair(name)
	if err != nil {
		return KeyPair{}, err
	}
	if ok && usable(pair, a, now, hosts) {
		return pair, nil
	}
	pair, err = issue()
	if err != nil {
		return KeyPair{}, err
	}
	return pair, f.writePair(name, pair)
}

func usable(pair KeyPair, a *Authority, now time.Time, hosts []string) bool {
	cert, err := parseCertificate(pair.CertPEM)
	if err != nil || now.After(cert.NotAfter.Add(-renewBefore)) || now.Before(cert.NotBefore) {
		return false
	}
	if cert.CheckSignatureFrom(a.Certificate) != nil {
		return false
	}
	for _, h := range hosts {
		if cert.VerifyHostname(h) != nil {
			return false
		}
	}
	return true
}

func (f folder) signingKey(name string) (crypto.Signer, error) {
	if f != "" {
		data, err := os.ReadFile(filepath.Join(string(f), name))
		if err == nil {
			key, err := ParsePrivateKey(data)
			if err != nil {
				return nil, fmt.Errorf("pki: %s: %w", name, err)
			}
			return key, nil
		}
		if !errors.Is(err, os.ErrNotExist) {
			return nil, err
		}
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	data, err := encodeKey(key)
	if err != nil {
		return nil, err
	}
	return key, f.write(name, data)
}

func (f folder) readPair(name string) (KeyPair, bool, error) {
	if f == "" {
		return KeyPair{}, false, nil
	}
	cert, err := os.ReadFile(filepath.Join(string(f), name+".crt"))
	if errors.Is(err, os.ErrNotExist) {
		return KeyPair{}, false, nil
	}
	if err != nil {
		return KeyPair{}, false, err
	}
	key, err := os.ReadFile(filepath.Join(string(f), name+".key"))
	if err != nil {
		return KeyPair{}, false, err
	}
	return KeyPair{CertPEM: cert, KeyPEM: key}, true, nil
}

// writePair writes the key first: a certificate is only there with its key.
func (f folder) writePair(name string, pair KeyPair) error {
	if err := f.write(name+".key", pair.KeyPEM); err != nil {
		return err
	}
	return f.write(name+".crt", pair.CertPEM)
}

func (f folder) write(name string, data []byte) error {
	if f == "" {
		return nil
	}
	return writePrivate(filepath.Join(string(f), name), data)
}

// writePrivate replaces a file in one step, readable by its owner only.
func writePrivate(path string, data []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	if _, err := tmp.Write(data); err != nil {
		tmp.Close()
		return err
	}
	if err := tmp.Sync(); err != nil {
		tmp.Close()
		return err
	}
	if err := tmp.Close(); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path) // CreateTemp made it 0600
}

// Pool returns the pool of the certificates in a PEM bundle.
func Pool(bundle []byte) (*x509.CertPool, error) {
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(bundle) {
		return nil, errors.New("pki: no certificate in the bundle")
	}
	return pool, nil
}
