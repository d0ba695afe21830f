package discovery

import (
	discoveryv1 "k8s.io/api/discovery/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

func validateEndpointSlice(o, old *discoveryv1.EndpointSlice) field.ErrorList { return nil }
