package authn

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/lookup/lookuptest"
	"github.com/skiff-k8s/skiff/apiserver/pki"
)

type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

func newClock() *clock { return &clock{time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)} }

func account() *corev1.ServiceAccount {
	return &corev1.ServiceAccount{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "bot", UID: "sa-uid"}}
}

func tokens(t *testing.T, c *clock, state lookup.Objects) *ServiceAccounts {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	s, err := NewServiceAccounts([]string{"https://issuer"}, []string{"https://api"}, key, nil, state, c.now, func() string { return "id-1" })
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestServiceAccountTokens(t *testing.T) {
	bound := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "p", UID: "pod-uid"}}
	long := metav1.NewTime(newClock().t.Add(-time.Hour))
	deleted := bound.DeepCopy()
	deleted.DeletionTimestamp = &long
	reborn := bound.DeepCopy()
	reborn.UID = "other"
	otherAccount := account()
	otherAccount.UID = "other"

	fresh := func() lookuptest.Fixed {
		return lookuptest.Fixed{}.With(lookup.ServiceAccounts, account()).With(lookup.Pods, bound)
	}
	for _, c := range []struct {
		name      string
		state     lookuptest.Fixed
		after     time.Duration
		audiences []string
		wantErr   string
	}{
		{"valid", fresh(), 0, nil, ""},
		{"valid within leeway of its end", fresh(), time.Hour + 30*time.Second, nil, ""},
		{"expired", fresh(), time.Hour + 2*time.Minute, nil, "service account token has expired"},
		{"not yet", fresh(), -2 * time.Minute, nil, "service account token is not valid yet"},
		{"other audience", fresh(), 0, []string{"x"}, `token audiences ["https://api"] is invalid for the target audiences ["x"]`},
		{"account gone", lookuptest.Fixed{}.With(lookup.Pods, bound), 0, nil, `serviceaccounts "bot" not found`},
		{"account made again", lookuptest.Fixed{}.With(lookup.ServiceAccounts, otherAccount).With(lookup.Pods, bound), 0, nil, "service account UID (other) does not match claim (sa-uid)"},
		{"pod gone", lookuptest.Fixed{}.With(lookup.ServiceAccounts, account()), 0, nil, "service account token has been invalidated"},
		{"pod made again", lookuptest.Fixed{}.With(lookup.ServiceAccounts, account()).With(lookup.Pods, reborn), 0, nil, "service account token has been invalidated"},
		{"pod deleted long ago", lookuptest.Fixed{}.With(lookup.ServiceAccounts, account()).With(lookup.Pods, deleted), 0, nil, "service account token has been invalidated"},
	} {
		t.Run(c.name, func(t *testing.T) {
			clk := newClock()
			s := tokens(t, clk, c.state)
			token, expires, err := s.Issue(Request{Account: account(), Lifetime: time.Hour, Pod: &Ref{"p", "pod-uid"}, Node: &Ref{"n", "node-uid"}})
			if err != nil || !expires.Equal(clk.t.Add(time.Hour)) {
				t.Fatal(expires, err)
			}
			clk.t = clk.t.Add(c.after)
			for range 2 { // the second time from the cache
				id, ok, err := s.AuthenticateToken(context.Background(), token, c.audiences)
				if c.wantErr != "" {
					if ok || err == nil || err.Error() != c.wantErr {
						t.Fatalf("got %v %v, want error %q", ok, err, c.wantErr)
					}
					continue
				}
				if !ok || err != nil {
					t.Fatal(ok, err)
				}
				if id.User.GetName() != "system:serviceaccount:ns:bot" || id.User.GetUID() != "sa-uid" ||
					!slices.Equal(id.User.GetGroups(), []string{"system:serviceaccounts", "system:serviceaccounts:ns", "system:authenticated"}) ||
					id.User.GetExtra()["authentication.kubernetes.io/pod-uid"][0] != "pod-uid" ||
					id.User.GetExtra()["authentication.kubernetes.io/node-name"][0] != "n" ||
					id.User.GetExtra()["authentication.kubernetes.io/credential-id"][0] != "JTI=id-1" {
					t.Errorf("user %+v", id.User)
				}
			}
		})
	}
}

