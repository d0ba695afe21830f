package actions

import (
	"context"
	"fmt"
	"slices"
	"time"

	authenticationv1 "k8s.io/api/authentication/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/authentication"
	"github.com/skiff-k8s/skiff/apiserver/authn"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

const (
	// podTokenLifetime marks the tokens that admission mounts into pods. Clients
	// that never read their token again would fail when it ends, so such a token
	// is good for extendedLifetime, and its holder is warned after the first.
	podTokenLifetime = 3607 * time.Second
	extendedLifetime = 365 * 24 * time.Hour
)

// token issues a token of a service account.
func (a *Actions) token(ctx context.Context, req *rest.Request, t *authenticationv1.TokenRequest) (rest.Result, error) {
	kind := authenticationv1.SchemeGroupVersion.WithKind("TokenRequest")
	if t.Name != "" && t.Name != req.Name {
		return rest.Result{}, apierrors.NewInvalid(kind.GroupKind(), req.Name, field.ErrorList{
			field.Invalid(field.NewPath("metadata", "name"), t.Name, "must match the service account name if specified")})
	}
	if t.Namespace != "" && t.Namespace != req.Namespace {
		return rest.Result{}, apierrors.NewInvalid(kind.GroupKind(), req.Name, field.ErrorList{
			field.Invalid(field.NewPath("metadata", "namespace"), t.Namespace, "must match the service account namespace if specified")})
	}
	o, err := a.parent(req)
	if err != nil {
		return rest.Result{}, err
	}
	account := o.(*corev1.ServiceAccount)
	if t.UID != "" && t.UID != account.UID {
		return rest.Result{}, apierrors.NewConflict(schema.GroupResource{Group: kind.Group, Resource: kind.Kind}, req.Name,
			fmt.Errorf("the UID in the token request (%s) does not match the UID of the service account (%s)", t.UID, account.UID))
	}
	now := a.Now()
	t.ObjectMeta = metav1.ObjectMeta{Name: account.Name, Namespace: account.Namespace, UID: account.UID, CreationTimestamp: metav1.Time{Time: now}}
	t.Status = authenticationv1.TokenRequestStatus{}
	authentication.DefaultTokenRequest(t)
	if len(t.Spec.Audiences) == 0 {
		t.Spec.Audiences = a.Accounts.Audiences()
	}
	if errs := authentication.ValidateTokenRequest(t); len(errs) > 0 {
		return rest.Result{}, apierrors.NewInvalid(kind.GroupKind(), "", errs)
	}
	if err := a.admit(ctx, req, kind, t); err != nil {
		return rest.Result{}, err
	}
	lifetime := time.Duration(*t.Spec.ExpirationSeconds) * time.Second
	want := authn.Request{Account: account, Audiences: t.Spec.Audiences, Lifetime: lifetime}
	if err := a.bindToken(&want, t.Spec.BoundObjectRef); err != nil {
		return rest.Result{}, err
	}
	if want.Pod != nil && lifetime == podTokenLifetime && a.ownAudiences(t.Spec.Audiences) {
		want.Lifetime, want.WarnAfter = extendedLifetime, lifetime
	}
	text, _, err := a.Accounts.Issue(want)
	if err != nil {
		return rest.Result{}, apierrors.NewInternalError(fmt.Errorf("failed to generate token: %w", err))
	}
	t.Status = authenticationv1.TokenRequestStatus{Token: text, ExpirationTimestamp: metav1.Time{Time: now.Add(lifetime)}}
	return rest.Result{Object: t, Created: true}, nil
}

func (a *Actions) ownAudiences(list []string) bool {
	return !slices.ContainsFunc(list, func(v string) bool { return !slices.Contains(a.Accounts.Audiences(), v) })
}

// bindToken finds what the token is to be bound to.
func (a *Actions) bindToken(want *authn.Request, ref *authenticationv1.BoundObjectReference) error {
	if ref == nil {
		return nil
	}
	gvk := schema.FromAPIVersionAndKind(ref.APIVersion, ref.Kind)
	namespace := want.Account.Namespace
	var uid types.UID
	switch {
	case gvk.Group == "" && gvk.Kind == "Pod":
		pod, ok := lookup.Get[*corev1.Pod](a.Objects, lookup.Pods, namespace, ref.Name)
		if !ok {
			return apierrors.NewNotFound(lookup.Pods, ref.Name)
		}
		if pod.Spec.ServiceAccountName != want.Account.Name {
			return apierrors.NewBadRequest(fmt.Sprintf("cannot bind token for serviceaccount %q to pod running with different serviceaccount name.", want.Account.Name))
		}
		uid = pod.UID
		want.Pod = &authn.Ref{Name: pod.Name, UID: string(uid)}
		if name := pod.Spec.NodeName; name != "" {
			want.Node = &authn.Ref{Name: name}
			if node := a.Objects.Get(lookup.Nodes, "", name); node != nil {
				want.Node.UID = string(node.GetUID())
			}
		}
	case gvk.Group == "" && gvk.Kind == "Node":
		node := a.Objects.Get(lookup.Nodes, "", ref.Name)
		if node == nil {
			return apierrors.NewNotFound(lookup.Nodes, ref.Name)
		}
		uid = node.GetUID()
		want.Node = &authn.Ref{Name: ref.Name, UID: string(uid)}
	case gvk.Group == "" && gvk.Kind == "Secret":
		secret := a.Objects.Get(lookup.Secrets, namespace, ref.Name)
		if secret == nil {
			return apierrors.NewNotFound(lookup.Secrets, ref.Name)
		}
		uid = secret.GetUID()
		want.Secret = &authn.Ref{Name: ref.Name, UID: string(uid)}
	default:
		return apierrors.NewBadRequest(fmt.Sprintf("cannot bind token to object of type %s", gvk))
	}
	if ref.UID != "" && ref.UID != uid {
		return apierrors.NewConflict(schema.GroupResource{Group: gvk.Group, Resource: gvk.Kind}, ref.Name,
			fmt.Errorf("the UID in the bound object reference (%s) does not match the UID in record. The object might have been deleted and then recreated", ref.UID))
	}
	return nil
}
