package state

import (
	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
)

// InForce are the limits that the kernel holds a running container to.
type InForce struct {
	// Shares is the relative weight of CPU time, 1024 for one CPU.
	Shares int64
	// Quota of CPU time in µs for each period, 0 for none.
	Quota int64
	// Memory in bytes, 0 for no limit.
	Memory int64
}

// Agreed are the resources with which the node has agreed to run a pod: by the
// names of its containers, and under the empty name what the pod as a whole has.
// They are what the spec asked for when the pod came, until a later wish of the
// spec is found to fit.
type Agreed map[string]v1.ResourceRequirements

// Asked are the resources that the pod's spec asks for.
func Asked(pod *v1.Pod) Agreed {
	a := Agreed{}
	for _, list := range [][]v1.Container{pod.Spec.InitContainers, pod.Spec.Containers} {
		for i := range list {
			a[list[i].Name] = list[i].Resources
		}
	}
	if pod.Spec.Resources != nil {
		a[""] = *pod.Spec.Resources
	}
	return a
}

// RecallAgreed reads from a pod's status what an earlier process agreed to. What
// the status does not speak of was agreed to as it was asked for.
func RecallAgreed(pod *v1.Pod) Agreed {
	a := Asked(pod)
	for _, list := range [][]v1.ContainerStatus{pod.Status.InitContainerStatuses, pod.Status.ContainerStatuses} {
		for i := range list {
			cs := &list[i]
			asked, ok := a[cs.Name]
			if !ok || cs.AllocatedResources == nil || cs.Resources == nil || equality.Semantic.DeepEqual(cs.AllocatedResources, asked.Requests) {
				continue
			}
			a[cs.Name] = v1.ResourceRequirements{Requests: cs.AllocatedResources, Limits: cs.Resources.Limits, Claims: asked.Claims}
		}
	}
	return a
}

// Covers says whether the spec asks for nothing else than what was agreed.
func (a Agreed) Covers(pod *v1.Pod) bool { return equality.Semantic.DeepEqual(a, Asked(pod)) }

// Apply returns the pod with the agreed resources in its spec.
func (a Agreed) Apply(pod *v1.Pod) *v1.Pod {
	pod = pod.DeepCopy()
	for _, list := range [][]v1.Container{pod.Spec.InitContainers, pod.Spec.Containers} {
		for i := range list {
			if r, ok := a[list[i].Name]; ok {
				list[i].Resources = r
			}
		}
	}
	if r, ok := a[""]; ok {
		pod.Spec.Resources = &r
	}
	return pod
}
