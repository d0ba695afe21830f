package core

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/badvalue"
	"github.com/skiff-k8s/skiff/api/optional"
	"github.com/skiff-k8s/skiff/api/validate"
)

// validatePodSecurity checks the security context of the pod as a whole.
func validatePodSecurity(s *corev1.PodSpec, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	c := s.SecurityContext
	if optional.Value(s.ShareProcessNamespace) && s.HostPID {
		errs = append(errs, field.Invalid(at.Child("shareProcessNamespace"), *s.ShareProcessNamespace,
			"ShareProcessNamespace and HostPID cannot both be enabled"))
	}
	if c == nil {
		return errs
	}
	errs = append(errs, groupID(c.FSGroup, at.Child("fsGroup"))...)
	errs = append(errs, userID(c.RunAsUser, at.Child("runAsUser"))...)
	errs = append(errs, groupID(c.RunAsGroup, at.Child("runAsGroup"))...)
	for i := range c.SupplementalGroups {
		errs = append(errs, groupID(&c.SupplementalGroups[i], at.Child("supplementalGroups").Index(i))...)
	}
	errs = append(errs, validateSysctls(s, at.Child("sysctls"))...)
	if p := c.FSGroupChangePolicy; p != nil {
		errs = append(errs, validate.OneOf(at.Child("fsGroupChangePolicy"), *p, corev1.FSGroupChangeAlways, corev1.FSGroupChangeOnRootMismatch)...)
	}
	errs = append(errs, validateSeccomp(c.SeccompProfile, at.Child("seccompProfile"))...)
	errs = append(errs, validateWindowsOptions(c.WindowsOptions, at.Child("windowsOptions"))...)
	errs = append(errs, validateAppArmor(c.AppArmorProfile, at.Child("appArmorProfile"))...)
	if p := c.SupplementalGroupsPolicy; p != nil {
		errs = append(errs, validate.OneOf(at.Child("supplementalGroupsPolicy"), *p, corev1.SupplementalGroupsPolicyMerge, corev1.SupplementalGroupsPolicyStrict)...)
	}
	if p := c.SELinuxChangePolicy; p != nil {
		errs = append(errs, validate.OneOf(at.Child("seLinuxChangePolicy"), *p, corev1.SELinuxChangePolicyRecursive)...)
	}
	return errs
}

func userID(id *int64, at *field.Path) field.ErrorList {
	if id == nil {
		return nil
	}
	return validate.Each(at, *id, validation.IsValidUserID(*id))
}

func groupID(id *int64, at *field.Path) field.ErrorList {
	if id == nil {
		return nil
	}
	return validate.Each(at, *id, validation.IsValidGroupID(*id))
}

const (
	sysctlMaxLength = 253
	sysctlPattern   = `^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$`
)

var sysctlRegexp = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(sysctlPattern) })

func validateSysctls(s *corev1.PodSpec, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	seen := map[string]bool{}
	for i, c := range s.SecurityContext.Sysctls {
		at := at.Index(i).Child("name")
		switch {
		case c.Name == "":
			errs = append(errs, field.Required(at, ""))
		case len(c.Name) > sysctlMaxLength || !sysctlRegexp().MatchString(c.Name):
			errs = append(errs, field.Invalid(at, c.Name, "must have at most 253 characters and match regex "+sysctlPattern))
		case seen[dotted(c.Name)]:
			errs = append(errs, field.Duplicate(at, c.Name))
		}
		seen[dotted(c.Name)] = true
		errs = append(errs, hostSysctl(s, c.Name, at)...)
	}
	return errs
}

// dotted writes a sysctl's name with dots where it has slashes, and the other
// way round, when the first separator is a slash.
func dotted(name string) string {
	i := strings.IndexAny(name, "./")
	if i < 0 || name[i] == '.' {
		return name
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case '.':
			return '/'
		case '/':
			return '.'
		}
		return r
	}, name)
}

// hostSysctl: kernel settings of a namespace that is the host's are the host's.
func hostSysctl(s *corev1.PodSpec, name string, at *field.Path) field.ErrorList {
	name = dotted(name)
	ipc := strings.HasPrefix(name, "kernel.shm") || strings.HasPrefix(name, "kernel.msg") || name == "kernel.sem" ||
		strings.HasPrefix(name, "fs.mqueue.")
	switch {
	case s.HostNetwork && strings.HasPrefix(name, "net."):
		return field.ErrorList{field.Invalid(at, name, "may not be specified when 'hostNetwork' is true")}
	case s.HostIPC && ipc:
		return field.ErrorList{field.Invalid(at, name, "may not be specified when 'hostIPC' is true")}
	}
	return nil
}

