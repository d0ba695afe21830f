// Package discovery describes the kind of discovery.k8s.io/v1: endpoint slices.
package discovery

import (
	"strconv"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/table"
)

// Resources lists the kinds of the group.
func Resources() []*api.Resource { return []*api.Resource{EndpointSlices} }

// EndpointSlices are the addresses behind a service, in parts of bounded size.
var EndpointSlices = api.Define(api.Meta{
	Group: discoveryv1.GroupName, Version: "v1",
	Name: "endpointslices", Singular: "endpointslice", Kind: "EndpointSlice", Namespaced: true,
}, func() *discoveryv1.EndpointSlice { return &discoveryv1.EndpointSlice{} }, api.Rules[*discoveryv1.EndpointSlice]{
	NewList:      func() runtime.Object { return &discoveryv1.EndpointSliceList{} },
	Default:      defaultEndpointSlice,
	Prepare:      prepareEndpointSlice,
	Validate:     validateEndpointSlice,
	ValidateName: names.Subdomain,
	Columns: table.Columns{
		table.Name(),
		table.Text("AddressType", discoveryv1.EndpointSlice{}.SwaggerDoc()["addressType"]),
		table.Text("Ports", discoveryv1.EndpointSlice{}.SwaggerDoc()["ports"]),
		table.Text("Endpoints", discoveryv1.EndpointSlice{}.SwaggerDoc()["endpoints"]),
		table.Age(),
	},
	Row: func(s *discoveryv1.EndpointSlice, now time.Time) []any {
		return []any{s.Name, string(s.AddressType), portsText(s.Ports), endpointsText(s.Endpoints), table.AgeOf(s, now)}
	},
})

func defaultEndpointSlice(s *discoveryv1.EndpointSlice) {
	for i := range s.Endpoints {
		// Kept in the type for objects of earlier versions, and never served in v1.
		s.Endpoints[i].DeprecatedTopology = nil
	}
	for i := range s.Ports {
		p := &s.Ports[i]
		if p.Name == nil {
			p.Name = new(string)
		}
		if p.Protocol == nil {
			tcp := corev1.ProtocolTCP
			p.Protocol = &tcp
		}
	}
}

func prepareEndpointSlice(s, old *discoveryv1.EndpointSlice) {
	if old == nil {
		s.Generation = 1
		return
	}
	// Everything but the metadata is the slice's spec, and of the metadata the
	// labels matter.
	same := s.AddressType == old.AddressType && equality.Semantic.DeepEqual(s.Labels, old.Labels) &&
		equality.Semantic.DeepEqual(s.Endpoints, old.Endpoints) && equality.Semantic.DeepEqual(s.Ports, old.Ports)
	api.Generation(s, old, !same)
}

// shown is how many ports and addresses a table shows.
const shown = 3

func portsText(ports []discoveryv1.EndpointPort) string {
	if len(ports) == 0 {
		return table.Unset
	}
	list := make([]string, len(ports))
	for i, p := range ports {
		switch {
		case p.Port != nil:
			list[i] = strconv.Itoa(int(*p.Port))
		case p.Name != nil && *p.Name != "":
			list[i] = *p.Name
		default:
			list[i] = "*"
		}
	}
	return table.Some(list, shown)
}

func endpointsText(endpoints []discoveryv1.Endpoint) string {
	if len(endpoints) == 0 {
		return table.Unset
	}
	var list []string
	for _, e := range endpoints {
		list = append(list, e.Addresses...)
	}
	return strings.TrimSpace(table.Some(list, shown))
}
