package oidc

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"encoding/pem"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	apiserverv1 "k8s.io/apiserver/pkg/apis/apiserver/v1"
)

// issuer is one on the loopback interface.
type issuer struct {
	*httptest.Server
	keys  map[string]any // by their IDs
	asked atomic.Int64   // times that the discovery document was read
	down  atomic.Bool
}

func startIssuer(t *testing.T) *issuer {
	t.Helper()
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	ecKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	i := &issuer{keys: map[string]any{"rsa": rsaKey, "ec": ecKey}}
	i.Server = httptest.NewUnstartedServer(i)
	i.Config.ErrorLog = log.New(io.Discard, "", 0)
	i.StartTLS()
	t.Cleanup(i.Close)
	return i
}

func (i *issuer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case i.down.Load():
		http.Error(w, "down", http.StatusBadGateway)
	case r.URL.Path == "/.well-known/openid-configuration" || r.URL.Path == "/elsewhere":
		i.asked.Add(1)
		_ = json.NewEncoder(w).Encode(map[string]any{"issuer": i.URL, "jwks_uri": i.URL + "/keys"})
	case r.URL.Path == "/keys":
		set := jose.JSONWebKeySet{Keys: []jose.JSONWebKey{
			{KeyID: "rsa", Key: i.keys["rsa"].(*rsa.PrivateKey).Public(), Algorithm: "RS256", Use: "sig"},
			{KeyID: "ec", Key: i.keys["ec"].(*ecdsa.PrivateKey).Public(), Algorithm: "ES256", Use: "sig"},
		}}
		_ = json.NewEncoder(w).Encode(set)
	}
}

func (i *issuer) ca() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: i.Certificate().Raw})
}

