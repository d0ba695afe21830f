// Package autoscaling describes HorizontalPodAutoscalers in both versions that
// are served, autoscaling/v2 and autoscaling/v1. They are stored as v2.
package autoscaling

import (
	"time"

	autoscalingv1 "k8s.io/api/autoscaling/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/optional"
	"github.com/skiff-k8s/skiff/api/table"
)

const group = autoscalingv2.GroupName

// Resources lists both versions, the preferred one first.
func Resources() []*api.Resource {
	return []*api.Resource{HorizontalPodAutoscalers, HorizontalPodAutoscalersV1}
}

func meta(version string) api.Meta {
	return api.Meta{
		Group: group, Version: version,
		Name: "horizontalpodautoscalers", Singular: "horizontalpodautoscaler", Kind: "HorizontalPodAutoscaler",
		ShortNames: []string{"hpa"}, Categories: []string{"all"}, Namespaced: true,
	}
}

// HorizontalPodAutoscalers scale by any number of metrics.
var HorizontalPodAutoscalers = api.Define(meta("v2"), func() *autoscalingv2.HorizontalPodAutoscaler {
	return &autoscalingv2.HorizontalPodAutoscaler{}
}, api.Rules[*autoscalingv2.HorizontalPodAutoscaler]{
	NewList:      func() runtime.Object { return &autoscalingv2.HorizontalPodAutoscalerList{} },
	Default:      defaultAutoscaler,
	Prepare:      prepareAutoscaler,
	Validate:     validateAutoscaler,
	ValidateName: names.Subdomain,
	Columns:      columns(),
	Row:          row,
	Subresources: []api.Subresource{
		api.Part("status", func(a, body *autoscalingv2.HorizontalPodAutoscaler) { a.Status = body.Status }, validateAutoscalerStatus),
	},
})

// HorizontalPodAutoscalersV1 scale by CPU alone; what else the stored object
// says travels in annotations.
var HorizontalPodAutoscalersV1 = api.Define(meta("v1"), func() *autoscalingv1.HorizontalPodAutoscaler {
	return &autoscalingv1.HorizontalPodAutoscaler{}
}, api.Rules[*autoscalingv1.HorizontalPodAutoscaler]{
	NewList: func() runtime.Object { return &autoscalingv1.HorizontalPodAutoscalerList{} },
	Default: func(a *autoscalingv1.HorizontalPodAutoscaler) {
		optional.Default(&a.Spec.MinReplicas, 1)
		if _, more := a.Annotations[metricsKey]; !more {
			optional.Default(&a.Spec.TargetCPUUtilizationPercentage, defaultUtilization)
		}
	},
	Prepare: func(a, old *autoscalingv1.HorizontalPodAutoscaler) {
		if old == nil {
			a.Status = autoscalingv1.HorizontalPodAutoscalerStatus{}
		} else {
			a.Status = old.Status
		}
	},
	Validate: func(a, old *autoscalingv1.HorizontalPodAutoscaler) field.ErrorList {
		if old == nil {
			return validateAutoscaler(toV2(a), nil)
		}
		return validateAutoscaler(toV2(a), toV2(old))
	},
	ValidateName: names.Subdomain,
	Columns:      columns(),
	Row:          func(a *autoscalingv1.HorizontalPodAutoscaler, now time.Time) []any { return row(toV2(a), now) },
	Subresources: []api.Subresource{
		api.Part("status", func(a, body *autoscalingv1.HorizontalPodAutoscaler) { a.Status = body.Status }, nil),
	},
	Alias: &api.Alias{
		Stored:     HorizontalPodAutoscalers,
		ToStored:   func(o api.Object) api.Object { return toV2(o.(*autoscalingv1.HorizontalPodAutoscaler)) },
		FromStored: func(o api.Object) api.Object { return toV1(o.(*autoscalingv2.HorizontalPodAutoscaler)) },
	},
})

func prepareAutoscaler(a, old *autoscalingv2.HorizontalPodAutoscaler) {
	if old == nil {
		a.Status = autoscalingv2.HorizontalPodAutoscalerStatus{}
	} else {
		a.Status = old.Status
	}
}

func columns() table.Columns {
	spec, status := autoscalingv2.HorizontalPodAutoscalerSpec{}.SwaggerDoc(), autoscalingv2.HorizontalPodAutoscalerStatus{}.SwaggerDoc()
	return table.Columns{
		table.Name(),
		table.Text("Reference", spec["scaleTargetRef"]),
		table.Text("Targets", spec["metrics"]),
		table.Text("MinPods", spec["minReplicas"]),
		table.Text("MaxPods", spec["maxReplicas"]),
		table.Text("Replicas", status["currentReplicas"]),
		table.Age(),
	}
}

func row(a *autoscalingv2.HorizontalPodAutoscaler, now time.Time) []any {
	return []any{
		a.Name, a.Spec.ScaleTargetRef.Kind + "/" + a.Spec.ScaleTargetRef.Name,
		targets(a.Spec.Metrics, a.Status.CurrentMetrics), table.Int32(a.Spec.MinReplicas, table.Unset),
		int64(a.Spec.MaxReplicas), int64(a.Status.CurrentReplicas), table.AgeOf(a, now),
	}
}
