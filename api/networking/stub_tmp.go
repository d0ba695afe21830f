package networking

import (
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

func validateIngress(o, old *networkingv1.Ingress) field.ErrorList             { return nil }
func validateIngressStatus(o, old *networkingv1.Ingress) field.ErrorList       { return nil }
func warnIngress(o, old *networkingv1.Ingress) []string                        { return nil }
func validateIngressClass(o, old *networkingv1.IngressClass) field.ErrorList   { return nil }
func validateIPAddress(o, old *networkingv1.IPAddress) field.ErrorList         { return nil }
func ipAddressName(name string, prefix bool) []string                          { return nil }
func validateNetworkPolicy(o, old *networkingv1.NetworkPolicy) field.ErrorList { return nil }
func validateServiceCIDR(o, old *networkingv1.ServiceCIDR) field.ErrorList     { return nil }
