package core

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	apivalidation "k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/diff"
	"github.com/skiff-k8s/skiff/api/optional"
	"github.com/skiff-k8s/skiff/api/validate"
)

func validatePersistentVolume(v, old *corev1.PersistentVolume) field.ErrorList {
	errs := validateVolumeSpec(v)
	if old != nil {
		errs = append(errs, validateVolumeUpdate(v, old)...)
	}
	return errs
}

func validateVolumeSpec(v *corev1.PersistentVolume) field.ErrorList {
	var errs field.ErrorList
	s := &v.Spec
	modes := specPath.Child("accessModes")
	if len(s.AccessModes) == 0 {
		errs = append(errs, field.Required(modes, ""))
	}
	errs = append(errs, validateAccessModes(s.AccessModes, modes)...)
	capacity := specPath.Child("capacity")
	switch q, ok := s.Capacity[corev1.ResourceStorage]; {
	case len(s.Capacity) == 0:
		errs = append(errs, field.Required(capacity, ""), field.NotSupported(capacity, s.Capacity, []string{string(corev1.ResourceStorage)}))
	case !ok || len(s.Capacity) > 1:
		errs = append(errs, field.NotSupported(capacity, s.Capacity, []string{string(corev1.ResourceStorage)}))
	case q.Sign() <= 0:
		at := capacity.Key(string(corev1.ResourceStorage))
		if q.Sign() < 0 {
			errs = append(errs, field.Invalid(at, q.Value(), "must be a valid resource quantity"))
		}
		errs = append(errs, field.Invalid(at, q.String(), notPositive))
	}
	if p := s.PersistentVolumeReclaimPolicy; p != "" {
		errs = append(errs, validate.OneOf(specPath.Child("persistentVolumeReclaimPolicy"), p,
			corev1.PersistentVolumeReclaimDelete, corev1.PersistentVolumeReclaimRecycle, corev1.PersistentVolumeReclaimRetain)...)
	}
	if n := s.NodeAffinity; n != nil {
		at := specPath.Child("nodeAffinity", "required")
		if n.Required == nil {
			errs = append(errs, field.Required(at, "must specify required node constraints"))
		} else {
			errs = append(errs, ValidateNodeSelector(n.Required, at)...)
		}
	}
	errs = append(errs, validatePersistentSource(&s.PersistentVolumeSource, s.NodeAffinity != nil)...)
	if s.HostPath != nil && s.HostPath.Path == "/" && s.PersistentVolumeReclaimPolicy == corev1.PersistentVolumeReclaimRecycle {
		errs = append(errs, field.Forbidden(specPath.Child("persistentVolumeReclaimPolicy"), "may not be 'recycle' for a hostPath mount of '/'"))
	}
	if s.StorageClassName != "" {
		errs = append(errs, dnsSubdomain(specPath.Child("storageClassName"), s.StorageClassName)...)
	}
	if s.VolumeMode != nil {
		errs = append(errs, validate.OneOf(specPath.Child("volumeMode"), *s.VolumeMode, corev1.PersistentVolumeBlock, corev1.PersistentVolumeFilesystem)...)
	}
	if n := s.VolumeAttributesClassName; n != nil {
		if s.CSI == nil {
			errs = append(errs, field.Required(specPath.Child("csi"), "has to be specified when using volumeAttributesClassName"))
		}
		if *n == "" {
			errs = append(errs, field.Required(specPath.Child("volumeAttributesClassName"), "an empty string is disallowed"))
		} else {
			errs = append(errs, dnsSubdomain(specPath.Child("volumeAttributesClassName"), *n)...)
		}
	}
	return errs
}

