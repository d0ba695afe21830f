package actions

import (
	"context"
	"slices"

	authenticationv1 "k8s.io/api/authentication/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// tokenReview says whose token it is.
func (a *Actions) tokenReview(ctx context.Context, req *rest.Request, r *authenticationv1.TokenReview) (rest.Result, error) {
	if err := a.admit(ctx, req, req.Resource.GVK(), r); err != nil {
		return rest.Result{}, err
	}
	if r.Spec.Token == "" {
		return rest.Result{}, apierrors.NewBadRequest("token is required for TokenReview in authentication")
	}
	r.Status = authenticationv1.TokenReviewStatus{}
	audiences := r.Spec.Audiences
	if len(audiences) == 0 {
		audiences = a.Accounts.Audiences()
	}
	id, ok, err := a.Tokens.AuthenticateToken(ctx, r.Spec.Token, audiences)
	r.Status.Authenticated = ok
	switch {
	case err != nil:
		r.Status.Error = "[invalid bearer token, " + err.Error() + "]"
	case !ok:
		r.Status.Error = "invalid bearer token"
	}
	if !ok && err == nil {
		r.Status.Error = "invalid bearer token"
	}
	if ok {
		r.Status.User = userInfo(id.User)
		r.Status.Audiences = id.Audiences
		if len(id.Audiences) == 0 {
			// A token without audiences is for the API server.
			r.Status.Audiences = slices.DeleteFunc(slices.Clone(a.Accounts.Audiences()), func(own string) bool { return !slices.Contains(audiences, own) })
		}
		if len(r.Status.Audiences) == 0 {
			// It is good, but for nobody that was asked about.
			r.Status = authenticationv1.TokenReviewStatus{Error: "invalid bearer token"}
		}
	}
	return rest.Result{Object: r, Created: true}, nil
}

// selfSubjectReview says who asks.
func (a *Actions) selfSubjectReview(ctx context.Context, req *rest.Request, r *authenticationv1.SelfSubjectReview) (rest.Result, error) {
	if err := a.admit(ctx, req, req.Resource.GVK(), r); err != nil {
		return rest.Result{}, err
	}
	if req.User == nil {
		return rest.Result{}, apierrors.NewForbidden(schema.GroupResource{Group: req.Resource.Group, Resource: req.Resource.Name}, "", nil)
	}
	r.CreationTimestamp = metav1.Time{Time: a.Now()}
	r.Status.UserInfo = userInfo(req.User)
	return rest.Result{Object: r, Created: true}, nil
}

func userInfo(u user.Info) authenticationv1.UserInfo {
	out := authenticationv1.UserInfo{Username: u.GetName(), UID: u.GetUID(), Groups: u.GetGroups()}
	for k, v := range u.GetExtra() {
		if out.Extra == nil {
			out.Extra = map[string]authenticationv1.ExtraValue{}
		}
		out.Extra[k] = v
	}
	return out
}
