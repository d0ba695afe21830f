package decide

import (
	"maps"

	corev1 "k8s.io/api/core/v1"
	apiresource "k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/component-helpers/resource"
)

// What a container that asks for nothing is counted as when nodes are compared,
// so that pods without requests spread too (the values that kube-scheduler
// documents).
const (
	assumedMilliCPU = 100
	assumedMemory   = 200 << 20
)

// Resources is an amount of each resource. CPU is in thousandths of a core,
// Memory and Ephemeral in bytes, Extended (hugepages included) in units.
type Resources struct {
	MilliCPU  int64
	Memory    int64
	Ephemeral int64
	Extended  map[corev1.ResourceName]int64
}

// resourcesOf converts a list to amounts; pods are counted elsewhere.
func resourcesOf(list corev1.ResourceList) Resources {
	var r Resources
	for name, quantity := range list {
		switch name {
		case corev1.ResourceCPU:
			r.MilliCPU = quantity.MilliValue()
		case corev1.ResourceMemory:
			r.Memory = quantity.Value()
		case corev1.ResourceEphemeralStorage:
			r.Ephemeral = quantity.Value()
		case corev1.ResourcePods:
		default:
			if r.Extended == nil {
				r.Extended = make(map[corev1.ResourceName]int64)
			}
			r.Extended[name] = quantity.Value()
		}
	}
	return r
}

// add adds sign times o to r.
func (r *Resources) add(o *Resources, sign int64) {
	r.MilliCPU += sign * o.MilliCPU
	r.Memory += sign * o.Memory
	r.Ephemeral += sign * o.Ephemeral
	for name, n := range o.Extended {
		if r.Extended == nil {
			r.Extended = make(map[corev1.ResourceName]int64)
		}
		r.Extended[name] += sign * n
	}
}

func (r *Resources) equal(o *Resources) bool {
	return r.MilliCPU == o.MilliCPU && r.Memory == o.Memory && r.Ephemeral == o.Ephemeral &&
		maps.Equal(r.Extended, o.Extended)
}

// requestsOf returns what the pod claims, and the same with the assumed amounts
// for containers that claim no cpu or memory.
func requestsOf(pod *corev1.Pod) (claimed, compared Resources) {
	claimed = resourcesOf(resource.PodRequests(pod, resource.PodResourcesOptions{
		UseStatusResources: true,
	}))
	compared = resourcesOf(resource.PodRequests(pod, resource.PodResourcesOptions{
		UseStatusResources:          true,
		NonMissingContainerRequests: assumedRequests,
	}))
	return claimed, compared
}

var assumedRequests = corev1.ResourceList{
	corev1.ResourceCPU:    *apiresource.NewMilliQuantity(assumedMilliCPU, apiresource.DecimalSI),
	corev1.ResourceMemory: *apiresource.NewQuantity(assumedMemory, apiresource.BinarySI),
}
