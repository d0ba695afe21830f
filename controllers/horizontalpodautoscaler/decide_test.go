package horizontalpodautoscaler

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	autoscalingv1 "k8s.io/api/autoscaling/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

var now = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

// pod makes a pod that requests one CPU and has been ready for an hour.
func pod(name string, changes ...func(*corev1.Pod)) *corev1.Pod {
	p := &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Name: name},
		Spec: corev1.PodSpec{Containers: []corev1.Container{{Name: "c", Resources: corev1.ResourceRequirements{
			Requests: corev1.ResourceList{corev1.ResourceCPU: resource.MustParse("1"), corev1.ResourceMemory: resource.MustParse("1Gi")},
		}}}},
		Status: corev1.PodStatus{Phase: corev1.PodRunning, StartTime: &metav1.Time{Time: now.Add(-time.Hour)}, Conditions: []corev1.PodCondition{{
			Type: corev1.PodReady, Status: corev1.ConditionTrue, LastTransitionTime: metav1.NewTime(now.Add(-59 * time.Minute)),
		}}},
	}
	for _, c := range changes {
		c(p)
	}
	return p
}

func pending(p *corev1.Pod)  { p.Status.Phase = corev1.PodPending }
func deleting(p *corev1.Pod) { p.DeletionTimestamp = &metav1.Time{Time: now} }
func started(ago time.Duration) func(*corev1.Pod) {
	return func(p *corev1.Pod) {
		p.Status.StartTime = &metav1.Time{Time: now.Add(-ago)}
		p.Status.Conditions[0].LastTransitionTime = metav1.NewTime(now.Add(-ago))
	}
}
func neverReady(p *corev1.Pod) {
	p.Status.Conditions[0].Status = corev1.ConditionFalse
	p.Status.Conditions[0].LastTransitionTime = *p.Status.StartTime
}

// use says what pods use of CPU, in thousandths; -1 is not known.
func use(values ...int64) map[string]sample {
	out := make(map[string]sample)
	for i, v := range values {
		if v >= 0 {
			out[fmt.Sprint("p", i)] = sample{value: v, at: now, window: 30 * time.Second}
		}
	}
	return out
}

func pods(changes ...[]func(*corev1.Pod)) (out []*corev1.Pod) {
	for i, c := range changes {
		out = append(out, pod(fmt.Sprint("p", i), c...))
	}
	return out
}

type mod = []func(*corev1.Pod)

func TestProposals(t *testing.T) {
	for _, c := range []struct {
		name    string
		pods    []*corev1.Pod
		samples map[string]sample
		target  int64 // percent
		want    int32
	}{
		{"on target", pods(nil, nil), use(500, 500), 50, 2},
		{"a little off", pods(nil, nil), use(540, 540), 50, 2},
		{"twice as busy", pods(nil, nil), use(1000, 1000), 50, 4},
		{"half as busy", pods(nil, nil, nil, nil), use(250, 250, 250, 250), 50, 2},
		{"idle", pods(nil, nil), use(0, 0), 50, 0},
		{"one unknown, busy", pods(nil, nil, nil), use(1000, 1000, -1), 50, 4},
		{"one unknown, idle: it may be busy", pods(nil, nil, nil), use(100, 100, -1), 50, 3},
		{"many unknown: no turn", pods(nil, nil, nil, nil), use(600, -1, -1, -1), 50, 4},
		{"one on its way, busy", pods(nil, nil, mod{pending}), use(1000, 1000, -1), 50, 4},
		{"one on its way, idle", pods(nil, nil, mod{pending}), use(100, 100, -1), 50, 1},
		{"one that starts is not judged", pods(nil, nil, mod{started(time.Minute), neverReady}), use(1000, 1000, 5000), 50, 4},
		{"one that never was ready is not judged", pods(nil, nil, mod{neverReady}), use(250, 250, 9000), 50, 1},
		{"measured before it was ready", pods(nil, nil, mod{started(10 * time.Second)}), use(250, 250, 9000), 50, 1},
		{"one that goes counts not at all", pods(nil, nil, mod{deleting}), use(250, 250, 9000), 50, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			requests, err := requestsOf(c.pods, corev1.ResourceCPU, "")
			if err != nil {
				t.Fatal(err)
			}
			l := load{resource: corev1.ResourceCPU, samples: c.samples, pods: c.pods, requests: requests, target: c.target, band: bandOf(nil), now: now}
			p, err := l.propose(int32(len(c.pods)))
			if err != nil || p.replicas != c.want {
				t.Errorf("%d pods (%d%%), %v; want %d", p.replicas, p.percent, err, c.want)
			}
		})
	}
	l := load{resource: corev1.ResourceMemory, samples: use(3000, 1000), pods: pods(nil, nil), target: 1000, band: bandOf(nil), now: now}
	if p, err := l.propose(2); err != nil || p.replicas != 4 || p.average != 2000 {
		t.Errorf("by value: %+v, %v; want 4", p, err)
	}
	for want, l := range map[string]load{
		"no pods returned by selector":  {samples: use(1)},
		"did not receive metrics":       {pods: pods(nil)},
		"no metrics returned matched":   {pods: pods(nil), samples: map[string]sample{"x": {}}, requests: map[string]int64{}},
		"did not receive metrics for t": {pods: pods(mod{pending}), samples: use(5)},
	} {
		if _, err := l.propose(1); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %s", err, want)
		}
	}
}

