package horizontalpodautoscaler

import (
	"errors"
	"fmt"
	"math"

	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/skiff-k8s/skiff/controllers/podstate"
)

// askReading computes what a metric wants that is no resource's.
func (v view) askReading(m *autoscalingv2.MetricSpec, r *reading) (n int32, name string, status autoscalingv2.MetricStatus, err error) {
	status.Type = m.Type
	switch m.Type {
	case autoscalingv2.PodsMetricSourceType:
		return v.askPods(m.Pods, r)
	case autoscalingv2.ObjectMetricSourceType:
		o := m.Object
		status.Object = &autoscalingv2.ObjectMetricStatus{DescribedObject: o.DescribedObject, Metric: o.Metric}
		name = fmt.Sprintf("%s metric %s", o.DescribedObject.Kind, o.Metric.Name)
		if o.Target.Type == autoscalingv2.AverageValueMetricType {
			name = fmt.Sprintf("external metric %s(%+v)", o.Metric.Name, o.Metric.Selector)
		}
		n, status.Object.Current, err = v.byValue(o.Target, r, "object")
	default:
		e := m.External
		status.External = &autoscalingv2.ExternalMetricStatus{Metric: e.Metric}
		name = fmt.Sprintf("external metric %s(%+v)", e.Metric.Name, e.Metric.Selector)
		n, status.External.Current, err = v.byValue(e.Target, r, "external")
	}
	return n, name, status, err
}

func (v view) askPods(source *autoscalingv2.PodsMetricSource, r *reading) (n int32, name string, status autoscalingv2.MetricStatus, err error) {
	if r.err != nil {
		return 0, "", status, r.err
	}
	if source.Target.AverageValue == nil {
		return 0, "", status, errors.New("invalid pods metric source: no average value target was set")
	}
	l := load{samples: r.samples, pods: v.pods, target: source.Target.AverageValue.MilliValue(), band: bandOf(v.hpa.Spec.Behavior), now: v.now}
	p, err := l.propose(v.scale.Spec.Replicas)
	if err != nil {
		return 0, "", status, err
	}
	status = autoscalingv2.MetricStatus{Type: autoscalingv2.PodsMetricSourceType, Pods: &autoscalingv2.PodsMetricStatus{
		Metric: source.Metric, Current: autoscalingv2.MetricValueStatus{AverageValue: resource.NewMilliQuantity(p.average, resource.DecimalSI)},
	}}
	return p.replicas, "pods metric " + source.Metric.Name, status, nil
}

// byValue computes what one value wants: as a whole, or shared among the pods.
func (v view) byValue(target autoscalingv2.MetricTarget, r *reading, kind string) (n int32, current autoscalingv2.MetricValueStatus, err error) {
	if r.err != nil {
		return 0, current, r.err
	}
	b := bandOf(v.hpa.Spec.Behavior)
	switch {
	case target.AverageValue != nil && (kind == "external" || target.Type == autoscalingv2.AverageValueMetricType):
		pods := v.scale.Status.Replicas
		n = sharedReplicas(r.value, target.AverageValue.MilliValue(), pods, b)
		current.AverageValue = resource.NewMilliQuantity(share(r.value, pods), resource.DecimalSI)
		return n, current, nil
	case target.Value != nil && (kind == "external" || target.Type == autoscalingv2.ValueMetricType):
		n, err = wholeReplicas(r.value, target.Value.MilliValue(), v.scale.Spec.Replicas, v.pods, b)
		current.Value = resource.NewMilliQuantity(r.value, resource.DecimalSI)
		return n, current, err
	}
	return 0, current, fmt.Errorf("invalid %s metric source: neither a value target nor an average value target was set", kind)
}

// wholeReplicas is the number of pods for a value that all of them work on: as many
// times those that are ready as the value is of its target.
func wholeReplicas(value, target int64, current int32, pods []*corev1.Pod, b band) (int32, error) {
	ratio := float64(value) / float64(target)
	if b.holds(ratio) {
		return current, nil
	}
	if len(pods) == 0 {
		return 0, errors.New("unable to calculate ready pods: no pods returned by selector while calculating replica count")
	}
	ready := 0
	for _, p := range pods {
		if c := podstate.Condition(p, corev1.PodReady); p.Status.Phase == corev1.PodRunning && c != nil && c.Status == corev1.ConditionTrue {
			ready++
		}
	}
	return ceil(ratio * float64(ready)), nil
}

// sharedReplicas is the number of pods of which each has its share of the value.
func sharedReplicas(value, target int64, current int32, b band) int32 {
	if current > 0 && b.holds(float64(value)/(float64(target)*float64(current))) {
		return current
	}
	return ceil(float64(value) / float64(target))
}

// share is what each pod has of a value, rounded up.
func share(value int64, pods int32) int64 {
	if pods == 0 || value == math.MaxInt64 {
		return value
	}
	return int64(math.Ceil(float64(value) / float64(pods)))
}

func ceil(n float64) int32 {
	if n >= math.MaxInt32 {
		return math.MaxInt32
	}
	return int32(math.Ceil(n))
}
