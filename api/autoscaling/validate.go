package autoscaling

import (
	"strings"

	autoscalingv2 "k8s.io/api/autoscaling/v2"
	"k8s.io/apimachinery/pkg/api/validation/path"
	metav1validation "k8s.io/apimachinery/pkg/apis/meta/v1/validation"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

const (
	notPositive    = "must be greater than zero"
	maxPeriod      = 1800 // seconds
	maxStabilizing = 3600 // seconds
)

func validateAutoscaler(a, _ *autoscalingv2.HorizontalPodAutoscaler) field.ErrorList {
	var errs field.ErrorList
	at := field.NewPath("spec")
	s := &a.Spec
	if s.MinReplicas != nil && *s.MinReplicas < 1 {
		errs = append(errs, field.Invalid(at.Child("minReplicas"), *s.MinReplicas, "must be greater than or equal to 1"))
	}
	if s.MaxReplicas == 0 {
		errs = append(errs, field.Required(at.Child("maxReplicas"), "must be set and greater than 0"))
	} else if s.MaxReplicas < 0 {
		errs = append(errs, field.Invalid(at.Child("maxReplicas"), s.MaxReplicas, "must be greater than or equal to 1"))
	}
	if s.MinReplicas != nil && s.MaxReplicas < *s.MinReplicas {
		errs = append(errs, field.Invalid(at.Child("maxReplicas"), s.MaxReplicas, "must be greater than or equal to `minReplicas`"))
	}
	errs = append(errs, validateReference(&s.ScaleTargetRef, at.Child("scaleTargetRef"))...)
	if r := &s.ScaleTargetRef; r.Kind != "ReplicationController" {
		if gv, err := schema.ParseGroupVersion(r.APIVersion); err == nil && gv.Group == "" {
			errs = append(errs, field.Invalid(at.Child("scaleTargetRef", "apiVersion"), r.APIVersion, "apiVersion must specify API group"))
		}
	}
	for i := range s.Metrics {
		errs = append(errs, validateMetric(&s.Metrics[i], at.Child("metrics").Index(i))...)
	}
	if b := s.Behavior; b != nil {
		errs = append(errs, validateRules(b.ScaleUp, at.Child("behavior", "scaleUp"))...)
		errs = append(errs, validateRules(b.ScaleDown, at.Child("behavior", "scaleDown"))...)
	}
	return errs
}

func validateReference(r *autoscalingv2.CrossVersionObjectReference, at *field.Path) field.ErrorList {
	errs := validateSegment(r.Kind, "", at.Child("kind"))
	errs = append(errs, validateSegment(r.Name, "", at.Child("name"))...)
	if _, err := schema.ParseGroupVersion(r.APIVersion); err != nil {
		errs = append(errs, field.Invalid(at.Child("apiVersion"), r.APIVersion, err.Error()))
	}
	return errs
}

// validateSegment wants a name that fits into a URL path.
func validateSegment(name, why string, at *field.Path) field.ErrorList {
	if name == "" {
		return field.ErrorList{field.Required(at, why)}
	}
	var errs field.ErrorList
	for _, m := range path.IsValidPathSegmentName(name) {
		errs = append(errs, field.Invalid(at, name, m))
	}
	return errs
}

func validateRules(r *autoscalingv2.HPAScalingRules, at *field.Path) field.ErrorList {
	if r == nil {
		return nil
	}
	var errs field.ErrorList
	if w := r.StabilizationWindowSeconds; w != nil {
		switch {
		case *w < 0:
			errs = append(errs, field.Invalid(at.Child("stabilizationWindowSeconds"), *w, "must be greater than or equal to zero"))
		case *w > maxStabilizing:
			errs = append(errs, field.Invalid(at.Child("stabilizationWindowSeconds"), *w, "must be less than or equal to 3600"))
		}
	}
	if p := r.SelectPolicy; p != nil {
		switch *p {
		case autoscalingv2.MaxChangePolicySelect, autoscalingv2.MinChangePolicySelect, autoscalingv2.DisabledPolicySelect:
		default:
			errs = append(errs, field.NotSupported(at.Child("selectPolicy"), *p, []autoscalingv2.ScalingPolicySelect{
				autoscalingv2.DisabledPolicySelect, autoscalingv2.MaxChangePolicySelect, autoscalingv2.MinChangePolicySelect}))
		}
	}
	if t := r.Tolerance; t != nil && t.Sign() < 0 {
		errs = append(errs, field.Invalid(at.Child("tolerance"), t.String(), "must be greater than or equal to 0"))
	}
	policies := at.Child("policies")
	if len(r.Policies) == 0 {
		errs = append(errs, field.Required(policies, "must specify at least one Policy"))
	}
	for i, p := range r.Policies {
		at := policies.Index(i)
		if p.Type != autoscalingv2.PodsScalingPolicy && p.Type != autoscalingv2.PercentScalingPolicy {
			errs = append(errs, field.NotSupported(at.Child("type"), p.Type,
				[]autoscalingv2.HPAScalingPolicyType{autoscalingv2.PercentScalingPolicy, autoscalingv2.PodsScalingPolicy}))
		}
		if p.Value <= 0 {
			errs = append(errs, field.Invalid(at.Child("value"), p.Value, notPositive))
		}
		switch {
		case p.PeriodSeconds <= 0:
			errs = append(errs, field.Invalid(at.Child("periodSeconds"), p.PeriodSeconds, notPositive))
		case p.PeriodSeconds > maxPeriod:
			errs = append(errs, field.Invalid(at.Child("periodSeconds"), p.PeriodSeconds, "must be less than or equal to 1800"))
		}
	}
	return errs
}

var metricTypes = []autoscalingv2.MetricSourceType{
	autoscalingv2.ContainerResourceMetricSourceType, autoscalingv2.ExternalMetricSourceType,
	autoscalingv2.ObjectMetricSourceType, autoscalingv2.PodsMetricSourceType, autoscalingv2.ResourceMetricSourceType,
}

// validateMetric wants the one source that the type says.
func validateMetric(m *autoscalingv2.MetricSpec, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	sources := map[autoscalingv2.MetricSourceType]bool{
		autoscalingv2.ObjectMetricSourceType:            m.Object != nil,
		autoscalingv2.PodsMetricSourceType:              m.Pods != nil,
		autoscalingv2.ResourceMetricSourceType:          m.Resource != nil,
		autoscalingv2.ContainerResourceMetricSourceType: m.ContainerResource != nil,
		autoscalingv2.ExternalMetricSourceType:          m.External != nil,
	}
	populated, known := sources[m.Type]
	switch {
	case m.Type == "":
		return append(errs, field.Required(at.Child("type"), "must specify a metric source type"))
	case !known:
		// Both the type and the missing source are reported here.
		bad := field.NotSupported(at.Child("type"), m.Type, metricTypes)
		return append(errs, bad, bad)
	case !populated:
		errs = append(errs, field.Required(at.Child(sourceName(m.Type)), "must populate information for the given metric source"))
	}
	for _, t := range metricTypes {
		if t != m.Type && sources[t] {
			errs = append(errs, field.Forbidden(at.Child(sourceName(t)), "must populate the given metric source only"))
		}
	}
	if m.Object != nil {
		errs = append(errs, validateObject(m.Object, at.Child("object"))...)
	}
	if m.Pods != nil {
		errs = append(errs, validatePods(m.Pods, at.Child("pods"))...)
	}
	if r := m.Resource; r != nil {
		errs = append(errs, validateUsage(string(r.Name), &r.Target, at.Child("resource"))...)
	}
	if r := m.ContainerResource; r != nil {
		at := at.Child("containerResource")
		errs = append(errs, validateUsage(string(r.Name), &r.Target, at)...)
		if r.Container == "" {
			errs = append(errs, field.Required(at.Child("container"), "must specify a container"))
		}
	}
	if m.External != nil {
		errs = append(errs, validateExternal(m.External, at.Child("external"))...)
	}
	return errs
}

func sourceName(t autoscalingv2.MetricSourceType) string {
	return strings.ToLower(string(t[:1])) + string(t[1:])
}

func validateIdentifier(m *autoscalingv2.MetricIdentifier, at *field.Path) field.ErrorList {
	errs := validateSegment(m.Name, "must specify a metric name", at.Child("name"))
	if m.Selector != nil {
		errs = append(errs, metav1validation.ValidateLabelSelector(m.Selector, metav1validation.LabelSelectorValidationOptions{}, at.Child("selector"))...)
	}
	return errs
}

func validateTargetValues(t *autoscalingv2.MetricTarget, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	switch t.Type {
	case "":
		errs = append(errs, field.Required(at.Child("type"), "must specify a metric target type"))
	case autoscalingv2.UtilizationMetricType, autoscalingv2.ValueMetricType, autoscalingv2.AverageValueMetricType:
	default:
		errs = append(errs, field.Invalid(at.Child("type"), t.Type, "must be either Utilization, Value, or AverageValue"))
	}
	if t.Value != nil && t.Value.Sign() != 1 {
		errs = append(errs, field.Invalid(at.Child("value"), t.Value, "must be positive"))
	}
	if t.AverageValue != nil && t.AverageValue.Sign() != 1 {
		errs = append(errs, field.Invalid(at.Child("averageValue"), t.AverageValue, "must be positive"))
	}
	if t.AverageUtilization != nil && *t.AverageUtilization < 1 {
		errs = append(errs, field.Invalid(at.Child("averageUtilization"), *t.AverageUtilization, "must be greater than 0"))
	}
	return errs
}

func validateObject(o *autoscalingv2.ObjectMetricSource, at *field.Path) field.ErrorList {
	errs := validateReference(&o.DescribedObject, at.Child("describedObject"))
	errs = append(errs, validateIdentifier(&o.Metric, at.Child("metric"))...)
	errs = append(errs, validateTargetValues(&o.Target, at.Child("target"))...)
	if o.Target.Value == nil && o.Target.AverageValue == nil {
		errs = append(errs, field.Required(at.Child("target", "averageValue"), "must set either a target value or averageValue"))
	}
	return errs
}

func validatePods(p *autoscalingv2.PodsMetricSource, at *field.Path) field.ErrorList {
	errs := validateIdentifier(&p.Metric, at.Child("metric"))
	errs = append(errs, validateTargetValues(&p.Target, at.Child("target"))...)
	if p.Target.AverageValue == nil || p.Target.AverageValue.Sign() != 1 {
		errs = append(errs, field.Required(at.Child("target", "averageValue"), "must specify a positive target averageValue"))
	}
	return errs
}

func validateUsage(name string, t *autoscalingv2.MetricTarget, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	if name == "" {
		errs = append(errs, field.Required(at.Child("name"), "must specify a resource name"))
	}
	target := at.Child("target")
	errs = append(errs, validateTargetValues(t, target)...)
	switch {
	case t.AverageUtilization == nil && t.AverageValue == nil:
		errs = append(errs, field.Required(target.Child("averageUtilization"), "must set either a target raw value or a target utilization"))
	case t.AverageUtilization != nil && t.AverageValue != nil:
		errs = append(errs, field.Forbidden(target.Child("averageValue"), "may not set both a target raw value and a target utilization"))
	}
	return errs
}

func validateExternal(e *autoscalingv2.ExternalMetricSource, at *field.Path) field.ErrorList {
	errs := validateIdentifier(&e.Metric, at.Child("metric"))
	target := at.Child("target")
	errs = append(errs, validateTargetValues(&e.Target, target)...)
	switch {
	case e.Target.Value == nil && e.Target.AverageValue == nil:
		errs = append(errs, field.Required(target.Child("averageValue"), "must set either a target value for metric or a per-pod target"))
	case e.Target.Value != nil && e.Target.AverageValue != nil:
		errs = append(errs, field.Forbidden(target.Child("value"), "may not set both a target value for metric and a per-pod target"))
	}
	return errs
}

func validateAutoscalerStatus(a, _ *autoscalingv2.HorizontalPodAutoscaler) field.ErrorList {
	var errs field.ErrorList
	at := field.NewPath("status")
	if a.Status.CurrentReplicas < 0 {
		errs = append(errs, field.Invalid(at.Child("currentReplicas"), int64(a.Status.CurrentReplicas), "must be greater than or equal to 0"))
	}
	if a.Status.DesiredReplicas < 0 {
		errs = append(errs, field.Invalid(at.Child("desiredReplicas"), int64(a.Status.DesiredReplicas), "must be greater than or equal to 0"))
	}
	return errs
}
