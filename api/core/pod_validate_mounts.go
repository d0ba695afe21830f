package core

import (
	"path"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/optional"
	"github.com/skiff-k8s/skiff/api/validate"
)

// mounts checks the volumes that a container mounts and the block devices that
// it gets.
func (c *containerChecks) mounts(ctr *corev1.Container, at *field.Path) field.ErrorList {
	deviceNames, devicePaths := map[string]bool{}, map[string]bool{}
	for _, d := range ctr.VolumeDevices {
		deviceNames[d.Name], devicePaths[d.DevicePath] = true, true
	}
	mountNames, mountPaths := map[string]bool{}, map[string]bool{}
	var errs field.ErrorList
	for i := range ctr.VolumeMounts {
		m, item := &ctr.VolumeMounts[i], at.Child("volumeMounts").Index(i)
		errs = append(errs, validate.Required(item.Child("name"), m.Name)...)
		volume := c.volumes[m.Name]
		if volume == nil {
			errs = append(errs, field.NotFound(item.Child("name"), m.Name))
		}
		errs = append(errs, validate.Required(item.Child("mountPath"), m.MountPath)...)
		if mountPaths[m.MountPath] {
			errs = append(errs, field.Invalid(item.Child("mountPath"), m.MountPath, "must be unique"))
		}
		mountNames[m.Name], mountPaths[m.MountPath] = true, true
		if deviceNames[m.Name] {
			errs = append(errs, field.Invalid(item.Child("name"), m.Name, "must not already exist in volumeDevices"))
		}
		if devicePaths[m.MountPath] {
			errs = append(errs, field.Invalid(item.Child("mountPath"), m.MountPath, "must not already exist as a path in volumeDevices"))
		}
		// These three are reported for the list, without the index.
		list := at.Child("volumeMounts")
		if m.SubPath != "" {
			errs = append(errs, localPath(list.Child("subPath"), m.SubPath)...)
		}
		if m.SubPathExpr != "" {
			if m.SubPath != "" {
				errs = append(errs, field.Invalid(item.Child("subPathExpr"), m.SubPathExpr, "subPathExpr and subPath are mutually exclusive"))
			}
			errs = append(errs, localPath(list.Child("subPathExpr"), m.SubPathExpr)...)
		}
		errs = append(errs, validatePropagation(m, ctr, list)...)
		errs = append(errs, validateRecursiveReadOnly(m, list.Child("recursiveReadOnly"))...)
	}
	return append(errs, c.devices(ctr.VolumeDevices, mountNames, mountPaths, at.Child("volumeDevices"))...)
}

func (c *containerChecks) devices(list []corev1.VolumeDevice, mountNames, mountPaths map[string]bool, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	names, paths := map[string]bool{}, map[string]bool{}
	for i, d := range list {
		at := at.Index(i)
		errs = append(errs, validate.Required(at.Child("name"), d.Name)...)
		if names[d.Name] {
			errs = append(errs, field.Invalid(at.Child("name"), d.Name, "must be unique"))
		}
		switch v := c.volumes[d.Name]; {
		case v == nil:
			errs = append(errs, field.NotFound(at.Child("name"), d.Name))
		case v.PersistentVolumeClaim == nil && v.Ephemeral == nil:
			errs = append(errs, field.Invalid(at.Child("name"), d.Name, "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode"))
		}
		switch {
		case d.DevicePath == "":
			errs = append(errs, field.Required(at.Child("devicePath"), ""))
		case paths[d.DevicePath]:
			errs = append(errs, field.Invalid(at.Child("devicePath"), d.DevicePath, "must be unique"))
		case strings.HasPrefix(path.Clean(d.DevicePath), "..") || strings.Contains("/"+d.DevicePath+"/", "/../"):
			errs = append(errs, field.Invalid(at.Child("devicePath"), d.DevicePath, "can not contain backsteps ('..')"))
		}
		if mountNames[d.Name] {
			errs = append(errs, field.Invalid(at.Child("name"), d.Name, "must not already exist in volumeMounts"))
		}
		if mountPaths[d.DevicePath] {
			errs = append(errs, field.Invalid(at.Child("devicePath"), d.DevicePath, "must not already exist as a path in volumeMounts"))
		}
		if d.Name != "" {
			names[d.Name] = true
		}
		if d.DevicePath != "" {
			paths[d.DevicePath] = true
		}
	}
	return errs
}

func validatePropagation(m *corev1.VolumeMount, ctr *corev1.Container, list *field.Path) field.ErrorList {
	if m.MountPropagation == nil {
		return nil
	}
	at := list.Child("mountPropagation")
	errs := validate.OneOf(at, *m.MountPropagation,
		corev1.MountPropagationBidirectional, corev1.MountPropagationHostToContainer, corev1.MountPropagationNone)
	privileged := ctr.SecurityContext != nil && optional.Value(ctr.SecurityContext.Privileged)
	if *m.MountPropagation == corev1.MountPropagationBidirectional && !privileged {
		errs = append(errs, field.Forbidden(at, "Bidirectional mount propagation is available only to privileged containers"))
	}
	return errs
}

func validateRecursiveReadOnly(m *corev1.VolumeMount, at *field.Path) field.ErrorList {
	if m.RecursiveReadOnly == nil {
		return nil
	}
	var errs field.ErrorList
	switch *m.RecursiveReadOnly {
	case corev1.RecursiveReadOnlyDisabled:
	case corev1.RecursiveReadOnlyEnabled, corev1.RecursiveReadOnlyIfPossible:
		if !m.ReadOnly {
			errs = append(errs, field.Forbidden(at, "may only be specified when readOnly is true"))
		}
		if m.MountPropagation != nil && *m.MountPropagation != corev1.MountPropagationNone {
			errs = append(errs, field.Forbidden(at, "may only be specified when mountPropagation is None or not specified"))
		}
	default:
		errs = append(errs, field.NotSupported(at, *m.RecursiveReadOnly, []corev1.RecursiveReadOnlyMode{
			corev1.RecursiveReadOnlyDisabled, corev1.RecursiveReadOnlyEnabled, corev1.RecursiveReadOnlyIfPossible}))
	}
	return errs
}
