package node

import (
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/core"
)

// statusEvery is how often a status that did not change is written all the same:
// the lease says that the node is alive.
const statusEvery = 5 * time.Minute

// MaxImages bounds the images that a node reports.
const MaxImages = 50

// Health is what may change about a node from one look to the next.
type Health struct {
	// NotReady says why pods cannot run, empty when they can.
	NotReady string
	// Pressure of memory, disk and process IDs.
	Memory, Disk, PIDs bool
	// Images on the node, the biggest first.
	Images []v1.ContainerImage
}

// Input is everything that a node's status depends on.
type Input struct {
	Old      v1.NodeStatus
	Now      time.Time
	Facts    Facts
	Health   Health
	MaxPods  int
	IPs      []string
	Hostname string
	Port     int32
}

// Status makes a node's status. What belongs to others (conditions, attached
// volumes) is kept.
func Status(in Input) v1.NodeStatus {
	s := *in.Old.DeepCopy()
	s.Capacity, s.Allocatable = in.Facts.Resources(in.MaxPods)
	for name, q := range in.Old.Capacity {
		// Whoever has put an extended resource into the node's capacity says how
		// much there is, and all of it can be used.
		if core.IsExtendedResource(name) {
			s.Capacity[name], s.Allocatable[name] = q, q
		}
	}
	s.Addresses = nil
	for _, ip := range in.IPs {
		s.Addresses = append(s.Addresses, v1.NodeAddress{Type: v1.NodeInternalIP, Address: ip})
	}
	s.Addresses = append(s.Addresses, v1.NodeAddress{Type: v1.NodeHostName, Address: in.Hostname})
	s.DaemonEndpoints = v1.NodeDaemonEndpoints{KubeletEndpoint: v1.DaemonEndpoint{Port: in.Port}}
	s.NodeInfo = in.Facts.Info
	s.Images = in.Health.Images

	condition := func(t v1.NodeConditionType, bad bool, reasonBad, messageBad, reasonGood, messageGood string) {
		c := v1.NodeCondition{Type: t, Status: v1.ConditionFalse, Reason: reasonGood, Message: messageGood}
		if bad {
			c.Status, c.Reason, c.Message = v1.ConditionTrue, reasonBad, messageBad
		}
		set(&s, c, in.Now)
	}
	condition(v1.NodeMemoryPressure, in.Health.Memory, "KubeletHasInsufficientMemory", "kubelet has insufficient memory available",
		"KubeletHasSufficientMemory", "kubelet has sufficient memory available")
	condition(v1.NodeDiskPressure, in.Health.Disk, "KubeletHasDiskPressure", "kubelet has disk pressure",
		"KubeletHasNoDiskPressure", "kubelet has no disk pressure")
	condition(v1.NodePIDPressure, in.Health.PIDs, "KubeletHasInsufficientPID", "kubelet has insufficient PID available",
		"KubeletHasSufficientPID", "kubelet has sufficient PID available")
	ready := v1.NodeCondition{Type: v1.NodeReady, Status: v1.ConditionTrue, Reason: "KubeletReady", Message: "kubelet is posting ready status"}
	if in.Health.NotReady != "" {
		ready.Status, ready.Reason, ready.Message = v1.ConditionFalse, "KubeletNotReady", in.Health.NotReady
	}
	set(&s, ready, in.Now)
	return s
}

func set(s *v1.NodeStatus, c v1.NodeCondition, now time.Time) {
	t := metav1.NewTime(now.Truncate(time.Second))
	c.LastHeartbeatTime, c.LastTransitionTime = t, t
	for i := range s.Conditions {
		old := &s.Conditions[i]
		if old.Type != c.Type {
			continue
		}
		if old.Status == c.Status {
			c.LastTransitionTime = old.LastTransitionTime
		}
		*old = c
		return
	}
	s.Conditions = append(s.Conditions, c)
}

// due says whether a new status is to be written: it differs in more than its
// heartbeats, or the last one is old.
func due(old, s v1.NodeStatus, now time.Time) bool {
	o := *old.DeepCopy()
	var last time.Time
	for i := range o.Conditions {
		if h := o.Conditions[i].LastHeartbeatTime; o.Conditions[i].Type == v1.NodeReady {
			last = h.Time
		}
		for j := range s.Conditions {
			if s.Conditions[j].Type == o.Conditions[i].Type {
				o.Conditions[i].LastHeartbeatTime = s.Conditions[j].LastHeartbeatTime
			}
		}
	}
	return !equality.Semantic.DeepEqual(o, s) || now.Sub(last) >= statusEvery
}