// token signs claims; iss, aud and exp are completed.
func (i *issuer) token(t *testing.T, kid string, claims map[string]any) string {
	t.Helper()
	all := map[string]any{"iss": i.URL, "aud": "me", "exp": time.Now().Add(time.Hour).Unix()}
	for k, v := range claims {
		all[k] = v
	}
	alg := jose.RS256
	if kid == "ec" {
		alg = jose.ES256
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: alg, Key: jose.JSONWebKey{Key: i.keys[kid], KeyID: kid}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	data, _ := json.Marshal(all)
	signed, err := signer.Sign(data)
	if err != nil {
		t.Fatal(err)
	}
	token, err := signed.CompactSerialize()
	if err != nil {
		t.Fatal(err)
	}
	return token
}

type claims = map[string]any

func TestFlags(t *testing.T) {
	i := startIssuer(t)
	stranger := startIssuer(t)
	for _, c := range []struct {
		name   string
		flags  Flags
		kid    string
		claims claims
		user   string
		groups []string
		refuse string // part of the error
	}{
		{"subject", Flags{UsernameClaim: "sub"}, "rsa", claims{"sub": "jane"}, i.URL + "#jane", nil, ""},
		{"prefix", Flags{UsernameClaim: "sub", UsernamePrefix: "o:"}, "rsa", claims{"sub": "jane"}, "o:jane", nil, ""},
		{"no prefix", Flags{UsernameClaim: "sub", UsernamePrefix: "-"}, "rsa", claims{"sub": "jane"}, "jane", nil, ""},
		{"address", Flags{UsernameClaim: "email"}, "rsa", claims{"email": "jane@example.com", "email_verified": true}, "jane@example.com", nil, ""},
		{"address of nobody knows whom", Flags{UsernameClaim: "email"}, "rsa", claims{"email": "a@b", "email_verified": false}, "", nil, "email not verified"},
		{"no such claim", Flags{UsernameClaim: "name"}, "rsa", claims{}, "", nil, `parse username claims "name"`},
		{"groups", Flags{UsernameClaim: "sub", UsernamePrefix: "-", GroupsClaim: "groups", GroupsPrefix: "g:"}, "rsa", claims{"sub": "j", "groups": []string{"a", "b"}}, "j", []string{"g:a", "g:b"}, ""},
		{"one group", Flags{UsernameClaim: "sub", UsernamePrefix: "-", GroupsClaim: "groups"}, "rsa", claims{"sub": "j", "groups": "a"}, "j", []string{"a"}, ""},
		{"groups that are none", Flags{UsernameClaim: "sub", GroupsClaim: "groups"}, "rsa", claims{"sub": "j", "groups": 7}, "", nil, "parse groups claim"},
		{"required", Flags{UsernameClaim: "sub", UsernamePrefix: "-", RequiredClaims: map[string]string{"hd": "e.com"}}, "rsa", claims{"sub": "j", "hd": "e.com"}, "j", nil, ""},
		{"required and other", Flags{UsernameClaim: "sub", RequiredClaims: map[string]string{"hd": "e.com"}}, "rsa", claims{"sub": "j", "hd": "f.com"}, "", nil, "value does not match"},
		{"required and missing", Flags{UsernameClaim: "sub", RequiredClaims: map[string]string{"hd": "e.com"}}, "rsa", claims{"sub": "j"}, "", nil, "required claim hd not present"},
		{"expired", Flags{UsernameClaim: "sub"}, "rsa", claims{"sub": "j", "exp": time.Now().Add(-time.Hour).Unix()}, "", nil, "token is expired"},
		{"for another", Flags{UsernameClaim: "sub"}, "rsa", claims{"sub": "j", "aud": "you"}, "", nil, "expected audience"},
		{"for several", Flags{UsernameClaim: "sub", UsernamePrefix: "-"}, "rsa", claims{"sub": "j", "aud": []string{"you", "me"}}, "j", nil, ""},
		{"algorithm that is not believed", Flags{UsernameClaim: "sub"}, "ec", claims{"sub": "j"}, "", nil, "unexpected signature algorithm"},
		{"algorithm that is", Flags{UsernameClaim: "sub", UsernamePrefix: "-", SigningAlgs: []string{"ES256"}}, "ec", claims{"sub": "j"}, "j", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.flags.IssuerURL, c.flags.ClientID = i.URL, "me"
			config, err := c.flags.Config()
			if err != nil {
				t.Fatal(err)
			}
			config.CA = i.ca()
			a, err := New(config, []string{"api"})
			if err != nil {
				t.Fatal(err)
			}
			id, ok, err := a.AuthenticateToken(context.Background(), i.token(t, c.kid, c.claims), []string{"api"})
			if c.refuse != "" {
				if ok || err == nil || !strings.Contains(err.Error(), c.refuse) {
					t.Error(ok, err)
				}
				return
			}
			if err != nil || !ok || id.User.GetName() != c.user || !slices.Equal(id.User.GetGroups(), c.groups) || !slices.Equal(id.Audiences, []string{"api"}) {
				t.Error(id, ok, err)
			}
		})
	}
	config := Config{Issuer: i.URL, Audiences: []string{"me"}, CA: i.ca()}
	none := ""
	config.Mapping.Username = apiserverv1.PrefixedClaimOrExpression{Claim: "sub", Prefix: &none}
	a, err := New(config, []string{"api"})
	if err != nil {
		t.Fatal(err)
	}
	for name, token := range map[string]string{"no JWT": "abc", "another issuer": stranger.token(t, "rsa", claims{"sub": "j"})} {
		if _, ok, err := a.AuthenticateToken(context.Background(), token, []string{"api"}); ok || err != nil {
			t.Error(name, ok, err)
		}
	}
	stranger.URL = i.URL // says that it is the issuer, with keys of its own
	if _, ok, err := a.AuthenticateToken(context.Background(), stranger.token(t, "rsa", claims{"sub": "j"}), []string{"api"}); ok || err == nil {
		t.Error("a forged token is believed")
	}
	if _, ok, _ := a.AuthenticateToken(context.Background(), i.token(t, "rsa", claims{"sub": "j"}), []string{"other"}); ok {
		t.Error("for an audience that the server is not")
	}
	id, _, _ := a.AuthenticateToken(context.Background(), i.token(t, "rsa", claims{"sub": "j", "jti": "7"}), []string{"api"})
	if id == nil || id.User.GetExtra()["authentication.kubernetes.io/credential-id"][0] != "JTI=7" {
		t.Error(id)
	}
}

func TestIssuerIsAskedLazily(t *testing.T) {
	i := startIssuer(t)
	now := time.Now()
	none := ""
	config := Config{Issuer: i.URL, Discovery: i.URL + "/elsewhere", Audiences: []string{"me"}, CA: i.ca(), Now: func() time.Time { return now }}
	config.Mapping.Username = apiserverv1.PrefixedClaimOrExpression{Claim: "sub", Prefix: &none}
	a, err := New(config, nil)
	if err != nil {
		t.Fatal(err)
	}
	if i.asked.Load() != 0 {
		t.Error("asked without a token")
	}
	token := i.token(t, "rsa", claims{"sub": "j"})
	i.down.Store(true)
	if _, ok, err := a.AuthenticateToken(context.Background(), token, nil); ok || err == nil || !strings.Contains(err.Error(), "502") {
		t.Error(ok, err)
	}
	i.down.Store(false)
	if _, ok, _ := a.AuthenticateToken(context.Background(), token, nil); ok || i.asked.Load() != 0 {
		t.Error("asked again at once")
	}
	now = now.Add(askAgain)
	for range 3 {
		if _, ok, err := a.AuthenticateToken(context.Background(), token, nil); !ok {
			t.Error(err)
		}
	}
	if n := i.asked.Load(); n != 1 {
		t.Errorf("asked %d times", n)
	}
}

