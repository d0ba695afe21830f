package endpoints

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/apiserver/authn"
	"github.com/skiff-k8s/skiff/apiserver/authz"
)

// Headers by which one user acts for another.
const (
	impersonatePrefix = "Impersonate-"
	extraPrefix       = impersonatePrefix + "Extra-"
)

// impersonate replaces the user by the one named in the Impersonate headers, when
// the user may act for it in the request at hand.
func (h *Handler) impersonate(r *http.Request, i *info, u user.Info) (user.Info, error) {
	want, err := impersonated(r.Header)
	if err != nil || want == nil {
		return u, err
	}
	request := attributes(i, u)
	var first error
	for _, n := range h.wearers.order(u.GetName()) {
		m := masks[n]
		if !m.applies(want, u) {
			continue
		}
		as, err := m.wear(r.Context(), h.allowed, want, request)
		if err == nil {
			h.wearers.fitted(u.GetName(), n)
			// Nobody behind this step is to make a difference.
			for key := range r.Header {
				if strings.HasPrefix(key, impersonatePrefix) {
					delete(r.Header, key)
				}
			}
			return as, nil
		}
		if first == nil {
			first = err
		}
	}
	return u, first
}

// allowed asks the authorizer; the error tells a client what it may not do.
func (h *Handler) allowed(ctx context.Context, a *authz.Attributes) error {
	decision, reason, err := h.config.Authorizer.Authorize(ctx, a)
	if decision == authz.Allow {
		return nil
	}
	if err != nil && reason == "" {
		reason = err.Error()
	}
	return Forbidden(a, reason)
}

// impersonated reads the headers; nil when there are none.
func impersonated(h http.Header) (*user.DefaultInfo, error) {
	want := &user.DefaultInfo{Name: h.Get(impersonatePrefix + "User"), UID: h.Get(impersonatePrefix + "Uid"), Extra: impersonatedExtra(h)}
	if groups := h.Values(impersonatePrefix + "Group"); len(groups) > 0 {
		want.Groups = slices.Clone(groups)
	}
	switch {
	case want.Name != "":
		return want, nil
	case want.UID == "" && want.Groups == nil && want.Extra == nil:
		return nil, nil
	}
	return nil, apierrors.NewBadRequest(fmt.Sprintf("requested %#v without impersonating a user name", want))
}

// impersonatedExtra reads the extra fields of the impersonated user; their names
// are case-insensitive and percent-encoded.
func impersonatedExtra(h http.Header) map[string][]string {
	var out map[string][]string
	for key, values := range h {
		name, ok := strings.CutPrefix(key, extraPrefix)
		if !ok {
			continue
		}
		name = strings.ToLower(name)
		if plain, err := url.PathUnescape(name); err == nil {
			name = plain
		}
		if out == nil {
			out = map[string][]string{}
		}
		out[name] = append(out[name], values...)
	}
	return out
}

// completeGroups adds the groups that the user would have had.
func completeGroups(u *user.DefaultInfo) {
	if ns, _, ok := authn.SplitServiceAccountUser(u.Name); ok && len(u.Groups) == 0 {
		u.Groups = authn.ServiceAccountGroups(ns)
	}
	switch {
	case u.Name == user.Anonymous:
		ensureGroup(u, user.AllUnauthenticated)
	case !slices.Contains(u.Groups, user.AllUnauthenticated):
		ensureGroup(u, user.AllAuthenticated)
	}
}

func ensureGroup(u *user.DefaultInfo, group string) {
	if !slices.Contains(u.Groups, group) {
		u.Groups = append(u.Groups, group)
	}
}
