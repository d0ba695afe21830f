package actions

import (
	"context"
	"time"

	rbacv1 "k8s.io/api/rbac/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/authn"
	"github.com/skiff-k8s/skiff/apiserver/authz"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// Rules knows all that a user may do.
type Rules interface {
	RulesFor(u user.Info, namespace string) []rbacv1.PolicyRule
}

// Actions answers; its fields are what it needs for that.
type Actions struct {
	Service    *rest.Service
	Objects    lookup.Objects
	Find       func(gr schema.GroupResource) *api.Resource
	Authorizer authz.Authorizer
	Rules      Rules
	Accounts   *authn.ServiceAccounts
	Tokens     authn.TokenAuthenticator
	Now        func() time.Time
}

// Register makes the service answer all actions.
func (a *Actions) Register() {
	register(a.Service, lookup.Pods, "binding", a.bind)
	register(a.Service, schema.GroupResource{Resource: "bindings"}, "", a.bind)
	register(a.Service, lookup.Pods, "eviction", a.evict)
	register(a.Service, lookup.ServiceAccounts, "token", a.token)
	authentication := func(name string) schema.GroupResource {
		return schema.GroupResource{Group: "authentication.k8s.io", Resource: name}
	}
	authorization := func(name string) schema.GroupResource {
		return schema.GroupResource{Group: "authorization.k8s.io", Resource: name}
	}
	register(a.Service, authentication("tokenreviews"), "", a.tokenReview)
	register(a.Service, authentication("selfsubjectreviews"), "", a.selfSubjectReview)
	register(a.Service, authorization("subjectaccessreviews"), "", a.subjectAccessReview)
	register(a.Service, authorization("localsubjectaccessreviews"), "", a.localSubjectAccessReview)
	register(a.Service, authorization("selfsubjectaccessreviews"), "", a.selfSubjectAccessReview)
	register(a.Service, authorization("selfsubjectrulesreviews"), "", a.selfSubjectRulesReview)
}

// register registers an action whose body has the type T.
func register[T any, P interface {
	*T
	api.Object
}](s *rest.Service, gr schema.GroupResource, subresource string, do func(context.Context, *rest.Request, P) (rest.Result, error)) {
	s.Handle(gr, subresource, rest.Action{
		New: func() api.Object { return P(new(T)) },
		Do: func(ctx context.Context, req *rest.Request, body api.Object) (rest.Result, error) {
			return do(ctx, req, body.(P))
		},
	})
}

// success is the answer of an action that has nothing to show.
func success() rest.Result {
	return rest.Result{Status: &metav1.Status{Status: metav1.StatusSuccess, Code: 201}, Created: true}
}

// validate checks the body of a resource that is not stored by its own rules.
func validate(req *rest.Request, body api.Object) error {
	r := req.Resource
	if r.Default != nil {
		r.Default(body)
	}
	if r.Validate == nil {
		return nil
	}
	if errs := r.Validate(body, nil); len(errs) > 0 {
		// Kubernetes names the group of a review that is wrong, but not its kind.
		return apierrors.NewInvalid(schema.GroupKind{Group: r.Group}, "", errs)
	}
	return nil
}

// admit runs admission for the body of an action.
func (a *Actions) admit(ctx context.Context, req *rest.Request, kind schema.GroupVersionKind, body api.Object) error {
	_, err := a.Service.Admit(ctx, &rest.Attributes{
		Request: req, Operation: rest.Create, Kind: kind, Namespace: req.Namespace, Name: req.Name, Object: body,
		Options: &metav1.CreateOptions{},
	})
	return err
}

// of is the same request for another resource.
func (a *Actions) of(req *rest.Request, gr schema.GroupResource, verb, subresource, name string) (*rest.Request, error) {
	r := a.Find(gr)
	if r == nil {
		return nil, apierrors.NewNotFound(gr, name)
	}
	other := *req
	other.Resource, other.Verb, other.Subresource, other.Name = r, verb, subresource, name
	return &other, nil
}

// parent returns the object that the action is on, or a NotFound error.
func (a *Actions) parent(req *rest.Request) (api.Object, error) {
	o := a.Objects.Get(req.Resource.GR(), req.Namespace, req.Name)
	if o == nil {
		return nil, apierrors.NewNotFound(req.Resource.GR(), req.Name)
	}
	return o, nil
}
