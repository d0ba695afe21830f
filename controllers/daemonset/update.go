package daemonset

import (
	"fmt"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// limits returns how many nodes may have a second pod during an update, and how
// many may be without an available one. When neither is allowed nothing could
// ever move, so one node may be without.
func (f *fleet) limits() (surge, unavailable int) {
	s := &f.ds.Spec.UpdateStrategy
	if s.Type != appsv1.RollingUpdateDaemonSetStrategyType || s.RollingUpdate == nil {
		return 0, 1
	}
	// Validation lets only numbers and percentages in.
	surge, _ = intstr.GetScaledValueFromIntOrPercent(intstr.ValueOrDefault(s.RollingUpdate.MaxSurge, intstr.FromInt32(0)), f.desired, true)
	unavailable, _ = intstr.GetScaledValueFromIntOrPercent(intstr.ValueOrDefault(s.RollingUpdate.MaxUnavailable, intstr.FromInt32(0)), f.desired, true)
	if surge == 0 && unavailable == 0 {
		unavailable = 1
	}
	return surge, unavailable
}

// update moves a rolling update on.
func (f *fleet) update(p *plan) {
	if f.ds.Spec.UpdateStrategy.Type == appsv1.OnDeleteDaemonSetStrategyType {
		return
	}
	if surge, unavailable := f.limits(); surge > 0 {
		f.surge(p, surge)
	} else {
		f.replace(p, unavailable)
	}
}

// pair returns the new and the old pod of a node, those that are being deleted
// left out; ok is false when there are several of one sort.
func (f *fleet) pair(s *spot) (fresh, old *corev1.Pod, ok bool) {
	for _, pod := range s.pods {
		if pod.DeletionTimestamp != nil {
			continue
		}
		at := &old
		if f.updated(pod) {
			at = &fresh
		}
		if *at != nil {
			return nil, nil, false
		}
		*at = pod
	}
	return fresh, old, true
}

// replace deletes old pods as long as not too many nodes are without an available
// one. What is not available already goes at once: it serves nobody.
func (f *fleet) replace(p *plan, most int) {
	missing := 0
	var useless, candidates []*corev1.Pod
	for i := range f.spots {
		s := &f.spots[i]
		if !s.start && len(s.pods) == 0 {
			continue
		}
		fresh, old, ok := f.pair(s)
		switch {
		case !ok || (fresh == nil) == (old == nil):
			missing++
		case fresh != nil:
			if !f.available(fresh) {
				missing++
			}
		case !f.available(old):
			useless = append(useless, old)
			missing++
		default:
			candidates = append(candidates, old)
		}
	}
	for _, pod := range useless {
		p.delete(pod, "its template is not the present one, and it is not available")
	}
	for _, pod := range candidates[:min(len(candidates), max(0, most-missing))] {
		p.delete(pod, fmt.Sprintf("its template is not the present one; %d of %d nodes may be without a pod", most, f.desired))
	}
}

// surge creates new pods beside old ones as long as there are not too many such
// pairs, and deletes the old ones when the new are available.
func (f *fleet) surge(p *plan, most int) {
	pairs, available := 0, 0
	var candidates []string
	var leaving []*corev1.Pod
	for i := range f.spots {
		s := &f.spots[i]
		fresh, old, ok := f.pair(s)
		if !ok {
			pairs++
			continue
		}
		if old != nil && f.available(old) || old == nil && fresh != nil && f.available(fresh) {
			available++
		}
		switch {
		case old == nil:
		case fresh != nil && f.available(fresh):
			p.delete(old, "the new one is available")
		case fresh != nil:
			pairs++
		case !s.start && !f.available(old):
			p.delete(old, fmt.Sprintf("it is not available and does not belong on node %s", s.name))
		case !s.start:
			leaving = append(leaving, old)
		case !f.available(old):
			p.create = append(p.create, creation{s.name, fmt.Sprintf("the template changed, and the pod of node %s is not available", s.name)})
		default:
			candidates = append(candidates, s.name)
		}
	}
	for _, node := range candidates[:min(len(candidates), max(0, most-pairs))] {
		p.create = append(p.create, creation{node, fmt.Sprintf("the template changed; %d of %d nodes may have a second pod", most, f.desired)})
	}
	for _, pod := range leaving[:min(len(leaving), max(0, available-f.desired))] {
		p.delete(pod, "it does not belong on its node, and enough others are available")
	}
}
