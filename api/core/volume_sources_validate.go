package core

import (
	"path"
	"regexp"
	"strings"
	"sync"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/validate"
)

// validateRemoteSources checks the sources that live outside of the node. What
// is left of the drivers that were once part of Kubernetes only has to be
// complete.
func validateRemoteSources(s *corev1.VolumeSource, o *oneSource) {
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
			errs := validate.DriverName(at.Child("driver"), v.Driver)
			if r := v.NodePublishSecretRef; r != nil {
				errs = append(errs, validate.Required(at.Child("nodePublishSecretRef", "name"), r.Name)...)
			}
			return errs
		})
	}
	needs := func(set bool, name string, fields ...string) {
		if !set {
			return
		}
		o.first(name, func(at *field.Path) field.ErrorList { return requiredFields(at, fields...) })
	}
	if v := s.GCEPersistentDisk; v != nil {
		needs(true, "gcePersistentDisk", "pdName", v.PDName)
	}
	if v := s.AWSElasticBlockStore; v != nil {
		needs(true, "awsElasticBlockStore", "volumeID", v.VolumeID)
	}
	if v := s.Glusterfs; v != nil {
		needs(true, "glusterfs", "endpoints", v.EndpointsName, "path", v.Path)
	}
	if v := s.RBD; v != nil {
		needs(true, "rbd", "monitors", strings.Join(v.CephMonitors, ","), "image", v.RBDImage)
	}
	if v := s.FlexVolume; v != nil {
		needs(true, "flexVolume", "driver", v.Driver)
	}
	if v := s.Cinder; v != nil {
		needs(true, "cinder", "volumeID", v.VolumeID)
	}
	if v := s.CephFS; v != nil {
		needs(true, "cephfs", "monitors", strings.Join(v.Monitors, ","))
	}
	if v := s.AzureFile; v != nil {
		needs(true, "azureFile", "secretName", v.SecretName, "shareName", v.ShareName)
	}
	if v := s.VsphereVolume; v != nil {
		needs(true, "vsphereVolume", "volumePath", v.VolumePath)
	}
	if v := s.AzureDisk; v != nil {
		needs(true, "azureDisk", "diskName", v.DiskName, "diskURI", v.DataDiskURI)
	}
	if v := s.PortworxVolume; v != nil {
		needs(true, "portworxVolume", "volumeID", v.VolumeID)
	}
	if v := s.ScaleIO; v != nil {
		needs(true, "scaleIO", "gateway", v.Gateway, "system", v.System, "volumeName", v.VolumeName)
	}
	if v := s.Quobyte; v != nil {
		needs(true, "quobyte", "registry", v.Registry, "volume", v.Volume)
	}
	needs(s.PhotonPersistentDisk != nil, "photonPersistentDisk")
	needs(s.Flocker != nil, "flocker")
	needs(s.StorageOS != nil, "storageos")
}

// requiredFields takes pairs of names and values.
func requiredFields(at *field.Path, pairs ...string) field.ErrorList {
	var errs field.ErrorList
	for i := 0; i+1 < len(pairs); i += 2 {
		errs = append(errs, validate.Required(at.Child(pairs[i]), pairs[i+1])...)
	}
	return errs
}

func validateNFS(v *corev1.NFSVolumeSource, at *field.Path) field.ErrorList {
	errs := validate.Required(at.Child("server"), v.Server)
	switch {
	case v.Path == "":
		errs = append(errs, field.Required(at.Child("path"), ""))
	case !path.IsAbs(v.Path):
		errs = append(errs, field.Invalid(at.Child("path"), v.Path, "must be an absolute path"))
	}
	return errs
}

// iscsi is what iSCSI volumes of pods and persistent ones have in common.
type iscsi struct {
	portal, iqn string
	lun         int32
	initiator   *string
	chap        bool
	secret      bool
}

var (
	iqnForm = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`iqn\.\d{4}-\d{2}\.([[:alnum:]-.]+)(:[^,;*&$|\s]+)$`)
	})
	euiForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^eui\.[[:xdigit:]]{16}$`) })
	naaForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^naa\.[[:xdigit:]]{32}$`) })
)

func (t *iscsi) validate(at *field.Path) field.ErrorList {
	errs := validate.Required(at.Child("targetPortal"), t.portal)
	if t.iqn == "" {
		errs = append(errs, field.Required(at.Child("iqn"), ""))
	} else {
		errs = append(errs, qualifiedTarget(at.Child("iqn"), t.iqn)...)
	}
	if t.lun < 0 || t.lun > 255 {
		errs = append(errs, field.Invalid(at.Child("lun"), t.lun, validation.InclusiveRangeError(0, 255)))
	}
	if t.chap && !t.secret {
		errs = append(errs, field.Required(at.Child("secretRef"), ""))
	}
	if t.initiator != nil {
		errs = append(errs, qualifiedTarget(at.Child("initiatorname"), *t.initiator)...)
	}
	return errs
}

// qualifiedTarget wants a name in one of the three forms of iSCSI.
func qualifiedTarget(at *field.Path, name string) field.ErrorList {
	var ok bool
	switch {
	case strings.HasPrefix(name, "iqn"):
		ok = iqnForm().MatchString(name)
	case strings.HasPrefix(name, "eui"):
		ok = euiForm().MatchString(name)
	case strings.HasPrefix(name, "naa"):
		ok = naaForm().MatchString(name)
	default:
		return field.ErrorList{field.Invalid(at, name, "must be valid format starting with iqn, eui, or naa")}
	}
	if !ok {
		return field.ErrorList{field.Invalid(at, name, "must be valid format")}
	}
	return nil
}

func validateFC(v *corev1.FCVolumeSource, at *field.Path) field.ErrorList {
	const one = "must specify either targetWWNs or wwids, but not both"
	switch {
	case len(v.TargetWWNs) == 0 && len(v.WWIDs) == 0:
		return field.ErrorList{field.Required(at.Child("targetWWNs"), one)}
	case len(v.TargetWWNs) > 0 && len(v.WWIDs) > 0:
		return field.ErrorList{field.Invalid(at.Child("targetWWNs"), v.TargetWWNs, one)}
	case len(v.TargetWWNs) == 0:
		return nil
	case v.Lun == nil:
		return field.ErrorList{field.Required(at.Child("lun"), "lun is required if targetWWNs is specified")}
	case *v.Lun < 0 || *v.Lun > 255:
		return field.ErrorList{field.Invalid(at.Child("lun"), *v.Lun, validation.InclusiveRangeError(0, 255))}
	}
	return nil
}
