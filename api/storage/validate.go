package storage

import (
	"fmt"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/api/resource"
	apivalidation "k8s.io/apimachinery/pkg/api/validation"
	metav1validation "k8s.io/apimachinery/pkg/apis/meta/v1/validation"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/validate"
)

// Bounds of the parameters of a class.
const (
	maxParameters     = 512
	maxParametersSize = 256 * 1024 // bytes
)

var specPath = field.NewPath("spec")

// fixed wants a field to be what it was.
func fixed(name string, is, was any) field.ErrorList {
	return apivalidation.ValidateImmutableField(is, was, field.NewPath(name))
}

func validateProvisioner(name string, at *field.Path) field.ErrorList {
	if name == "" {
		return field.ErrorList{field.Required(at, name)}
	}
	return validate.Each(at, name, validation.IsQualifiedName(strings.ToLower(name)))
}

func validateParameters(m map[string]string, needed bool, at *field.Path) field.ErrorList {
	if len(m) == 0 && needed {
		return field.ErrorList{field.Required(at, "must contain at least one key/value pair")}
	}
	if len(m) > maxParameters {
		return field.ErrorList{field.TooLong(at, "", maxParameters)}
	}
	var errs field.ErrorList
	size := 0
	for k, v := range m {
		if k == "" {
			errs = append(errs, field.Invalid(at, k, "field can not be empty."))
		}
		size += len(k) + len(v)
	}
	if size > maxParametersSize {
		errs = append(errs, field.TooLong(at, "", maxParametersSize))
	}
	return errs
}

func validateStorageClass(c, old *storagev1.StorageClass) field.ErrorList {
	if old != nil {
		errs := fixed("parameters", c.Parameters, old.Parameters)
		if c.Provisioner != old.Provisioner {
			errs = append(errs, fixed("provisioner", c.Provisioner, old.Provisioner)...)
		}
		errs = append(errs, fixed("reclaimPolicy", c.ReclaimPolicy, old.ReclaimPolicy)...)
		return append(errs, fixed("volumeBindingMode", c.VolumeBindingMode, old.VolumeBindingMode)...)
	}
	errs := validateProvisioner(c.Provisioner, field.NewPath("provisioner"))
	errs = append(errs, validateParameters(c.Parameters, false, field.NewPath("parameters"))...)
	if p := c.ReclaimPolicy; p != nil && *p != corev1.PersistentVolumeReclaimDelete && *p != corev1.PersistentVolumeReclaimRetain {
		errs = append(errs, field.NotSupported(field.NewPath("reclaimPolicy"), *p,
			[]corev1.PersistentVolumeReclaimPolicy{corev1.PersistentVolumeReclaimDelete, corev1.PersistentVolumeReclaimRetain}))
	}
	switch m := c.VolumeBindingMode; {
	case m == nil:
		errs = append(errs, field.Required(field.NewPath("volumeBindingMode"), ""))
	case *m != storagev1.VolumeBindingImmediate && *m != storagev1.VolumeBindingWaitForFirstConsumer:
		errs = append(errs, field.NotSupported(field.NewPath("volumeBindingMode"), *m,
			[]storagev1.VolumeBindingMode{storagev1.VolumeBindingImmediate, storagev1.VolumeBindingWaitForFirstConsumer}))
	}
	return append(errs, validateTopologies(c.AllowedTopologies, field.NewPath("allowedTopologies"))...)
}

// validateTopologies: terms are alternatives, so no two of them can be alike.
func validateTopologies(terms []corev1.TopologySelectorTerm, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	var before []map[string][]string
	for i := range terms {
		at := at.Index(i).Child("matchLabelExpressions")
		term := map[string][]string{}
		for j, e := range terms[i].MatchLabelExpressions {
			at := at.Index(j)
			errs = append(errs, metav1validation.ValidateLabelName(e.Key, at.Child("key"))...)
			values := slices.Clone(e.Values)
			if len(e.Values) == 0 {
				errs = append(errs, field.Required(at.Child("values"), ""))
			}
			for k, v := range e.Values {
				if slices.Contains(e.Values[:k], v) {
					errs = append(errs, field.Duplicate(at.Child("values").Index(k), v))
				}
			}
			if _, twice := term[e.Key]; twice {
				errs = append(errs, field.Duplicate(at.Child("key"), e.Key))
			}
			slices.Sort(values)
			term[e.Key] = slices.Compact(values)
		}
		for _, b := range before {
			if equality.Semantic.DeepEqual(b, term) {
				errs = append(errs, field.Duplicate(at, ""))
			}
		}
		before = append(before, term)
	}
	return errs
}

