package apiserver

import (
	"crypto"
	"crypto/tls"
	"fmt"
	"path/filepath"

	"github.com/skiff-k8s/skiff/apiserver/authn"
	"github.com/skiff-k8s/skiff/apiserver/authn/oidc"
	"github.com/skiff-k8s/skiff/apiserver/pki"
)

// Trust says which keys and names a server takes from its operator instead of
// keeping its own in Config.DataDir. What is zero is the server's own.
type Trust struct {
	// Serving is the certificate that the server shows.
	Serving *tls.Certificate
	// ClientCAs is the PEM bundle of the authorities of client certificates.
	ClientCAs []byte
	// FrontProxyCAs is the PEM bundle of the authorities of front proxies, and
	// FrontProxyNames the common names of those; with a bundle and no names any is
	// trusted.
	FrontProxyCAs   []byte
	FrontProxyNames []string
	// TokenSigner signs service-account tokens; TokenKeys are further public keys
	// that they may be signed with.
	TokenSigner crypto.Signer
	TokenKeys   []crypto.PublicKey
	// Issuers of service-account tokens: the first issues, all are accepted.
	Issuers []string
	// Audiences of the API server in tokens; empty means the issuers.
	Audiences []string
	// KubeletCAs is the PEM bundle of the authorities of kubelets' serving
	// certificates, KubeletClient what is shown to kubelets, and ProxyClient what
	// is shown to aggregated API servers.
	KubeletCAs                 []byte
	KubeletClient, ProxyClient *pki.KeyPair
}

// openKeys reads the server's own keys and puts those of its operator in their
// place.
func (s *Server) openKeys() error {
	dir := ""
	if s.config.DataDir != "" {
		dir = filepath.Join(s.config.DataDir, "pki")
	}
	opts := pki.Options{Hosts: s.config.Hosts, ClusterDomain: s.config.ClusterDomain, Now: s.config.Now()}
	if s.config.Advertise.IsValid() {
		opts.Hosts = append(opts.Hosts, s.config.Advertise.Addr().Unmap().String())
	}
	for _, ip := range s.config.serviceIPs() {
		opts.ServiceIPs = append(opts.ServiceIPs, ip.AsSlice())
	}
	keys, err := pki.Open(dir, opts)
	if err != nil {
		return fmt.Errorf("apiserver: keys: %w", err)
	}
	t := &s.config.Trust
	if t.Serving != nil {
		keys.Serving = *t.Serving
	}
	if t.TokenSigner != nil {
		keys.ServiceAccount = t.TokenSigner
	}
	if t.KubeletClient != nil {
		keys.KubeletClient = *t.KubeletClient
	}
	if t.ProxyClient != nil {
		keys.ProxyClient = *t.ProxyClient
	}
	if len(t.ClientCAs) == 0 {
		t.ClientCAs = keys.CA.PEM
	}
	if len(t.FrontProxyCAs) == 0 {
		t.FrontProxyCAs, t.FrontProxyNames = keys.FrontProxy.PEM, []string{pki.ProxyClientUser}
	}
	if len(t.KubeletCAs) == 0 {
		t.KubeletCAs = keys.CA.PEM
	}
	s.keys = keys
	return nil
}

// openTokens makes what issues and checks service-account tokens.
func (s *Server) openTokens() error {
	t := &s.config.Trust
	audiences := t.Audiences
	if len(audiences) == 0 {
		audiences = s.issuers()
	}
	var err error
	s.tokens, err = authn.NewServiceAccounts(s.issuers(), audiences, s.keys.ServiceAccount, t.TokenKeys, s.objects, s.config.Now, s.config.NewID)
	return err
}

func (s *Server) issuers() []string {
	if len(s.config.Trust.Issuers) > 0 {
		return s.config.Trust.Issuers
	}
	return []string{"https://kubernetes.default.svc." + s.config.ClusterDomain}
}

// Issuer returns the issuer of service-account tokens.
func (s *Server) Issuer() string { return s.issuers()[0] }

func (s *Server) newAuthenticator() (*authn.Authenticator, error) {
	t := &s.config.Trust
	clients, err := pki.Pool(t.ClientCAs)
	if err != nil {
		return nil, fmt.Errorf("authorities of clients: %w", err)
	}
	proxies, err := pki.Pool(t.FrontProxyCAs)
	if err != nil {
		return nil, fmt.Errorf("authorities of front proxies: %w", err)
	}
	a := &authn.Authenticator{
		Clients:    &authn.Certificates{Roots: clients},
		FrontProxy: &authn.FrontProxy{Roots: proxies, Names: t.FrontProxyNames},
		Tokens: []authn.TokenAuthenticator{
			s.tokens,
			authn.SecretTokens{Accounts: s.tokens, Used: s.noteSecretToken},
			authn.BootstrapTokens{Objects: s.objects, Now: s.config.Now},
		},
		Audiences:   s.tokens.Audiences(),
		NoAnonymous: s.config.NoAnonymous,
		Now:         s.config.Now,
	}
	for _, path := range s.config.AnonymousPaths {
		if a.AnonymousPaths == nil {
			a.AnonymousPaths = map[string]bool{}
		}
		a.AnonymousPaths[path] = true
	}
	for _, c := range s.config.OIDC {
		if c.Now == nil {
			c.Now = s.config.Now
		}
		issuer, err := oidc.New(c, s.tokens.Audiences())
		if err != nil {
			return nil, err
		}
		a.Tokens = append(a.Tokens, issuer)
	}
	if s.config.Tokens != nil {
		a.Tokens = append(a.Tokens, s.config.Tokens)
	}
	return a, nil
}
