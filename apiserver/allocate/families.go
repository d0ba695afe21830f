package allocate

import (
	"net/netip"
	"slices"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// families fills in the address families of a Service and how many it wants.
func (s *Services) families(svc *corev1.Service) field.ErrorList {
	if !hasAddressType(svc) {
		return nil
	}
	spec, at := &svc.Spec, field.NewPath("spec")
	if errs := s.inferFamilies(spec, at); len(errs) > 0 {
		return errs
	}
	if isHeadless(svc) && len(spec.Selector) == 0 {
		// Whoever writes the endpoints himself may have any.
		setPolicy(spec, corev1.IPFamilyPolicyRequireDualStack)
		if len(spec.IPFamilies) == 0 {
			spec.IPFamilies = []corev1.IPFamily{s.defaultFamily()}
		}
		if len(spec.IPFamilies) == 1 && *spec.IPFamilyPolicy != corev1.IPFamilyPolicySingleStack {
			spec.IPFamilies = append(spec.IPFamilies, otherFamily(spec.IPFamilies[0]))
		}
		return nil
	}
	var errs field.ErrorList
	for i, f := range spec.IPFamilies {
		if !s.has(f) {
			errs = append(errs, field.Invalid(at.Child("ipFamilies").Index(i), f, "not configured on this cluster"))
		}
	}
	setPolicy(spec, corev1.IPFamilyPolicySingleStack)
	if *spec.IPFamilyPolicy == corev1.IPFamilyPolicyRequireDualStack && len(s.Ranges) < 2 {
		errs = append(errs, field.Invalid(at.Child("ipFamilyPolicy"), spec.IPFamilyPolicy, "this cluster is not configured for dual-stack services"))
	}
	if len(errs) > 0 {
		return errs
	}
	if len(spec.IPFamilies) == 0 {
		spec.IPFamilies = []corev1.IPFamily{s.defaultFamily()}
	}
	if *spec.IPFamilyPolicy != corev1.IPFamilyPolicySingleStack && len(spec.IPFamilies) == 1 && s.has(otherFamily(spec.IPFamilies[0])) {
		spec.IPFamilies = append(spec.IPFamilies, otherFamily(spec.IPFamilies[0]))
	}
	return nil
}

// inferFamilies reads off the addresses and families that were named what is
// wanted.
func (s *Services) inferFamilies(spec *corev1.ServiceSpec, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	for i, text := range spec.ClusterIPs {
		ip, err := netip.ParseAddr(text)
		if err != nil {
			break // None, or something that validation will not like
		}
		f := familyOf(ip)
		switch {
		case !s.has(f):
			errs = append(errs, field.Invalid(at.Child("clusterIPs").Index(i), spec.ClusterIPs, string(f)+" is not configured on this cluster"))
		case i >= len(spec.IPFamilies):
			spec.IPFamilies = append(spec.IPFamilies, f)
		case spec.IPFamilies[i] != f:
			errs = append(errs, field.Invalid(at.Child("ipFamilies").Index(i), spec.IPFamilies[i], "expected "+string(f)+" to match `"+text+"`"))
		}
	}
	if len(errs) > 0 {
		return errs
	}
	two := max(len(spec.ClusterIPs), len(spec.IPFamilies)) >= 2
	if two {
		setPolicy(spec, corev1.IPFamilyPolicyRequireDualStack)
		if *spec.IPFamilyPolicy == corev1.IPFamilyPolicySingleStack {
			what := "when multiple ipFamilies are specified"
			if len(spec.ClusterIPs) >= 2 {
				what = "when multiple clusterIPs are specified"
			}
			return field.ErrorList{field.Invalid(at.Child("ipFamilyPolicy"), spec.IPFamilyPolicy, "must be RequireDualStack or PreferDualStack "+what)}
		}
	}
	return nil
}

func setPolicy(spec *corev1.ServiceSpec, p corev1.IPFamilyPolicy) {
	if spec.IPFamilyPolicy == nil {
		spec.IPFamilyPolicy = &p
	}
}

func (s *Services) defaultFamily() corev1.IPFamily { return familyOf(s.Ranges[0].Addr()) }

func (s *Services) has(f corev1.IPFamily) bool {
	return slices.ContainsFunc(s.Ranges, func(p netip.Prefix) bool { return familyOf(p.Addr()) == f })
}

func otherFamily(f corev1.IPFamily) corev1.IPFamily {
	if f == corev1.IPv4Protocol {
		return corev1.IPv6Protocol
	}
	return corev1.IPv4Protocol
}