func TestLimits(t *testing.T) {
	rules := func(pick autoscalingv2.ScalingPolicySelect, policies ...autoscalingv2.HPAScalingPolicy) *autoscalingv2.HPAScalingRules {
		return &autoscalingv2.HPAScalingRules{SelectPolicy: &pick, Policies: policies, StabilizationWindowSeconds: new(int32)}
	}
	few := autoscalingv2.HPAScalingPolicy{Type: autoscalingv2.PodsScalingPolicy, Value: 2, PeriodSeconds: 60}
	half := autoscalingv2.HPAScalingPolicy{Type: autoscalingv2.PercentScalingPolicy, Value: 50, PeriodSeconds: 60}
	recent := []stamped{{3, now.Add(-30 * time.Second)}, {50, now.Add(-5 * time.Minute)}}
	for _, c := range []struct {
		name            string
		up, down        *autoscalingv2.HPAScalingRules
		past            past
		current, wanted int32
		want            int32
		reason          string
	}{
		{"within", nil, nil, past{}, 5, 7, 7, "DesiredWithinRange"},
		{"too fast", nil, nil, past{}, 5, 15, 10, "ScaleUpLimit"},
		{"too many", nil, nil, past{}, 15, 25, 20, "TooManyReplicas"},
		{"too few", nil, nil, past{}, 5, 1, 2, "TooFewReplicas"},
		{"by the widest policy", rules(autoscalingv2.MaxChangePolicySelect, few, half), rules(autoscalingv2.MaxChangePolicySelect, few), past{}, 10, 20, 15, "ScaleUpLimit"},
		{"by the narrowest", rules(autoscalingv2.MinChangePolicySelect, few, half), rules(autoscalingv2.MaxChangePolicySelect, few), past{}, 10, 20, 12, "ScaleUpLimit"},
		{"not at all", rules(autoscalingv2.DisabledPolicySelect, few), rules(autoscalingv2.MaxChangePolicySelect, few), past{}, 10, 20, 10, "ScaleUpLimit"},
		{"what was added counts", rules(autoscalingv2.MaxChangePolicySelect, few), rules(autoscalingv2.MaxChangePolicySelect, few), past{ups: recent}, 10, 20, 10, "ScaleUpLimit"},
		{"down by the widest", rules(autoscalingv2.MaxChangePolicySelect, few), rules(autoscalingv2.MaxChangePolicySelect, few, half), past{}, 10, 2, 5, "ScaleDownLimit"},
		{"down by the narrowest", rules(autoscalingv2.MaxChangePolicySelect, few), rules(autoscalingv2.MinChangePolicySelect, few, half), past{}, 10, 2, 8, "ScaleDownLimit"},
		{"down to the least", rules(autoscalingv2.MaxChangePolicySelect, few), rules(autoscalingv2.MaxChangePolicySelect, few), past{}, 3, 1, 2, "TooFewReplicas"},
	} {
		t.Run(c.name, func(t *testing.T) {
			spec := &autoscalingv2.HorizontalPodAutoscalerSpec{MaxReplicas: 20}
			if c.up != nil {
				spec.Behavior = &autoscalingv2.HorizontalPodAutoscalerBehavior{ScaleUp: c.up, ScaleDown: c.down}
			}
			got, why := c.past.limit(spec, c.current, c.wanted, 2, now)
			if got != c.want || why.reason != c.reason || why.holds != (c.reason != "DesiredWithinRange") {
				t.Errorf("%d because %+v, want %d because %s", got, why, c.want, c.reason)
			}
		})
	}
}

