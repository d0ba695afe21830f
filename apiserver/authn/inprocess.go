package authn

import (
	"context"

	"k8s.io/apiserver/pkg/authentication/user"
)

type asKey struct{}

// As returns a context for requests that a part of this process makes as u without
// a connection. Nobody outside can make one.
func As(ctx context.Context, u user.Info) context.Context {
	return context.WithValue(ctx, asKey{}, u)
}

// inProcess returns who makes a request without a connection, nil for those that
// came by one.
func inProcess(ctx context.Context) user.Info {
	u, _ := ctx.Value(asKey{}).(user.Info)
	return u
}
