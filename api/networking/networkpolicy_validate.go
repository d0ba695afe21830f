package networking

import (
	"net"
	"strings"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1validation "k8s.io/apimachinery/pkg/apis/meta/v1/validation"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/validate"
)

var strict = metav1validation.LabelSelectorValidationOptions{}

func validateNetworkPolicy(p, _ *networkingv1.NetworkPolicy) field.ErrorList {
	s := &p.Spec
	errs := metav1validation.ValidateLabelSelector(&s.PodSelector, strict, specPath.Child("podSelector"))
	for i := range s.Ingress {
		at := specPath.Child("ingress").Index(i)
		errs = append(errs, validatePolicyPorts(s.Ingress[i].Ports, at.Child("ports"))...)
		errs = append(errs, validatePeers(s.Ingress[i].From, at.Child("from"))...)
	}
	for i := range s.Egress {
		at := specPath.Child("egress").Index(i)
		errs = append(errs, validatePolicyPorts(s.Egress[i].Ports, at.Child("ports"))...)
		errs = append(errs, validatePeers(s.Egress[i].To, at.Child("to"))...)
	}
	types := specPath.Child("policyTypes")
	if len(s.PolicyTypes) > 2 {
		return append(errs, field.Invalid(types, s.PolicyTypes, "may not specify more than two policyTypes"))
	}
	for i, t := range s.PolicyTypes {
		if t != networkingv1.PolicyTypeIngress && t != networkingv1.PolicyTypeEgress {
			errs = append(errs, field.NotSupported(types.Index(i), t,
				[]networkingv1.PolicyType{networkingv1.PolicyTypeEgress, networkingv1.PolicyTypeIngress}))
		}
	}
	return errs
}

func validatePolicyPorts(ports []networkingv1.NetworkPolicyPort, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	for i := range ports {
		p, at := &ports[i], at.Index(i)
		if t := p.Protocol; t != nil && *t != corev1.ProtocolTCP && *t != corev1.ProtocolUDP && *t != corev1.ProtocolSCTP {
			e := field.NotSupported[string](at.Child("protocol"), *t, nil)
			e.Detail = `supported values: "TCP", "UDP", "SCTP"`
			errs = append(errs, e)
		}
		end := at.Child("endPort")
		if p.Port == nil {
			if p.EndPort != nil {
				errs = append(errs, field.Invalid(end, *p.EndPort, "may not be specified when `port` is not specified"))
			}
			continue
		}
		if p.Port.Type == intstr.String {
			if p.EndPort != nil {
				errs = append(errs, field.Invalid(end, *p.EndPort, "may not be specified when `port` is non-numeric"))
			}
			errs = append(errs, validate.Each(at.Child("port"), p.Port.StrVal, validation.IsValidPortName(p.Port.StrVal))...)
			continue
		}
		errs = append(errs, validate.Each(at.Child("port"), p.Port.IntVal, validation.IsValidPortNum(int(p.Port.IntVal)))...)
		if p.EndPort != nil {
			if *p.EndPort < p.Port.IntVal {
				errs = append(errs, field.Invalid(end, p.Port.IntVal, "must be greater than or equal to `port`"))
			}
			errs = append(errs, validate.Each(end, *p.EndPort, validation.IsValidPortNum(int(*p.EndPort)))...)
		}
	}
	return errs
}

func validatePeers(peers []networkingv1.NetworkPolicyPeer, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	for i := range peers {
		p, at := &peers[i], at.Index(i)
		selects := p.PodSelector != nil || p.NamespaceSelector != nil
		if p.PodSelector != nil {
			errs = append(errs, metav1validation.ValidateLabelSelector(p.PodSelector, strict, at.Child("podSelector"))...)
		}
		if p.NamespaceSelector != nil {
			errs = append(errs, metav1validation.ValidateLabelSelector(p.NamespaceSelector, strict, at.Child("namespaceSelector"))...)
		}
		if p.IPBlock != nil {
			errs = append(errs, validateBlock(p.IPBlock, at.Child("ipBlock"))...)
		}
		switch {
		case !selects && p.IPBlock == nil:
			errs = append(errs, field.Required(at, "must specify a peer"))
		case selects && p.IPBlock != nil:
			errs = append(errs, field.Forbidden(at, "may not specify both ipBlock and another peer"))
		}
	}
	return errs
}

// validateBlock wants exceptions inside of the block, and smaller than it.
func validateBlock(b *networkingv1.IPBlock, at *field.Path) field.ErrorList {
	cidr := at.Child("cidr")
	if strings.TrimSpace(b.CIDR) == "" {
		return field.ErrorList{field.Required(cidr, "")}
	}
	if errs := validation.IsValidCIDRForLegacyField(cidr, b.CIDR, true, nil); len(errs) > 0 {
		return errs
	}
	_, block, err := net.ParseCIDR(b.CIDR)
	if err != nil {
		return field.ErrorList{field.Invalid(cidr, b.CIDR, err.Error())}
	}
	ones, _ := block.Mask.Size()
	var errs field.ErrorList
	for i, text := range b.Except {
		at := at.Child("except").Index(i)
		if bad := validation.IsValidCIDRForLegacyField(at, text, true, nil); len(bad) > 0 {
			errs = append(errs, bad...)
			continue
		}
		_, except, err := net.ParseCIDR(text)
		if err != nil {
			errs = append(errs, field.Invalid(at, text, err.Error()))
			continue
		}
		if n, _ := except.Mask.Size(); !block.Contains(except.IP) || n <= ones {
			errs = append(errs, field.Invalid(at, text, "must be a strict subset of `cidr`"))
		}
	}
	return errs
}
