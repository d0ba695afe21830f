package core

import (
	"fmt"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
	podresource "k8s.io/component-helpers/resource"

	"github.com/skiff-k8s/skiff/api/table"
)

// What containers can ask for by a plain name.
var containerResources = []corev1.ResourceName{
	corev1.ResourceCPU, corev1.ResourceMemory, corev1.ResourceEphemeralStorage,
}

// Plain names that mean something somewhere: in containers, quotas or claims.
var standardResources = []corev1.ResourceName{
	corev1.ResourceCPU, corev1.ResourceMemory, corev1.ResourceEphemeralStorage,
	corev1.ResourceRequestsCPU, corev1.ResourceRequestsMemory, corev1.ResourceRequestsEphemeralStorage,
	corev1.ResourceLimitsCPU, corev1.ResourceLimitsMemory, corev1.ResourceLimitsEphemeralStorage,
	corev1.ResourcePods, corev1.ResourceQuotas, corev1.ResourceServices, corev1.ResourceReplicationControllers,
	corev1.ResourceSecrets, corev1.ResourceConfigMaps, corev1.ResourcePersistentVolumeClaims,
	corev1.ResourceStorage, corev1.ResourceRequestsStorage, corev1.ResourceServicesNodePorts,
	corev1.ResourceServicesLoadBalancers,
}

func isStandardResource(name corev1.ResourceName) bool {
	return slices.Contains(standardResources, name) || isHugePages(name) ||
		strings.HasPrefix(string(name), corev1.ResourceRequestsHugePagesPrefix)
}

// isNativeResource tells names that belong to Kubernetes itself.
func isNativeResource(name corev1.ResourceName) bool {
	return !strings.Contains(string(name), "/") || isPrefixedNative(name)
}

func isPrefixedNative(name corev1.ResourceName) bool {
	return strings.Contains(string(name), corev1.ResourceDefaultNamespacePrefix)
}

// IsExtendedResource tells names that device plugins and administrators make up from
// those that Kubernetes gives a meaning to.
func IsExtendedResource(name corev1.ResourceName) bool {
	if isNativeResource(name) || strings.HasPrefix(string(name), corev1.DefaultResourceRequestsPrefix) {
		return false
	}
	return len(validation.IsQualifiedName(corev1.DefaultResourceRequestsPrefix+string(name))) == 0
}

// overcommits tells whether more may be limited than is requested.
func overcommits(name corev1.ResourceName) bool {
	return isNativeResource(name) && !isHugePages(name)
}

// isWholeNumber tells the resources that cannot be divided.
func isWholeNumber(name corev1.ResourceName) bool {
	switch name {
	case corev1.ResourcePods, corev1.ResourceQuotas, corev1.ResourceServices, corev1.ResourceReplicationControllers,
		corev1.ResourceSecrets, corev1.ResourceConfigMaps, corev1.ResourcePersistentVolumeClaims,
		corev1.ResourceServicesNodePorts, corev1.ResourceServicesLoadBalancers:
		return true
	}
	return IsExtendedResource(name)
}

// validateResourceName checks a name for any place.
func validateResourceName(name corev1.ResourceName, at *field.Path) field.ErrorList {
	if errs := qualifiedName(at, string(name)); len(errs) > 0 {
		return errs
	}
	if !strings.Contains(string(name), "/") && !isStandardResource(name) {
		return field.ErrorList{field.Invalid(at, name, "must be a standard resource type or fully qualified")}
	}
	return nil
}

func validateContainerResourceName(name corev1.ResourceName, at *field.Path) field.ErrorList {
	errs := validateResourceName(name, at)
	switch {
	case !strings.Contains(string(name), "/"):
		if !slices.Contains(containerResources, name) && !isHugePages(name) {
			errs = append(errs, field.Invalid(at, name, "must be a standard resource for containers"))
		}
	case !isNativeResource(name) && !IsExtendedResource(name):
		errs = append(errs, field.Invalid(at, name, "doesn't follow extended resource name standard"))
	}
	return errs
}

// validateQuantity wants an amount that is not negative, and whole where the
// resource cannot be divided.
func validateQuantity(name corev1.ResourceName, q resource.Quantity, at *field.Path) field.ErrorList {
	errs := nonNegativeQuantity(q, at)
	if isWholeNumber(name) && q.MilliValue()%1000 != 0 {
		errs = append(errs, field.Invalid(at, q.String(), "must be an integer"))
	}
	return errs
}

func nonNegativeQuantity(q resource.Quantity, at *field.Path) field.ErrorList {
	if q.Sign() < 0 {
		return field.ErrorList{field.Invalid(at, q.String(), "must be greater than or equal to 0")}
	}
	return nil
}

