package node

import (
	"strings"
	"testing"
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

var now = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

func TestFacts(t *testing.T) {
	f, err := ReadFacts(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if f.CPUs < 1 || f.Memory < 1<<20 || f.Disk < 1<<20 || f.Info.KernelVersion == "" || f.Info.BootID == "" || f.Info.OperatingSystem != "linux" {
		t.Errorf("%+v", f)
	}
}

func TestResources(t *testing.T) {
	capacity, allocatable := Facts{CPUs: 4, Memory: 1 << 30, Disk: 1000 << 20, Hugepages: map[string]int64{"2Mi": 64 << 20}}.Resources(110)
	for name, want := range map[v1.ResourceName][2]string{
		"cpu": {"4", "4"}, "memory": {"1Gi", "860Mi"}, "ephemeral-storage": {"1000Mi", "900Mi"}, "pods": {"110", "110"}, "hugepages-2Mi": {"64Mi", "64Mi"},
	} {
		c, a := capacity[name], allocatable[name]
		if c.String() != want[0] || a.String() != want[1] {
			t.Errorf("%s: %s, %s; want %v", name, c.String(), a.String(), want)
		}
	}
}

func show(s v1.NodeStatus) string {
	var out []string
	for _, c := range s.Conditions {
		out = append(out, string(c.Type)+"="+string(c.Status)+"@"+c.LastTransitionTime.Sub(now).String())
	}
	return strings.Join(out, " ")
}

func TestStatus(t *testing.T) {
	in := Input{Now: now, IPs: []string{"192.0.2.1"}, Hostname: "n1", MaxPods: 110, Port: 10250, Health: Health{NotReady: "no network"}}
	in.Old.Conditions = []v1.NodeCondition{{Type: "Other", Status: v1.ConditionTrue}}
	s := Status(in)
	other := "Other=True@" + s.Conditions[0].LastTransitionTime.Sub(now).String()
	if got, want := show(s), other+" MemoryPressure=False@0s DiskPressure=False@0s PIDPressure=False@0s Ready=False@0s"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if len(s.Addresses) != 2 || s.Addresses[0].Address != "192.0.2.1" || s.Addresses[1].Address != "n1" || s.DaemonEndpoints.KubeletEndpoint.Port != 10250 {
		t.Errorf("addresses %v", s.Addresses)
	}
	in.Old, in.Now, in.Health = s, now.Add(10*time.Second), Health{Memory: true}
	next := Status(in)
	if got, want := show(next), other+" MemoryPressure=True@10s DiskPressure=False@0s PIDPressure=False@0s Ready=True@10s"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if !due(s, next, in.Now) {
		t.Error("a change is not due")
	}
	in.Old, in.Now = next, now.Add(20*time.Second)
	if due(next, Status(in), in.Now) {
		t.Error("nothing changed, but it is due")
	}
	in.Now = now.Add(10 * time.Minute)
	if !due(next, Status(in), in.Now) {
		t.Error("an old status is not due")
	}
}

// TestExtendedResources: what somebody else has put into the node's capacity stays,
// and can be used; what only looks like the node's own does not.
func TestExtendedResources(t *testing.T) {
	in := Input{Now: now, MaxPods: 110}
	in.Old.Capacity = v1.ResourceList{
		"example.com/dongle": resource.MustParse("4"), "scheduling.k8s.io/foo": resource.MustParse("5"),
		"node.kubernetes.io/odd": resource.MustParse("1"), "hugepages-1Mi": resource.MustParse("1"),
	}
	s := Status(in)
	for name, want := range map[v1.ResourceName]int64{"example.com/dongle": 4, "scheduling.k8s.io/foo": 5, "node.kubernetes.io/odd": 0, "hugepages-1Mi": 0} {
		c, a := s.Capacity[name], s.Allocatable[name]
		if c.Value() != want || a.Value() != want {
			t.Errorf("%s: capacity %s, allocatable %s, want %d", name, &c, &a, want)
		}
	}
	in.Old = s
	if due(s, Status(in), in.Now) {
		t.Error("nothing changed, but it is due")
	}
}
