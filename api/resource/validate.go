package resource

import (
	"slices"
	"strings"

	resourcev1 "k8s.io/api/resource/v1"
	apivalidation "k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/validate"
)

var specPath = field.NewPath("spec")

func validateDeviceClass(c, _ *resourcev1.DeviceClass) field.ErrorList {
	return validateSelectors(c.Spec.Selectors, specPath.Child("selectors"))
}

func validateSelectors(list []resourcev1.DeviceSelector, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if len(list) > resourcev1.DeviceSelectorsMaxSize {
		errs = append(errs, field.TooMany(at, len(list), resourcev1.DeviceSelectorsMaxSize))
	}
	for i := range list {
		if c := list[i].CEL; c == nil || c.Expression == "" {
			errs = append(errs, field.Required(at.Index(i).Child("cel"), ""))
		}
	}
	return errs
}

func validateClaim(c, old *resourcev1.ResourceClaim) field.ErrorList {
	errs := validateDevices(&c.Spec.Devices, specPath.Child("devices"))
	if old != nil {
		errs = append(errs, apivalidation.ValidateImmutableField(c.Spec, old.Spec, specPath)...)
	}
	return errs
}

func validateClaimTemplate(t, old *resourcev1.ResourceClaimTemplate) field.ErrorList {
	errs := validateDevices(&t.Spec.Spec.Devices, specPath.Child("spec", "devices"))
	if old != nil {
		errs = append(errs, apivalidation.ValidateImmutableField(t.Spec, old.Spec, specPath)...)
	}
	return errs
}

func validateDevices(d *resourcev1.DeviceClaim, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if len(d.Requests) > resourcev1.DeviceRequestsMaxSize {
		errs = append(errs, field.TooMany(at.Child("requests"), len(d.Requests), resourcev1.DeviceRequestsMaxSize))
	}
	// Names that constraints and configuration can refer to.
	var names []string
	for i := range d.Requests {
		r, at := &d.Requests[i], at.Child("requests").Index(i)
		errs = append(errs, validateRequest(r, at)...)
		if slices.Contains(names, r.Name) {
			errs = append(errs, field.Duplicate(at, r.Name))
		}
		names = append(names, r.Name)
		for j := range r.FirstAvailable {
			names = append(names, r.Name+"/"+r.FirstAvailable[j].Name)
		}
	}
	refer := func(list []string, at *field.Path) {
		for i, n := range list {
			if !slices.Contains(names, n) {
				errs = append(errs, field.Invalid(at.Index(i), n, "must be the name of a request in the claim or the name of a request and a subrequest separated by '/'"))
			}
		}
	}
	for i := range d.Constraints {
		c, at := &d.Constraints[i], at.Child("constraints").Index(i)
		refer(c.Requests, at.Child("requests"))
		if (c.MatchAttribute == nil) == (c.DistinctAttribute == nil) {
			errs = append(errs, field.Required(at, `exactly one of "matchAttribute" or "distinctAttribute" is required, but multiple fields are set`))
		}
	}
	for i := range d.Config {
		c, at := &d.Config[i], at.Child("config").Index(i)
		refer(c.Requests, at.Child("requests"))
		if c.Opaque == nil {
			errs = append(errs, field.Required(at.Child("opaque"), ""))
		} else {
			errs = append(errs, validateDriver(c.Opaque.Driver, at.Child("opaque", "driver"))...)
		}
	}
	return errs
}

func validateRequest(r *resourcev1.DeviceRequest, at *field.Path) field.ErrorList {
	errs := validate.Each(at.Child("name"), r.Name, validation.IsDNS1123Label(r.Name))
	switch {
	case (r.Exactly == nil) == (len(r.FirstAvailable) == 0):
		errs = append(errs, field.Required(at, "exactly one of `exactly` or `firstAvailable` is required"))
	case r.Exactly != nil:
		e := r.Exactly
		errs = append(errs, validateAsk(e.DeviceClassName, e.Selectors, e.AllocationMode, e.Count, at.Child("exactly"))...)
	}
	var names []string
	for i := range r.FirstAvailable {
		s, at := &r.FirstAvailable[i], at.Child("firstAvailable").Index(i)
		errs = append(errs, validate.Each(at.Child("name"), s.Name, validation.IsDNS1123Label(s.Name))...)
		if slices.Contains(names, s.Name) {
			errs = append(errs, field.Duplicate(at.Child("name"), s.Name))
		}
		names = append(names, s.Name)
		errs = append(errs, validateAsk(s.DeviceClassName, s.Selectors, s.AllocationMode, s.Count, at)...)
	}
	return errs
}