func validateVolumeAttributesClass(c, old *storagev1.VolumeAttributesClass) field.ErrorList {
	if old != nil {
		errs := fixed("driverName", c.DriverName, old.DriverName)
		return append(errs, fixed("parameters", c.Parameters, old.Parameters)...)
	}
	errs := validateProvisioner(c.DriverName, field.NewPath("driverName"))
	return append(errs, validateParameters(c.Parameters, true, field.NewPath("parameters"))...)
}

func validateCSIStorageCapacity(c, old *storagev1.CSIStorageCapacity) field.ErrorList {
	var errs field.ErrorList
	if old != nil {
		errs = append(errs, fixed("nodeTopology", c.NodeTopology, old.NodeTopology)...)
		errs = append(errs, fixed("storageClassName", c.StorageClassName, old.StorageClassName)...)
	}
	errs = append(errs, metav1validation.ValidateLabelSelector(c.NodeTopology, metav1validation.LabelSelectorValidationOptions{}, field.NewPath("nodeTopology"))...)
	errs = append(errs, validate.Each(field.NewPath("storageClassName"), c.StorageClassName, validation.IsDNS1123Subdomain(c.StorageClassName))...)
	return append(errs, validateCapacity(c.Capacity, field.NewPath("capacity"))...)
}

func validateCapacity(q *resource.Quantity, at *field.Path) field.ErrorList {
	if q != nil && q.Sign() < 0 {
		return field.ErrorList{field.Invalid(at, q.String(), "must be greater than or equal to 0")}
	}
	return nil
}

func validateVolumeAttachment(a, old *storagev1.VolumeAttachment) field.ErrorList {
	var errs field.ErrorList
	if old == nil {
		errs = append(errs, validate.DriverName(specPath.Child("attacher"), a.Spec.Attacher)...)
		source := specPath.Child("source")
		switch s := &a.Spec.Source; {
		case s.InlineVolumeSpec == nil && s.PersistentVolumeName == nil:
			errs = append(errs, field.Required(source, "must specify exactly one of inlineVolumeSpec and persistentVolumeName"))
		case s.InlineVolumeSpec != nil && s.PersistentVolumeName != nil:
			errs = append(errs, field.Forbidden(source, "must specify exactly one of inlineVolumeSpec and persistentVolumeName"))
		case s.PersistentVolumeName != nil && *s.PersistentVolumeName == "":
			errs = append(errs, field.Required(source.Child("persistentVolumeName"), "must specify non empty persistentVolumeName"))
		case s.PersistentVolumeName != nil:
			errs = append(errs, validate.Each(source.Child("persistentVolumeName"), *s.PersistentVolumeName, validation.IsDNS1123Subdomain(*s.PersistentVolumeName))...)
		}
		errs = append(errs, validate.Each(specPath.Child("nodeName"), a.Spec.NodeName, validation.IsDNS1123Subdomain(a.Spec.NodeName))...)
	} else if !equality.Semantic.DeepEqual(a.Spec, old.Spec) {
		errs = append(errs, field.Invalid(specPath, a.Spec, "field is immutable"))
	}
	return append(errs, validateVolumeAttachmentStatus(a, old)...)
}

func validateVolumeAttachmentStatus(a, _ *storagev1.VolumeAttachment) field.ErrorList {
	status := field.NewPath("status")
	size := 0
	for k, v := range a.Status.AttachmentMetadata {
		size += len(k) + len(v)
	}
	if size > maxParametersSize {
		return field.ErrorList{field.TooLong(status.Child("attachmentMetadata"), "", maxParametersSize)}
	}
	return nil
}

func validateCSINode(n, old *storagev1.CSINode) field.ErrorList {
	var errs field.ErrorList
	names := map[string]bool{}
	for i := range n.Spec.Drivers {
		d, at := &n.Spec.Drivers[i], specPath.Child("drivers").Index(i)
		errs = append(errs, validate.DriverName(at.Child("name"), d.Name)...)
		if d.NodeID == "" {
			errs = append(errs, field.Required(at.Child("nodeID"), d.NodeID))
		} else if len(d.NodeID) > 256 {
			errs = append(errs, field.Invalid(at.Child("nodeID"), d.NodeID, "nodeID must be 256 characters or less"))
		}
		if a := d.Allocatable; a != nil && a.Count != nil && *a.Count < 0 {
			errs = append(errs, field.Invalid(at.Child("allocatable", "count"), int64(*a.Count), "must be greater than or equal to 0"))
		}
		for j, k := range d.TopologyKeys {
			switch {
			case k == "":
				errs = append(errs, field.Required(at, k))
			case slices.Contains(d.TopologyKeys[:j], k):
				errs = append(errs, field.Duplicate(at, k))
			default:
				errs = append(errs, validate.Each(at, k, validation.IsQualifiedName(k))...)
			}
		}
		if names[d.Name] {
			errs = append(errs, field.Duplicate(at.Child("name"), d.Name))
		}
		names[d.Name] = true
	}
	return append(errs, validateDriversUpdate(n, old)...)
}

