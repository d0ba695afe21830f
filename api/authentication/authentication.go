// Package authentication describes the kinds of authentication.k8s.io/v1, which
// are questions: who am I, and whose token is this? They are answered and not
// stored.
package authentication

import (
	authenticationv1 "k8s.io/api/authentication/v1"

	"github.com/skiff-k8s/skiff/api"
)

// Resources lists the kinds of the group in alphabetical order of their paths.
func Resources() []*api.Resource { return []*api.Resource{SelfSubjectReviews, TokenReviews} }

// SelfSubjectReviews ask who the asker is.
var SelfSubjectReviews = api.Define(api.Meta{
	Group: authenticationv1.GroupName, Version: "v1",
	Name: "selfsubjectreviews", Singular: "selfsubjectreview", Kind: "SelfSubjectReview",
	Verbs: []string{"create"}, Ephemeral: true,
}, func() *authenticationv1.SelfSubjectReview { return &authenticationv1.SelfSubjectReview{} },
	api.Rules[*authenticationv1.SelfSubjectReview]{})

// TokenReviews ask whose token it is.
var TokenReviews = api.Define(api.Meta{
	Group: authenticationv1.GroupName, Version: "v1",
	Name: "tokenreviews", Singular: "tokenreview", Kind: "TokenReview",
	Verbs: []string{"create"}, Ephemeral: true,
}, func() *authenticationv1.TokenReview { return &authenticationv1.TokenReview{} },
	api.Rules[*authenticationv1.TokenReview]{})
