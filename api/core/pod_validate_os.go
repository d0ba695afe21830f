package core

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/validate"
)

// validateOS: a pod that names its operating system cannot ask for what that
// does not have.
func validateOS(s *corev1.PodSpec, at *field.Path) field.ErrorList {
	if s.OS == nil {
		return nil
	}
	switch s.OS.Name {
	case "":
		return field.ErrorList{field.Required(at.Child("os", "name"), "cannot be empty")}
	case corev1.Linux:
		return validateLinux(s, at)
	case corev1.Windows:
		return validateWindows(s, at)
	}
	return validate.OneOf(at.Child("os"), s.OS.Name, corev1.Linux, corev1.Windows)
}

func validateLinux(s *corev1.PodSpec, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if s.SecurityContext != nil && s.SecurityContext.WindowsOptions != nil {
		errs = append(errs, field.Forbidden(at.Child("securityContext", "windowsOptions"), "windows options cannot be set for a linux pod"))
	}
	eachContainer(s, at, func(c *corev1.Container, at *field.Path) {
		if c.SecurityContext != nil && c.SecurityContext.WindowsOptions != nil {
			errs = append(errs, field.Forbidden(at.Child("securityContext", "windowsOptions"), "windows options cannot be set for a linux pod"))
		}
	})
	return errs
}

func validateWindows(s *corev1.PodSpec, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	forbid := func(set bool, at *field.Path) {
		if set {
			errs = append(errs, field.Forbidden(at, "cannot be set for a windows pod"))
		}
	}
	security := at.Child("securityContext")
	if c := s.SecurityContext; c != nil {
		forbid(c.AppArmorProfile != nil, security.Child("appArmorProfile"))
		forbid(c.SELinuxOptions != nil, security.Child("seLinuxOptions"))
		forbid(c.SeccompProfile != nil, security.Child("seccompProfile"))
	}
	forbid(s.HostUsers != nil, at.Child("hostUsers"))
	forbid(s.HostPID, at.Child("hostPID"))
	forbid(s.HostIPC, at.Child("hostIPC"))
	if c := s.SecurityContext; c != nil {
		forbid(c.FSGroup != nil, security.Child("fsGroup"))
		forbid(c.FSGroupChangePolicy != nil, security.Child("fsGroupChangePolicy"))
		forbid(len(c.Sysctls) > 0, security.Child("sysctls"))
		forbid(s.ShareProcessNamespace != nil, at.Child("shareProcessNamespace"))
		forbid(c.RunAsUser != nil, security.Child("runAsUser"))
		forbid(c.RunAsGroup != nil, security.Child("runAsGroup"))
		forbid(c.SupplementalGroups != nil, security.Child("supplementalGroups"))
		forbid(c.SupplementalGroupsPolicy != nil, security.Child("supplementalGroupsPolicy"))
	}
	eachContainer(s, at, func(c *corev1.Container, at *field.Path) {
		sc := c.SecurityContext
		if sc == nil {
			return
		}
		at = at.Child("securityContext")
		forbid(sc.AppArmorProfile != nil, at.Child("appArmorProfile"))
		forbid(sc.SELinuxOptions != nil, at.Child("seLinuxOptions"))
		forbid(sc.SeccompProfile != nil, at.Child("seccompProfile"))
		forbid(sc.Capabilities != nil, at.Child("capabilities"))
		forbid(sc.ReadOnlyRootFilesystem != nil, at.Child("readOnlyRootFilesystem"))
		forbid(sc.Privileged != nil, at.Child("privileged"))
		forbid(sc.AllowPrivilegeEscalation != nil, at.Child("allowPrivilegeEscalation"))
		forbid(sc.ProcMount != nil, at.Child("procMount"))
		forbid(sc.RunAsUser != nil, at.Child("runAsUser"))
		forbid(sc.RunAsGroup != nil, at.Child("runAsGroup"))
	})
	return errs
}

// eachContainer calls visit with every container and its path.
func eachContainer(s *corev1.PodSpec, at *field.Path, visit func(*corev1.Container, *field.Path)) {
	for i := range s.InitContainers {
		visit(&s.InitContainers[i], at.Child("initContainers").Index(i))
	}
	for i := range s.Containers {
		visit(&s.Containers[i], at.Child("containers").Index(i))
	}
	for i := range s.EphemeralContainers {
		visit((*corev1.Container)(&s.EphemeralContainers[i].EphemeralContainerCommon), at.Child("ephemeralContainers").Index(i))
	}
}
