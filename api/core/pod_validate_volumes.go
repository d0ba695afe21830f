package core

import (
	"fmt"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/validate"
)

// validateVolumes checks the volumes of a pod and returns those that have a
// usable name. meta is that of the pod, nil in templates.
func validateVolumes(list []corev1.Volume, meta *metav1.ObjectMeta, at *field.Path) (map[string]*corev1.Volume, field.ErrorList) {
	var errs field.ErrorList
	byName := make(map[string]*corev1.Volume, len(list))
	for i := range list {
		v, at := &list[i], at.Index(i)
		bad := validateVolumeSource(&v.VolumeSource, v.Name, meta, at)
		switch {
		case v.Name == "":
			bad = append(bad, field.Required(at.Child("name"), ""))
		case len(validation.IsDNS1123Label(v.Name)) > 0:
			bad = append(bad, dnsLabel(at.Child("name"), v.Name)...)
		case byName[v.Name] != nil:
			bad = append(bad, field.Duplicate(at.Child("name"), v.Name))
		}
		if len(bad) == 0 {
			byName[v.Name] = v
		}
		errs = append(errs, bad...)
	}
	return byName, errs
}

// validateVolumeSource wants exactly one source, and that to be sound.
func validateVolumeSource(s *corev1.VolumeSource, name string, meta *metav1.ObjectMeta, at *field.Path) field.ErrorList {
	o := oneSource{at: at}
	if v := s.EmptyDir; v != nil {
		o.first("emptyDir", func(at *field.Path) field.ErrorList {
			if v.SizeLimit != nil && v.SizeLimit.Sign() < 0 {
				return field.ErrorList{field.Forbidden(at.Child("sizeLimit"), "SizeLimit field must be a valid resource quantity")}
			}
			return nil
		})
	}
	if v := s.HostPath; v != nil {
		o.first("hostPath", func(at *field.Path) field.ErrorList { return validateHostPath(v, at) })
	}
	if v := s.GitRepo; v != nil {
		o.first("gitRepo", func(at *field.Path) field.ErrorList {
			return append(validate.Required(at.Child("repository"), v.Repository), localPath(at.Child("directory"), v.Directory)...)
		})
	}
	if v := s.Secret; v != nil {
		o.first("secret", func(at *field.Path) field.ErrorList {
			errs := validate.Required(at.Child("secretName"), v.SecretName)
			errs = append(errs, fileMode(at.Child("defaultMode"), v.DefaultMode)...)
			return append(errs, validateKeys(v.Items, at.Child("items"))...)
		})
	}
	if v := s.ConfigMap; v != nil {
		o.first("configMap", func(at *field.Path) field.ErrorList {
			errs := validate.Required(at.Child("name"), v.Name)
			errs = append(errs, fileMode(at.Child("defaultMode"), v.DefaultMode)...)
			return append(errs, validateKeys(v.Items, at.Child("items"))...)
		})
	}
	if v := s.DownwardAPI; v != nil {
		o.first("downwardAPI", func(at *field.Path) field.ErrorList {
			errs := fileMode(at.Child("defaultMode"), v.DefaultMode)
			for i := range v.Items {
				errs = append(errs, validateDownwardFile(&v.Items[i], at)...)
			}
			return errs
		})
	}
	if v := s.Projected; v != nil {
		o.first("projected", func(at *field.Path) field.ErrorList { return validateProjected(v, at) })
	}
	if v := s.PersistentVolumeClaim; v != nil {
		o.first("persistentVolumeClaim", func(at *field.Path) field.ErrorList { return validate.Required(at.Child("claimName"), v.ClaimName) })
	}
	if v := s.Ephemeral; v != nil {
		o.first("ephemeral", func(at *field.Path) field.ErrorList { return validateEphemeralVolume(v, at) })
		// The claim gets the pod's name and the volume's.
		if meta != nil && meta.Name != "" && name != "" {
			claim := meta.Name + "-" + name
			for _, m := range validation.IsDNS1123Subdomain(claim) {
				o.errs = append(o.errs, field.Invalid(at.Child("name"), name, fmt.Sprintf("PVC name %q: %v", claim, m)))
			}
		}
	}
	if v := s.Image; v != nil {
		o.first("image", func(at *field.Path) field.ErrorList {
			errs := validate.Required(at.Child("reference"), v.Reference)
			return append(errs, validate.RequiredOneOf(at.Child("pullPolicy"), v.PullPolicy, corev1.PullAlways, corev1.PullIfNotPresent, corev1.PullNever)...)
		})
	}
	validateRemoteSources(s, &o)
	if o.found == 0 {
		o.errs = append(o.errs, field.Required(at, "must specify a volume type"))
	}
	return o.errs
}

