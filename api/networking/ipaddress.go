package networking

import (
	"strings"
	"time"

	networkingv1 "k8s.io/api/networking/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/table"
)

// IPAddresses mark addresses of services as taken.
var IPAddresses = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "ipaddresses", Singular: "ipaddress", Kind: "IPAddress",
	ShortNames: []string{"ip"},
}, func() *networkingv1.IPAddress { return &networkingv1.IPAddress{} }, api.Rules[*networkingv1.IPAddress]{
	NewList:      func() runtime.Object { return &networkingv1.IPAddressList{} },
	Validate:     validateIPAddress,
	ValidateName: ipAddressName,
	Columns: table.Columns{
		table.Name(),
		table.Text("ParentRef", networkingv1.IPAddressSpec{}.SwaggerDoc()["parentRef"]),
	},
	Row: func(a *networkingv1.IPAddress, _ time.Time) []any {
		return []any{a.Name, parentText(a.Spec.ParentRef)}
	},
})

// parentText names the owner of an address: "services/default/kubernetes".
func parentText(p *networkingv1.ParentReference) string {
	if p == nil {
		return table.None
	}
	var parts []string
	if p.Group != "" {
		parts = append(parts, p.Resource+"."+p.Group)
	} else {
		parts = append(parts, p.Resource)
	}
	if p.Namespace != "" {
		parts = append(parts, p.Namespace)
	}
	return strings.Join(append(parts, p.Name), "/")
}