func validateSeccomp(p *corev1.SeccompProfile, at *field.Path) field.ErrorList {
	if p == nil {
		return nil
	}
	local := at.Child("localhostProfile")
	if p.Type == corev1.SeccompProfileTypeLocalhost {
		if p.LocalhostProfile == nil {
			return field.ErrorList{field.Required(local, "must be set when seccomp type is Localhost")}
		}
		return localPath(local, *p.LocalhostProfile)
	}
	var errs field.ErrorList
	if p.LocalhostProfile != nil {
		errs = append(errs, field.Invalid(local, *p.LocalhostProfile, "can only be set when seccomp type is Localhost"))
	}
	if p.Type == "" {
		return append(errs, field.Required(at.Child("type"), "type is required when seccompProfile is set"))
	}
	return append(errs, validate.OneOf(at.Child("type"), p.Type,
		corev1.SeccompProfileTypeLocalhost, corev1.SeccompProfileTypeRuntimeDefault, corev1.SeccompProfileTypeUnconfined)...)
}

// maxAppArmorProfile is the longest path of a profile, in bytes.
const maxAppArmorProfile = 4095

func validateAppArmor(p *corev1.AppArmorProfile, at *field.Path) field.ErrorList {
	if p == nil {
		return nil
	}
	local := at.Child("localhostProfile")
	switch p.Type {
	case corev1.AppArmorProfileTypeLocalhost:
		if p.LocalhostProfile == nil {
			return field.ErrorList{field.Required(local, "must be set when AppArmor type is Localhost")}
		}
		name := strings.TrimSpace(*p.LocalhostProfile)
		switch {
		case name != *p.LocalhostProfile:
			return field.ErrorList{field.Invalid(local, *p.LocalhostProfile, "must not be padded with whitespace")}
		case name == "":
			return field.ErrorList{field.Required(local, "must be set when AppArmor type is Localhost")}
		case len(name) > maxAppArmorProfile:
			return field.ErrorList{field.TooLong(local, name, maxAppArmorProfile)}
		}
		return nil
	case corev1.AppArmorProfileTypeRuntimeDefault, corev1.AppArmorProfileTypeUnconfined:
		if p.LocalhostProfile != nil {
			return field.ErrorList{field.Invalid(local, *p.LocalhostProfile, "can only be set when AppArmor type is Localhost")}
		}
		return nil
	case "":
		return field.ErrorList{field.Required(at.Child("type"), "type is required when appArmorProfile is set")}
	}
	return validate.OneOf(at.Child("type"), p.Type, corev1.AppArmorProfileTypeLocalhost,
		corev1.AppArmorProfileTypeRuntimeDefault, corev1.AppArmorProfileTypeUnconfined)
}

// validateContainerSecurity checks the security context of one container.
func validateContainerSecurity(c *corev1.SecurityContext, s *corev1.PodSpec, at *field.Path) field.ErrorList {
	if c == nil {
		return nil
	}
	errs := userID(c.RunAsUser, at.Child("runAsUser"))
	errs = append(errs, groupID(c.RunAsGroup, at.Child("runAsGroup"))...)
	if m := c.ProcMount; m != nil {
		errs = append(errs, validate.OneOf(at.Child("procMount"), *m, corev1.DefaultProcMount, corev1.UnmaskedProcMount)...)
		if *m == corev1.UnmaskedProcMount && (s.HostUsers == nil || *s.HostUsers) {
			errs = append(errs, field.Invalid(at.Child("procMount"), *m, "`hostUsers` must be false to use `Unmasked`"))
		}
	}
	errs = append(errs, validateSeccomp(c.SeccompProfile, at.Child("seccompProfile"))...)
	if c.AllowPrivilegeEscalation != nil && !*c.AllowPrivilegeEscalation {
		if optional.Value(c.Privileged) {
			errs = append(errs, field.Invalid(at, badvalue.Of(c), "cannot set `allowPrivilegeEscalation` to false and `privileged` to true"))
		}
		if c.Capabilities != nil && slices.Contains(c.Capabilities.Add, "CAP_SYS_ADMIN") {
			errs = append(errs, field.Invalid(at, badvalue.Of(c), "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN"))
		}
	}
	errs = append(errs, validateWindowsOptions(c.WindowsOptions, at.Child("windowsOptions"))...)
	return append(errs, validateAppArmor(c.AppArmorProfile, at.Child("appArmorProfile"))...)
}
