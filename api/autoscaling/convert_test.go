package autoscaling

import (
	"testing"

	autoscalingv1 "k8s.io/api/autoscaling/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// TestVersion1KeepsAll: what version 1 cannot say travels in annotations and
// comes back.
func TestVersion1KeepsAll(t *testing.T) {
	half, q := int32(50), resource.MustParse("5")
	a := &autoscalingv2.HorizontalPodAutoscaler{
		ObjectMeta: metav1.ObjectMeta{Name: "a", Annotations: map[string]string{"x": "y"}},
		Spec: autoscalingv2.HorizontalPodAutoscalerSpec{
			MaxReplicas: 3,
			Metrics: []autoscalingv2.MetricSpec{
				cpuMetric(half),
				{Type: autoscalingv2.PodsMetricSourceType, Pods: &autoscalingv2.PodsMetricSource{
					Metric: autoscalingv2.MetricIdentifier{Name: "requests"},
					Target: autoscalingv2.MetricTarget{Type: autoscalingv2.AverageValueMetricType, AverageValue: &q},
				}},
			},
			Behavior: &autoscalingv2.HorizontalPodAutoscalerBehavior{ScaleUp: &autoscalingv2.HPAScalingRules{}},
		},
		Status: autoscalingv2.HorizontalPodAutoscalerStatus{
			CurrentMetrics: []autoscalingv2.MetricStatus{cpuStatus(half)},
			Conditions:     []autoscalingv2.HorizontalPodAutoscalerCondition{{Type: autoscalingv2.ScalingActive, Status: corev1.ConditionTrue}},
		},
	}
	defaultAutoscaler(a)
	old := toV1(a)
	if p := old.Spec.TargetCPUUtilizationPercentage; p == nil || *p != 50 {
		t.Errorf("target %v", p)
	}
	if len(old.Annotations) != 4 {
		t.Errorf("annotations %v", old.Annotations)
	}
	if back := toV2(old); !equality.Semantic.DeepEqual(a, back) {
		t.Errorf("came back as %+v\nwas %+v", back, a)
	}
}

func TestVersion1WithoutAnythingGetsTheDefault(t *testing.T) {
	a := toV2(&autoscalingv1.HorizontalPodAutoscaler{})
	if p := cpuTarget(&a.Spec.Metrics[0]); p == nil || *p != defaultUtilization {
		t.Errorf("%+v", a.Spec.Metrics)
	}
}
