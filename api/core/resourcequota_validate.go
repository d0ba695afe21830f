package core

import (
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	apivalidation "k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/badvalue"
	"github.com/skiff-k8s/skiff/api/table"
)

// Plain names that quotas know.
var quotaResources = []corev1.ResourceName{
	corev1.ResourceCPU, corev1.ResourceMemory, corev1.ResourceEphemeralStorage,
	corev1.ResourceRequestsCPU, corev1.ResourceRequestsMemory, corev1.ResourceRequestsStorage,
	corev1.ResourceRequestsEphemeralStorage, corev1.ResourceLimitsCPU, corev1.ResourceLimitsMemory,
	corev1.ResourceLimitsEphemeralStorage, corev1.ResourcePods, corev1.ResourceQuotas, corev1.ResourceServices,
	corev1.ResourceReplicationControllers, corev1.ResourceSecrets, corev1.ResourcePersistentVolumeClaims,
	corev1.ResourceConfigMaps, corev1.ResourceServicesNodePorts, corev1.ResourceServicesLoadBalancers,
}

// Scopes and those that exclude each other.
var (
	scopes = []corev1.ResourceQuotaScope{
		corev1.ResourceQuotaScopeTerminating, corev1.ResourceQuotaScopeNotTerminating,
		corev1.ResourceQuotaScopeBestEffort, corev1.ResourceQuotaScopeNotBestEffort,
		corev1.ResourceQuotaScopePriorityClass, corev1.ResourceQuotaScopeCrossNamespacePodAffinity,
		corev1.ResourceQuotaScopeVolumeAttributesClass,
	}
	conflicts = [][2]corev1.ResourceQuotaScope{
		{corev1.ResourceQuotaScopeBestEffort, corev1.ResourceQuotaScopeNotBestEffort},
		{corev1.ResourceQuotaScopeTerminating, corev1.ResourceQuotaScopeNotTerminating},
	}
)

func validateResourceQuota(q, old *corev1.ResourceQuota) field.ErrorList {
	var errs field.ErrorList
	errs = append(errs, validateQuotaList(q.Spec.Hard, specPath.Child("hard"))...)
	errs = append(errs, validateScopes(&q.Spec)...)
	errs = append(errs, validateScopeSelector(&q.Spec)...)
	errs = append(errs, validateQuotaStatusLists(q)...)
	if old != nil && !equality.Semantic.DeepEqual(scopeSet(q.Spec.Scopes), scopeSet(old.Spec.Scopes)) {
		errs = append(errs, field.Invalid(specPath.Child("scopes"), q.Spec.Scopes, apivalidation.FieldImmutableErrorMsg))
	}
	return errs
}

func scopeSet(list []corev1.ResourceQuotaScope) []corev1.ResourceQuotaScope {
	out := slices.Clone(list)
	slices.Sort(out)
	return slices.Compact(out)
}

func validateQuotaStatusLists(q *corev1.ResourceQuota) field.ErrorList {
	errs := validateQuotaList(q.Status.Hard, statusPath.Child("hard"))
	return append(errs, validateQuotaList(q.Status.Used, statusPath.Child("used"))...)
}

func validateResourceQuotaStatus(q, _ *corev1.ResourceQuota) field.ErrorList {
	var errs field.ErrorList
	if q.ResourceVersion == "" {
		errs = append(errs, field.Required(field.NewPath("resourceVersion"), ""))
	}
	return append(errs, validateQuotaStatusLists(q)...)
}

func validateQuotaList(list corev1.ResourceList, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	for _, text := range table.SortedKeys(textKeys(list)) {
		name := corev1.ResourceName(text)
		errs = append(errs, validateQuotaName(name, at.Key(text))...)
		errs = append(errs, validateQuantity(name, list[name], at.Key(text))...)
	}
	return errs
}

func validateQuotaName(name corev1.ResourceName, at *field.Path) field.ErrorList {
	errs := validateResourceName(name, at)
	if !strings.Contains(string(name), "/") && !slices.Contains(quotaResources, name) && !isHugePages(name) &&
		!strings.HasPrefix(string(name), corev1.ResourceRequestsHugePagesPrefix) {
		errs = append(errs, field.Invalid(at, name, "must be a standard resource for quota"))
	}
	return errs
}

