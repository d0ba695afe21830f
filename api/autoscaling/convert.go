package autoscaling

import (
	"encoding/json"
	"maps"

	autoscalingv1 "k8s.io/api/autoscaling/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
)

// The annotations in which version 1 keeps what it has no fields for, as JSON.
const (
	metricsKey    = "autoscaling.alpha.kubernetes.io/metrics"
	currentKey    = "autoscaling.alpha.kubernetes.io/current-metrics"
	conditionsKey = "autoscaling.alpha.kubernetes.io/conditions"
	behaviorKey   = "autoscaling.alpha.kubernetes.io/behavior"
)

// take reads an annotation into v and removes it. What is no JSON is as good as
// not there.
func take(annotations map[string]string, key string, v any) {
	text, ok := annotations[key]
	if !ok {
		return
	}
	delete(annotations, key)
	_ = json.Unmarshal([]byte(text), v)
}

func toV2(a *autoscalingv1.HorizontalPodAutoscaler) *autoscalingv2.HorizontalPodAutoscaler {
	out := &autoscalingv2.HorizontalPodAutoscaler{ObjectMeta: a.ObjectMeta}
	out.Annotations = maps.Clone(a.Annotations)
	if a.Kind != "" {
		out.SetGroupVersionKind(autoscalingv2.SchemeGroupVersion.WithKind("HorizontalPodAutoscaler"))
	}
	out.Spec = autoscalingv2.HorizontalPodAutoscalerSpec{
		ScaleTargetRef: autoscalingv2.CrossVersionObjectReference(a.Spec.ScaleTargetRef),
		MinReplicas:    a.Spec.MinReplicas,
		MaxReplicas:    a.Spec.MaxReplicas,
	}
	if p := a.Spec.TargetCPUUtilizationPercentage; p != nil {
		out.Spec.Metrics = append(out.Spec.Metrics, cpuMetric(*p))
	}
	var metrics []autoscalingv1.MetricSpec
	take(out.Annotations, metricsKey, &metrics)
	for i := range metrics {
		out.Spec.Metrics = append(out.Spec.Metrics, metricToV2(&metrics[i]))
	}
	take(out.Annotations, behaviorKey, &out.Spec.Behavior)
	s := &a.Status
	out.Status = autoscalingv2.HorizontalPodAutoscalerStatus{
		ObservedGeneration: s.ObservedGeneration,
		LastScaleTime:      s.LastScaleTime,
		CurrentReplicas:    s.CurrentReplicas,
		DesiredReplicas:    s.DesiredReplicas,
	}
	if p := s.CurrentCPUUtilizationPercentage; p != nil {
		out.Status.CurrentMetrics = append(out.Status.CurrentMetrics, cpuStatus(*p))
	}
	var current []autoscalingv2.MetricStatus
	take(out.Annotations, currentKey, &current)
	out.Status.CurrentMetrics = append(out.Status.CurrentMetrics, current...)
	take(out.Annotations, conditionsKey, &out.Status.Conditions)
	if len(out.Annotations) == 0 {
		out.Annotations = nil
	}
	defaultAutoscaler(out)
	return out
}

func toV1(a *autoscalingv2.HorizontalPodAutoscaler) *autoscalingv1.HorizontalPodAutoscaler {
	out := &autoscalingv1.HorizontalPodAutoscaler{ObjectMeta: a.ObjectMeta}
	out.Annotations = maps.Clone(a.Annotations)
	if a.Kind != "" {
		out.SetGroupVersionKind(autoscalingv1.SchemeGroupVersion.WithKind("HorizontalPodAutoscaler"))
	}
	put := func(key string, v any) {
		text, err := json.Marshal(v)
		if err != nil {
			return
		}
		if out.Annotations == nil {
			out.Annotations = map[string]string{}
		}
		out.Annotations[key] = string(text)
	}
	out.Spec = autoscalingv1.HorizontalPodAutoscalerSpec{
		ScaleTargetRef: autoscalingv1.CrossVersionObjectReference(a.Spec.ScaleTargetRef),
		MinReplicas:    a.Spec.MinReplicas,
		MaxReplicas:    a.Spec.MaxReplicas,
	}
	var metrics []autoscalingv1.MetricSpec
	for i := range a.Spec.Metrics {
		if p := cpuTarget(&a.Spec.Metrics[i]); p != nil && out.Spec.TargetCPUUtilizationPercentage == nil {
			out.Spec.TargetCPUUtilizationPercentage = p
			continue
		}
		metrics = append(metrics, metricToV1(&a.Spec.Metrics[i]))
	}
	if len(metrics) > 0 {
		put(metricsKey, metrics)
	}
	if a.Spec.Behavior != nil {
		put(behaviorKey, a.Spec.Behavior)
	}
	s := &a.Status
	out.Status = autoscalingv1.HorizontalPodAutoscalerStatus{
		ObservedGeneration: s.ObservedGeneration,
		LastScaleTime:      s.LastScaleTime,
		CurrentReplicas:    s.CurrentReplicas,
		DesiredReplicas:    s.DesiredReplicas,
	}
	var current []autoscalingv2.MetricStatus
	for _, m := range s.CurrentMetrics {
		if m.Resource != nil && m.Resource.Name == corev1.ResourceCPU && m.Resource.Current.AverageUtilization != nil &&
			m.Resource.Current.AverageValue == nil && out.Status.CurrentCPUUtilizationPercentage == nil {
			out.Status.CurrentCPUUtilizationPercentage = m.Resource.Current.AverageUtilization
			continue
		}
		current = append(current, m)
	}
	if len(current) > 0 {
		put(currentKey, current)
	}
	if len(s.Conditions) > 0 {
		put(conditionsKey, s.Conditions)
	}
	return out
}

func cpuMetric(percent int32) autoscalingv2.MetricSpec {
	return autoscalingv2.MetricSpec{
		Type: autoscalingv2.ResourceMetricSourceType,
		Resource: &autoscalingv2.ResourceMetricSource{
			Name:   corev1.ResourceCPU,
			Target: autoscalingv2.MetricTarget{Type: autoscalingv2.UtilizationMetricType, AverageUtilization: &percent},
		},
	}
}

func cpuStatus(percent int32) autoscalingv2.MetricStatus {
	return autoscalingv2.MetricStatus{
		Type: autoscalingv2.ResourceMetricSourceType,
		Resource: &autoscalingv2.ResourceMetricStatus{
			Name:    corev1.ResourceCPU,
			Current: autoscalingv2.MetricValueStatus{AverageUtilization: &percent},
		},
	}
}

// cpuTarget is the utilization of CPUs that a metric asks for, nil when it is
// about something else.
func cpuTarget(m *autoscalingv2.MetricSpec) *int32 {
	if m.Resource == nil || m.Resource.Name != corev1.ResourceCPU {
		return nil
	}
	return m.Resource.Target.AverageUtilization
}
