package actions

import (
	"context"

	authorizationv1 "k8s.io/api/authorization/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/authz"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// subjectAccessReview says what somebody may do.
func (a *Actions) subjectAccessReview(ctx context.Context, req *rest.Request, r *authorizationv1.SubjectAccessReview) (rest.Result, error) {
	if err := a.checked(ctx, req, r); err != nil {
		return rest.Result{}, err
	}
	r.Status = a.judge(ctx, subjectOf(&r.Spec), r.Spec.ResourceAttributes, r.Spec.NonResourceAttributes)
	return rest.Result{Object: r, Created: true}, nil
}

func (a *Actions) localSubjectAccessReview(ctx context.Context, req *rest.Request, r *authorizationv1.LocalSubjectAccessReview) (rest.Result, error) {
	if err := a.checked(ctx, req, r); err != nil {
		return rest.Result{}, err
	}
	if r.Namespace == "" {
		return rest.Result{}, apierrors.NewBadRequest("namespace is required on this type")
	}
	r.Status = a.judge(ctx, subjectOf(&r.Spec), r.Spec.ResourceAttributes, r.Spec.NonResourceAttributes)
	return rest.Result{Object: r, Created: true}, nil
}

// selfSubjectAccessReview says what the asker may do.
func (a *Actions) selfSubjectAccessReview(ctx context.Context, req *rest.Request, r *authorizationv1.SelfSubjectAccessReview) (rest.Result, error) {
	if err := a.checked(ctx, req, r); err != nil {
		return rest.Result{}, err
	}
	r.Status = a.judge(ctx, req.User, r.Spec.ResourceAttributes, r.Spec.NonResourceAttributes)
	return rest.Result{Object: r, Created: true}, nil
}

func (a *Actions) checked(ctx context.Context, req *rest.Request, r api.Object) error {
	if err := validate(req, r); err != nil {
		return err
	}
	return a.admit(ctx, req, req.Resource.GVK(), r)
}

func subjectOf(s *authorizationv1.SubjectAccessReviewSpec) user.Info {
	u := &user.DefaultInfo{Name: s.User, UID: s.UID, Groups: s.Groups}
	for k, v := range s.Extra {
		if u.Extra == nil {
			u.Extra = map[string][]string{}
		}
		u.Extra[k] = v
	}
	return u
}

func (a *Actions) judge(ctx context.Context, u user.Info, r *authorizationv1.ResourceAttributes, n *authorizationv1.NonResourceAttributes) authorizationv1.SubjectAccessReviewStatus {
	ask := &authz.Attributes{User: u}
	if r != nil {
		ask.Verb, ask.Group, ask.Version, ask.Resource, ask.Subresource = r.Verb, r.Group, r.Version, r.Resource, r.Subresource
		ask.Namespace, ask.Name = r.Namespace, r.Name
		ask.Fields = selectedFields(r.FieldSelector)
	} else {
		ask.Verb, ask.Path = n.Verb, n.Path
	}
	d, reason, err := a.Authorizer.Authorize(ctx, ask)
	s := authorizationv1.SubjectAccessReviewStatus{Allowed: d == authz.Allow, Denied: d == authz.Deny, Reason: reason}
	if err != nil {
		s.EvaluationError = err.Error()
	}
	return s
}

// selectedFields reads a field selector; what cannot be read narrows nothing.
func selectedFields(f *authorizationv1.FieldSelectorAttributes) fields.Selector {
	if f == nil {
		return nil
	}
	if f.RawSelector != "" {
		s, err := fields.ParseSelector(f.RawSelector)
		if err != nil {
			return nil
		}
		return s
	}
	var terms []fields.Selector
	for _, q := range f.Requirements {
		switch {
		case q.Operator == "In" && len(q.Values) == 1:
			terms = append(terms, fields.OneTermEqualSelector(q.Key, q.Values[0]))
		case q.Operator == "NotIn" && len(q.Values) == 1:
			terms = append(terms, fields.OneTermNotEqualSelector(q.Key, q.Values[0]))
		}
	}
	return fields.AndSelectors(terms...)
}

// selfSubjectRulesReview tells all that the asker may do in a namespace.
func (a *Actions) selfSubjectRulesReview(ctx context.Context, req *rest.Request, r *authorizationv1.SelfSubjectRulesReview) (rest.Result, error) {
	if r.Spec.Namespace == "" {
		return rest.Result{}, apierrors.NewBadRequest("no namespace on request")
	}
	if err := a.checked(ctx, req, r); err != nil {
		return rest.Result{}, err
	}
	s := authorizationv1.SubjectRulesReviewStatus{ResourceRules: []authorizationv1.ResourceRule{}, NonResourceRules: []authorizationv1.NonResourceRule{}}
	for _, rule := range a.Rules.RulesFor(req.User, r.Spec.Namespace) {
		if len(rule.Resources) > 0 {
			s.ResourceRules = append(s.ResourceRules, authorizationv1.ResourceRule{
				Verbs: rule.Verbs, APIGroups: rule.APIGroups, Resources: rule.Resources, ResourceNames: rule.ResourceNames,
			})
		}
		if len(rule.NonResourceURLs) > 0 {
			s.NonResourceRules = append(s.NonResourceRules, authorizationv1.NonResourceRule{Verbs: rule.Verbs, NonResourceURLs: rule.NonResourceURLs})
		}
	}
	if _, ok := authz.NodeName(req.User); ok {
		s.Incomplete, s.EvaluationError = true, "node authorizer does not support user rule resolution"
	}
	r.Status = s
	return rest.Result{Object: r, Created: true}, nil
}
