package pki

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"time"
)

// Lifetimes of what this package issues.
const (
	authorityLifetime = 10 * 365 * 24 * time.Hour
	// LeafLifetime is how long serving and client certificates are valid.
	LeafLifetime = 365 * 24 * time.Hour
	// renewBefore is how long before its end a kept certificate is replaced at
	// the next start.
	renewBefore = 90 * 24 * time.Hour
	// backdate makes fresh certificates valid for clients whose clock is behind.
	backdate = 5 * time.Minute
)

// Authority is a certificate authority.
type Authority struct {
	Certificate *x509.Certificate
	// PEM is the certificate in PEM, as it goes into kubeconfigs.
	PEM []byte
	key crypto.Signer
}

// KeyPair is a certificate with its private key, both in PEM.
type KeyPair struct {
	CertPEM, KeyPEM []byte
}

// TLS returns the pair as crypto/tls wants it, with the leaf parsed.
func (p KeyPair) TLS() (tls.Certificate, error) {
	return tls.X509KeyPair(p.CertPEM, p.KeyPEM)
}

// NewAuthority makes a self-signed authority with a fresh key.
func NewAuthority(commonName string, now time.Time) (*Authority, KeyPair, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, KeyPair{}, err
	}
	template, err := newTemplate(pkix.Name{CommonName: commonName}, now, authorityLifetime)
	if err != nil {
		return nil, KeyPair{}, err
	}
	template.IsCA = true
	template.BasicConstraintsValid = true
	template.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment
	template.DNSNames = []string{commonName}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, KeyPair{}, err
	}
	pair, err := encodePair(der, key)
	if err != nil {
		return nil, KeyPair{}, err
	}
	a, err := LoadAuthority(pair)
	return a, pair, err
}

// LoadAuthority makes an authority of a kept pair.
func LoadAuthority(pair KeyPair) (*Authority, error) {
	cert, err := parseCertificate(pair.CertPEM)
	if err != nil {
		return nil, err
	}
	if !cert.IsCA {
		return nil, errors.New("certificate is not an authority's")
	}
	key, err := ParsePrivateKey(pair.KeyPEM)
	if err != nil {
		return nil, err
	}
	return &Authority{Certificate: cert, PEM: pair.CertPEM, key: key}, nil
}

// Pool returns a pool that holds this authority alone.
func (a *Authority) Pool() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(a.Certificate)
	return pool
}

// IssueClient makes a client certificate for a user in groups.
func (a *Authority) IssueClient(user string, groups []string, now time.Time) (KeyPair, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return KeyPair{}, err
	}
	der, err := a.signClient(key.Public(), user, groups, now, LeafLifetime)
	if err != nil {
		return KeyPair{}, err
	}
	return encodePair(der, key)
}

// SignClientRequest makes a client certificate in PEM for the key of a PEM
// certificate signing request; only the request's key is used.
func (a *Authority) SignClientRequest(csrPEM []byte, user string, groups []string, now time.Time) ([]byte, error) {
	csr, err := ParseRequest(csrPEM)
	if err != nil {
		return nil, err
	}
	der, err := a.signClient(csr.PublicKey, user, groups, now, LeafLifetime)
	if err != nil {
		return nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), nil
}

// Issue signs a template for a key, under a fresh serial number, and returns the
// certificate in DER. The caller has judged the template.
func (a *Authority) Issue(template *x509.Certificate, key crypto.PublicKey) ([]byte, error) {
	serial, err := newSerial()
	if err != nil {
		return nil, err
	}
	signed := *template
	signed.SerialNumber = serial
	return x509.CreateCertificate(rand.Reader, &signed, a.Certificate, key, a.key)
}

// Expires is when the authority's own certificate ends.
func (a *Authority) Expires() time.Time { return a.Certificate.NotAfter }

func (a *Authority) signClient(pub crypto.PublicKey, user string, groups []string, now time.Time, life time.Duration) ([]byte, error) {
	template, err := newTemplate(pkix.Name{CommonName: user, Organization: groups}, now, life)
	if err != nil {
		return nil, err
	}
	template.KeyUsage = x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	return x509.CreateCertificate(rand.Reader, template, a.Certificate, pub, a.key)
}