// scopeCovers tells whether a quota of that scope can count the resource.
func scopeCovers(s corev1.ResourceQuotaScope, name corev1.ResourceName) bool {
	switch s {
	case corev1.ResourceQuotaScopeTerminating, corev1.ResourceQuotaScopeNotTerminating, corev1.ResourceQuotaScopeNotBestEffort,
		corev1.ResourceQuotaScopePriorityClass, corev1.ResourceQuotaScopeCrossNamespacePodAffinity:
		return name == corev1.ResourcePods || isComputeQuota(name)
	case corev1.ResourceQuotaScopeBestEffort:
		return name == corev1.ResourcePods
	}
	return true
}

func isComputeQuota(name corev1.ResourceName) bool {
	switch name {
	case corev1.ResourceCPU, corev1.ResourceMemory, corev1.ResourceRequestsCPU, corev1.ResourceRequestsMemory,
		corev1.ResourceLimitsCPU, corev1.ResourceLimitsMemory:
		return true
	}
	return false
}

func validateScopes(s *corev1.ResourceQuotaSpec) field.ErrorList {
	var errs field.ErrorList
	at := specPath.Child("scopes")
	for _, scope := range s.Scopes {
		if !slices.Contains(scopes, scope) {
			errs = append(errs, field.Invalid(at, s.Scopes, "unsupported scope"))
		}
		for name := range s.Hard {
			if slices.Contains(quotaResources, name) && !scopeCovers(scope, name) {
				errs = append(errs, field.Invalid(at, s.Scopes, "unsupported scope applied to resource"))
			}
		}
	}
	for _, pair := range conflicts {
		if slices.Contains(s.Scopes, pair[0]) && slices.Contains(s.Scopes, pair[1]) {
			errs = append(errs, field.Invalid(at, s.Scopes, "conflicting scopes"))
		}
	}
	return errs
}

func validateScopeSelector(s *corev1.ResourceQuotaSpec) field.ErrorList {
	if s.ScopeSelector == nil {
		return nil
	}
	var errs field.ErrorList
	list := specPath.Child("scopeSelector", "matchExpressions")
	set := map[corev1.ResourceQuotaScope]bool{}
	for i := range s.ScopeSelector.MatchExpressions {
		r := &s.ScopeSelector.MatchExpressions[i]
		set[r.ScopeName] = true
		if !slices.Contains(scopes, r.ScopeName) {
			errs = append(errs, field.Invalid(list.Child("scopeName"), r.ScopeName, "unsupported scope"))
		}
		for name := range s.Hard {
			if slices.Contains(quotaResources, name) && !scopeCovers(r.ScopeName, name) {
				errs = append(errs, field.Invalid(list, badvalue.Of(s.ScopeSelector), "unsupported scope applied to resource"))
			}
		}
		switch r.ScopeName {
		case corev1.ResourceQuotaScopeTerminating, corev1.ResourceQuotaScopeNotTerminating, corev1.ResourceQuotaScopeBestEffort,
			corev1.ResourceQuotaScopeNotBestEffort, corev1.ResourceQuotaScopeCrossNamespacePodAffinity:
			if r.Operator != corev1.ScopeSelectorOpExists {
				errs = append(errs, field.Invalid(list.Child("operator"), r.Operator,
					"must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, "+
						"ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity"))
			}
		}
		switch r.Operator {
		case corev1.ScopeSelectorOpIn, corev1.ScopeSelectorOpNotIn:
			if len(r.Values) == 0 {
				errs = append(errs, field.Required(list.Child("values"), "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector"))
			}
		case corev1.ScopeSelectorOpExists, corev1.ScopeSelectorOpDoesNotExist:
			if len(r.Values) != 0 {
				errs = append(errs, field.Invalid(list.Child("values"), r.Values, "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector"))
			}
		default:
			errs = append(errs, field.Invalid(list.Child("operator"), r.Operator, "not a valid selector operator"))
		}
	}
	for _, pair := range conflicts {
		if set[pair[0]] && set[pair[1]] {
			errs = append(errs, field.Invalid(list, badvalue.Of(s.ScopeSelector), "conflicting scopes"))
		}
	}
	return errs
}
