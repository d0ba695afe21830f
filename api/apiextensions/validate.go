package apiextensions

import (
	"fmt"

	"k8s.io/apiextensions-apiserver/pkg/apihelpers"
	internal "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	apivalidation "k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// internalOf returns a definition in the form in which kube-apiserver judges it:
// what all versions have in common stands once, beside the versions. Clients know
// its field paths.
func internalOf(d *apiextensionsv1.CustomResourceDefinition) (*internal.CustomResourceDefinition, error) {
	out := &internal.CustomResourceDefinition{}
	// The conversion shares memory with what it is given.
	err := apiextensionsv1.Convert_v1_CustomResourceDefinition_To_apiextensions_CustomResourceDefinition(d.DeepCopy(), out, nil)
	return out, err
}

// validateDefinition reports what is wrong with a definition. What is wrong with
// the old one already, and was let pass by an older version of Kubernetes, may
// stay so.
func validateDefinition(d, old *apiextensionsv1.CustomResourceDefinition) field.ErrorList {
	now, err := internalOf(d)
	if err != nil {
		return field.ErrorList{field.InternalError(nil, err)}
	}
	v := &validator{tolerance: newDefinition()}
	var before *internal.CustomResourceDefinition
	if old != nil {
		if before, err = internalOf(old); err != nil {
			return field.ErrorList{field.InternalError(nil, err)}
		}
		v.tolerance = toleranceFor(now, before)
	}
	var errs field.ErrorList
	if want := d.Spec.Names.Plural + "." + d.Spec.Group; old == nil && d.Name != want && d.Name != "" {
		errs = append(errs, field.Invalid(field.NewPath("metadata", "name"), d.Name, `must be spec.names.plural+"."+spec.group`))
	}
	spec := field.NewPath("spec")
	errs = append(errs, v.validateSpec(&now.Spec, spec)...)
	if before != nil {
		errs = append(errs, validateUnmoved(now, before, spec)...)
	}
	errs = append(errs, validateNames(&now.Status.AcceptedNames, field.NewPath("status", "acceptedNames"))...)
	errs = append(errs, validateStoredVersions(&now.Status, now.Spec.Versions, field.NewPath("status", "storedVersions"))...)
	errs = append(errs, validateApproval(d, old)...)
	return append(errs, validatePreserve(now, before)...)
}

// validateStatus reports what is wrong with a status.
func validateStatus(d, _ *apiextensionsv1.CustomResourceDefinition) field.ErrorList {
	now, err := internalOf(d)
	if err != nil {
		return field.ErrorList{field.InternalError(nil, err)}
	}
	return validateNames(&now.Status.AcceptedNames, field.NewPath("status", "acceptedNames"))
}

// validateUnmoved: objects cannot move to another place.
func validateUnmoved(d, old *internal.CustomResourceDefinition, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if internal.IsCRDConditionTrue(old, internal.Established) {
		errs = append(errs, apivalidation.ValidateImmutableField(d.Spec.Scope, old.Spec.Scope, at.Child("scope"))...)
		errs = append(errs, apivalidation.ValidateImmutableField(d.Spec.Names.Kind, old.Spec.Names.Kind, at.Child("names", "kind"))...)
	}
	errs = append(errs, apivalidation.ValidateImmutableField(d.Spec.Group, old.Spec.Group, at.Child("group"))...)
	return append(errs, apivalidation.ValidateImmutableField(d.Spec.Names.Plural, old.Spec.Names.Plural, at.Child("names", "plural"))...)
}

// validateStoredVersions: versions that objects are stored in have to stay.
func validateStoredVersions(s *internal.CustomResourceDefinitionStatus, versions []internal.CustomResourceDefinitionVersion, at *field.Path) field.ErrorList {
	if len(s.StoredVersions) == 0 {
		return field.ErrorList{field.Invalid(at, s.StoredVersions, "must have at least one stored version")}
	}
	var errs field.ErrorList
	left := map[string]int{}
	for i, name := range s.StoredVersions {
		left[name] = i
	}
	for _, v := range versions {
		if _, ok := left[v.Name]; v.Storage && !ok {
			errs = append(errs, field.Invalid(at, s.StoredVersions, "must have the storage version "+v.Name))
		}
		delete(left, v.Name)
	}
	for i, name := range s.StoredVersions {
		if at2, ok := left[name]; ok && at2 == i {
			errs = append(errs, field.Invalid(at.Index(i), name, fmt.Sprintf(
				"missing from spec.versions; %[1]s was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in %[1]s and removes %[1]s from status.storedVersions", name)))
		}
	}
	return errs
}

// validateApproval: kinds in groups of the Kubernetes project have been approved
// there, or say that they have not.
func validateApproval(d, old *apiextensionsv1.CustomResourceDefinition) field.ErrorList {
	if !apihelpers.IsProtectedCommunityGroup(d.Spec.Group) {
		return nil
	}
	state, reason := apihelpers.GetAPIApprovalState(d.Annotations)
	if old != nil {
		if before, _ := apihelpers.GetAPIApprovalState(old.Annotations); before == state {
			return nil
		}
	}
	at := field.NewPath("metadata", "annotations").Key(apiextensionsv1.KubeAPIApprovedAnnotation)
	switch state {
	case apihelpers.APIApproved, apihelpers.APIApprovalBypassed:
		return nil
	case apihelpers.APIApprovalMissing:
		return field.ErrorList{field.Required(at, reason)}
	}
	return field.ErrorList{field.Invalid(at, d.Annotations[apiextensionsv1.KubeAPIApprovedAnnotation], reason)}
}

// validatePreserve: keeping unknown fields everywhere is no longer to be begun.
func validatePreserve(d, old *internal.CustomResourceDefinition) field.ErrorList {
	if p := d.Spec.PreserveUnknownFields; p == nil || !*p || old != nil && old.Spec.PreserveUnknownFields != nil && *old.Spec.PreserveUnknownFields {
		return nil
	}
	return field.ErrorList{field.Invalid(field.NewPath("spec", "preserveUnknownFields"), d.Spec.PreserveUnknownFields,
		"cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead")}
}
