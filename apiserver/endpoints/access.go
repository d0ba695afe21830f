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
