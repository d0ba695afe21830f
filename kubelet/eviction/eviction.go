// Package eviction decides which pod must go when the node runs out of memory or
// disk, or when a pod uses more scratch space than it said.
package eviction

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/kubelet/node"
)

// What must be left.
const (
	minMemory      = 100 << 20 // bytes
	minDiskPercent = 5
	minPIDPercent  = 5
)

// Left is what the node has left.
type Left struct {
	Memory, Disk, DiskTotal, PIDs, PIDTotal int64
}

// Pressure says what there is too little of.
type Pressure struct{ Memory, Disk, PIDs bool }

// Read reads what is left; dir lies on the disk in question.
func Read(dir string) (Left, error) {
	mem, err := node.MemInfo()
	if err != nil {
		return Left{}, err
	}
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		return Left{}, err
	}
	l := Left{Memory: mem["MemAvailable"], Disk: int64(st.Bavail) * st.Bsize, DiskTotal: int64(st.Blocks) * st.Bsize}
	l.PIDTotal = number("/proc/sys/kernel/pid_max")
	// The fourth word of loadavg is "running/all".
	if raw, err := os.ReadFile("/proc/loadavg"); err == nil {
		if words := strings.Fields(string(raw)); len(words) > 3 {
			_, all, _ := strings.Cut(words[3], "/")
			used, _ := strconv.ParseInt(all, 10, 64)
			l.PIDs = l.PIDTotal - used
		}
	}
	return l, nil
}

func number(path string) int64 {
	raw, err := os.ReadFile(path)
	if err != nil {
		return 0
	}
	n, _ := strconv.ParseInt(strings.TrimSpace(string(raw)), 10, 64)
	return n
}

// Pressure says what of it is too little.
func (l Left) Pressure() Pressure {
	return Pressure{
		Memory: l.Memory < minMemory,
		Disk:   l.Disk < l.DiskTotal/100*minDiskPercent,
		PIDs:   l.PIDTotal > 0 && l.PIDs < l.PIDTotal/100*minPIDPercent,
	}
}

// Usage is what one pod uses, in bytes.
type Usage struct{ Memory, Disk int64 }

// Victim is a pod that must go, and why.
type Victim struct {
	Pod *v1.Pod
	Why string
}

// systemCritical is the priority from which pods are spared.
const systemCritical = 2_000_000_000

// Pick chooses the pod that is to go: one that uses more than it requested, then
// the one of the lowest priority, then the one that is most above its request.
func Pick(pods []*v1.Pod, usage map[types.UID]Usage, p Pressure) (Victim, bool) {
	resource, what := v1.ResourceMemory, "memory"
	if !p.Memory {
		resource, what = v1.ResourceEphemeralStorage, "ephemeral-storage"
	}
	type candidate struct {
		pod      *v1.Pod
		over     int64
		priority int32
	}
	var list []candidate
	for _, pod := range pods {
		if pod.DeletionTimestamp != nil || pod.Status.Phase == v1.PodSucceeded || pod.Status.Phase == v1.PodFailed {
			continue
		}
		c := candidate{pod: pod}
		if pod.Spec.Priority != nil {
			c.priority = *pod.Spec.Priority
		}
		if c.priority >= systemCritical {
			continue
		}
		used := usage[pod.UID].Memory
		if !p.Memory {
			used = usage[pod.UID].Disk
		}
		var asked int64
		for i := range pod.Spec.Containers {
			q := pod.Spec.Containers[i].Resources.Requests[resource]
			asked += q.Value()
		}
		c.over = used - asked
		list = append(list, c)
	}
	if len(list) == 0 {
		return Victim{}, false
	}
	worst := slices.MaxFunc(list, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(sign(a.over), sign(b.over)), cmp.Compare(b.priority, a.priority), cmp.Compare(a.over, b.over))
	})
	return Victim{worst.pod, fmt.Sprintf("The node was low on resource: %s.", what)}, true
}

func sign(n int64) int {
	if n > 0 {
		return 1
	}
	return 0
}

// EmptyDirs returns the pods with an emptyDir that is bigger than it may be. used
// returns the size of one in bytes.
func EmptyDirs(pods []*v1.Pod, used func(pod *v1.Pod, volume string) (int64, error)) []Victim {
	var out []Victim
	for _, pod := range pods {
		if pod.DeletionTimestamp != nil || pod.Status.Phase == v1.PodSucceeded || pod.Status.Phase == v1.PodFailed {
			continue
		}
		for i := range pod.Spec.Volumes {
			v := &pod.Spec.Volumes[i]
			if v.EmptyDir == nil || v.EmptyDir.SizeLimit == nil || v.EmptyDir.SizeLimit.IsZero() || v.EmptyDir.Medium == v1.StorageMediumMemory {
				continue
			}
			if n, err := used(pod, v.Name); err == nil && n > v.EmptyDir.SizeLimit.Value() {
				out = append(out, Victim{pod, fmt.Sprintf("Usage of EmptyDir volume %q exceeds the limit %q. ", v.Name, v.EmptyDir.SizeLimit.String())})
				break
			}
		}
	}
	return out
}
