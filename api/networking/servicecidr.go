package networking

import (
	"strings"
	"time"

	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/table"
)

// ServiceCIDRs are the ranges out of which services get addresses.
var ServiceCIDRs = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "servicecidrs", Singular: "servicecidr", Kind: "ServiceCIDR",
}, func() *networkingv1.ServiceCIDR { return &networkingv1.ServiceCIDR{} }, api.Rules[*networkingv1.ServiceCIDR]{
	NewList: func() runtime.Object { return &networkingv1.ServiceCIDRList{} },
	Prepare: func(c, old *networkingv1.ServiceCIDR) {
		if old == nil {
			c.Status = networkingv1.ServiceCIDRStatus{}
		} else {
			c.Status = old.Status
		}
	},
	Validate:     validateServiceCIDR,
	ValidateName: names.Subdomain,
	Columns: table.Columns{
		table.Name(),
		table.Text("CIDRs", networkingv1.ServiceCIDRSpec{}.SwaggerDoc()["cidrs"]),
		table.Age(),
	},
	Row: func(c *networkingv1.ServiceCIDR, now time.Time) []any {
		return []any{c.Name, strings.Join(c.Spec.CIDRs, ","), table.AgeOf(c, now)}
	},
	Subresources: []api.Subresource{
		api.PartOnly("status", func(c, body *networkingv1.ServiceCIDR) { c.Status = body.Status }, nil),
	},
})
