package rest

import (
	"fmt"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/api/validation/path"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api"
)

// Names are made of at most maxGeneratedBase bytes of generateName and a suffix
// of five letters, 63 in all.
const maxGeneratedBase = 63 - 5

var metadataPath = field.NewPath("metadata")

// matchNamespace makes the object's namespace the request's, or refuses.
func matchNamespace(req *Request, o api.Object) error {
	switch ns := o.GetNamespace(); {
	case ns == req.Namespace:
	case ns == "", req.Namespace == "":
		o.SetNamespace(req.Namespace)
	default:
		return apierrors.NewBadRequest("the namespace of the provided object does not match the namespace sent on the request")
	}
	return nil
}

// matchName refuses a body that names another object than the path does. The
// namespace has been matched before.
func matchName(req *Request, o api.Object) error {
	switch name := o.GetName(); name {
	case req.Name:
	case "":
		return apierrors.NewBadRequest(fmt.Sprintf("the name of the object (%s based on URL) was undeterminable: name must be provided", req.Name))
	default:
		return apierrors.NewBadRequest(fmt.Sprintf("the name of the object (%s) does not match the name on the URL (%s)", name, req.Name))
	}
	return nil
}

// wipeMeta takes from a new object what is not the client's to say. Who it is
// follows after mutating admission.
func wipeMeta(o api.Object) {
	o.SetDeletionTimestamp(nil)
	o.SetDeletionGracePeriodSeconds(nil)
	o.SetSelfLink("")
	o.SetGeneration(0)
	o.SetUID("")
	o.SetCreationTimestamp(metav1.Time{})
}

// fillMeta gives a new object its identity: time, UID, name.
func (s *Service) fillMeta(o api.Object) {
	o.SetCreationTimestamp(s.now())
	o.SetUID(s.options.NewUID())
	if o.GetName() == "" && o.GetGenerateName() != "" {
		base := o.GetGenerateName()
		o.SetName(base[:min(len(base), maxGeneratedBase)] + s.options.NameSuffix())
	}
}

// now is the present second: the precision that objects keep.
func (s *Service) now() metav1.Time {
	t := metav1.NewTime(s.options.Now())
	return t.Rfc3339Copy()
}

// carryMeta gives the new state of an object what an update cannot change.
func carryMeta(o, old api.Object) {
	if o.GetUID() == "" {
		o.SetUID(old.GetUID())
	}
	if o.GetNamespace() == "" {
		o.SetNamespace(old.GetNamespace())
	}
	o.SetSelfLink("")
	o.SetCreationTimestamp(old.GetCreationTimestamp())
	// Leaving these out is no wish to change them; another value is, and refused.
	if o.GetDeletionTimestamp() == nil {
		o.SetDeletionTimestamp(old.GetDeletionTimestamp())
	}
	if o.GetDeletionGracePeriodSeconds() == nil {
		o.SetDeletionGracePeriodSeconds(old.GetDeletionGracePeriodSeconds())
	}
	o.SetGeneration(old.GetGeneration())
}

// standardFinalizers may stand without the domain of who looks after them.
var standardFinalizers = []string{string(corev1.FinalizerKubernetes), metav1.FinalizerOrphanDependents, metav1.FinalizerDeleteDependents}

// validateFinalizers refuses short finalizers that nobody knows, for kinds that
// may not have them.
func validateFinalizers(r *api.Resource, o api.Object) (errs field.ErrorList) {
	if r.AnyFinalizer || r.Custom != nil {
		return nil
	}
	for i, name := range o.GetFinalizers() {
		if !strings.Contains(name, "/") && !slices.Contains(standardFinalizers, name) {
			errs = append(errs, field.Invalid(metadataPath.Child("finalizers").Index(i), name,
				"name is neither a standard finalizer name nor is it fully qualified"))
		}
	}
	return errs
}

// checkKind refuses a custom object that says that it is something else.
func (s *Service) checkKind(r *api.Resource, o api.Object) error {
	if r.Custom == nil {
		return nil
	}
	var errs field.ErrorList
	got, want := o.GetObjectKind().GroupVersionKind(), r.GVK()
	if got.Kind != want.Kind {
		errs = append(errs, field.Invalid(field.NewPath("kind"), got.Kind, "must be "+want.Kind))
	}
	if r.Alias == nil && r.Custom.Raw {
		want.Version = got.Version // it is kept in whatever version
	}
	if got.GroupVersion() != want.GroupVersion() {
		errs = append(errs, field.Invalid(field.NewPath("apiVersion"), got.GroupVersion().String(), "must be "+want.GroupVersion().String()))
	}
	if len(errs) == 0 {
		return nil
	}
	return invalid(got, o.GetName(), errs)
}

// validateCreate reports what is wrong with a new object.
func validateCreate(r *api.Resource, o api.Object) field.ErrorList {
	nameFn := r.ValidateName
	if nameFn == nil {
		nameFn = validation.NameIsDNSSubdomain
	}
	errs := validation.ValidateObjectMetaAccessor(o, r.Namespaced, nameFn, metadataPath)
	errs = append(errs, validateFinalizers(r, o)...)
	if r.Validate != nil {
		errs = append(errs, r.Validate(o, nil)...)
	}
	if len(errs) > 0 {
		return errs
	}
	// Whatever the kind allows, a name must fit into a path.
	return validation.ValidateObjectMetaAccessor(o, r.Namespaced, path.ValidatePathSegmentName, metadataPath)
}

// validateUpdate reports what is wrong with the new state of an object.
// validate are the rules of the kind or of the subresource, which may be nil.
func validateUpdate(r *api.Resource, o, old api.Object, validate func(o, old api.Object) field.ErrorList) field.ErrorList {
	errs := validation.ValidateObjectMetaAccessor(o, r.Namespaced, path.ValidatePathSegmentName, metadataPath)
	errs = append(errs, validation.ValidateObjectMetaAccessorUpdate(o, old, metadataPath)...)
	errs = append(errs, validateFinalizers(r, o)...)
	if validate != nil {
		errs = append(errs, validate(o, old)...)
	}
	return errs
}
