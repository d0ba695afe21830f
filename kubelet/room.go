package kubelet

import (
	"fmt"
	"slices"

	v1 "k8s.io/api/core/v1"
	resourcehelper "k8s.io/component-helpers/resource"

	"github.com/skiff-k8s/skiff/kubelet/state"
)

// shortage is a resource of which a node has too little for a pod, in thousandths
// for CPU.
type shortage struct {
	name                      v1.ResourceName
	requested, used, capacity int64
}

func (s *shortage) resource() string {
	return fmt.Sprintf("Node didn't have enough resource: %s, requested: %d, used: %d, capacity: %d", s.name, s.requested, s.used, s.capacity)
}

// lack returns the first resource, by name, that a pod's requests do not leave
// enough of, nil when there is room.
func lack(p *v1.Pod, others []*v1.Pod, allocatable v1.ResourceList) *shortage {
	used := v1.ResourceList{}
	for _, o := range others {
		for name, q := range resourcehelper.PodRequests(o, resourcehelper.PodResourcesOptions{}) {
			sum := used[name]
			sum.Add(q)
			used[name] = sum
		}
	}
	requests := resourcehelper.PodRequests(p, resourcehelper.PodResourcesOptions{})
	names := make([]v1.ResourceName, 0, len(requests))
	for name := range requests {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		q, u := requests[name], used[name]
		have, ok := allocatable[name]
		if !ok || q.IsZero() {
			continue
		}
		sum := u.DeepCopy()
		sum.Add(q)
		if sum.Cmp(have) <= 0 {
			continue
		}
		if name == v1.ResourceCPU {
			return &shortage{name, q.MilliValue(), u.MilliValue(), have.MilliValue()}
		}
		return &shortage{name, q.Value(), u.Value(), have.Value()}
	}
	return nil
}

// room says why a pod that runs cannot have what its spec asks for now: never
// (Infeasible), or not while the others are here (Deferred).
func (k *Kubelet) room(p *v1.Pod, others []*v1.Pod) *state.Waiting {
	if s := lack(p, nil, k.allocatable); s != nil {
		return &state.Waiting{Reason: v1.PodReasonInfeasible, Message: fmt.Sprintf(
			"Node didn't have enough capacity: %s, requested: %d, capacity: %d", s.name, s.requested, s.capacity)}
	}
	if s := lack(p, others, k.allocatable); s != nil {
		return &state.Waiting{Reason: v1.PodReasonDeferred, Message: s.resource()}
	}
	return nil
}
