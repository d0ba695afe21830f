package core

import (
	"slices"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	apivalidation "k8s.io/apimachinery/pkg/api/validation"
	metav1validation "k8s.io/apimachinery/pkg/apis/meta/v1/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/diff"
	"github.com/skiff-k8s/skiff/api/optional"
	"github.com/skiff-k8s/skiff/api/validate"
)

var accessModes = []corev1.PersistentVolumeAccessMode{
	corev1.ReadOnlyMany, corev1.ReadWriteMany, corev1.ReadWriteOnce, corev1.ReadWriteOncePod,
}

func validateClaim(c, old *corev1.PersistentVolumeClaim) field.ErrorList {
	errs := validateClaimSpec(&c.Spec, specPath)
	if old != nil {
		errs = append(errs, validateClaimUpdate(c, old)...)
	}
	return errs
}

// ValidateClaimTemplate checks a claim of a stateful set.
func ValidateClaimTemplate(c *corev1.PersistentVolumeClaim, at *field.Path) field.ErrorList {
	errs := metav1validation.ValidateLabels(c.Labels, at.Child("metadata", "labels"))
	errs = append(errs, apivalidation.ValidateAnnotations(c.Annotations, at.Child("metadata", "annotations"))...)
	return append(errs, validateClaimSpec(&c.Spec, at.Child("spec"))...)
}

func validateClaimSpec(s *corev1.PersistentVolumeClaimSpec, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	modes := at.Child("accessModes")
	if len(s.AccessModes) == 0 {
		errs = append(errs, field.Required(modes, "at least 1 access mode is required"))
	}
	if s.Selector != nil {
		errs = append(errs, metav1validation.ValidateLabelSelector(s.Selector, metav1validation.LabelSelectorValidationOptions{}, at.Child("selector"))...)
	}
	errs = append(errs, validateAccessModes(s.AccessModes, modes)...)
	errs = append(errs, validateStorageRequest(s, at)...)
	if s.StorageClassName != nil && *s.StorageClassName != "" {
		errs = append(errs, dnsSubdomain(at.Child("storageClassName"), *s.StorageClassName)...)
	}
	if s.VolumeMode != nil {
		errs = append(errs, validate.OneOf(at.Child("volumeMode"), *s.VolumeMode, corev1.PersistentVolumeBlock, corev1.PersistentVolumeFilesystem)...)
	}
	errs = append(errs, validateDataSources(s, at)...)
	if n := s.VolumeAttributesClassName; n != nil && *n != "" {
		errs = append(errs, dnsSubdomain(at.Child("volumeAttributesClassName"), *n)...)
	}
	return errs
}

func validateAccessModes(list []corev1.PersistentVolumeAccessMode, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	for _, m := range list {
		errs = append(errs, validate.OneOf(at, m, accessModes...)...)
	}
	if slices.Contains(list, corev1.ReadWriteOncePod) && len(list) > 1 {
		errs = append(errs, field.Forbidden(at, "may not use ReadWriteOncePod with other access modes"))
	}
	return errs
}

func validateStorageRequest(s *corev1.PersistentVolumeClaimSpec, at *field.Path) field.ErrorList {
	at = at.Child("resources")
	q, ok := s.Resources.Requests[corev1.ResourceStorage]
	if !ok {
		return field.ErrorList{field.Required(at.Key(string(corev1.ResourceStorage)), "")}
	}
	if q.Sign() <= 0 {
		return field.ErrorList{field.Invalid(at.Key(string(corev1.ResourceStorage)), q.String(), notPositive)}
	}
	return nil
}

func validateDataSources(s *corev1.PersistentVolumeClaimSpec, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	check := func(at *field.Path, name, kind string, group *string) {
		errs = append(errs, validate.Required(at.Child("name"), name)...)
		errs = append(errs, validate.Required(at.Child("kind"), kind)...)
		if optional.Value(group) == "" && kind != "PersistentVolumeClaim" {
			errs = append(errs, field.Invalid(at, kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup"))
		}
		if optional.Value(group) != "" {
			errs = append(errs, dnsSubdomain(at.Child("apiGroup"), *group)...)
		}
	}
	d, r := s.DataSource, s.DataSourceRef
	if d != nil {
		check(at.Child("dataSource"), d.Name, d.Kind, d.APIGroup)
	}
	if r != nil {
		check(at.Child("dataSourceRef"), r.Name, r.Kind, r.APIGroup)
	}
	switch {
	case r != nil && optional.Value(r.Namespace) != "":
		if d != nil {
			errs = append(errs, field.Invalid(at, at.Child("dataSource").String(), "may not be specified when dataSourceRef.namespace is specified"))
		}
	case d != nil && r != nil && (d.Name != r.Name || d.Kind != r.Kind || optional.Value(d.APIGroup) != optional.Value(r.APIGroup)):
		errs = append(errs, field.Invalid(at, at.Child("dataSource").String(), "must match dataSourceRef"))
	}
	return errs
}

// validateClaimUpdate: a claim can be bound once, and grow when it is bound.
func validateClaimUpdate(c, old *corev1.PersistentVolumeClaim) field.ErrorList {
	var errs field.ErrorList
	was, is := old.Spec.DeepCopy(), c.Spec.DeepCopy()
	if was.VolumeName == "" {
		was.VolumeName = is.VolumeName
	}
	// A class that was named in the old annotation may move to the field.
	if was.StorageClassName == nil && is.StorageClassName != nil &&
		(old.Annotations[corev1.BetaStorageClassAnnotation] == *is.StorageClassName || old.Spec.VolumeName == "") {
		was.StorageClassName = is.StorageClassName
	}
	bound := old.Status.Phase == corev1.ClaimBound
	if bound {
		before, now := old.Spec.Resources.Requests[corev1.ResourceStorage], c.Spec.Resources.Requests[corev1.ResourceStorage]
		had := old.Status.Capacity[corev1.ResourceStorage]
		if now.Cmp(before) < 0 && now.Cmp(had) <= 0 {
			errs = append(errs, field.Forbidden(specPath.Child("resources", "requests", "storage"), "field can not be less than status.capacity"))
		}
		was.Resources.Requests, is.Resources.Requests = nil, nil
	}
	if optional.Value(was.VolumeAttributesClassName) != "" && optional.Value(is.VolumeAttributesClassName) == "" {
		errs = append(errs, field.Forbidden(specPath.Child("volumeAttributesClassName"), "update from non-nil value to nil is forbidden"))
	}
	was.VolumeAttributesClassName = is.VolumeAttributesClassName
	if !equality.Semantic.DeepEqual(was, is) {
		errs = append(errs, field.Forbidden(specPath,
			"spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n"+diff.Text(was, is)))
	}
	return errs
}

func validateClaimStatus(c, old *corev1.PersistentVolumeClaim) field.ErrorList {
	var errs field.ErrorList
	if len(c.ResourceVersion) == 0 {
		errs = append(errs, field.Required(field.NewPath("resourceVersion"), ""))
	}
	for name, q := range c.Status.Capacity {
		errs = append(errs, validateResourceName(name, field.NewPath("status", "capacity").Key(string(name)))...)
		errs = append(errs, nonNegativeQuantity(q, field.NewPath("status", "capacity").Key(string(name)))...)
	}
	return errs
}
