package networking

import (
	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	apivalidation "k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
	utilnet "k8s.io/utils/net"

	"github.com/skiff-k8s/skiff/api/badvalue"
	"github.com/skiff-k8s/skiff/api/validate"
)

var specPath = field.NewPath("spec")

func subdomain(at *field.Path, text string) field.ErrorList {
	return validate.Each(at, text, validation.IsDNS1123Subdomain(text))
}

func validateIngressClass(c, old *networkingv1.IngressClass) field.ErrorList {
	var errs field.ErrorList
	controller := specPath.Child("controller")
	if len(c.Spec.Controller) > 250 {
		errs = append(errs, field.TooLong(controller, "", 250))
	}
	errs = append(errs, validation.IsDomainPrefixedPath(controller, c.Spec.Controller)...)
	if p := c.Spec.Parameters; p != nil {
		errs = append(errs, validateClassParameters(p, specPath.Child("parameters"))...)
	}
	if old != nil {
		errs = append(errs, apivalidation.ValidateImmutableField(c.Spec.Controller, old.Spec.Controller, controller)...)
	}
	return errs
}

func validateClassParameters(p *networkingv1.IngressClassParametersReference, at *field.Path) field.ErrorList {
	errs := validate.Required(at.Child("kind"), p.Kind)
	errs = append(errs, validate.Required(at.Child("name"), p.Name)...)
	if p.APIGroup != nil {
		errs = append(errs, subdomain(at.Child("apiGroup"), *p.APIGroup)...)
	}
	if p.Scope == nil {
		return append(errs, field.Required(at.Child("scope"), ""))
	}
	namespace := at.Child("namespace")
	switch *p.Scope {
	case networkingv1.IngressClassParametersReferenceScopeNamespace:
		if p.Namespace == nil || *p.Namespace == "" {
			errs = append(errs, field.Required(namespace, "`parameters.scope` is set to 'Namespace'"))
		} else {
			errs = append(errs, validate.Each(namespace, *p.Namespace, validation.IsDNS1123Label(*p.Namespace))...)
		}
	case networkingv1.IngressClassParametersReferenceScopeCluster:
		if p.Namespace != nil {
			errs = append(errs, field.Forbidden(namespace, "`parameters.scope` is set to 'Cluster'"))
		}
	default:
		errs = append(errs, field.NotSupported(at.Child("scope"), *p.Scope, []string{
			networkingv1.IngressClassParametersReferenceScopeCluster, networkingv1.IngressClassParametersReferenceScopeNamespace}))
	}
	return errs
}

// ipAddressName wants an address in its one canonical form.
func ipAddressName(name string, _ bool) []string {
	var out []string
	for _, e := range validation.IsValidIP(nil, name) {
		out = append(out, e.Detail)
	}
	return out
}

func validateIPAddress(a, old *networkingv1.IPAddress) field.ErrorList {
	at := specPath.Child("parentRef")
	p := a.Spec.ParentRef
	if p == nil {
		return field.ErrorList{field.Required(at, "")}
	}
	var errs field.ErrorList
	if p.Group != "" {
		errs = append(errs, subdomain(at.Child("group"), p.Group)...)
	}
	errs = append(errs, validate.Required(at.Child("resource"), p.Resource)...)
	if p.Resource != "" {
		errs = append(errs, segment(at.Child("resource"), p.Resource)...)
	}
	errs = append(errs, validate.Required(at.Child("name"), p.Name)...)
	if p.Name != "" {
		errs = append(errs, segment(at.Child("name"), p.Name)...)
	}
	if p.Namespace != "" {
		errs = append(errs, segment(at.Child("namespace"), p.Namespace)...)
	}
	if old != nil {
		if !equality.Semantic.DeepEqual(a.Spec.ParentRef, old.Spec.ParentRef) {
			errs = append(errs, field.Invalid(at, badvalue.Of(a.Spec.ParentRef), apivalidation.FieldImmutableErrorMsg))
		}
	}
	return errs
}

func validateServiceCIDR(c, old *networkingv1.ServiceCIDR) field.ErrorList {
	at := specPath.Child("cidrs")
	switch n := len(c.Spec.CIDRs); {
	case n == 0:
		return field.ErrorList{field.Required(at, "at least one CIDR required")}
	case n > 2:
		return field.ErrorList{field.Invalid(at, badvalue.Of(c.Spec), "may only hold up to 2 values")}
	}
	var errs field.ErrorList
	if r := c.Spec.CIDRs; len(r) == 2 && utilnet.IsIPv6CIDRString(r[0]) == utilnet.IsIPv6CIDRString(r[1]) {
		errs = append(errs, field.Invalid(at, r, "may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64"))
	}
	for i, cidr := range c.Spec.CIDRs {
		errs = append(errs, validation.IsValidCIDR(at.Index(i), cidr)...)
	}
	if old != nil {
		errs = append(errs, validateRangesUpdate(c.Spec.CIDRs, old.Spec.CIDRs, at)...)
	}
	return errs
}

// validateRangesUpdate: a range stays; a second family may be added.
func validateRangesUpdate(is, was []string, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	for i := range was {
		if i >= len(is) {
			errs = append(errs, field.Invalid(at, is, apivalidation.FieldImmutableErrorMsg))
			break
		}
		errs = append(errs, apivalidation.ValidateImmutableField(is[i], was[i], at.Index(i))...)
	}
	return errs
}
