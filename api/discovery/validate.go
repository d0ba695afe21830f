package discovery

import (
	"net"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	apivalidation "k8s.io/apimachinery/pkg/api/validation"
	metav1validation "k8s.io/apimachinery/pkg/apis/meta/v1/validation"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/validate"
)

// Bounds of a slice, which keep it and its updates small.
const (
	maxEndpoints = 1000
	maxPorts     = 100
	maxAddresses = 100
	maxTopology  = 16
	maxHints     = 8
)

func validateEndpointSlice(s, old *discoveryv1.EndpointSlice) field.ErrorList {
	at := field.NewPath("addressType")
	var errs field.ErrorList
	switch s.AddressType {
	case "":
		errs = append(errs, field.Required(at, ""))
	case discoveryv1.AddressTypeIPv4, discoveryv1.AddressTypeIPv6, discoveryv1.AddressTypeFQDN:
	default:
		errs = append(errs, field.NotSupported(at, s.AddressType,
			[]discoveryv1.AddressType{discoveryv1.AddressTypeFQDN, discoveryv1.AddressTypeIPv4, discoveryv1.AddressTypeIPv6}))
	}
	errs = append(errs, validatePorts(s.Ports, field.NewPath("ports"))...)
	errs = append(errs, validateEndpoints(s.Endpoints, s.AddressType, field.NewPath("endpoints"))...)
	if old != nil {
		errs = append(errs, apivalidation.ValidateImmutableField(s.AddressType, old.AddressType, at)...)
	}
	return errs
}

func validateEndpoints(list []discoveryv1.Endpoint, kind discoveryv1.AddressType, at *field.Path) field.ErrorList {
	if len(list) > maxEndpoints {
		return field.ErrorList{field.TooMany(at, len(list), maxEndpoints)}
	}
	var errs field.ErrorList
	for i := range list {
		e, at := &list[i], at.Index(i)
		addresses := at.Child("addresses")
		switch {
		case len(e.Addresses) == 0:
			errs = append(errs, field.Required(addresses, "must contain at least 1 address"))
		case len(e.Addresses) > maxAddresses:
			errs = append(errs, field.TooMany(addresses, len(e.Addresses), maxAddresses))
		}
		for j, a := range e.Addresses {
			errs = append(errs, validateAddress(a, kind, addresses, j)...)
		}
		if e.NodeName != nil {
			errs = append(errs, validate.Each(at.Child("nodeName"), *e.NodeName, validation.IsDNS1123Subdomain(*e.NodeName))...)
		}
		errs = append(errs, validateTopology(e.DeprecatedTopology, at.Child("deprecatedTopology"))...)
		if e.Hostname != nil {
			errs = append(errs, validate.Each(at.Child("hostname"), *e.Hostname, validation.IsDNS1123Label(*e.Hostname))...)
		}
		if e.Hints != nil {
			errs = append(errs, validateHints(e.Hints, at.Child("hints"))...)
		}
	}
	return errs
}

func validateAddress(a string, kind discoveryv1.AddressType, list *field.Path, i int) field.ErrorList {
	at := list.Index(i)
	switch kind {
	case discoveryv1.AddressTypeFQDN:
		return validation.IsFullyQualifiedDomainName(at, a)
	case discoveryv1.AddressTypeIPv4, discoveryv1.AddressTypeIPv6:
	default:
		return nil
	}
	if errs := validation.IsValidIPForLegacyField(at, a, true, nil); len(errs) > 0 {
		return errs
	}
	var errs field.ErrorList
	four := net.ParseIP(a).To4() != nil
	if four != (kind == discoveryv1.AddressTypeIPv4) {
		errs = append(errs, field.Invalid(list, a, "must be an "+string(kind)+" address"))
	}
	return append(errs, core.ValidateReachableIP(a, at)...)
}

func validateTopology(topology map[string]string, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if len(topology) > maxTopology {
		errs = append(errs, field.TooMany(at, len(topology), maxTopology))
	}
	return append(errs, metav1validation.ValidateLabels(topology, at)...)
}

func validateHints(h *discoveryv1.EndpointHints, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if len(h.ForZones) > maxHints {
		return append(errs, field.TooMany(at.Child("forZones"), len(h.ForZones), maxHints))
	}
	seen := map[string]bool{}
	for i, z := range h.ForZones {
		name := at.Child("forZones").Index(i).Child("name")
		if seen[z.Name] {
			errs = append(errs, field.Duplicate(name, z.Name))
		}
		seen[z.Name] = true
		if z.Name == "" {
			errs = append(errs, field.Required(name, ""))
			continue
		}
		errs = append(errs, validate.Each(name, z.Name, validation.IsValidLabelValue(z.Name))...)
	}
	return errs
}

func validatePorts(ports []discoveryv1.EndpointPort, at *field.Path) field.ErrorList {
	if len(ports) > maxPorts {
		return field.ErrorList{field.TooMany(at, len(ports), maxPorts)}
	}
	var errs field.ErrorList
	seen := map[string]bool{}
	for i := range ports {
		p, at := &ports[i], at.Index(i)
		name := ""
		if p.Name != nil {
			name = *p.Name
		}
		if name != "" {
			errs = append(errs, validate.Each(at.Child("name"), name, validation.IsDNS1123Label(name))...)
		}
		if seen[name] {
			errs = append(errs, field.Duplicate(at.Child("name"), name))
		}
		seen[name] = true
		switch {
		case p.Protocol == nil:
			errs = append(errs, field.Required(at.Child("protocol"), ""))
		case *p.Protocol != corev1.ProtocolTCP && *p.Protocol != corev1.ProtocolUDP && *p.Protocol != corev1.ProtocolSCTP:
			errs = append(errs, field.NotSupported(at.Child("protocol"), *p.Protocol,
				[]corev1.Protocol{corev1.ProtocolSCTP, corev1.ProtocolTCP, corev1.ProtocolUDP}))
		}
		if p.AppProtocol != nil {
			errs = append(errs, validate.Each(at.Child("appProtocol"), *p.AppProtocol, validation.IsQualifiedName(*p.AppProtocol))...)
		}
	}
	return errs
}
