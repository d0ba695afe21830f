package resource

import (
	resourcev1 "k8s.io/api/resource/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

func validateDeviceClass(o, old *resourcev1.DeviceClass) field.ErrorList             { return nil }
func validateClaim(o, old *resourcev1.ResourceClaim) field.ErrorList                 { return nil }
func validateClaimTemplate(o, old *resourcev1.ResourceClaimTemplate) field.ErrorList { return nil }
func validateSlice(o, old *resourcev1.ResourceSlice) field.ErrorList                 { return nil }
