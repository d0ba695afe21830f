package authn

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"k8s.io/apiserver/pkg/authentication/user"
)

// ErrUnauthorized says that what a request showed is not valid.
var ErrUnauthorized = errors.New("Unauthorized")

// Identity is who a token belongs to.
type Identity struct {
	User user.Info
	// Audiences are those of the token that were asked for.
	Audiences []string
}

// TokenAuthenticator knows one kind of bearer token. ok is false, without an
// error, for tokens of another kind; an error says that the token is of this kind
// and not valid.
type TokenAuthenticator interface {
	AuthenticateToken(ctx context.Context, token string, audiences []string) (id *Identity, ok bool, err error)
}

// Authenticator finds out who sends a request.
type Authenticator struct {
	// Clients verifies client certificates; nil for none.
	Clients *Certificates
	// FrontProxy trusts the X-Remote headers of a proxy; nil for none.
	FrontProxy *FrontProxy
	// Tokens are asked in turn.
	Tokens []TokenAuthenticator
	// Audiences that a token must be for: those of the API server.
	Audiences []string
	// NoAnonymous refuses requests that show nothing.
	NoAnonymous bool
	// AnonymousPaths, when there are any, are the only paths of which requests that
	// show nothing are let in.
	AnonymousPaths map[string]bool
	// Now is the clock.
	Now func() time.Time
}

var anonymous = &user.DefaultInfo{Name: user.Anonymous, Groups: []string{user.AllUnauthenticated}}

// Authenticate returns the user. A request that shows nothing is from
// system:anonymous, if that is let in; one that shows something that nothing accepts gets
// ErrUnauthorized.
func (a *Authenticator) Authenticate(r *http.Request) (user.Info, error) {
	if r.TLS == nil {
		if u := inProcess(r.Context()); u != nil {
			return authenticated(u), nil
		}
	}
	failed := false
	if a.FrontProxy != nil {
		u, ok, err := a.FrontProxy.authenticate(r, a.Now())
		if ok {
			return authenticated(u), nil
		}
		failed = failed || err != nil
	}
	if a.Clients != nil && r.TLS != nil && len(r.TLS.PeerCertificates) > 0 {
		u, err := a.Clients.user(r, a.Now())
		if err == nil {
			return u, nil
		}
		failed = true
	}
	if token := BearerToken(r); token != "" {
		id, ok, _ := a.AuthenticateToken(r.Context(), token, a.Audiences)
		if ok {
			return id.User, nil
		}
		failed = true
	}
	if failed || a.NoAnonymous || len(a.AnonymousPaths) > 0 && !a.AnonymousPaths[r.URL.Path] {
		return nil, ErrUnauthorized
	}
	return anonymous, nil
}

// AuthenticateToken asks every token authenticator in turn.
func (a *Authenticator) AuthenticateToken(ctx context.Context, token string, audiences []string) (*Identity, bool, error) {
	var firstErr error
	for _, t := range a.Tokens {
		id, ok, err := t.AuthenticateToken(ctx, token, audiences)
		if ok {
			id.User = authenticated(id.User)
			return id, true, nil
		}
		if err != nil && firstErr == nil {
			firstErr = err
		}
	}
	return nil, false, firstErr
}

// WebSocketTokenProtocol is the prefix of the subprotocol in which browsers,
// which cannot set headers, send a bearer token in base64url.
const WebSocketTokenProtocol = "base64url.bearer.authorization.k8s.io."

// BearerToken returns the token that the request shows, or "".
func BearerToken(r *http.Request) string {
	header := strings.TrimSpace(r.Header.Get("Authorization"))
	if scheme, token, ok := strings.Cut(header, " "); ok && strings.EqualFold(scheme, "bearer") {
		return strings.TrimSpace(token)
	}
	return webSocketToken(r)
}

// authenticated adds the group of everybody who is somebody.
func authenticated(u user.Info) user.Info {
	if u.GetName() == user.Anonymous || slices.Contains(u.GetGroups(), user.AllAuthenticated) ||
		slices.Contains(u.GetGroups(), user.AllUnauthenticated) {
		return u
	}
	return &user.DefaultInfo{
		Name: u.GetName(), UID: u.GetUID(), Extra: u.GetExtra(),
		Groups: append(slices.Clone(u.GetGroups()), user.AllAuthenticated),
	}
}