// validatePages wants a whole number of huge pages.
func validatePages(name corev1.ResourceName, q resource.Quantity, at *field.Path) field.ErrorList {
	size, err := resource.ParseQuantity(strings.TrimPrefix(string(name), corev1.ResourceHugePagesPrefix))
	switch {
	case err != nil:
		return field.ErrorList{field.Invalid(at, q.String(), err.Error())}
	case size.Sign() <= 0:
		return field.ErrorList{field.Invalid(at, q.String(), fmt.Sprintf("%s has no page size", name))}
	case q.Value()%size.Value() != 0:
		return field.ErrorList{field.Invalid(at, q.String(), fmt.Sprintf("%s is not positive integer multiple of %s", q.String(), name))}
	}
	return nil
}

// validateContainerResources checks requests, limits and claims of a container;
// claims are the names that the pod declares.
func validateContainerResources(r *corev1.ResourceRequirements, claims []string, at *field.Path) field.ErrorList {
	errs := validateRequirements(r, validateContainerResourceName, at)
	return append(errs, validateClaimUses(r.Claims, claims, at.Child("claims"))...)
}

// validatePodResources checks the resources of a pod as a whole.
func validatePodResources(r *corev1.ResourceRequirements, at *field.Path) field.ErrorList {
	errs := validateRequirements(r, func(name corev1.ResourceName, at *field.Path) field.ErrorList {
		if errs := validateResourceName(name, at); len(errs) > 0 {
			return errs
		}
		if !podresource.IsSupportedPodLevelResource(name) {
			return field.ErrorList{field.NotSupported(at, name, []corev1.ResourceName{
				corev1.ResourceCPU, corev1.ResourceHugePagesPrefix, corev1.ResourceMemory})}
		}
		return nil
	}, at)
	if len(r.Claims) > 0 {
		errs = append(errs, field.Forbidden(at.Child("claims"), "claims may not be set for Resources at pod-level"))
	}
	return errs
}

func validateRequirements(r *corev1.ResourceRequirements, checkName func(corev1.ResourceName, *field.Path) field.ErrorList, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	limits, requests := at.Child("limits"), at.Child("requests")
	huge, plain := false, false
	check := func(name corev1.ResourceName, q resource.Quantity, at *field.Path) {
		errs = append(errs, checkName(name, at)...)
		errs = append(errs, validateQuantity(name, q, at)...)
		if isHugePages(name) {
			huge = true
			errs = append(errs, validatePages(name, q, at)...)
		}
		if name == corev1.ResourceCPU || name == corev1.ResourceMemory {
			plain = true
		}
	}
	for _, name := range table.SortedKeys(textKeys(r.Limits)) {
		check(corev1.ResourceName(name), r.Limits[corev1.ResourceName(name)], limits.Key(name))
	}
	for _, text := range table.SortedKeys(textKeys(r.Requests)) {
		name := corev1.ResourceName(text)
		q := r.Requests[name]
		check(name, q, requests.Key(text))
		limit, limited := r.Limits[name]
		switch {
		case !limited && !overcommits(name):
			errs = append(errs, field.Required(limits, "Limit must be set for non overcommitable resources"))
		case !limited:
		case q.Cmp(limit) != 0 && !overcommits(name):
			errs = append(errs, field.Invalid(requests, q.String(), fmt.Sprintf("must be equal to %s limit of %s", name, limit.String())))
		case q.Cmp(limit) > 0:
			errs = append(errs, field.Invalid(requests, q.String(), fmt.Sprintf("must be less than or equal to %s limit of %s", name, limit.String())))
		}
	}
	if huge && !plain {
		errs = append(errs, field.Forbidden(at, "HugePages require cpu or memory"))
	}
	return errs
}

// textKeys turns the keys of a resource list into plain strings.
func textKeys(list corev1.ResourceList) map[string]struct{} {
	out := make(map[string]struct{}, len(list))
	for name := range list {
		out[string(name)] = struct{}{}
	}
	return out
}

func validateClaimUses(uses []corev1.ResourceClaim, claims []string, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	seen := map[corev1.ResourceClaim]bool{}
	whole := map[string]bool{}
	for i, u := range uses {
		at := at.Index(i)
		if u.Name == "" {
			errs = append(errs, field.Required(at, ""))
			continue
		}
		// A claim as a whole and one of its requests exclude each other too.
		if seen[u] || whole[u.Name] {
			errs = append(errs, field.Duplicate(at, u.Name))
		} else {
			seen[u] = true
		}
		if u.Request == "" {
			whole[u.Name] = true
		}
		if !slices.Contains(claims, u.Name) {
			e := field.NotFound(at, u.Name)
			e.Detail = "must be one of the names in pod.spec.resourceClaims"
			if len(claims) == 0 {
				e.Detail += " which is empty"
			} else {
				e.Detail += ": " + strings.Join(claims, ", ")
			}
			errs = append(errs, e)
		}
	}
	return errs
}

// ValidateOverhead checks what a runtime class adds to a pod.
func ValidateOverhead(list corev1.ResourceList, at *field.Path) field.ErrorList {
	return validateContainerResources(&corev1.ResourceRequirements{Limits: list}, nil, at)
}
