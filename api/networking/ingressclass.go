package networking

import (
	"time"

	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/table"
)

// IngressClasses name the controllers that implement ingresses.
var IngressClasses = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "ingressclasses", Singular: "ingressclass", Kind: "IngressClass",
}, func() *networkingv1.IngressClass { return &networkingv1.IngressClass{} }, api.Rules[*networkingv1.IngressClass]{
	NewList: func() runtime.Object { return &networkingv1.IngressClassList{} },
	Default: func(c *networkingv1.IngressClass) {
		if p := c.Spec.Parameters; p != nil && p.Scope == nil {
			scope := networkingv1.IngressClassParametersReferenceScopeCluster
			p.Scope = &scope
		}
	},
	Prepare: func(c, old *networkingv1.IngressClass) {
		api.Generation(c, old, old != nil && !equality.Semantic.DeepEqual(c.Spec, old.Spec))
	},
	Validate:     validateIngressClass,
	ValidateName: names.Subdomain,
	Columns: table.Columns{
		table.Name(),
		table.Text("Controller", networkingv1.IngressClassSpec{}.SwaggerDoc()["controller"]),
		table.Text("Parameters", networkingv1.IngressClassSpec{}.SwaggerDoc()["parameters"]),
		table.Age(),
	},
	Row: func(c *networkingv1.IngressClass, now time.Time) []any {
		parameters := table.None
		if p := c.Spec.Parameters; p != nil {
			parameters = p.Kind
			if p.APIGroup != nil {
				parameters += "." + *p.APIGroup
			}
			parameters += "/" + p.Name
		}
		return []any{c.Name, c.Spec.Controller, parameters, table.AgeOf(c, now)}
	},
})
