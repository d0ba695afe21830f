package autoscaling

import (
	autoscalingv1 "k8s.io/api/autoscaling/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

func validateAutoscaler(o, old *autoscalingv2.HorizontalPodAutoscaler) field.ErrorList { return nil }
func validateAutoscalerStatus(o, old *autoscalingv2.HorizontalPodAutoscaler) field.ErrorList {
	return nil
}
func toV2(a *autoscalingv1.HorizontalPodAutoscaler) *autoscalingv2.HorizontalPodAutoscaler {
	panic("x")
}
func toV1(a *autoscalingv2.HorizontalPodAutoscaler) *autoscalingv1.HorizontalPodAutoscaler {
	panic("x")
}
