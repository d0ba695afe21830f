package core

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/optional"
)

// Bounds that Windows sets.
const (
	maxCredentialSpec = 64 * 1024
	maxUserDomain     = 256
	maxUserName       = 104
)

var controlCharacters = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`[[:cntrl:]]+`) })

func validateWindowsOptions(o *corev1.WindowsSecurityContextOptions, at *field.Path) field.ErrorList {
	if o == nil {
		return nil
	}
	var errs field.ErrorList
	if n := o.GMSACredentialSpecName; n != nil {
		errs = append(errs, dnsSubdomain(at.Child("gmsaCredentialSpecName"), *n)...)
	}
	if c := o.GMSACredentialSpec; c != nil {
		switch {
		case *c == "":
			errs = append(errs, field.Invalid(at.Child("gmsaCredentialSpec"), *c, "gmsaCredentialSpec cannot be an empty string"))
		case len(*c) > maxCredentialSpec:
			errs = append(errs, field.Invalid(at.Child("gmsaCredentialSpec"), *c,
				fmt.Sprintf("gmsaCredentialSpec size must be under %d KiB", maxCredentialSpec/1024)))
		}
	}
	if u := o.RunAsUserName; u != nil {
		errs = append(errs, validateWindowsUser(*u, at.Child("runAsUserName"))...)
	}
	return errs
}

// validateWindowsUser checks a name of the form DOMAIN\USER or USER.
func validateWindowsUser(name string, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	bad := func(format string, args ...any) {
		errs = append(errs, field.Invalid(at, name, fmt.Sprintf(format, args...)))
	}
	switch {
	case name == "":
		bad("runAsUserName cannot be an empty string")
		return errs
	case controlCharacters().MatchString(name):
		bad("runAsUserName cannot contain control characters")
		return errs
	}
	parts := strings.Split(name, `\`)
	domain, user := "", parts[0]
	switch len(parts) {
	case 1:
	case 2:
		domain, user = parts[0], parts[1]
		switch {
		case domain == "":
			bad("runAsUserName's Domain doesn't match the NetBIOS nor the DNS format")
		case len(domain) > maxUserDomain:
			bad("runAsUserName's Domain length must be under %d characters", maxUserDomain)
		}
	default:
		bad("runAsUserName cannot contain more than one backslash")
		return errs
	}
	switch {
	case user == "":
		bad("runAsUserName's User cannot be empty")
	case len(user) > maxUserName:
		bad("runAsUserName's User length must not be longer than %d characters", maxUserName)
	case strings.Trim(user, " .") == "":
		bad("runAsUserName's User cannot contain only periods or spaces")
	case strings.ContainsAny(user, `"/:;|=,+*?<>@[]`):
		bad(`runAsUserName's User cannot contain the following characters: "/\:;|=,+*?<>@[]`)
	}
	return errs
}

// validateHostProcess: a pod either runs on its Windows host altogether or not
// at all.
func validateHostProcess(s *corev1.PodSpec, at *field.Path) field.ErrorList {
	whole := s.SecurityContext != nil && hostProcess(s.SecurityContext.WindowsOptions)
	any, all := false, true
	for _, c := range everyContainer(s) {
		set := whole
		if c.SecurityContext != nil && c.SecurityContext.WindowsOptions != nil && c.SecurityContext.WindowsOptions.HostProcess != nil {
			set = *c.SecurityContext.WindowsOptions.HostProcess
		}
		any, all = any || set, all && set
	}
	if !any {
		return nil
	}
	var errs field.ErrorList
	if !all {
		errs = append(errs, field.Invalid(at, "", "If pod contains any hostProcess containers then all containers must be HostProcess containers"))
	}
	if !s.HostNetwork {
		errs = append(errs, field.Invalid(at.Child("hostNetwork"), s.HostNetwork, "hostNetwork must be true if pod contains any hostProcess containers"))
	}
	return errs
}

func hostProcess(o *corev1.WindowsSecurityContextOptions) bool {
	return o != nil && optional.Value(o.HostProcess)
}

// everyContainer lists the containers of all kinds.
func everyContainer(s *corev1.PodSpec) []*corev1.Container {
	var out []*corev1.Container
	for i := range s.InitContainers {
		out = append(out, &s.InitContainers[i])
	}
	for i := range s.Containers {
		out = append(out, &s.Containers[i])
	}
	for i := range s.EphemeralContainers {
		out = append(out, (*corev1.Container)(&s.EphemeralContainers[i].EphemeralContainerCommon))
	}
	return out
}
