// Package authorization describes the kinds of authorization.k8s.io/v1, which
// are questions: may this subject do that? They are answered and not stored.
package authorization

import (
	authorizationv1 "k8s.io/api/authorization/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api"
)

const group = authorizationv1.GroupName

// Resources lists the kinds of the group in alphabetical order of their paths.
func Resources() []*api.Resource {
	return []*api.Resource{
		LocalSubjectAccessReviews,
		SelfSubjectAccessReviews,
		SelfSubjectRulesReviews,
		SubjectAccessReviews,
	}
}

// LocalSubjectAccessReviews ask about somebody in one namespace.
var LocalSubjectAccessReviews = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "localsubjectaccessreviews", Singular: "localsubjectaccessreview",
	Kind: "LocalSubjectAccessReview", Namespaced: true, Verbs: []string{"create"}, Ephemeral: true,
}, func() *authorizationv1.LocalSubjectAccessReview { return &authorizationv1.LocalSubjectAccessReview{} },
	api.Rules[*authorizationv1.LocalSubjectAccessReview]{
		Validate: func(r, _ *authorizationv1.LocalSubjectAccessReview) field.ErrorList { return validateLocal(r) },
	})

// SelfSubjectAccessReviews ask about the asker.
var SelfSubjectAccessReviews = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "selfsubjectaccessreviews", Singular: "selfsubjectaccessreview",
	Kind: "SelfSubjectAccessReview", Verbs: []string{"create"}, Ephemeral: true,
}, func() *authorizationv1.SelfSubjectAccessReview { return &authorizationv1.SelfSubjectAccessReview{} },
	api.Rules[*authorizationv1.SelfSubjectAccessReview]{
		Validate: func(r, _ *authorizationv1.SelfSubjectAccessReview) field.ErrorList {
			return validateAttributes(r.Spec.ResourceAttributes, r.Spec.NonResourceAttributes, field.NewPath("spec"))
		},
	})

// SelfSubjectRulesReviews ask for all that the asker may do in a namespace.
var SelfSubjectRulesReviews = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "selfsubjectrulesreviews", Singular: "selfsubjectrulesreview",
	Kind: "SelfSubjectRulesReview", Verbs: []string{"create"}, Ephemeral: true,
}, func() *authorizationv1.SelfSubjectRulesReview { return &authorizationv1.SelfSubjectRulesReview{} },
	api.Rules[*authorizationv1.SelfSubjectRulesReview]{})

// SubjectAccessReviews ask about somebody.
var SubjectAccessReviews = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "subjectaccessreviews", Singular: "subjectaccessreview",
	Kind: "SubjectAccessReview", Verbs: []string{"create"}, Ephemeral: true,
}, func() *authorizationv1.SubjectAccessReview { return &authorizationv1.SubjectAccessReview{} },
	api.Rules[*authorizationv1.SubjectAccessReview]{
		Validate: func(r, _ *authorizationv1.SubjectAccessReview) field.ErrorList {
			return validateSubjectReview(&r.Spec, field.NewPath("spec"))
		},
	})
