package autoscaling

import (
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/api/optional"
)

// defaultUtilization is how busy CPUs should be where nothing is said, percent.
const defaultUtilization = int32(80)

func defaultAutoscaler(a *autoscalingv2.HorizontalPodAutoscaler) {
	optional.Default(&a.Spec.MinReplicas, 1)
	if len(a.Spec.Metrics) == 0 {
		utilization := defaultUtilization
		a.Spec.Metrics = []autoscalingv2.MetricSpec{{
			Type: autoscalingv2.ResourceMetricSourceType,
			Resource: &autoscalingv2.ResourceMetricSource{
				Name: corev1.ResourceCPU,
				Target: autoscalingv2.MetricTarget{
					Type: autoscalingv2.UtilizationMetricType, AverageUtilization: &utilization,
				},
			},
		}}
	}
	if b := a.Spec.Behavior; b != nil {
		optional.Default(&b.ScaleUp, autoscalingv2.HPAScalingRules{})
		optional.Default(&b.ScaleDown, autoscalingv2.HPAScalingRules{})
		optional.Default(&b.ScaleUp.StabilizationWindowSeconds, 0)
		optional.Default(&b.ScaleUp.SelectPolicy, autoscalingv2.MaxChangePolicySelect)
		if b.ScaleUp.Policies == nil {
			b.ScaleUp.Policies = []autoscalingv2.HPAScalingPolicy{
				{Type: autoscalingv2.PodsScalingPolicy, Value: 4, PeriodSeconds: 15},
				{Type: autoscalingv2.PercentScalingPolicy, Value: 100, PeriodSeconds: 15},
			}
		}
		optional.Default(&b.ScaleDown.SelectPolicy, autoscalingv2.MaxChangePolicySelect)
		if b.ScaleDown.Policies == nil {
			b.ScaleDown.Policies = []autoscalingv2.HPAScalingPolicy{
				{Type: autoscalingv2.PercentScalingPolicy, Value: 100, PeriodSeconds: 15},
			}
		}
	}
}
