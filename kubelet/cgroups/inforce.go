package cgroups

import (
	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/skiff-k8s/skiff/kubelet/state"
)

// Differ says which limits of a running container are other than they should be.
// Nothing differs of a container whose limits are not known.
func (l Limits) Differ(f *state.InForce) (cpu, memory bool) {
	if f == nil {
		return false, false
	}
	return int64(l.Shares) != f.Shares || l.Quota != f.Quota, l.Memory != f.Memory
}

// Actual are the resources that a container really has, where it was given those
// of c: figures that come to the same in the kernel's terms stay as they were
// written.
func Actual(c *v1.Container, f *state.InForce) v1.ResourceRequirements {
	r := *c.Resources.DeepCopy()
	if f == nil {
		return r
	}
	should := Container(c)
	if _, ok := r.Requests[v1.ResourceCPU]; ok && int64(should.Shares) != f.Shares {
		// A share is nearly a thousandth of a CPU: rounded up, as the way there
		// rounds down.
		r.Requests[v1.ResourceCPU] = *resource.NewMilliQuantity((f.Shares*1000+1023)/1024, resource.DecimalSI)
	}
	if should.Quota != f.Quota {
		r.Limits = set(r.Limits, v1.ResourceCPU, *resource.NewMilliQuantity(f.Quota*1000/cpuPeriod, resource.DecimalSI))
	}
	if should.Memory != f.Memory {
		r.Limits = set(r.Limits, v1.ResourceMemory, *resource.NewQuantity(f.Memory, resource.BinarySI))
	}
	return r
}

// set writes a limit into a list, or takes it out when it is none.
func set(list v1.ResourceList, name v1.ResourceName, q resource.Quantity) v1.ResourceList {
	if q.IsZero() {
		delete(list, name)
		return list
	}
	if list == nil {
		list = v1.ResourceList{}
	}
	list[name] = q
	return list
}
