// Package networking describes the kinds of networking.k8s.io/v1: ingresses,
// network policies, and the address ranges of services.
package networking

import (
	networkingv1 "k8s.io/api/networking/v1"

	"github.com/skiff-k8s/skiff/api"
)

const group = networkingv1.GroupName

// Resources lists the kinds of the group in alphabetical order of their paths.
func Resources() []*api.Resource {
	return []*api.Resource{
		IngressClasses,
		Ingresses,
		IPAddresses,
		NetworkPolicies,
		ServiceCIDRs,
	}
}
