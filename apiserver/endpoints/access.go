package endpoints

import (
	"context"
	"net/http"
	"slices"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/apiserver/authn"
	"github.com/skiff-k8s/skiff/apiserver/authz"
	"github.com/skiff-k8s/skiff/trace"
)

func unauthorized() error {
	return &apierrors.StatusError{ErrStatus: metav1.Status{
		Status: metav1.StatusFailure, Code: http.StatusUnauthorized,
		Reason: metav1.StatusReasonUnauthorized, Message: "Unauthorized",
	}}
}

// attributes are what the request is judged by.
func attributes(i *info, u user.Info) *authz.Attributes {
	a := &authz.Attributes{User: u, Verb: i.verb}
	if !i.resource {
		a.Path = i.path
		return a
	}
	a.Group, a.Version, a.Resource, a.Subresource = i.group, i.version, i.resourceName, i.subresource
	a.Namespace, a.Name = i.namespace, i.selectedName()
	if s := i.query["fieldSelector"]; len(s) > 0 && i.name == "" {
		a.Fields, _ = fields.ParseSelector(s[0]) // a bad one is answered when the options are read
	}
	return a
}

type userKey struct{}

// WithUser returns a context with the user of the request, for handlers of paths.
func WithUser(ctx context.Context, u user.Info) context.Context {
	return context.WithValue(ctx, userKey{}, u)
}

// UserFrom returns the user of the request, nil when there is none.
func UserFrom(ctx context.Context) user.Info {
	u, _ := ctx.Value(userKey{}).(user.Info)
	return u
}

// withCause takes the cause of a write from its header, when it comes from a
// part of the cluster; what others claim is not believed.
func withCause(r *http.Request, u user.Info) *http.Request {
	values := r.Header[trace.Header]
	if len(values) == 0 || !mayNameCauses(u) {
		return r
	}
	c, ok := trace.Decode(values[0])
	if !ok {
		return r
	}
	return r.WithContext(trace.With(r.Context(), c))
}

func mayNameCauses(u user.Info) bool {
	name := u.GetName()
	switch {
	case strings.HasPrefix(name, "system:serviceaccount:"):
		return strings.HasPrefix(name, "system:serviceaccount:kube-system:")
	case strings.HasPrefix(name, "system:node:"):
		return slices.Contains(u.GetGroups(), user.NodesGroup)
	}
	return strings.HasPrefix(name, "system:") && name != user.Anonymous && !strings.HasPrefix(name, "system:bootstrap:")
}

// impersonate replaces the user by the one named in the Impersonate headers,
// when the user may act for it.
func (h *Handler) impersonate(r *http.Request, u user.Info) (user.Info, error) {
	const prefix = "Impersonate-"
	name := r.Header.Get(prefix + "User")
	groups := r.Header.Values(prefix + "Group")
	uid := r.Header.Get(prefix + "Uid")
	extra := impersonatedExtra(r.Header)
	if name == "" && len(groups) == 0 && uid == "" && len(extra) == 0 {
		return u, nil
	}
	if name == "" {
		return u, apierrors.NewInternalError(errImpersonation)
	}
	want := &user.DefaultInfo{Name: name, UID: uid, Groups: slices.Clone(groups), Extra: extra}
	for _, a := range impersonationRequests(u, want) {
		d, reason, err := h.config.Authorizer.Authorize(r.Context(), a)
		if d != authz.Allow {
			if err != nil && reason == "" {
				reason = err.Error()
			}
			return u, Forbidden(a, reason)
		}
	}
	completeGroups(want)
	for key := range r.Header {
		if strings.HasPrefix(key, prefix) {
			delete(r.Header, key)
		}
	}
	return want, nil
}

// completeGroups adds the groups that the user would have had.
func completeGroups(u *user.DefaultInfo) {
	if ns, _, ok := authn.SplitServiceAccountUser(u.Name); ok && len(u.Groups) == 0 {
		u.Groups = authn.ServiceAccountGroups(ns)
	}
	want := user.AllAuthenticated
	if u.Name == user.Anonymous {
		want = user.AllUnauthenticated
	}
	if !slices.Contains(u.Groups, user.AllAuthenticated) && !slices.Contains(u.Groups, user.AllUnauthenticated) {
		u.Groups = append(u.Groups, want)
	}
}

// impersonationRequests are what u must be allowed to act for want.
func impersonationRequests(u user.Info, want *user.DefaultInfo) []*authz.Attributes {
	one := func(group, resource, name string) *authz.Attributes {
		return &authz.Attributes{User: u, Verb: "impersonate", Group: group, Version: "v1", Resource: resource, Name: name}
	}
	var out []*authz.Attributes
	if ns, name, ok := authn.SplitServiceAccountUser(want.Name); ok {
		a := one("", "serviceaccounts", name)
		a.Namespace = ns
		out = append(out, a)
	} else {
		out = append(out, one("", "users", want.Name))
	}
	for _, g := range want.Groups {
		out = append(out, one("", "groups", g))
	}
	if want.UID != "" {
		out = append(out, one("authentication.k8s.io", "uids", want.UID))
	}
	for key, values := range want.Extra {
		for _, v := range values {
			a := one("authentication.k8s.io", "userextras", v)
			a.Subresource = key
			out = append(out, a)
		}
	}
	return out
}