// validateAsk checks what kind of devices is asked for and how many.
func validateAsk(class string, selectors []resourcev1.DeviceSelector, mode resourcev1.DeviceAllocationMode, count int64, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if class == "" {
		errs = append(errs, field.Required(at.Child("deviceClassName"), ""))
	} else {
		errs = append(errs, validate.Each(at.Child("deviceClassName"), class, validation.IsDNS1123Subdomain(class))...)
	}
	errs = append(errs, validateSelectors(selectors, at.Child("selectors"))...)
	switch mode {
	case resourcev1.DeviceAllocationModeAll:
		if count != 0 {
			errs = append(errs, field.Invalid(at.Child("count"), count, "must not be specified when allocationMode is 'All'"))
		}
	case resourcev1.DeviceAllocationModeExactCount:
		if count <= 0 {
			errs = append(errs, field.Invalid(at.Child("count"), count, "must be greater than zero"))
		}
	default:
		errs = append(errs, field.NotSupported(at.Child("allocationMode"), mode,
			[]resourcev1.DeviceAllocationMode{resourcev1.DeviceAllocationModeAll, resourcev1.DeviceAllocationModeExactCount}))
	}
	return errs
}

func validateDriver(name string, at *field.Path) field.ErrorList {
	if name == "" {
		return field.ErrorList{field.Required(at, "")}
	}
	var errs field.ErrorList
	if len(name) > resourcev1.DriverNameMaxLength {
		errs = append(errs, field.TooLong(at, "", resourcev1.DriverNameMaxLength))
	}
	return append(errs, validate.Each(at, name, validation.IsDNS1123Subdomain(strings.ToLower(name)))...)
}

func validateSlice(s, old *resourcev1.ResourceSlice) field.ErrorList {
	sp := &s.Spec
	errs := validateDriver(sp.Driver, specPath.Child("driver"))
	pool := specPath.Child("pool")
	if sp.Pool.Name == "" {
		errs = append(errs, field.Required(pool.Child("name"), ""))
	} else {
		for _, part := range strings.Split(sp.Pool.Name, "/") {
			errs = append(errs, validate.Each(pool.Child("name"), part, validation.IsDNS1123Subdomain(part))...)
		}
	}
	if sp.Pool.ResourceSliceCount <= 0 {
		errs = append(errs, field.Invalid(pool.Child("resourceSliceCount"), sp.Pool.ResourceSliceCount, "must be greater than zero"))
	}
	if sp.Pool.Generation < 0 {
		errs = append(errs, field.Invalid(pool.Child("generation"), sp.Pool.Generation, "must be greater than or equal to zero"))
	}
	places := 0
	for _, set := range []bool{sp.NodeName != nil, sp.NodeSelector != nil, sp.AllNodes != nil && *sp.AllNodes, sp.PerDeviceNodeSelection != nil && *sp.PerDeviceNodeSelection} {
		if set {
			places++
		}
	}
	if places != 1 {
		errs = append(errs, field.Required(specPath, "exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required"))
	}
	if n := len(sp.Devices); n > resourcev1.ResourceSliceMaxDevices {
		errs = append(errs, field.TooMany(specPath.Child("devices"), n, resourcev1.ResourceSliceMaxDevices))
	}
	var names []string
	for i := range sp.Devices {
		at := specPath.Child("devices").Index(i)
		name := sp.Devices[i].Name
		errs = append(errs, validate.Each(at.Child("name"), name, validation.IsDNS1123Label(name))...)
		if slices.Contains(names, name) {
			errs = append(errs, field.Duplicate(at, name))
		}
		names = append(names, name)
	}
	if old != nil {
		errs = append(errs, apivalidation.ValidateImmutableField(sp.Driver, old.Spec.Driver, specPath.Child("driver"))...)
		errs = append(errs, apivalidation.ValidateImmutableField(sp.Pool.Name, old.Spec.Pool.Name, specPath.Child("pool", "name"))...)
		errs = append(errs, apivalidation.ValidateImmutableField(sp.NodeName, old.Spec.NodeName, specPath.Child("nodeName"))...)
	}
	return errs
}