func TestExpressions(t *testing.T) {
	i := startIssuer(t)
	issuers, anonymous, err := Parse([]byte(`
apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
anonymous: {enabled: true, conditions: [{path: /livez}, {path: /readyz}]}
jwt:
- issuer:
    url: ` + i.URL + `
    audiences: [me, you]
    audienceMatchPolicy: MatchAny
  claimValidationRules:
  - expression: 'claims.hd == "e.com"'
    message: the domain must be e.com
  - {claim: kind, requiredValue: person}
  claimMappings:
    username: {expression: 'claims.name + ":external"'}
    groups: {expression: 'claims.roles.split(",")'}
    uid: {claim: oid}
    extra:
    - {key: e.com/team, valueExpression: 'claims.team'}
  userValidationRules:
  - expression: '!user.username.startsWith("system:")'
    message: username cannot use reserved system prefix
  - expression: 'user.groups.all(g, g != "system:masters")'
    message: not for masters
`))
	if err != nil || anonymous == nil || !anonymous.Enabled || len(anonymous.Conditions) != 2 || anonymous.Conditions[1].Path != "/readyz" || len(issuers) != 1 {
		t.Fatal(issuers, anonymous, err)
	}
	issuers[0].CA = i.ca()
	a, err := New(issuers[0], nil)
	if err != nil {
		t.Fatal(err)
	}
	good := func(change claims) claims {
		c := claims{"hd": "e.com", "kind": "person", "name": "jane", "roles": "a,b", "oid": "7", "team": "red", "aud": "you"}
		for k, v := range change {
			c[k] = v
		}
		return c
	}
	id, ok, err := a.AuthenticateToken(context.Background(), i.token(t, "ec", good(nil)), nil)
	if !ok {
		t.Fatal(err)
	}
	if u := id.User; u.GetName() != "jane:external" || !slices.Equal(u.GetGroups(), []string{"a", "b"}) || u.GetUID() != "7" || u.GetExtra()["e.com/team"][0] != "red" {
		t.Error(u)
	}
	for want, change := range map[string]claims{
		"the domain must be e.com": {"hd": "f.com"},
		"required claim kind":      {"kind": "robot"},
		"reserved system prefix":   {"name": "system:x"},
		"not for masters":          {"roles": "system:masters"},
		"claim not present":        {"oid": nil},
		"no such overload":         {"roles": 7},
	} {
		if _, ok, err := a.AuthenticateToken(context.Background(), i.token(t, "ec", good(change)), nil); ok || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v %v", want, ok, err)
		}
	}
}

func TestRefusedConfigurations(t *testing.T) {
	const head = "apiVersion: apiserver.config.k8s.io/v1\nkind: AuthenticationConfiguration\n"
	for text, want := range map[string]string{
		"kind: AuthenticationConfiguration":                                                                                                                   "not an AuthenticationConfiguration",
		head + "jwt: [{issuer: {url: 'http://x', audiences: [a]}}]":                                                                                           "must begin with https://",
		head + "jwt: [{issuer: {url: 'https://x'}}]":                                                                                                          "at least one audience",
		head + "jwt: [{issuer: {url: 'https://x', audiences: [a, b]}}]":                                                                                       "audienceMatchPolicy",
		head + "jwt: [{issuer: {url: 'https://x', audiences: [a]}}]":                                                                                          "claimMappings.username",
		head + "jwt: [{issuer: {url: 'https://x', audiences: [a]}, claimMappings: {username: {claim: a}}}]":                                                   "prefix is required",
		head + "jwt: [{issuer: {url: 'https://x', audiences: [a]}, claimMappings: {username: {claim: a, expression: b}}}]":                                    "cannot both be set",
		head + "jwt: [{issuer: {url: 'https://x', audiences: [a]}, claimMappings: {username: {claim: a, prefix: ''}}, claimValidationRules: [{message: m}]}]": "claimValidationRules[0]",
		head + "nonsense: 1": "unknown field",
	} {
		if _, _, err := Parse([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
	c := Config{Issuer: "https://x", Audiences: []string{"a"}}
	c.Mapping.Username.Expression = "claims."
	if _, err := New(c, nil); err == nil || !strings.Contains(err.Error(), "claimMappings.username.expression") {
		t.Error(err)
	}
	c.Mapping.Username.Expression = "claims.sub"
	c.Algorithms = []string{"HS256"}
	if _, err := New(c, nil); err == nil {
		t.Error("a shared secret")
	}
	if _, err := (&Flags{IssuerURL: "https://x"}).Config(); err == nil {
		t.Error("no client")
	}
}
