package join

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/skiff-k8s/skiff/apiserver/pki"
)

// Request says which node joins where.
type Request struct {
	Server    string // URL
	Token     Token
	NodeName  string
	Addresses []string // of the kubelet's endpoint
	// PasswordFile keeps the node's password, mode 0600; it is made when it is
	// not there.
	PasswordFile string
}

// Credentials are what a node has when it has joined.
type Credentials struct {
	CA []byte // PEM
	// Client is for the user system:node:NAME, Proxy for system:kube-proxy;
	// Serving is for the kubelet's endpoint.
	Client, Proxy, Serving pki.KeyPair
	Cluster                Cluster
}

// timeout bounds one exchange with the server.
const timeout = 15 * time.Second

// Join joins once. Errors say what the server said.
func Join(ctx context.Context, r Request) (*Credentials, error) {
	password, err := openPassword(r.PasswordFile)
	if err != nil {
		return nil, err
	}
	ca, err := fetchCA(ctx, r.Server, r.Token)
	if err != nil {
		return nil, err
	}
	clientKey, clientRequest, err := newRequest()
	if err != nil {
		return nil, err
	}
	servingKey, servingRequest, err := newRequest()
	if err != nil {
		return nil, err
	}
	a, err := send(ctx, r, ca, request{
		NodeName: r.NodeName, Password: password, Addresses: r.Addresses,
		ClientRequest: clientRequest, ServingRequest: servingRequest,
	})
	if err != nil {
		return nil, err
	}
	return &Credentials{
		CA:      ca,
		Client:  pki.KeyPair{CertPEM: a.ClientCertificate, KeyPEM: clientKey},
		Proxy:   pki.KeyPair{CertPEM: a.ProxyCertificate, KeyPEM: clientKey},
		Serving: pki.KeyPair{CertPEM: a.ServingCertificate, KeyPEM: servingKey},
		Cluster: Cluster{ClusterCIDR: a.ClusterCIDR, ServiceCIDR: a.ServiceCIDR, ClusterDNS: a.ClusterDNS},
	}, nil
}

// fetchCA fetches the authority over a connection that nothing vouches for and
// trusts it only when the token's digest matches.
func fetchCA(ctx context.Context, server string, token Token) ([]byte, error) {
	ca, err := exchange(ctx, &tls.Config{InsecureSkipVerify: true}, http.MethodGet, server+PathCA, "", nil)
	if err != nil {
		return nil, err
	}
	if sha256.Sum256(ca) != token.CADigest {
		return nil, fmt.Errorf("the server at %s is not the one that the token was made by", server)
	}
	return ca, nil
}

func send(ctx context.Context, r Request, ca []byte, body request) (*answer, error) {
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(ca) {
		return nil, errors.New("the server's authority is not a certificate")
	}
	raw, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	raw, err = exchange(ctx, &tls.Config{RootCAs: pool}, http.MethodPost, r.Server+PathJoin, r.Token.Secret, raw)
	if err != nil {
		return nil, err
	}
	a := new(answer)
	if err := json.Unmarshal(raw, a); err != nil {
		return nil, fmt.Errorf("the server's answer cannot be read: %w", err)
	}
	return a, nil
}

func exchange(ctx context.Context, config *tls.Config, method, url, secret string, body []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	if secret != "" {
		req.Header.Set("Authorization", "Bearer "+secret)
	}
	transport := &http.Transport{TLSClientConfig: config}
	defer transport.CloseIdleConnections()
	resp, err := (&http.Client{Transport: transport}).Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(resp.Body, maxBody))
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", resp.Status, strings.TrimSpace(string(raw)))
	}
	return raw, nil
}

// newRequest makes a key and a signing request for it. The server decides on the
// subject.
func newRequest() (keyPEM, requestPEM []byte, err error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	der, err := x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{}, key)
	if err != nil {
		return nil, nil, err
	}
	keyDER, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return nil, nil, err
	}
	return pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: keyDER}),
		pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE REQUEST", Bytes: der}), nil
}

func openPassword(file string) (string, error) {
	raw, err := os.ReadFile(file)
	if err == nil {
		return strings.TrimSpace(string(raw)), nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	password := randomHex()
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return "", err
	}
	return password, os.WriteFile(file, []byte(password+"\n"), 0o600)
}
