package horizontalpodautoscaler

import (
	"errors"
	"fmt"
	"slices"
	"time"

	autoscalingv1 "k8s.io/api/autoscaling/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// view is all that a decision rests on. Nothing in it is changed.
type view struct {
	hpa *autoscalingv2.HorizontalPodAutoscaler
	// scale of the target, or why it could not be found.
	scale    *autoscalingv1.Scale
	scaleErr error
	// pods of the target, and what they use, or why that is not known.
	pods     []*corev1.Pod
	usage    *usage
	usageErr error
	// readings are those of the metrics that are no resource's, by their place in
	// the spec.
	readings map[int]*reading
	// selectorErr says why the target's selector is of no use, with its reason.
	selectorErr    error
	selectorReason string
	now            time.Time
}

// plan is what is to be done.
type plan struct {
	rescale bool
	to      int32
	why     string // of the rescale
	status  autoscalingv2.HorizontalPodAutoscalerStatus
	notes   []note
}

type note struct{ kind, reason, message string }

func (p *plan) warn(reason, format string, args ...any) {
	p.notes = append(p.notes, note{corev1.EventTypeWarning, reason, fmt.Sprintf(format, args...)})
}

// set replaces or adds a condition; the time of transition changes with the status.
func (p *plan) set(kind autoscalingv2.HorizontalPodAutoscalerConditionType, c condition, now time.Time) {
	status := corev1.ConditionFalse
	if c.holds {
		status = corev1.ConditionTrue
	}
	next := autoscalingv2.HorizontalPodAutoscalerCondition{Type: kind, Status: status, Reason: c.reason, Message: c.message, LastTransitionTime: metav1.NewTime(now)}
	i := slices.IndexFunc(p.status.Conditions, func(x autoscalingv2.HorizontalPodAutoscalerCondition) bool { return x.Type == kind })
	if i < 0 {
		p.status.Conditions = append(p.status.Conditions, next)
		return
	}
	if old := p.status.Conditions[i]; old.Status == status {
		next.LastTransitionTime = old.LastTransitionTime
	}
	p.status.Conditions[i] = next
}

// minimum returns the least number of pods.
func minimum(hpa *autoscalingv2.HorizontalPodAutoscaler) int32 {
	if hpa.Spec.MinReplicas == nil {
		return 1
	}
	return *hpa.Spec.MinReplicas
}

// measured says whether the number of pods rests on metrics: not when the target is
// off, nor when it is out of the bounds anyway.
func measured(hpa *autoscalingv2.HorizontalPodAutoscaler, current int32) bool {
	return current != 0 && current <= hpa.Spec.MaxReplicas && current >= minimum(hpa)
}

// decide is the whole of the autoscaler's judgement. It notes in past what it
// recommends.
func decide(v view, past *past) plan {
	p := plan{status: *v.hpa.Status.DeepCopy()}
	if v.scaleErr != nil {
		p.warn("FailedGetScale", "%v", v.scaleErr)
		p.set(autoscalingv2.AbleToScale, condition{false, "FailedGetScale", fmt.Sprintf("the HPA controller was unable to get the target's current scale: %v", v.scaleErr)}, v.now)
		return p
	}
	p.set(autoscalingv2.AbleToScale, condition{true, "SucceededGetScale", "the HPA controller was able to get the target's current scale"}, v.now)
	current, least, most := v.scale.Spec.Replicas, minimum(v.hpa), v.hpa.Spec.MaxReplicas
	p.status.CurrentReplicas, p.status.CurrentMetrics = current, nil
	switch {
	case current == 0:
		p.set(autoscalingv2.ScalingActive, condition{false, "ScalingDisabled", "scaling is disabled since the replica count of the target is zero"}, v.now)
		p.to = 0
	case current > most:
		p.to, p.why = most, "Current number of replicas above Spec.MaxReplicas"
	case current < least:
		p.to, p.why = least, "Current number of replicas below Spec.MinReplicas"
	default:
		wanted, metric, ok := v.measure(&p)
		if !ok {
			return p
		}
		p.to = v.bound(&p, past, current, wanted, least)
		switch {
		case wanted > current:
			p.why = metric + " above target"
		case wanted < current:
			p.why = "All metrics below target"
		}
	}
	p.rescale = p.to != current
	p.status.DesiredReplicas = p.to
	return p
}

// bound applies the windows, rates and bounds to what the metrics ask for.
func (v view) bound(p *plan, past *past, current, wanted, least int32) int32 {
	stable, able := past.stabilize(v.hpa.Spec.Behavior, current, wanted, v.now)
	p.set(autoscalingv2.AbleToScale, able, v.now)
	to, limited := past.limit(&v.hpa.Spec, current, stable, least, v.now)
	p.set(autoscalingv2.ScalingLimited, limited, v.now)
	return to
}

// measure asks all metrics and returns the highest number of pods that one of them
// wants. When some cannot be asked, the others may only raise the number.
func (v view) measure(p *plan) (wanted int32, metric string, ok bool) {
	if v.selectorErr != nil {
		p.warn(v.selectorReason, "%v", v.selectorErr)
		message, reason := v.selectorErr.Error(), v.selectorReason
		if reason == "SelectorRequired" {
			reason, message = "InvalidSelector", "the HPA target's scale is missing a selector"
		}
		p.set(autoscalingv2.ScalingActive, condition{false, reason, message}, v.now)
		p.warn("FailedComputeMetricsReplicas", "%v", v.selectorErr)
		return 0, "", false
	}
	var (
		invalid int
		first   error
		failed  condition
	)
	for i := range v.hpa.Spec.Metrics {
		m := &v.hpa.Spec.Metrics[i]
		n, name, status, err := v.ask(i)
		if err != nil {
			reason := fmt.Sprintf("FailedGet%sMetric", m.Type)
			p.warn(reason, "%v", err)
			if invalid++; invalid == 1 {
				first = fmt.Errorf("%s: %w", failure(m), err)
				failed = condition{false, reason, fmt.Sprintf("the HPA was unable to compute the replica count: %v", err)}
			}
			continue
		}
		p.status.CurrentMetrics = append(p.status.CurrentMetrics, status)
		if wanted == 0 || n > wanted {
			wanted, metric = n, name
		}
	}
	if total := len(v.hpa.Spec.Metrics); invalid > 0 && (invalid >= total || wanted < v.scale.Spec.Replicas) {
		p.set(autoscalingv2.ScalingActive, failed, v.now)
		p.warn("FailedComputeMetricsReplicas", "invalid metrics (%d invalid out of %d), first error is: %v", invalid, total, first)
		return 0, "", false
	}
	p.set(autoscalingv2.ScalingActive, condition{true, "ValidMetricFound", "the HPA was able to successfully calculate a replica count from " + metric}, v.now)
	return wanted, metric, true
}

// failure says which metric an error is about.
func failure(m *autoscalingv2.MetricSpec) string {
	switch {
	case m.Resource != nil:
		return fmt.Sprintf("failed to get %s resource metric value", m.Resource.Name)
	case m.ContainerResource != nil:
		return fmt.Sprintf("failed to get %s container metric value", m.ContainerResource.Container)
	case m.Pods != nil:
		return "failed to get pods metric value"
	case m.Object != nil && m.Object.Target.Type == autoscalingv2.AverageValueMetricType:
		return fmt.Sprintf("failed to get object metric value: failed to get %s object metric", m.Object.Metric.Name)
	case m.Object != nil:
		return "failed to get object metric value"
	case m.External != nil && m.External.Target.AverageValue != nil:
		return fmt.Sprintf("failed to get %s external metric value: failed to get %[1]s external metric", m.External.Metric.Name)
	case m.External != nil:
		return fmt.Sprintf("failed to get %s external metric value: failed to get external metric %[1]s", m.External.Metric.Name)
	default:
		return fmt.Sprintf("failed to get %s metric value", m.Type)
	}
}

// ask computes what one metric wants.
func (v view) ask(place int) (n int32, name string, status autoscalingv2.MetricStatus, err error) {
	m := &v.hpa.Spec.Metrics[place]
	if r := v.readings[place]; r != nil {
		return v.askReading(m, r)
	}
	var (
		r         corev1.ResourceName
		container string
		target    autoscalingv2.MetricTarget
		words     = "resource utilization"
	)
	switch {
	case m.Type == autoscalingv2.ResourceMetricSourceType && m.Resource != nil:
		r, target = m.Resource.Name, m.Resource.Target
	case m.Type == autoscalingv2.ContainerResourceMetricSourceType && m.ContainerResource != nil:
		r, container, target = m.ContainerResource.Name, m.ContainerResource.Container, m.ContainerResource.Target
		words = "container resource utilization"
	default:
		return 0, "", status, fmt.Errorf("unknown metric source type %q", m.Type)
	}
	l := load{resource: r, pods: v.pods, band: bandOf(v.hpa.Spec.Behavior), now: v.now}
	kind := "utilization"
	switch {
	case target.AverageValue != nil:
		kind, l.target = "usage", target.AverageValue.MilliValue()
		name = fmt.Sprintf("%s resource", r)
	case target.AverageUtilization != nil:
		l.target = int64(*target.AverageUtilization)
		name = fmt.Sprintf("%s %s (percentage of request)", r, words)
	default:
		return 0, "", status, errors.New("invalid resource metric source: neither an average utilization target nor an average value (usage) target was set")
	}
	wrap := func(err error) error { return fmt.Errorf("failed to get %s %s: %w", r, kind, err) }
	if v.usageErr != nil {
		return 0, "", status, wrap(fmt.Errorf("unable to get metrics for resource %s: %w", r, v.usageErr))
	}
	if l.samples, err = v.usage.of(r, container); err != nil {
		return 0, "", status, wrap(fmt.Errorf("unable to get metrics for resource %s: %w", r, err))
	}
	if kind == "utilization" {
		if l.requests, err = requestsOf(v.pods, r, container); err != nil {
			return 0, "", status, wrap(err)
		}
	}
	proposed, err := l.propose(v.scale.Spec.Replicas)
	if err != nil {
		return 0, "", status, wrap(err)
	}
	return proposed.replicas, name, statusOf(m, proposed), nil
}

func statusOf(m *autoscalingv2.MetricSpec, p proposal) autoscalingv2.MetricStatus {
	var value autoscalingv2.MetricValueStatus
	name, target := corev1.ResourceName(""), autoscalingv2.MetricTarget{}
	if m.Resource != nil {
		name, target = m.Resource.Name, m.Resource.Target
	} else {
		name, target = m.ContainerResource.Name, m.ContainerResource.Target
	}
	average := resource.NewMilliQuantity(p.average, resource.DecimalSI)
	if name == corev1.ResourceMemory {
		average = resource.NewQuantity(p.average/1000, resource.BinarySI)
	}
	value.AverageValue = average
	if target.AverageValue == nil {
		value.AverageUtilization = &p.percent
	}
	s := autoscalingv2.MetricStatus{Type: m.Type}
	if m.Resource != nil {
		s.Resource = &autoscalingv2.ResourceMetricStatus{Name: name, Current: value}
	} else {
		s.ContainerResource = &autoscalingv2.ContainerResourceMetricStatus{Name: name, Container: m.ContainerResource.Container, Current: value}
	}
	return s
}
