package core

import (
	"net"
	"strconv"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/table"
)

// Endpoints are the addresses behind a service, in the form that endpoint slices
// have replaced.
var Endpoints = api.Define(api.Meta{
	Version: "v1", Name: "endpoints", Singular: "endpoints", Kind: "Endpoints",
	ShortNames: []string{"ep"}, Namespaced: true,
	Deprecation: "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice",
}, func() *corev1.Endpoints { return &corev1.Endpoints{} }, api.Rules[*corev1.Endpoints]{
	NewList:  func() runtime.Object { return &corev1.EndpointsList{} },
	Default:  defaultEndpoints,
	Validate: validateEndpoints,
	Update:   api.UpdatePolicy{CreatesMissing: true},
	Columns: table.Columns{
		table.Name(),
		table.Text("Endpoints", corev1.Endpoints{}.SwaggerDoc()["subsets"]),
		table.Age(),
	},
	Row: func(e *corev1.Endpoints, now time.Time) []any {
		list := "<none>"
		if len(e.Subsets) > 0 {
			list = table.Some(endpointAddresses(e), 3)
		}
		return []any{e.Name, list, table.AgeOf(e, now)}
	},
})

// endpointAddresses lists the ready addresses with each port, or alone where
// there are no ports.
func endpointAddresses(e *corev1.Endpoints) []string {
	var out []string
	for _, s := range e.Subsets {
		if len(s.Ports) == 0 {
			for _, a := range s.Addresses {
				out = append(out, a.IP)
			}
		}
		for _, p := range s.Ports {
			for _, a := range s.Addresses {
				out = append(out, net.JoinHostPort(a.IP, strconv.Itoa(int(p.Port))))
			}
		}
	}
	return out
}

func defaultEndpoints(e *corev1.Endpoints) {
	for i := range e.Subsets {
		for j := range e.Subsets[i].Ports {
			if p := &e.Subsets[i].Ports[j]; p.Protocol == "" {
				p.Protocol = corev1.ProtocolTCP
			}
		}
	}
}
