package oidc

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"

	"github.com/skiff-k8s/skiff/apiserver/authn"
)

const (
	// askTimeout bounds a question to the issuer.
	askTimeout = 10 * time.Second
	// askAgain is how long an issuer that could not be reached is left alone.
	askAgain = 10 * time.Second
	// maxAnswer bounds what an issuer may answer, in bytes.
	maxAnswer = 1 << 20
)

// Authenticator believes the tokens of one issuer. It is safe for concurrent use.
type Authenticator struct {
	config Config
	// api are the audiences of the API server: whoever has a token of the issuer
	// may use it here.
	api    []string
	client *http.Client
	rules  *rules

	mu       sync.Mutex
	verifier *oidc.IDTokenVerifier
	failed   error
	retry    time.Time
}

var _ authn.TokenAuthenticator = (*Authenticator)(nil)

// New makes an authenticator. It asks nobody yet. audiences are the API server's
// own, for which a believed token counts.
func New(c Config, audiences []string) (*Authenticator, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if len(c.Algorithms) == 0 {
		c.Algorithms = []string{oidc.RS256}
	}
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if len(c.CA) > 0 {
		config.RootCAs = x509.NewCertPool()
		if !config.RootCAs.AppendCertsFromPEM(c.CA) {
			return nil, errors.New("oidc: the bundle of authorities has no certificate")
		}
	}
	compiled, err := compile(&c)
	if err != nil {
		return nil, err
	}
	transport := &http.Transport{Proxy: http.ProxyFromEnvironment, TLSClientConfig: config, MaxIdleConnsPerHost: 1, IdleConnTimeout: time.Minute}
	return &Authenticator{config: c, api: audiences, rules: compiled, client: &http.Client{Transport: bounded{transport}, Timeout: askTimeout}}, nil
}

// bounded cuts answers that are too long.
type bounded struct{ http.RoundTripper }

func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := b.RoundTripper.RoundTrip(r)
	if err == nil {
		resp.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(resp.Body, maxAnswer), resp.Body}
	}
	return resp, err
}

// AuthenticateToken implements authn.TokenAuthenticator.
func (a *Authenticator) AuthenticateToken(ctx context.Context, token string, audiences []string) (*authn.Identity, bool, error) {
	if issuer, ok := authn.Issuer(token); !ok || issuer != a.config.Issuer {
		return nil, false, nil
	}
	granted := slices.DeleteFunc(slices.Clone(audiences), func(s string) bool { return !slices.Contains(a.api, s) })
	if len(audiences) > 0 && len(granted) == 0 {
		return nil, false, nil
	}
	verifier, err := a.ready(ctx)
	if err != nil {
		return nil, false, fmt.Errorf("oidc: authenticator for issuer %q not initialized: %w", a.config.Issuer, err)
	}
	verified, err := verifier.Verify(ctx, token)
	if err != nil {
		return nil, false, fmt.Errorf("oidc: verify token: %w", err)
	}
	if !slices.ContainsFunc(verified.Audience, func(s string) bool { return slices.Contains(a.config.Audiences, s) }) {
		return nil, false, fmt.Errorf("oidc: verify token: expected audience in %q got %q", a.config.Audiences, verified.Audience)
	}
	claims := map[string]any{}
	if err := verified.Claims(&claims); err != nil {
		return nil, false, fmt.Errorf("oidc: parse claims: %w", err)
	}
	u, err := a.rules.user(ctx, claims)
	if err != nil {
		return nil, false, fmt.Errorf("oidc: %w", err)
	}
	return &authn.Identity{User: u, Audiences: granted}, true, nil
}

// ready returns the verifier, after asking the issuer where its keys are.
func (a *Authenticator) ready(ctx context.Context) (*oidc.IDTokenVerifier, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.verifier != nil {
		return a.verifier, nil
	}
	if now := a.config.Now(); now.Before(a.retry) {
		return nil, a.failed
	}
	keys, err := a.discover(ctx)
	if err != nil {
		if ctx.Err() == nil { // else it is the client that has gone
			a.failed, a.retry = err, a.config.Now().Add(askAgain)
		}
		return nil, err
	}
	// The keys are asked for again and again, beyond this request.
	set := oidc.NewRemoteKeySet(oidc.ClientContext(context.Background(), a.client), keys)
	a.verifier = oidc.NewVerifier(a.config.Issuer, set, &oidc.Config{
		SupportedSigningAlgs: a.config.Algorithms, Now: a.config.Now,
		SkipClientIDCheck: true, // there may be several: see AuthenticateToken
	})
	return a.verifier, nil
}

// discover reads the discovery document and returns where the keys are.
func (a *Authenticator) discover(ctx context.Context) (keys string, err error) {
	address := a.config.Discovery
	if address == "" {
		address = strings.TrimSuffix(a.config.Issuer, "/") + "/.well-known/openid-configuration"
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", err
	}
	resp, err := a.client.Do(r)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return "", fmt.Errorf("%s: %s", address, resp.Status)
	}
	var document struct {
		Issuer string `json:"issuer"`
		Keys   string `json:"jwks_uri"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&document); err != nil {
		return "", fmt.Errorf("%s: %w", address, err)
	}
	if document.Issuer != a.config.Issuer {
		return "", fmt.Errorf("issuer did not match the issuer returned by provider, expected %q got %q", a.config.Issuer, document.Issuer)
	}
	if document.Keys == "" {
		return "", fmt.Errorf("%s names no jwks_uri", address)
	}
	return document.Keys, nil
}