// oneSource counts sources: the first is checked, further ones are refused.
type oneSource struct {
	at    *field.Path
	found int
	errs  field.ErrorList
}

func (o *oneSource) first(name string, check func(at *field.Path) field.ErrorList) {
	if o.found++; o.found > 1 {
		o.errs = append(o.errs, field.Forbidden(o.at.Child(name), "may not specify more than 1 volume type"))
		return
	}
	o.errs = append(o.errs, check(o.at.Child(name))...)
}

func validateHostPath(h *corev1.HostPathVolumeSource, at *field.Path) field.ErrorList {
	if h.Path == "" {
		return field.ErrorList{field.Required(at.Child("path"), "")}
	}
	errs := noBacksteps(at.Child("path"), h.Path)
	if h.Type != nil {
		errs = append(errs, validate.OneOf(at.Child("type"), *h.Type, corev1.HostPathUnset, corev1.HostPathBlockDev, corev1.HostPathCharDev,
			corev1.HostPathDirectory, corev1.HostPathDirectoryOrCreate, corev1.HostPathFile, corev1.HostPathFileOrCreate, corev1.HostPathSocket)...)
	}
	return errs
}

func validateKeys(items []corev1.KeyToPath, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	for i := range items {
		k, at := &items[i], at.Index(i)
		errs = append(errs, validate.Required(at.Child("key"), k.Key)...)
		if k.Path == "" {
			errs = append(errs, field.Required(at.Child("path"), ""))
		} else {
			errs = append(errs, localFile(at.Child("path"), k.Path)...)
		}
		errs = append(errs, fileMode(at.Child("mode"), k.Mode)...)
	}
	return errs
}

// validateDownwardFile reports at the volume, without the file's index.
func validateDownwardFile(f *corev1.DownwardAPIVolumeFile, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if f.Path == "" {
		errs = append(errs, field.Required(at.Child("path"), ""))
	}
	errs = append(errs, localFile(at.Child("path"), f.Path)...)
	switch {
	case f.FieldRef != nil:
		errs = append(errs, validateFieldRef(f.FieldRef, fileFields, at.Child("fieldRef"))...)
		if f.ResourceFieldRef != nil {
			errs = append(errs, field.Invalid(at, "resource", "fieldRef and resourceFieldRef can not be specified simultaneously"))
		}
	case f.ResourceFieldRef != nil:
		errs = append(errs, validateResourceFieldRef(f.ResourceFieldRef, true, at.Child("resourceFieldRef"))...)
	default:
		errs = append(errs, field.Required(at, "one of fieldRef and resourceFieldRef is required"))
	}
	return append(errs, fileMode(at.Child("mode"), f.Mode)...)
}

func validateEphemeralVolume(v *corev1.EphemeralVolumeSource, at *field.Path) field.ErrorList {
	at = at.Child("volumeClaimTemplate")
	if v.VolumeClaimTemplate == nil {
		return field.ErrorList{field.Required(at, "")}
	}
	errs := validateTemplateMeta(&v.VolumeClaimTemplate.ObjectMeta, at.Child("metadata"))
	return append(errs, validateClaimSpec(&v.VolumeClaimTemplate.Spec, at.Child("spec"))...)
}