// validateDriversUpdate: a driver comes and goes as a whole; only how much it can
// attach may change.
func validateDriversUpdate(n, old *storagev1.CSINode) field.ErrorList {
	if old == nil {
		return nil
	}
	var errs field.ErrorList
	for _, was := range old.Spec.Drivers {
		for _, is := range n.Spec.Drivers {
			if is.Name != was.Name {
				continue
			}
			is.Allocatable = was.Allocatable
			if !equality.Semantic.DeepEqual(is, was) {
				errs = append(errs, field.Invalid(field.NewPath("CSINodeDriver"), is, "field is immutable"))
			}
		}
	}
	return errs
}

func validateCSIDriver(d, old *storagev1.CSIDriver) field.ErrorList {
	s := &d.Spec
	var errs field.ErrorList
	if old != nil {
		errs = append(errs, apivalidation.ValidateImmutableField(s.AttachRequired, old.Spec.AttachRequired, specPath.Child("attachRequired"))...)
		errs = append(errs, apivalidation.ValidateImmutableField(s.VolumeLifecycleModes, old.Spec.VolumeLifecycleModes, specPath.Child("volumeLifecycleModes"))...)
	}
	for name, p := range map[string]*bool{"attachedRequired": s.AttachRequired, "podInfoOnMount": s.PodInfoOnMount, "storageCapacity": s.StorageCapacity} {
		if p == nil {
			errs = append(errs, field.Required(specPath.Child(name), ""))
		}
	}
	switch p := s.FSGroupPolicy; {
	case p == nil:
	case *p != storagev1.FileFSGroupPolicy && *p != storagev1.NoneFSGroupPolicy && *p != storagev1.ReadWriteOnceWithFSTypeFSGroupPolicy:
		errs = append(errs, field.NotSupported(specPath.Child("fsGroupPolicy"), *p, []storagev1.FSGroupPolicy{
			storagev1.FileFSGroupPolicy, storagev1.NoneFSGroupPolicy, storagev1.ReadWriteOnceWithFSTypeFSGroupPolicy}))
	}
	if p := s.NodeAllocatableUpdatePeriodSeconds; p != nil && *p < minUpdatePeriod {
		errs = append(errs, field.Invalid(specPath.Child("nodeAllocatableUpdatePeriodSeconds"), *p, fmt.Sprintf("must be greater than or equal to %d seconds", minUpdatePeriod)))
	}
	for _, m := range s.VolumeLifecycleModes {
		if m != storagev1.VolumeLifecyclePersistent && m != storagev1.VolumeLifecycleEphemeral {
			e := field.NotSupported[string](specPath.Child("volumeLifecycleModes"), m, nil)
			e.Detail = `supported values: "Persistent", "Ephemeral"`
			errs = append(errs, e)
		}
	}
	return append(errs, validateTokenRequests(s.TokenRequests, specPath.Child("tokenRequests"))...)
}

// Bounds of periods, in seconds.
const (
	minUpdatePeriod = 10
	minTokenSeconds = 10 * 60
	maxTokenSeconds = 1 << 32
)

func validateTokenRequests(list []storagev1.TokenRequest, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	seen := map[string]bool{}
	for i, r := range list {
		at := at.Index(i)
		if seen[r.Audience] {
			errs = append(errs, field.Duplicate(at.Child("audience"), r.Audience))
			continue
		}
		seen[r.Audience] = true
		if s := r.ExpirationSeconds; s != nil {
			switch {
			case *s < minTokenSeconds:
				errs = append(errs, field.Invalid(at.Child("expirationSeconds"), *s, "may not specify a duration less than 10 minutes"))
			case *s > maxTokenSeconds:
				errs = append(errs, field.Invalid(at.Child("expirationSeconds"), *s, "may not specify a duration larger than 2^32 seconds"))
			}
		}
	}
	return errs
}