// IssueServing makes a serving certificate for the names and addresses in hosts.
func (a *Authority) IssueServing(commonName string, hosts []string, now time.Time) (KeyPair, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return KeyPair{}, err
	}
	der, err := a.signServing(key.Public(), pkix.Name{CommonName: commonName}, hosts, now)
	if err != nil {
		return KeyPair{}, err
	}
	return encodePair(der, key)
}

// SignServingRequest makes a serving certificate in PEM for the key of a PEM
// certificate signing request, for the given subject and hosts.
func (a *Authority) SignServingRequest(csrPEM []byte, subject pkix.Name, hosts []string, now time.Time) ([]byte, error) {
	csr, err := ParseRequest(csrPEM)
	if err != nil {
		return nil, err
	}
	der, err := a.signServing(csr.PublicKey, subject, hosts, now)
	if err != nil {
		return nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), nil
}

func (a *Authority) signServing(pub crypto.PublicKey, subject pkix.Name, hosts []string, now time.Time) ([]byte, error) {
	template, err := newTemplate(subject, now, LeafLifetime)
	if err != nil {
		return nil, err
	}
	template.KeyUsage = x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	for _, h := range hosts {
		if ip := net.ParseIP(h); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, h)
		}
	}
	return x509.CreateCertificate(rand.Reader, template, a.Certificate, pub, a.key)
}

func newTemplate(subject pkix.Name, now time.Time, life time.Duration) (*x509.Certificate, error) {
	serial, err := newSerial()
	if err != nil {
		return nil, err
	}
	return &x509.Certificate{
		SerialNumber: serial,
		Subject:      subject,
		NotBefore:    now.Add(-backdate).UTC(),
		NotAfter:     now.Add(life).UTC(),
	}, nil
}

// newSerial makes a serial number that is unlike any other.
func newSerial() (*big.Int, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return nil, err
	}
	return serial.Add(serial, big.NewInt(1)), nil
}

// ParseRequest reads a PEM certificate signing request and checks that it is
// signed by its own key.
func ParseRequest(csrPEM []byte) (*x509.CertificateRequest, error) {
	block, _ := pem.Decode(csrPEM)
	if block == nil || block.Type != "CERTIFICATE REQUEST" {
		return nil, errors.New("not a PEM certificate signing request")
	}
	csr, err := x509.ParseCertificateRequest(block.Bytes)
	if err != nil {
		return nil, err
	}
	return csr, csr.CheckSignature()
}

func parseCertificate(data []byte) (*x509.Certificate, error) {
	block, _ := pem.Decode(data)
	if block == nil || block.Type != "CERTIFICATE" {
		return nil, errors.New("no certificate in PEM")
	}
	return x509.ParseCertificate(block.Bytes)
}

// ParsePrivateKey reads an EC, RSA or PKCS#8 private key in PEM.
func ParsePrivateKey(data []byte) (crypto.Signer, error) {
	block, _ := pem.Decode(data)
	if block == nil {
		return nil, errors.New("no private key in PEM")
	}
	var (
		key any
		err error
	)
	switch block.Type {
	case "EC PRIVATE KEY":
		key, err = x509.ParseECPrivateKey(block.Bytes)
	case "RSA PRIVATE KEY":
		key, err = x509.ParsePKCS1PrivateKey(block.Bytes)
	default:
		key, err = x509.ParsePKCS8PrivateKey(block.Bytes)
	}
	if err != nil {
		return nil, err
	}
	signer, ok := key.(crypto.Signer)
	if !ok {
		return nil, fmt.Errorf("private key of type %T cannot sign", key)
	}
	return signer, nil
}

func encodePair(der []byte, key *ecdsa.PrivateKey) (KeyPair, error) {
	keyPEM, err := encodeKey(key)
	if err != nil {
		return KeyPair{}, err
	}
	return KeyPair{
		CertPEM: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}),
		KeyPEM:  keyPEM,
	}, nil
}

func encodeKey(key *ecdsa.PrivateKey) ([]byte, error) {
	raw, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: raw}), nil
}
