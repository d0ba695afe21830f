package core

import (
	"fmt"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/table"
)

func validateLimitRange(l, _ *corev1.LimitRange) field.ErrorList {
	var errs field.ErrorList
	seen := map[corev1.LimitType]bool{}
	for i := range l.Spec.Limits {
		item, at := &l.Spec.Limits[i], specPath.Child("limits").Index(i)
		errs = append(errs, validateLimitType(item.Type, at.Child("type"))...)
		if seen[item.Type] {
			errs = append(errs, field.Duplicate(at.Child("type"), item.Type))
		}
		seen[item.Type] = true
		errs = append(errs, validateLimits(item, at)...)
	}
	return errs
}

func validateLimitType(t corev1.LimitType, at *field.Path) field.ErrorList {
	if errs := qualifiedName(at, string(t)); len(errs) > 0 {
		return errs
	}
	switch {
	case strings.Contains(string(t), "/"):
	case t == corev1.LimitTypePod, t == corev1.LimitTypeContainer, t == corev1.LimitTypePersistentVolumeClaim:
	default:
		return field.ErrorList{field.Invalid(at, t, "must be a standard limit type or fully qualified")}
	}
	return nil
}

func validateLimits(item *corev1.LimitRangeItem, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	lists := []struct {
		name string
		list corev1.ResourceList
	}{
		{"max", item.Max}, {"min", item.Min}, {"default", item.Default},
		{"defaultRequest", item.DefaultRequest}, {"maxLimitRequestRatio", item.MaxLimitRequestRatio},
	}
	all := map[string]struct{}{}
	for _, l := range lists {
		if (l.name == "default" || l.name == "defaultRequest") && item.Type == corev1.LimitTypePod {
			if len(l.list) > 0 {
				errs = append(errs, field.Forbidden(at.Child(l.name), "may not be specified when `type` is 'Pod'"))
			}
			continue
		}
		for _, name := range table.SortedKeys(textKeys(l.list)) {
			all[name] = struct{}{}
			errs = append(errs, validateLimitName(item.Type, corev1.ResourceName(name), at.Child(l.name).Key(name))...)
		}
	}
	if item.Type == corev1.LimitTypePersistentVolumeClaim {
		_, min := item.Min[corev1.ResourceStorage]
		_, max := item.Max[corev1.ResourceStorage]
		if !min && !max {
			errs = append(errs, field.Required(at.Child("limits"), "either minimum or maximum storage value is required, but neither was provided"))
		}
	}
	for _, name := range table.SortedKeys(all) {
		errs = append(errs, compareLimits(item, corev1.ResourceName(name), at)...)
	}
	return errs
}

func validateLimitName(t corev1.LimitType, name corev1.ResourceName, at *field.Path) field.ErrorList {
	if t == corev1.LimitTypePod || t == corev1.LimitTypeContainer {
		return validateContainerResourceName(name, at)
	}
	return validateResourceName(name, at)
}

// compareLimits wants min ≤ default request ≤ default ≤ max.
func compareLimits(item *corev1.LimitRangeItem, name corev1.ResourceName, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	max, hasMax := item.Max[name]
	min, hasMin := item.Min[name]
	limit, hasLimit := item.Default[name]
	request, hasRequest := item.DefaultRequest[name]
	bad := func(where string, value resource.Quantity, format string, args ...any) {
		errs = append(errs, field.Invalid(at.Child(where).Key(string(name)), value.String(), fmt.Sprintf(format, args...)))
	}
	if hasMin && hasMax && min.Cmp(max) > 0 {
		bad("min", min, "min value %s is greater than max value %s", min.String(), max.String())
	}
	if hasRequest && hasMin && min.Cmp(request) > 0 {
		bad("defaultRequest", request, "min value %s is greater than default request value %s", min.String(), request.String())
	}
	if hasRequest && hasMax && request.Cmp(max) > 0 {
		bad("defaultRequest", request, "default request value %s is greater than max value %s", request.String(), max.String())
	}
	if hasRequest && hasLimit && request.Cmp(limit) > 0 {
		bad("defaultRequest", request, "default request value %s is greater than default limit value %s", request.String(), limit.String())
	}
	if hasLimit && hasMin && min.Cmp(limit) > 0 {
		bad("default", min, "min value %s is greater than default value %s", min.String(), limit.String())
	}
	if hasLimit && hasMax && limit.Cmp(max) > 0 {
		bad("default", max, "default value %s is greater than max value %s", limit.String(), max.String())
	}
	if hasRequest && hasLimit && !overcommits(name) && request.Cmp(limit) != 0 {
		bad("defaultRequest", request, "default value %s must equal to defaultRequest value %s in %s", limit.String(), request.String(), name)
	}
	return append(errs, compareRatio(item, name, at)...)
}

// compareRatio: a limit may be at least as high as the request, and no ratio is
// of use that min and max exclude.
func compareRatio(item *corev1.LimitRangeItem, name corev1.ResourceName, at *field.Path) field.ErrorList {
	ratio, ok := item.MaxLimitRequestRatio[name]
	if !ok {
		return nil
	}
	var errs field.ErrorList
	at = at.Child("maxLimitRequestRatio").Key(string(name))
	if ratio.Cmp(*resource.NewQuantity(1, resource.DecimalSI)) < 0 {
		errs = append(errs, field.Invalid(at, ratio.String(), fmt.Sprintf("ratio %s is less than 1", ratio.String())))
	}
	max, hasMax := item.Max[name]
	min, hasMin := item.Min[name]
	if hasMax && hasMin && min.Sign() > 0 {
		bound := max.AsApproximateFloat64() / min.AsApproximateFloat64()
		if ratio.AsApproximateFloat64() > bound {
			errs = append(errs, field.Invalid(at, ratio.String(), fmt.Sprintf("ratio %s is greater than max/min = %f", ratio.String(), bound)))
		}
	}
	return errs
}
