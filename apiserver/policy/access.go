package policy

import (
	"context"
	"fmt"
	"slices"

	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"

	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// Access is the plugin that keeps users from reading, by way of a policy, what
// they may not read themselves: whoever names params must be allowed to get them.
type Access struct {
	Config  *Config
	Objects lookup.Objects
}

// Validate implements admission.Validator.
func (p Access) Validate(ctx context.Context, a *rest.Attributes) error {
	if a.Resource.Group != group || a.Subresource != "" || a.Object == nil || slices.Contains(a.User.GetGroups(), user.SystemPrivilegedGroup) {
		return nil
	}
	var at string
	var err error
	switch o := a.Object.(type) {
	case *admissionregistrationv1.ValidatingAdmissionPolicy:
		old, _ := a.Old.(*admissionregistrationv1.ValidatingAdmissionPolicy)
		if old == nil || !sameKind(old.Spec.ParamKind, o.Spec.ParamKind) {
			at, err = "paramKind", p.kind(ctx, a.User, o.Spec.ParamKind)
		}
	case *admissionregistrationv1.MutatingAdmissionPolicy:
		old, _ := a.Old.(*admissionregistrationv1.MutatingAdmissionPolicy)
		if old == nil || !sameKind(old.Spec.ParamKind, o.Spec.ParamKind) {
			at, err = "paramKind", p.kind(ctx, a.User, o.Spec.ParamKind)
		}
	case *admissionregistrationv1.ValidatingAdmissionPolicyBinding:
		found, ok := lookup.Get[*admissionregistrationv1.ValidatingAdmissionPolicy](p.Objects, schema.GroupResource{Group: group, Resource: "validatingadmissionpolicies"}, "", o.Spec.PolicyName)
		var kind *admissionregistrationv1.ParamKind
		if ok {
			kind = found.Spec.ParamKind
		}
		at, err = "paramRef", p.reference(ctx, a.User, o.Spec.PolicyName, ok, kind, o.Spec.ParamRef)
	case *admissionregistrationv1.MutatingAdmissionPolicyBinding:
		found, ok := lookup.Get[*admissionregistrationv1.MutatingAdmissionPolicy](p.Objects, schema.GroupResource{Group: group, Resource: "mutatingadmissionpolicies"}, "", o.Spec.PolicyName)
		var kind *admissionregistrationv1.ParamKind
		if ok {
			kind = found.Spec.ParamKind
		}
		at, err = "paramRef", p.reference(ctx, a.User, o.Spec.PolicyName, ok, kind, o.Spec.ParamRef)
	}
	if err == nil {
		return nil
	}
	return apierrors.NewInvalid(a.Kind.GroupKind(), a.Object.GetName(), field.ErrorList{field.Forbidden(field.NewPath("spec", at), err.Error())})
}

func sameKind(a, b *admissionregistrationv1.ParamKind) bool {
	return a != nil && b != nil && *a == *b
}

// resource finds the resource of a kind; stars stand for what is not known.
func (p Access) resource(kind *admissionregistrationv1.ParamKind) (resource, apiGroup, version string, known bool) {
	if kind == nil {
		return "*", "*", "*", true
	}
	gvk := schema.FromAPIVersionAndKind(kind.APIVersion, kind.Kind)
	if r := p.Config.Find(gvk); r != nil {
		return r.Name, gvk.Group, gvk.Version, true
	}
	return "*", gvk.Group, gvk.Version, false
}

// kind says why a user may not name a kind of params.
func (p Access) kind(ctx context.Context, u user.Info, kind *admissionregistrationv1.ParamKind) error {
	if kind == nil {
		return nil
	}
	resource, apiGroup, version, _ := p.resource(kind)
	ok, err := p.allowed(ctx, u, authorizer.AttributesRecord{
		Verb: "get", Name: "*", Namespace: "*", APIGroup: apiGroup, APIVersion: version, Resource: resource,
	})
	if err != nil || ok {
		return err
	}
	return fmt.Errorf(`user %v must have "get" permission on all objects of the referenced paramKind (kind=%s, apiVersion=%s)`, shown(u), kind.Kind, kind.APIVersion)
}

// reference says why a user may not refer to params. found says whether the
// policy is there, kind is that of its params.
func (p Access) reference(ctx context.Context, u user.Info, policy string, found bool, kind *admissionregistrationv1.ParamKind, ref *admissionregistrationv1.ParamRef) error {
	if ref == nil {
		return nil
	}
	verb := "get"
	if ref.Name == "" {
		verb = "list"
	}
	resource, apiGroup, version, known := p.resource(kind)
	ok, err := p.allowed(ctx, u, authorizer.AttributesRecord{
		Verb: verb, Name: ref.Name, Namespace: ref.Namespace, APIGroup: apiGroup, APIVersion: version, Resource: resource,
	})
	const all = "to determine minimum required permissions and user %v does not have \"%v\" permission for all groups, versions and resources"
	switch {
	case err != nil:
		return fmt.Errorf("failed to authorize request: %w", err)
	case ok:
		return nil
	case !found:
		return fmt.Errorf("unable to get policy %s "+all, policy, shown(u), verb)
	case !known:
		return fmt.Errorf("unable to resolve paramKind %v "+all, kind, shown(u), verb)
	}
	return fmt.Errorf(`user %v does not have "%v" permission on the object referenced by paramRef`, shown(u), verb)
}

func (p Access) allowed(ctx context.Context, u user.Info, a authorizer.AttributesRecord) (bool, error) {
	a.User, a.ResourceRequest = u, true
	decision, _, err := p.Config.Authorizer.Authorize(ctx, a)
	if err != nil {
		return false, err
	}
	return decision == authorizer.DecisionAllow, nil
}

// shown is a user in the form in which error messages show it.
func shown(u user.Info) *user.DefaultInfo {
	return &user.DefaultInfo{Name: u.GetName(), UID: u.GetUID(), Groups: u.GetGroups(), Extra: u.GetExtra()}
}
