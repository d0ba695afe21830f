package autoscaling

import (
	"fmt"
	"strings"

	autoscalingv2 "k8s.io/api/autoscaling/v2"
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/skiff-k8s/skiff/api/table"
)

// targets writes what metrics are and should be: "cpu: 12%/80%".
func targets(specs []autoscalingv2.MetricSpec, statuses []autoscalingv2.MetricStatus) string {
	if len(specs) == 0 {
		return table.None
	}
	const shown = 2
	list := make([]string, len(specs))
	for i := range specs {
		var status autoscalingv2.MetricStatus
		if i < len(statuses) {
			status = statuses[i]
		}
		list[i] = target(&specs[i], &status)
	}
	if len(list) > shown {
		return fmt.Sprintf("%s + %d more...", strings.Join(list[:shown], ", "), len(list)-shown)
	}
	return strings.Join(list, ", ")
}

func target(s *autoscalingv2.MetricSpec, status *autoscalingv2.MetricStatus) string {
	var current autoscalingv2.MetricValueStatus
	switch {
	case s.Type == autoscalingv2.ExternalMetricSourceType && s.External != nil:
		if status.External != nil {
			current = status.External.Current
		}
		return value(&s.External.Target, &current)
	case s.Type == autoscalingv2.ObjectMetricSourceType && s.Object != nil:
		if status.Object != nil {
			current = status.Object.Current
		}
		return value(&s.Object.Target, &current)
	case s.Type == autoscalingv2.PodsMetricSourceType && s.Pods != nil:
		if status.Pods != nil {
			current = status.Pods.Current
		}
		return quantity(current.AverageValue) + "/" + quantity(s.Pods.Target.AverageValue)
	case s.Type == autoscalingv2.ResourceMetricSourceType && s.Resource != nil:
		if status.Resource != nil {
			current = status.Resource.Current
		}
		return string(s.Resource.Name) + ": " + usage(&s.Resource.Target, &current)
	case s.Type == autoscalingv2.ContainerResourceMetricSourceType && s.ContainerResource != nil:
		if status.ContainerResource != nil {
			current = status.ContainerResource.Current
		}
		return string(s.ContainerResource.Name) + ": " + usage(&s.ContainerResource.Target, &current)
	}
	return "<unknown type>"
}

// value writes a metric of something outside of the pods, whole or per pod.
func value(t *autoscalingv2.MetricTarget, current *autoscalingv2.MetricValueStatus) string {
	if t.AverageValue != nil {
		return quantity(current.AverageValue) + "/" + quantity(t.AverageValue) + " (avg)"
	}
	return quantity(current.Value) + "/" + quantity(t.Value)
}

// usage writes a metric of what pods use, in amounts or in percent.
func usage(t *autoscalingv2.MetricTarget, current *autoscalingv2.MetricValueStatus) string {
	if t.AverageValue != nil {
		return quantity(current.AverageValue) + "/" + quantity(t.AverageValue)
	}
	is, should := table.Unknown, "<auto>"
	if current.AverageUtilization != nil {
		is = fmt.Sprintf("%d%%", *current.AverageUtilization)
	}
	if t.AverageUtilization != nil {
		should = fmt.Sprintf("%d%%", *t.AverageUtilization)
	}
	return is + "/" + should
}

func quantity(q *resource.Quantity) string {
	if q == nil {
		return table.Unknown
	}
	return q.String()
}