func validatePersistentSource(s *corev1.PersistentVolumeSource, placed bool) field.ErrorList {
	o := oneSource{at: specPath}
	if v := s.HostPath; v != nil {
		o.first("hostPath", func(at *field.Path) field.ErrorList { return validateHostPath(v, at) })
	}
	if v := s.NFS; v != nil {
		o.first("nfs", func(at *field.Path) field.ErrorList { return validateNFS(v, at) })
	}
	if v := s.ISCSI; v != nil {
		o.first("iscsi", func(at *field.Path) field.ErrorList {
			t := &iscsi{v.TargetPortal, v.IQN, v.Lun, v.InitiatorName, v.SessionCHAPAuth || v.DiscoveryCHAPAuth, v.SecretRef != nil}
			return t.validate(at)
		})
	}
	if v := s.FC; v != nil {
		o.first("fc", func(at *field.Path) field.ErrorList { return validateFC(v, at) })
	}
	if v := s.CSI; v != nil {
		o.first("csi", func(at *field.Path) field.ErrorList {
			return append(validate.DriverName(at.Child("driver"), v.Driver), validate.Required(at.Child("volumeHandle"), v.VolumeHandle)...)
		})
	}
	if v := s.Local; v != nil {
		o.first("local", func(at *field.Path) field.ErrorList {
			errs := validate.Required(at.Child("path"), v.Path)
			if v.Path != "" {
				errs = noBacksteps(at.Child("path"), v.Path)
			}
			if !placed {
				errs = append(errs, field.Required(specPath.Child("nodeAffinity"), "Local volume requires node affinity"))
			}
			return errs
		})
	}
	if o.found == 0 && !hasOldSource(s) {
		o.errs = append(o.errs, field.Required(specPath, "must specify a volume type"))
	}
	return o.errs
}

// hasOldSource tells the sources whose drivers have left Kubernetes: they are
// stored for whoever still migrates.
func hasOldSource(s *corev1.PersistentVolumeSource) bool {
	return s.GCEPersistentDisk != nil || s.AWSElasticBlockStore != nil || s.Glusterfs != nil || s.RBD != nil ||
		s.Cinder != nil || s.CephFS != nil || s.Flocker != nil || s.FlexVolume != nil || s.AzureFile != nil ||
		s.VsphereVolume != nil || s.Quobyte != nil || s.AzureDisk != nil || s.PhotonPersistentDisk != nil ||
		s.PortworxVolume != nil || s.ScaleIO != nil || s.StorageOS != nil
}

func validateVolumeUpdate(v, old *corev1.PersistentVolume) field.ErrorList {
	var errs field.ErrorList
	was, is := old.Spec.PersistentVolumeSource, v.Spec.PersistentVolumeSource
	if was.CSI != nil && is.CSI != nil {
		// The secret for growing the volume may come later.
		a := *was.CSI
		a.ControllerExpandSecretRef, a.NodeExpandSecretRef = is.CSI.ControllerExpandSecretRef, is.CSI.NodeExpandSecretRef
		was.CSI = &a
	}
	if !equality.Semantic.DeepEqual(is, was) {
		errs = append(errs, field.Forbidden(specPath.Child("persistentvolumesource"),
			"spec.persistentvolumesource is immutable after creation\n"+diff.Text(was, is)))
	}
	errs = append(errs, apivalidation.ValidateImmutableField(v.Spec.VolumeMode, old.Spec.VolumeMode, field.NewPath("volumeMode"))...)
	if old.Spec.NodeAffinity != nil {
		errs = append(errs, apivalidation.ValidateImmutableField(v.Spec.NodeAffinity, old.Spec.NodeAffinity, field.NewPath("nodeAffinity"))...)
	}
	if optional.Value(old.Spec.VolumeAttributesClassName) != "" && optional.Value(v.Spec.VolumeAttributesClassName) == "" {
		errs = append(errs, field.Forbidden(specPath.Child("volumeAttributesClassName"), "update from non-nil value to nil is forbidden"))
	}
	return errs
}

func validatePersistentVolumeStatus(v, _ *corev1.PersistentVolume) field.ErrorList {
	if v.ResourceVersion == "" {
		return field.ErrorList{field.Required(field.NewPath("resourceVersion"), "")}
	}
	return nil
}
