// Package resource describes the kinds of resource.k8s.io/v1: devices, and the
// claims of pods on them.
package resource

import (
	"strings"
	"time"

	resourcev1 "k8s.io/api/resource/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/table"
)

const group = resourcev1.GroupName

// Resources lists the kinds of the group in alphabetical order of their paths.
func Resources() []*api.Resource {
	return []*api.Resource{DeviceClasses, ResourceClaims, ResourceClaimTemplates, ResourceSlices}
}

// DeviceClasses name kinds of devices.
var DeviceClasses = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "deviceclasses", Singular: "deviceclass", Kind: "DeviceClass",
}, func() *resourcev1.DeviceClass { return &resourcev1.DeviceClass{} }, api.Rules[*resourcev1.DeviceClass]{
	NewList:        func() runtime.Object { return &resourcev1.DeviceClassList{} },
	ReturnsDeleted: true,
	AnswersDeleted: true,
	Prepare: func(c, old *resourcev1.DeviceClass) {
		api.Generation(c, old, old != nil && !equality.Semantic.DeepEqual(c.Spec, old.Spec))
	},
	Validate:     validateDeviceClass,
	ValidateName: names.Subdomain,
	Columns:      table.Columns{table.Name(), table.Age()},
	Row:          func(c *resourcev1.DeviceClass, now time.Time) []any { return []any{c.Name, table.AgeOf(c, now)} },
})

// ResourceClaims ask for devices.
var ResourceClaims = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "resourceclaims", Singular: "resourceclaim", Kind: "ResourceClaim", Namespaced: true,
}, func() *resourcev1.ResourceClaim { return &resourcev1.ResourceClaim{} }, api.Rules[*resourcev1.ResourceClaim]{
	NewList:        func() runtime.Object { return &resourcev1.ResourceClaimList{} },
	ReturnsDeleted: true,
	AnswersDeleted: true,
	Default:        func(c *resourcev1.ResourceClaim) { defaultClaim(&c.Spec) },
	Prepare: func(c, old *resourcev1.ResourceClaim) {
		if old == nil {
			c.Status = resourcev1.ResourceClaimStatus{}
		} else {
			c.Status = old.Status
		}
	},
	Validate:     validateClaim,
	ValidateName: names.Subdomain,
	Columns: table.Columns{
		table.Name(),
		table.Text("State", "Whether devices are allocated, and whether pods use them"),
		table.Age(),
	},
	Row: func(c *resourcev1.ResourceClaim, now time.Time) []any {
		return []any{c.Name, claimState(c), table.AgeOf(c, now)}
	},
	Subresources: []api.Subresource{
		api.PartOnly("status", func(c, body *resourcev1.ResourceClaim) { c.Status = body.Status }, nil),
	},
})

// ResourceClaimTemplates are the claims that pods get one each of.
var ResourceClaimTemplates = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "resourceclaimtemplates", Singular: "resourceclaimtemplate", Kind: "ResourceClaimTemplate",
	Namespaced: true,
}, func() *resourcev1.ResourceClaimTemplate { return &resourcev1.ResourceClaimTemplate{} }, api.Rules[*resourcev1.ResourceClaimTemplate]{
	NewList:        func() runtime.Object { return &resourcev1.ResourceClaimTemplateList{} },
	ReturnsDeleted: true,
	AnswersDeleted: true,
	Default:        func(t *resourcev1.ResourceClaimTemplate) { defaultClaim(&t.Spec.Spec) },
	Validate:       validateClaimTemplate,
	ValidateName:   names.Subdomain,
	Columns:        table.Columns{table.Name(), table.Age()},
	Row: func(t *resourcev1.ResourceClaimTemplate, now time.Time) []any {
		return []any{t.Name, table.AgeOf(t, now)}
	},
})

// ResourceSlices publish the devices of a node.
var ResourceSlices = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "resourceslices", Singular: "resourceslice", Kind: "ResourceSlice",
}, func() *resourcev1.ResourceSlice { return &resourcev1.ResourceSlice{} }, api.Rules[*resourcev1.ResourceSlice]{
	NewList:        func() runtime.Object { return &resourcev1.ResourceSliceList{} },
	ReturnsDeleted: true,
	AnswersDeleted: true,
	Prepare: func(s, old *resourcev1.ResourceSlice) {
		api.Generation(s, old, old != nil && !equality.Semantic.DeepEqual(s.Spec, old.Spec))
	},
	Validate:     validateSlice,
	ValidateName: names.Subdomain,
	Columns: table.Columns{
		table.Name(),
		table.Text("Node", resourcev1.ResourceSliceSpec{}.SwaggerDoc()["nodeName"]),
		table.Text("Driver", resourcev1.ResourceSliceSpec{}.SwaggerDoc()["driver"]),
		table.Text("Pool", resourcev1.ResourcePool{}.SwaggerDoc()["name"]),
		table.Age(),
	},
	Row: func(s *resourcev1.ResourceSlice, now time.Time) []any {
		return []any{s.Name, table.Deref(s.Spec.NodeName, table.Unset), s.Spec.Driver, s.Spec.Pool.Name, table.AgeOf(s, now)}
	},
	FieldNames: []string{"spec.driver", "spec.nodeName"},
	UnknownField: func(name string) string {
		return "field label not supported for resource.k8s.io/v1, Kind=ResourceSlice: " + name
	},
	Fields: func(s *resourcev1.ResourceSlice) fields.Set {
		return fields.Set{"spec.driver": s.Spec.Driver, "spec.nodeName": table.Deref(s.Spec.NodeName, "")}
	},
})

func defaultClaim(s *resourcev1.ResourceClaimSpec) {
	for i := range s.Devices.Requests {
		r := &s.Devices.Requests[i]
		if r.Exactly != nil {
			defaultAllocation(&r.Exactly.AllocationMode, &r.Exactly.Count)
			defaultTolerations(r.Exactly.Tolerations)
		}
		for j := range r.FirstAvailable {
			f := &r.FirstAvailable[j]
			defaultAllocation(&f.AllocationMode, &f.Count)
			defaultTolerations(f.Tolerations)
		}
	}
}

func defaultAllocation(mode *resourcev1.DeviceAllocationMode, count *int64) {
	if *mode == "" {
		*mode = resourcev1.DeviceAllocationModeExactCount
	}
	if *mode == resourcev1.DeviceAllocationModeExactCount && *count == 0 {
		*count = 1
	}
}

func defaultTolerations(list []resourcev1.DeviceToleration) {
	for i := range list {
		if list[i].Operator == "" {
			list[i].Operator = resourcev1.DeviceTolerationOpEqual
		}
	}
}

func claimState(c *resourcev1.ResourceClaim) string {
	var states []string
	if c.DeletionTimestamp != nil {
		states = append(states, "deleted")
	}
	switch {
	case c.Status.Allocation == nil:
		if c.DeletionTimestamp == nil {
			states = append(states, "pending")
		}
	case len(c.Status.ReservedFor) > 0:
		states = append(states, "allocated", "reserved")
	default:
		states = append(states, "allocated")
	}
	return strings.Join(states, ",")
}
