package horizontalpodautoscaler

import (
	"errors"
	"fmt"
	"math"
	"time"

	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/controllers/podstate"
)

const (
	// defaultTolerance is how far usage may be off the target without a change.
	defaultTolerance = 0.1
	// A pod's use of CPU says nothing while it starts: for startPeriod after its
	// start it counts only while it is ready, and later not when it became unready
	// within readyDelay of its start, which means that it never was ready.
	startPeriod = 5 * time.Minute
	readyDelay  = 30 * time.Second
)

// band is how far a ratio of usage may be off 1.
type band struct{ down, up float64 }

func bandOf(b *autoscalingv2.HorizontalPodAutoscalerBehavior) band {
	t := band{defaultTolerance, defaultTolerance}
	if b == nil {
		return t
	}
	if b.ScaleDown != nil && b.ScaleDown.Tolerance != nil {
		t.down = b.ScaleDown.Tolerance.AsApproximateFloat64()
	}
	if b.ScaleUp != nil && b.ScaleUp.Tolerance != nil {
		t.up = b.ScaleUp.Tolerance.AsApproximateFloat64()
	}
	return t
}

func (b band) holds(ratio float64) bool { return 1-b.down <= ratio && ratio <= 1+b.up }

// load is what is known of the use of one resource by the pods of a target.
type load struct {
	resource corev1.ResourceName
	samples  map[string]sample
	pods     []*corev1.Pod
	requests map[string]int64 // in thousandths; nil when the target is a value
	// target is a percentage of the requests or, without them, a value in
	// thousandths.
	target int64
	band   band
	now    time.Time
}

// ratio compares the use of some pods with the target. average is what they use on
// average, percent the same of what they requested.
func (l *load) ratio(use map[string]int64) (ratio float64, percent int32, average int64, err error) {
	var used, requested, n int64
	for pod, value := range use {
		if l.requests != nil {
			request, ok := l.requests[pod]
			if !ok {
				continue
			}
			requested += request
		}
		used += value
		n++
	}
	if l.requests == nil {
		return float64(used/n) / float64(l.target), 0, used / n, nil
	}
	if requested == 0 {
		return 0, 0, 0, errors.New("no metrics returned matched known pods")
	}
	percent = int32(used * 100 / requested)
	return float64(percent) / float64(l.target), percent, used / n, nil
}

// proposal is how many pods a metric asks for.
type proposal struct {
	replicas int32
	percent  int32 // of the requests, where the target is one
	average  int64 // in thousandths
}

// propose computes how many pods would bring usage to the target. Where something
// is not known, the number changes less: what is missing is taken for idle when
// more are asked for and for busy when fewer are, and never turns the direction.
func (l *load) propose(current int32) (proposal, error) {
	if len(l.pods) == 0 {
		return proposal{}, errors.New("no pods returned by selector while calculating replica count")
	}
	use, counted, unready, missing := l.sort()
	if len(use) == 0 {
		return proposal{}, errors.New("did not receive metrics for targeted pods (pods might be unready)")
	}
	ratio, percent, average, err := l.ratio(use)
	if err != nil {
		return proposal{}, err
	}
	p := proposal{replicas: current, percent: percent, average: average}
	up := ratio > 1
	if len(missing) == 0 && (!up || len(unready) == 0) {
		if !l.band.holds(ratio) {
			p.replicas = int32(math.Ceil(ratio * float64(counted)))
		}
		return p, nil
	}
	for _, pod := range missing {
		switch {
		case up:
			use[pod] = 0
		case ratio < 1 && l.requests == nil:
			use[pod] = l.target
		case ratio < 1:
			use[pod] = l.requests[pod] * max(100, l.target) / 100
		}
	}
	if up {
		for _, pod := range unready {
			use[pod] = 0
		}
	}
	careful, _, _, err := l.ratio(use)
	if err != nil {
		return proposal{}, err
	}
	if l.band.holds(careful) || (ratio < 1 && careful > 1) || (up && careful < 1) {
		return p, nil
	}
	if n := int32(math.Ceil(careful * float64(len(use)))); (careful < 1) == (n < current) || n == current {
		p.replicas = n
	}
	return p, nil
}

// sort tells the pods apart whose use counts, those that are not ready to be
// judged by it, and those of which nothing is known. Pods that end count in no way.
func (l *load) sort() (use map[string]int64, counted int, unready, missing []string) {
	use = make(map[string]int64, len(l.samples))
	for pod, s := range l.samples {
		use[pod] = s.value
	}
	for _, p := range l.pods {
		s, ok := l.samples[p.Name]
		switch {
		case p.DeletionTimestamp != nil || p.Status.Phase == corev1.PodFailed:
			delete(use, p.Name)
		case p.Status.Phase == corev1.PodPending || ok && l.resource == corev1.ResourceCPU && l.starting(p, s):
			unready = append(unready, p.Name)
			delete(use, p.Name)
		case !ok:
			missing = append(missing, p.Name)
		default:
			counted++
		}
	}
	return use, counted, unready, missing
}

// starting says whether a pod's use of CPU is that of its start.
func (l *load) starting(p *corev1.Pod, s sample) bool {
	c := podstate.Condition(p, corev1.PodReady)
	if c == nil || p.Status.StartTime == nil {
		return true
	}
	unready := c.Status == corev1.ConditionFalse
	if p.Status.StartTime.Add(startPeriod).After(l.now) {
		return unready || s.at.Before(c.LastTransitionTime.Add(s.window))
	}
	return unready && p.Status.StartTime.Add(readyDelay).After(c.LastTransitionTime.Time)
}

// requestsOf returns what each pod requests of a resource, of all its containers
// or the one that is named, in thousandths.
func requestsOf(pods []*corev1.Pod, name corev1.ResourceName, container string) (map[string]int64, error) {
	out := make(map[string]int64, len(pods))
	for _, p := range pods {
		n, err := requestOf(p, name, container)
		if err != nil {
			return nil, err
		}
		out[p.Name] = n
	}
	return out, nil
}

func requestOf(p *corev1.Pod, name corev1.ResourceName, container string) (sum int64, err error) {
	if container == "" && p.Spec.Resources != nil {
		if q, ok := p.Spec.Resources.Requests[name]; ok {
			return q.MilliValue(), nil
		}
	}
	containers := append([]corev1.Container(nil), p.Spec.Containers...)
	for _, c := range p.Spec.InitContainers {
		if c.RestartPolicy != nil && *c.RestartPolicy == corev1.ContainerRestartPolicyAlways {
			containers = append(containers, c)
		}
	}
	found := container == ""
	for _, c := range containers {
		if container != "" && c.Name != container {
			continue
		}
		found = true
		q, ok := c.Resources.Requests[name]
		if !ok {
			return 0, fmt.Errorf("missing request for %s in container %s of Pod %s", name, c.Name, p.Name)
		}
		sum += q.MilliValue()
	}
	if !found {
		return 0, fmt.Errorf("container %s not found in Pod %s", container, p.Name)
	}
	return sum, nil
}
