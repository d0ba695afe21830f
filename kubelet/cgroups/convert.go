// Package cgroups keeps the tree of control groups that the pods of a node live
// in, on cgroup v1 and v2, and translates a pod's resources into its terms.
//
//	<root>/kubepods/pod<uid>              Guaranteed pods
//	<root>/kubepods/burstable/pod<uid>
//	<root>/kubepods/besteffort/pod<uid>
//
// The runtime makes the containers' groups below the pod's. Where the kernel or a
// surrounding container refuses a limit, the pod runs without it: that is
// reported, never fatal.
package cgroups

import (
	v1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/kubelet/state"
)

const (
	// cpuPeriod in µs, over which a quota counts.
	cpuPeriod = 100_000
	minQuota  = 1_000
	minShares = 2
	maxShares = 262_144

	oomGuaranteed = -997
	oomBestEffort = 1000
)

// Limits are the limits of one group. Zero means none, except Shares, which has
// no zero.
type Limits struct {
	// Shares is the relative weight of CPU time, 1024 for one CPU.
	Shares uint64
	// Quota of CPU time in µs for each Period of µs.
	Quota, Period int64
	// Memory in bytes.
	Memory int64
	// Pids is the most processes.
	Pids int64
}

// Shares translates a CPU request in thousandths.
func Shares(milli int64) uint64 {
	return uint64(min(max(milli*1024/1000, minShares), maxShares))
}

// Quota translates a CPU limit in thousandths, 0 for none.
func Quota(milli int64) int64 {
	if milli <= 0 {
		return 0
	}
	return max(milli*cpuPeriod/1000, minQuota)
}

// Container returns the limits of one container. Without a CPU request its limit
// is the request.
func Container(c *v1.Container) Limits {
	request, limit := c.Resources.Requests.Cpu(), c.Resources.Limits.Cpu()
	if request.IsZero() {
		request = limit
	}
	return Limits{
		Shares: Shares(request.MilliValue()),
		Quota:  Quota(limit.MilliValue()), Period: cpuPeriod,
		Memory: c.Resources.Limits.Memory().Value(),
	}
}

// Pod returns the limits of a pod: the sum of its containers' and sidecars', or
// the most of what its init containers take beside the sidecars before them. A
// limit holds only when every container has one.
func Pod(pod *v1.Pod) Limits {
	cpuRequest := total(pod, func(c *v1.Container) (int64, bool) {
		r := c.Resources.Requests.Cpu()
		if r.IsZero() {
			r = c.Resources.Limits.Cpu()
		}
		return r.MilliValue(), true
	})
	cpuLimit := total(pod, func(c *v1.Container) (int64, bool) {
		q, ok := c.Resources.Limits[v1.ResourceCPU]
		return q.MilliValue(), ok && !q.IsZero()
	})
	memory := total(pod, func(c *v1.Container) (int64, bool) {
		q, ok := c.Resources.Limits[v1.ResourceMemory]
		return q.Value(), ok && !q.IsZero()
	})
	if r := pod.Spec.Resources; r != nil {
		if q, ok := r.Requests[v1.ResourceCPU]; ok {
			cpuRequest = q.MilliValue()
		}
		if q, ok := r.Limits[v1.ResourceCPU]; ok {
			cpuLimit = q.MilliValue()
		}
		if q, ok := r.Limits[v1.ResourceMemory]; ok {
			memory = q.Value()
		}
	}
	if cpuLimit > 0 {
		cpuLimit += pod.Spec.Overhead.Cpu().MilliValue()
	}
	if memory > 0 {
		memory += pod.Spec.Overhead.Memory().Value()
	}
	return Limits{
		Shares: Shares(cpuRequest + pod.Spec.Overhead.Cpu().MilliValue()),
		Quota:  Quota(cpuLimit), Period: cpuPeriod, Memory: memory,
	}
}

// total adds up one figure over the containers of a pod; 0 when one that runs
// beside the others has none.
func total(pod *v1.Pod, of func(*v1.Container) (int64, bool)) int64 {
	var sum, side, peak int64
	for i := range pod.Spec.InitContainers {
		c := &pod.Spec.InitContainers[i]
		v, ok := of(c)
		if !ok {
			return 0
		}
		if state.Sidecar(c) {
			side += v
			peak = max(peak, side)
		} else {
			peak = max(peak, side+v)
		}
	}
	for i := range pod.Spec.Containers {
		v, ok := of(&pod.Spec.Containers[i])
		if !ok {
			return 0
		}
		sum += v
	}
	return max(sum+side, peak)
}

// OOMScore says how early the kernel kills a container when memory runs out, from
// its share of the node's memory.
func OOMScore(pod *v1.Pod, c *v1.Container, qos v1.PodQOSClass, capacity int64) int64 {
	switch qos {
	case v1.PodQOSGuaranteed:
		return oomGuaranteed
	case v1.PodQOSBestEffort:
		return oomBestEffort
	}
	if capacity <= 0 {
		return oomBestEffort - 1
	}
	score := 1000 - 1000*c.Resources.Requests.Memory().Value()/capacity
	if state.Sidecar(c) {
		// A sidecar is not killed before the containers that it serves.
		for i := range pod.Spec.Containers {
			score = min(score, 1000-1000*pod.Spec.Containers[i].Resources.Requests.Memory().Value()/capacity)
		}
	}
	return min(max(score, 1000+oomGuaranteed), oomBestEffort-1)
}