func TestForgedTokensAreRefused(t *testing.T) {
	clk := newClock()
	state := lookuptest.Fixed{}.With(lookup.ServiceAccounts, account())
	s := tokens(t, clk, state)
	other := tokens(t, clk, state)
	good, _, err := s.Issue(Request{Account: account(), Lifetime: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	stranger, _, err := other.Issue(Request{Account: account(), Lifetime: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(good, ".")
	encode := func(v any) string {
		raw, _ := json.Marshal(v)
		return base64.RawURLEncoding.EncodeToString(raw)
	}
	var c claims
	raw, _ := base64.RawURLEncoding.DecodeString(parts[1])
	if err := json.Unmarshal(raw, &c); err != nil {
		t.Fatal(err)
	}
	c.Subject = "system:serviceaccount:kube-system:admin"
	for name, token := range map[string]string{
		"signed by another key":  stranger,
		"changed claims":         parts[0] + "." + encode(c) + "." + parts[2],
		"no algorithm":           encode(jwtHeader{Algorithm: "none"}) + "." + parts[1] + ".",
		"another algorithm":      encode(jwtHeader{Algorithm: "RS256", KeyID: s.keys[0].ID}) + "." + parts[1] + "." + parts[2],
		"symmetric algorithm":    encode(jwtHeader{Algorithm: "HS256"}) + "." + parts[1] + "." + parts[2],
		"no signature":           parts[0] + "." + parts[1] + ".",
		"two parts":              parts[0] + "." + parts[1],
		"rubbish":                "rubbish",
		"longer than the limit":  good + strings.Repeat("x", maxTokenBytes),
		"rubbish in three parts": "a.b.c",
	} {
		if _, ok, _ := s.AuthenticateToken(context.Background(), token, nil); ok {
			t.Errorf("%s: accepted", name)
		}
	}
	if _, ok, err := s.AuthenticateToken(context.Background(), good, nil); !ok || err != nil {
		t.Error("the genuine token is refused", err)
	}
}

func TestRS256(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	s, err := NewServiceAccounts([]string{"i"}, []string{"a"}, key, nil, lookuptest.Fixed{}.With(lookup.ServiceAccounts, account()), newClock().now, func() string { return "" })
	if err != nil {
		t.Fatal(err)
	}
	token, _, err := s.Issue(Request{Account: account(), Lifetime: time.Hour, Audiences: []string{"b", "a"}})
	if err != nil {
		t.Fatal(err)
	}
	id, ok, err := s.AuthenticateToken(context.Background(), token, []string{"a", "z"})
	if !ok || err != nil || !slices.Equal(id.Audiences, []string{"a"}) {
		t.Error(id, ok, err)
	}
}

func TestBootstrapTokens(t *testing.T) {
	clk := newClock()
	secret := func(change func(map[string][]byte)) lookuptest.Fixed {
		data := map[string][]byte{
			"token-id": []byte("abcdef"), "token-secret": []byte("0123456789abcdef"),
			"usage-bootstrap-authentication": []byte("true"),
			"auth-extra-groups":              []byte("system:bootstrappers:extra,system:bootstrappers:extra"),
			"expiration":                     []byte(clk.t.Add(time.Hour).Format(time.RFC3339)),
		}
		change(data)
		return lookuptest.Fixed{}.With(lookup.Secrets, &corev1.Secret{
			ObjectMeta: metav1.ObjectMeta{Namespace: "kube-system", Name: "bootstrap-token-abcdef"},
			Type:       bootstrapSecretType, Data: data,
		})
	}
	ask := func(state lookuptest.Fixed, token string) (*Identity, bool) {
		id, ok, _ := BootstrapTokens{Objects: state, Now: clk.now}.AuthenticateToken(context.Background(), token, nil)
		return id, ok
	}
	id, ok := ask(secret(func(map[string][]byte) {}), "abcdef.0123456789abcdef")
	if !ok || id.User.GetName() != "system:bootstrap:abcdef" || !slices.Equal(id.User.GetGroups(), []string{"system:bootstrappers", "system:bootstrappers:extra"}) {
		t.Errorf("valid token: %v %v", id, ok)
	}
	for name, c := range map[string]struct {
		change func(map[string][]byte)
		token  string
	}{
		"wrong secret": {func(map[string][]byte) {}, "abcdef.0123456789abcdee"},
		"wrong id":     {func(map[string][]byte) {}, "abcdee.0123456789abcdef"},
		"expired":      {func(d map[string][]byte) { d["expiration"] = []byte(clk.t.Format(time.RFC3339)) }, "abcdef.0123456789abcdef"},
		"bad end":      {func(d map[string][]byte) { d["expiration"] = []byte("soon") }, "abcdef.0123456789abcdef"},
		"other group":  {func(d map[string][]byte) { d["auth-extra-groups"] = []byte("system:bootstrappers:a,system:masters") }, "abcdef.0123456789abcdef"},
		"other use":    {func(d map[string][]byte) { delete(d, "usage-bootstrap-authentication") }, "abcdef.0123456789abcdef"},
	} {
		if _, ok := ask(secret(c.change), c.token); ok {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestStaticTokens(t *testing.T) {
	s, err := ReadStaticTokens(strings.NewReader("# comment\nt1,ann,1,\"g1,g2\"\nt2,bob,2\n"))
	if err != nil {
		t.Fatal(err)
	}
	id, ok, _ := s.AuthenticateToken(context.Background(), "t1", nil)
	if !ok || id.User.GetName() != "ann" || !slices.Equal(id.User.GetGroups(), []string{"g1", "g2"}) {
		t.Error(id, ok)
	}
	if _, ok, _ := s.AuthenticateToken(context.Background(), "t", nil); ok {
		t.Error("a prefix is accepted")
	}
	if _, err := ReadStaticTokens(strings.NewReader("t1,ann\n")); err == nil {
		t.Error("a short line is accepted")
	}
}

func TestAuthenticate(t *testing.T) {
	clk := newClock()
	keys, err := pki.Open("", pki.Options{Now: clk.t})
	if err != nil {
		t.Fatal(err)
	}
	stranger, err := pki.Open("", pki.Options{Now: clk.t})
	if err != nil {
		t.Fatal(err)
	}
	static := &StaticTokens{}
	static.Add("secret", &user.DefaultInfo{Name: "ann"})
	a := &Authenticator{
		Clients:    &Certificates{Roots: keys.CA.Pool()},
		FrontProxy: &FrontProxy{Roots: keys.FrontProxy.Pool(), Names: []string{"front-proxy-client"}},
		Tokens:     []TokenAuthenticator{static},
		Now:        clk.now,
	}
	cert := func(p pki.KeyPair, err error) *tls.ConnectionState {
		if err != nil {
			t.Fatal(err)
		}
		pair, err := p.TLS()
		if err != nil {
			t.Fatal(err)
		}
		return &tls.ConnectionState{PeerCertificates: []*x509.Certificate{pair.Leaf}}
	}
	admin := cert(keys.Admin(clk.t))
	foreign := cert(stranger.Admin(clk.t))
	proxy := cert(keys.ProxyClient, nil)
	server := cert(keys.CA.IssueServing("x", []string{"x"}, clk.t))
	for _, c := range []struct {
		name       string
		tls        *tls.ConnectionState
		header     http.Header
		want       string
		wantGroups string
	}{
		{"nothing", nil, nil, "system:anonymous", "system:unauthenticated"},
		{"certificate", admin, nil, "kubernetes-admin", "system:masters,system:authenticated"},
		{"certificate of another authority", foreign, nil, "", ""},
		{"serving certificate", server, nil, "", ""},
		{"token", nil, http.Header{"Authorization": {"Bearer secret"}}, "ann", "system:authenticated"},
		{"token with a bad certificate", foreign, http.Header{"Authorization": {"bearer secret"}}, "ann", "system:authenticated"},
		{"bad token", nil, http.Header{"Authorization": {"Bearer wrong"}}, "", ""},
		{"basic", nil, http.Header{"Authorization": {"Basic Zm9v"}}, "system:anonymous", "system:unauthenticated"},
		{"token in a WebSocket handshake", nil, http.Header{"Upgrade": {"websocket"}, "Sec-Websocket-Protocol": {"v4.channel.k8s.io, " + WebSocketTokenProtocol + base64.RawURLEncoding.EncodeToString([]byte("secret"))}}, "ann", "system:authenticated"},
		{"front proxy", proxy, http.Header{"X-Remote-User": {"carl"}, "X-Remote-Group": {"g1", "g2"}}, "carl", "g1,g2,system:authenticated"},
		{"front proxy's headers from somebody else", admin, http.Header{"X-Remote-User": {"carl"}}, "kubernetes-admin", "system:masters,system:authenticated"},
		{"front proxy's headers without certificate", nil, http.Header{"X-Remote-User": {"carl"}}, "system:anonymous", "system:unauthenticated"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := httptest.NewRequest("GET", "/", nil)
			r.TLS, r.Header = c.tls, c.header
			if r.Header == nil {
				r.Header = http.Header{}
			}
			r = r.WithContext(ConnContext(r.Context(), nil))
			for range 2 {
				u, err := a.Authenticate(r.Clone(r.Context()))
				if c.want == "" {
					if err == nil {
						t.Fatalf("accepted as %v", u)
					}
					continue
				}
				if err != nil || u.GetName() != c.want || strings.Join(u.GetGroups(), ",") != c.wantGroups {
					t.Fatalf("got %v %v", u, err)
				}
			}
		})
	}
	t.Run("paths without a name", func(t *testing.T) {
		limited := *a
		limited.AnonymousPaths = map[string]bool{"/livez": true}
		for path, want := range map[string]string{"/livez": "system:anonymous", "/livez/ping": "", "/readyz": ""} {
			u, err := limited.Authenticate(httptest.NewRequest("GET", path, nil))
			if (err == nil) != (want != "") || err == nil && u.GetName() != want {
				t.Errorf("%s: %v %v", path, u, err)
			}
		}
		known := httptest.NewRequest("GET", "/readyz", nil)
		known.Header.Set("Authorization", "Bearer secret")
		if u, err := limited.Authenticate(known); err != nil || u.GetName() != "ann" {
			t.Errorf("somebody: %v %v", u, err)
		}
	})
	t.Run("a part of this process", func(t *testing.T) {
		r := httptest.NewRequest("GET", "/", nil)
		r = r.WithContext(As(r.Context(), &user.DefaultInfo{Name: "loop", Groups: []string{"g"}}))
		if u, err := a.Authenticate(r); err != nil || u.GetName() != "loop" || !slices.Equal(u.GetGroups(), []string{"g", "system:authenticated"}) {
			t.Errorf("%v %v", u, err)
		}
		r.TLS = admin
		if u, err := a.Authenticate(r); err != nil || u.GetName() != "kubernetes-admin" {
			t.Errorf("what came by a connection: %v %v", u, err)
		}
	})
	t.Run("a connection outlives its certificate", func(t *testing.T) {
		r := httptest.NewRequest("GET", "/", nil)
		r.TLS = admin
		r = r.WithContext(ConnContext(r.Context(), nil))
		if _, err := a.Authenticate(r); err != nil {
			t.Fatal(err)
		}
		clk.t = clk.t.Add(2 * pki.LeafLifetime)
		if _, err := a.Authenticate(r); err == nil {
			t.Error("an expired certificate is accepted")
		}
	})
}
