package core

import (
	"fmt"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/validate"
)

// Fields of the pod that environment variables can take their values from.
var envFields = []string{
	"metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName",
	"status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
}

// Fields of the pod that files of volumes can show.
var fileFields = []string{
	"metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid",
}

func (c *containerChecks) env(list []corev1.EnvVar, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	for i := range list {
		v, at := &list[i], at.Index(i)
		if v.Name == "" {
			errs = append(errs, field.Required(at.Child("name"), ""))
		} else {
			errs = append(errs, validate.Each(at.Child("name"), v.Name, validation.IsRelaxedEnvVarName(v.Name))...)
		}
		if v.ValueFrom != nil {
			errs = append(errs, c.valueFrom(v, at.Child("valueFrom"))...)
		}
	}
	return errs
}

func (c *containerChecks) valueFrom(v *corev1.EnvVar, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	sources := 0
	f := v.ValueFrom
	if f.FieldRef != nil {
		sources++
		errs = append(errs, validateFieldRef(f.FieldRef, envFields, at.Child("fieldRef"))...)
	}
	if f.ResourceFieldRef != nil {
		sources++
		errs = append(errs, validateResourceFieldRef(f.ResourceFieldRef, false, at.Child("resourceFieldRef"))...)
	}
	if r := f.ConfigMapKeyRef; r != nil {
		sources++
		errs = append(errs, validateKeyRef(r.Name, r.Key, at.Child("configMapKeyRef"))...)
	}
	if r := f.SecretKeyRef; r != nil {
		sources++
		errs = append(errs, validateKeyRef(r.Name, r.Key, at.Child("secretKeyRef"))...)
	}
	if r := f.FileKeyRef; r != nil {
		sources++
		errs = append(errs, c.fileKeyRef(r, at.Child("fileKeyRef"))...)
	}
	switch {
	case sources == 0:
		errs = append(errs, field.Invalid(at, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`"))
	case v.Value != "":
		errs = append(errs, field.Invalid(at, "", "may not be specified when `value` is not empty"))
	case sources > 1:
		errs = append(errs, field.Invalid(at, "", "may not have more than one field specified at a time"))
	}
	return errs
}

func validateKeyRef(name, key string, at *field.Path) field.ErrorList {
	errs := dnsSubdomain(at.Child("name"), name)
	if key == "" {
		return append(errs, field.Required(at.Child("key"), ""))
	}
	return append(errs, validate.Each(at.Child("key"), key, validation.IsConfigMapKey(key))...)
}

// fileKeyRef reads a variable from a file that an init container leaves in an
// emptyDir.
func (c *containerChecks) fileKeyRef(r *corev1.FileKeySelector, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if r.Key == "" {
		errs = append(errs, field.Required(at.Child("key"), ""))
	} else {
		errs = append(errs, validate.Each(at.Child("key"), r.Key, validation.IsRelaxedEnvVarName(r.Key))...)
	}
	if r.VolumeName == "" {
		errs = append(errs, field.Required(at.Child("volumeName"), ""))
	} else {
		switch v := c.volumes[r.VolumeName]; {
		case v == nil:
			errs = append(errs, field.NotFound(at.Child("volumeName"), r.VolumeName))
		case v.EmptyDir == nil:
			errs = append(errs, field.Invalid(at.Child("volumeName"), r.VolumeName, "referenced volume must be of type emptyDir"))
		}
	}
	if r.Path == "" {
		return append(errs, field.Required(at.Child("path"), ""))
	}
	return append(errs, localPath(at.Child("path"), r.Path)...)
}

func validateEnvFrom(list []corev1.EnvFromSource, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	for i := range list {
		s, item := &list[i], at.Index(i)
		if s.Prefix != "" {
			errs = append(errs, validate.Each(item.Child("prefix"), s.Prefix, validation.IsRelaxedEnvVarName(s.Prefix))...)
		}
		if s.ConfigMapRef != nil {
			errs = append(errs, dnsSubdomain(item.Child("configMapRef", "name"), s.ConfigMapRef.Name)...)
		}
		if s.SecretRef != nil {
			errs = append(errs, dnsSubdomain(item.Child("secretRef", "name"), s.SecretRef.Name)...)
		}
		switch {
		case s.ConfigMapRef == nil && s.SecretRef == nil:
			errs = append(errs, field.Invalid(at, "", "must specify one of: `configMapRef` or `secretRef`"))
		case s.ConfigMapRef != nil && s.SecretRef != nil:
			errs = append(errs, field.Invalid(at, "", "may not have more than one field specified at a time"))
		}
	}
	return errs
}

// validateFieldRef checks a reference to a field of the pod: one of fields, or a
// single label or annotation, "metadata.labels['app']".
func validateFieldRef(r *corev1.ObjectFieldSelector, fields []string, at *field.Path) field.ErrorList {
	switch {
	case r.APIVersion == "":
		return field.ErrorList{field.Required(at.Child("apiVersion"), "")}
	case r.FieldPath == "":
		return field.ErrorList{field.Required(at.Child("fieldPath"), "")}
	}
	path, key, subscripted := splitSubscript(r.FieldPath)
	if problem := convertField(r.APIVersion, r.FieldPath, path, subscripted); problem != "" {
		return field.ErrorList{field.Invalid(at.Child("fieldPath"), r.FieldPath, "error converting fieldPath: "+problem)}
	}
	if !subscripted {
		return validate.OneOf(at.Child("fieldPath"), canonicalField(path), fields...)
	}
	if path == "metadata.annotations" {
		key = strings.ToLower(key)
	}
	return qualifiedName(at, key)
}

// splitSubscript takes "path['key']" apart.
func splitSubscript(s string) (path, key string, ok bool) {
	path, rest, ok := strings.Cut(s, "['")
	if !ok || !strings.HasSuffix(rest, "']") {
		return s, "", false
	}
	return path, strings.TrimSuffix(rest, "']"), path != ""
}

// podFields are the fields of pods that a reference can name at all.
var podFields = map[string]bool{
	"metadata.annotations": true, "metadata.labels": true, "metadata.name": true, "metadata.namespace": true,
	"metadata.uid": true, "spec.nodeName": true, "spec.restartPolicy": true, "spec.serviceAccountName": true,
	"spec.schedulerName": true, "status.phase": true, "status.hostIP": true, "status.hostIPs": true,
	"status.podIP": true, "status.podIPs": true, "spec.host": true, "spec.hostNetwork": true,
}

func canonicalField(path string) string {
	if path == "spec.host" { // the name before v1
		return "spec.nodeName"
	}
	return path
}

func convertField(version, whole, path string, subscripted bool) string {
	switch {
	case version != "v1":
		return "unsupported pod version: " + version
	case subscripted && path != "metadata.annotations" && path != "metadata.labels":
		return "field label does not support subscript: " + whole
	case !podFields[path]:
		return "field label not supported: " + path
	}
	return ""
}

var resourceFields = []string{
	"limits.cpu", "limits.ephemeral-storage", "limits.memory",
	"requests.cpu", "requests.ephemeral-storage", "requests.memory",
}

// validateResourceFieldRef checks a reference to a resource of a container;
// volumes have to name the container.
func validateResourceFieldRef(r *corev1.ResourceFieldSelector, volume bool, at *field.Path) field.ErrorList {
	if volume && r.ContainerName == "" {
		return field.ErrorList{field.Required(at.Child("containerName"), "")}
	}
	if r.Resource == "" {
		return field.ErrorList{field.Required(at.Child("resource"), "")}
	}
	_, name, _ := strings.Cut(r.Resource, ".")
	huge := strings.HasPrefix(r.Resource, "limits.hugepages-") || strings.HasPrefix(r.Resource, "requests.hugepages-")
	if !huge {
		if errs := validate.OneOf(at.Child("resource"), r.Resource, resourceFields...); errs != nil {
			return errs
		}
	}
	if r.Divisor.IsZero() {
		return nil
	}
	const sizes = "1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei"
	allowed, what := sizes, name+" resource"
	switch {
	case name == "cpu":
		allowed = "1m and 1"
	case name == "ephemeral-storage":
		what = "local ephemeral storage resource"
	case huge:
		what = "hugepages resource"
	}
	divisor := r.Divisor.String()
	for _, ok := range strings.FieldsFunc(strings.ReplaceAll(allowed, " and ", ","), func(c rune) bool { return c == ',' || c == ' ' }) {
		if divisor == ok {
			return nil
		}
	}
	return field.ErrorList{field.Invalid(at.Child("divisor"), r.Resource,
		fmt.Sprintf("only divisor's values %s are supported with the %s", allowed, what))}
}