func TestStabilization(t *testing.T) {
	var p past
	if n, c := p.stabilize(nil, 5, 8, now); n != 8 || c.reason != "ReadyForNewScale" {
		t.Errorf("up: %d, %+v", n, c)
	}
	if n, c := p.stabilize(nil, 8, 3, now.Add(time.Minute)); n != 8 || c.reason != "ScaleDownStabilized" {
		t.Errorf("down at once: %d, %+v", n, c)
	}
	if n, _ := p.stabilize(nil, 8, 3, now.Add(5*time.Minute)); n != 3 {
		t.Errorf("down after five minutes: %d", n)
	}
	b := &autoscalingv2.HorizontalPodAutoscalerBehavior{
		ScaleUp:   &autoscalingv2.HPAScalingRules{StabilizationWindowSeconds: new(int32(120))},
		ScaleDown: &autoscalingv2.HPAScalingRules{StabilizationWindowSeconds: new(int32(0))},
	}
	p = past{recommended: []stamped{{4, now}}}
	if n, c := p.stabilize(b, 4, 9, now.Add(time.Minute)); n != 4 || c.reason != "ScaleUpStabilized" {
		t.Errorf("up held up: %d, %+v", n, c)
	}
	if n, _ := p.stabilize(b, 4, 9, now.Add(150*time.Second)); n != 9 {
		t.Errorf("up after the window: %d", n)
	}
	if n, _ := p.stabilize(b, 9, 2, now.Add(3*time.Minute)); n != 2 {
		t.Errorf("down without a window: %d", n)
	}
	for i := range 1000 {
		p.stabilize(nil, 5, 5, now.Add(time.Duration(i)*15*time.Second))
	}
	if n := len(p.recommended); n > 250 {
		t.Errorf("%d recommendations kept, want those of an hour", n)
	}
}

// autoscaler makes one of 2 to 10 pods for 50% of CPU.
func autoscaler() *autoscalingv2.HorizontalPodAutoscaler {
	return &autoscalingv2.HorizontalPodAutoscaler{Spec: autoscalingv2.HorizontalPodAutoscalerSpec{
		MinReplicas: new(int32(2)), MaxReplicas: 10,
		Metrics: []autoscalingv2.MetricSpec{{Type: autoscalingv2.ResourceMetricSourceType, Resource: &autoscalingv2.ResourceMetricSource{
			Name: corev1.ResourceCPU, Target: autoscalingv2.MetricTarget{Type: autoscalingv2.UtilizationMetricType, AverageUtilization: new(int32(50))},
		}}},
	}}
}

// report is what metrics.k8s.io would say of pods that use so much CPU each.
func report(t *testing.T, cpu string, names ...string) *usage {
	t.Helper()
	var items []string
	for _, n := range names {
		items = append(items, fmt.Sprintf(`{"metadata":{"name":%q},"timestamp":%q,"window":"30s","containers":[{"name":"c","usage":{"cpu":%q,"memory":"512Mi"}}]}`, n, now.Format(time.RFC3339), cpu))
	}
	u := new(usage)
	if err := json.Unmarshal([]byte(`{"items":[`+strings.Join(items, ",")+`]}`), u); err != nil {
		t.Fatal(err)
	}
	return u
}

