package eviction

import (
	"testing"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/types"
)

func TestPressure(t *testing.T) {
	l, err := Read(t.TempDir())
	if err != nil || l.Memory <= 0 || l.DiskTotal <= 0 || l.PIDTotal <= 0 || l.PIDs <= 0 {
		t.Errorf("%+v %v", l, err)
	}
	plenty := Left{Memory: 1 << 30, Disk: 50, DiskTotal: 100, PIDs: 50, PIDTotal: 100}
	if got := plenty.Pressure(); got != (Pressure{}) {
		t.Errorf("plenty: %+v", got)
	}
	if got := (Left{Memory: 1 << 20, Disk: 400, DiskTotal: 10000, PIDs: 1, PIDTotal: 100}).Pressure(); got != (Pressure{true, true, true}) {
		t.Errorf("little: %+v", got)
	}
}

func pod(uid string, priority int32, request string) *v1.Pod {
	p := &v1.Pod{}
	p.UID, p.Spec.Priority = types.UID(uid), &priority
	p.Spec.Containers = []v1.Container{{}}
	if request != "" {
		p.Spec.Containers[0].Resources.Requests = v1.ResourceList{"memory": resource.MustParse(request)}
	}
	return p
}

func TestPick(t *testing.T) {
	m := func(mb int64) Usage { return Usage{Memory: mb << 20} }
	for _, tt := range []struct {
		name  string
		pods  []*v1.Pod
		usage map[types.UID]Usage
		want  types.UID
	}{
		{"none", nil, nil, ""},
		{"above its request goes first", []*v1.Pod{pod("a", 0, "100Mi"), pod("b", 10, "10Mi")}, map[types.UID]Usage{"a": m(90), "b": m(20)}, "b"},
		{"then the lower priority", []*v1.Pod{pod("a", 5, ""), pod("b", 1, "")}, map[types.UID]Usage{"a": m(90), "b": m(20)}, "b"},
		{"then the bigger", []*v1.Pod{pod("a", 0, ""), pod("b", 0, "")}, map[types.UID]Usage{"a": m(90), "b": m(20)}, "a"},
		{"critical pods are spared", []*v1.Pod{pod("a", systemCritical, "")}, map[types.UID]Usage{"a": m(90)}, ""},
	} {
		v, ok := Pick(tt.pods, tt.usage, Pressure{Memory: true})
		if ok != (tt.want != "") || ok && v.Pod.UID != tt.want {
			t.Errorf("%s: %v %v", tt.name, v, ok)
		}
	}
}

func TestEmptyDirs(t *testing.T) {
	limit := resource.MustParse("1Mi")
	p := pod("a", 0, "")
	p.Spec.Volumes = []v1.Volume{{Name: "free", VolumeSource: v1.VolumeSource{EmptyDir: &v1.EmptyDirVolumeSource{}}},
		{Name: "bound", VolumeSource: v1.VolumeSource{EmptyDir: &v1.EmptyDirVolumeSource{SizeLimit: &limit}}}}
	size := int64(1 << 20)
	used := func(_ *v1.Pod, volume string) (int64, error) { return size, nil }
	if got := EmptyDirs([]*v1.Pod{p}, used); len(got) != 0 {
		t.Errorf("at the limit: %v", got)
	}
	size++
	if got := EmptyDirs([]*v1.Pod{p}, used); len(got) != 1 || got[0].Why != `Usage of EmptyDir volume "bound" exceeds the limit "1Mi". ` {
		t.Errorf("above: %v", got)
	}
}
