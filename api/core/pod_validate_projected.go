package core

import (
	corev1 "k8s.io/api/core/v1"
	apivalidation "k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	metav1validation "k8s.io/apimachinery/pkg/apis/meta/v1/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/validate"
)

// Bounds of the lifetime of projected tokens, in seconds.
const (
	minTokenSeconds = 10 * 60
	maxTokenSeconds = 1 << 32
)

// validateProjected checks the sources of a projected volume, whose files must
// not be in each other's way.
func validateProjected(p *corev1.ProjectedVolumeSource, at *field.Path) field.ErrorList {
	errs := fileMode(at.Child("defaultMode"), p.DefaultMode)
	paths := map[string]bool{}
	claim := func(path string, at *field.Path, what string) {
		if path == "" {
			return
		}
		if paths[path] {
			if what == "" {
				what = path
			}
			errs = append(errs, field.Invalid(at, what, "conflicting duplicate paths"))
		}
		paths[path] = true
	}
	for i := range p.Sources {
		s, source := &p.Sources[i], at.Child("sources").Index(i)
		found := 0
		second := func() bool {
			if found++; found > 1 {
				errs = append(errs, field.Forbidden(source, "may not specify more than 1 volume type per source"))
				return true
			}
			return false
		}
		if v := s.Secret; v != nil && !second() {
			errs = append(errs, validate.Required(source.Child("secret", "name"), v.Name)...)
			errs = append(errs, validateKeys(v.Items, source.Child("secret", "items"))...)
			for _, k := range v.Items {
				claim(k.Path, at, v.Name)
			}
		}
		if v := s.ConfigMap; v != nil && !second() {
			errs = append(errs, validate.Required(source.Child("configMap", "name"), v.Name)...)
			errs = append(errs, validateKeys(v.Items, source.Child("configMap", "items"))...)
			for _, k := range v.Items {
				claim(k.Path, at, v.Name)
			}
		}
		if v := s.DownwardAPI; v != nil && !second() {
			for j := range v.Items {
				errs = append(errs, validateDownwardFile(&v.Items[j], source.Child("downwardAPI"))...)
				claim(v.Items[j].Path, at, "")
			}
		}
		if v := s.ServiceAccountToken; v != nil && !second() {
			errs = append(errs, validateTokenSource(v, source.Child("serviceAccountToken"), at)...)
			claim(v.Path, at, "")
		}
		if v := s.ClusterTrustBundle; v != nil && !second() {
			errs = append(errs, validateTrustBundle(v, source.Child("clusterTrustBundle"))...)
			claim(v.Path, at, "")
		}
	}
	return errs
}

func validateTokenSource(t *corev1.ServiceAccountTokenProjection, at, volume *field.Path) field.ErrorList {
	var errs field.ErrorList
	if s := t.ExpirationSeconds; s != nil {
		switch {
		case *s < minTokenSeconds:
			errs = append(errs, field.Invalid(at.Child("expirationSeconds"), *s, "may not specify a duration less than 10 minutes"))
		case *s > maxTokenSeconds:
			errs = append(errs, field.Invalid(at.Child("expirationSeconds"), *s, "may not specify a duration larger than 2^32 seconds"))
		}
	}
	// The path is reported at the volume.
	if t.Path == "" {
		return append(errs, field.Required(volume.Child("path"), ""))
	}
	errs = append(errs, localPath(volume.Child("path"), t.Path)...)
	if len(t.Path) >= 2 && t.Path[:2] == ".." && (len(t.Path) < 3 || t.Path[2] != '/') {
		errs = append(errs, field.Invalid(volume.Child("path"), t.Path, "must not start with '..'"))
	}
	return errs
}

func validateTrustBundle(b *corev1.ClusterTrustBundleProjection, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	switch {
	case b.Name != nil && b.SignerName != nil:
		errs = append(errs, field.Invalid(at, "", "only one of name and signerName may be used"))
	case b.Name == nil && b.SignerName == nil:
		errs = append(errs, field.Required(at, "either name or signerName must be specified"))
	}
	if b.LabelSelector != nil {
		errs = append(errs, metav1validation.ValidateLabelSelector(b.LabelSelector, metav1validation.LabelSelectorValidationOptions{}, at.Child("labelSelector"))...)
	}
	if b.Path == "" {
		return append(errs, field.Required(at.Child("path"), ""))
	}
	return append(errs, localFile(at.Child("path"), b.Path)...)
}

// validateTemplateMeta: of the metadata of a claim template only labels and
// annotations are used.
func validateTemplateMeta(m *metav1.ObjectMeta, at *field.Path) field.ErrorList {
	errs := apivalidation.ValidateAnnotations(m.Annotations, at.Child("annotations"))
	errs = append(errs, metav1validation.ValidateLabels(m.Labels, at.Child("labels"))...)
	for _, f := range []struct {
		name string
		set  bool
	}{
		{"name", m.Name != ""}, {"generateName", m.GenerateName != ""}, {"namespace", m.Namespace != ""},
		{"selfLink", m.SelfLink != ""}, {"uid", m.UID != ""}, {"resourceVersion", m.ResourceVersion != ""},
		{"generation", m.Generation != 0}, {"creationTimestamp", !m.CreationTimestamp.IsZero()},
		{"deletionTimestamp", m.DeletionTimestamp != nil}, {"deletionGracePeriodSeconds", m.DeletionGracePeriodSeconds != nil},
		{"ownerReferences", len(m.OwnerReferences) > 0}, {"finalizers", len(m.Finalizers) > 0},
		{"managedFields", len(m.ManagedFields) > 0},
	} {
		if f.set {
			errs = append(errs, field.Forbidden(at.Child(f.name), "cannot be set"))
		}
	}
	return errs
}