func TestDecisions(t *testing.T) {
	scale := func(n int32) *autoscalingv1.Scale {
		return &autoscalingv1.Scale{Spec: autoscalingv1.ScaleSpec{Replicas: n}}
	}
	two := pods(nil, nil)
	for _, c := range []struct {
		name string
		view view
		to   int32 // -1: not rescaled
		why  string
		want []string // conditions
	}{
		{"no target", view{scaleErr: errors.New("gone")}, -1, "", []string{"AbleToScale=False FailedGetScale"}},
		{"switched off", view{scale: scale(0)}, -1, "", []string{"AbleToScale=True SucceededGetScale", "ScalingActive=False ScalingDisabled"}},
		{"too many", view{scale: scale(12)}, 10, "Current number of replicas above Spec.MaxReplicas", []string{"AbleToScale=True SucceededGetScale"}},
		{"too few", view{scale: scale(1)}, 2, "Current number of replicas below Spec.MinReplicas", []string{"AbleToScale=True SucceededGetScale"}},
		{"no metrics", view{scale: scale(2), pods: two, usageErr: errors.New("none")}, -1, "", []string{"AbleToScale=True SucceededGetScale", "ScalingActive=False FailedGetResourceMetric"}},
		{"no selector", view{scale: scale(2), selectorErr: errors.New("selector is required"), selectorReason: "SelectorRequired"}, -1, "", []string{"AbleToScale=True SucceededGetScale", "ScalingActive=False InvalidSelector"}},
		{"busy", view{scale: scale(2), pods: two, usage: report(t, "1", "p0", "p1")}, 4, "cpu resource utilization (percentage of request) above target",
			[]string{"AbleToScale=True ReadyForNewScale", "ScalingActive=True ValidMetricFound", "ScalingLimited=False DesiredWithinRange"}},
		{"as it should be", view{scale: scale(2), pods: two, usage: report(t, "500m", "p0", "p1")}, -1, "",
			[]string{"AbleToScale=True ReadyForNewScale", "ScalingActive=True ValidMetricFound", "ScalingLimited=False DesiredWithinRange"}},
		{"idle", view{scale: scale(2), pods: two, usage: report(t, "1m", "p0", "p1")}, -1, "",
			[]string{"AbleToScale=True ScaleDownStabilized", "ScalingActive=True ValidMetricFound", "ScalingLimited=False DesiredWithinRange"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.view.hpa, c.view.now = autoscaler(), now
			p := decide(c.view, &past{})
			if p.rescale != (c.to >= 0) || p.rescale && (p.to != c.to || p.why != c.why) {
				t.Errorf("rescale %v to %d: %s", p.rescale, p.to, p.why)
			}
			var got []string
			for _, x := range p.status.Conditions {
				got = append(got, fmt.Sprintf("%s=%s %s", x.Type, x.Status, x.Reason))
			}
			if fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("conditions %q, want %q", got, c.want)
			}
		})
	}
}

func TestWhatIsKnownMayOnlyRaise(t *testing.T) {
	hpa := autoscaler()
	hpa.Spec.Metrics = append(hpa.Spec.Metrics, autoscalingv2.MetricSpec{Type: autoscalingv2.ContainerResourceMetricSourceType, ContainerResource: &autoscalingv2.ContainerResourceMetricSource{
		Name: corev1.ResourceMemory, Container: "other", Target: autoscalingv2.MetricTarget{AverageUtilization: new(int32(50))},
	}})
	v := view{hpa: hpa, scale: &autoscalingv1.Scale{Spec: autoscalingv1.ScaleSpec{Replicas: 2}}, pods: pods(nil, nil), usage: report(t, "1", "p0", "p1"), now: now}
	if p := decide(v, &past{}); !p.rescale || p.to != 4 || len(p.status.CurrentMetrics) != 1 || *p.status.CurrentMetrics[0].Resource.Current.AverageUtilization != 100 {
		t.Errorf("%+v", p)
	}
	v.usage = report(t, "1m", "p0", "p1")
	p := decide(v, &past{})
	if p.rescale || p.notes[len(p.notes)-1].reason != "FailedComputeMetricsReplicas" {
		t.Errorf("%+v", p)
	}
}
