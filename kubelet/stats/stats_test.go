package stats

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	criapi "k8s.io/cri-api/pkg/apis/runtime/v1"

	"github.com/skiff-k8s/skiff/kubelet/cri"
)

type runtime struct{ criapi.RuntimeServiceClient }

func (runtime) ListPodSandboxStats(context.Context, *criapi.ListPodSandboxStatsRequest, ...grpc.CallOption) (*criapi.ListPodSandboxStatsResponse, error) {
	v := func(n uint64) *criapi.UInt64Value { return &criapi.UInt64Value{Value: n} }
	c := &criapi.CpuUsage{Timestamp: 1e9, UsageCoreNanoSeconds: v(1500000000), UsageNanoCores: v(7)}
	m := &criapi.MemoryUsage{Timestamp: 1e9, WorkingSetBytes: v(4096)}
	return &criapi.ListPodSandboxStatsResponse{Stats: []*criapi.PodSandboxStats{
		{Attributes: &criapi.PodSandboxAttributes{}},
		{
			Attributes: &criapi.PodSandboxAttributes{Labels: map[string]string{cri.LabelPodUID: "u", cri.LabelPodName: "p", cri.LabelPodNamespace: "ns"}},
			Linux: &criapi.LinuxPodSandboxStats{Cpu: c, Memory: m, Network: &criapi.NetworkUsage{DefaultInterface: &criapi.NetworkInterfaceUsage{Name: "eth0", RxBytes: v(9)}},
				Containers: []*criapi.ContainerStats{{Attributes: &criapi.ContainerAttributes{Labels: map[string]string{cri.LabelContainerName: "c"}}, Cpu: c, Memory: m}}},
		},
	}}, nil
}

func TestSummary(t *testing.T) {
	s, err := Source{NodeName: "n1", Dir: t.TempDir(), Runtime: runtime{}, Now: time.Now}.Summary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if n := s.Node; n.NodeName != "n1" || n.CPU == nil || *n.CPU.UsageCoreNanoSeconds == 0 || *n.Memory.WorkingSetBytes == 0 || *n.Fs.CapacityBytes == 0 || !n.StartTime.Before(&n.CPU.Time) {
		t.Errorf("node %+v", n)
	}
	if len(s.Pods) != 1 || s.Pods[0].PodRef.Name != "p" || *s.Pods[0].Network.RxBytes != 9 || *s.Pods[0].Containers[0].CPU.UsageNanoCores != 7 {
		t.Errorf("pods %+v", s.Pods)
	}
	var b strings.Builder
	if err := WriteMetrics(&b, s); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`container_cpu_usage_seconds_total{container="c",namespace="ns",pod="p"} 1.5 1000`, `pod_memory_working_set_bytes{namespace="ns",pod="p"} 4096 1000`,
		"# TYPE node_cpu_usage_seconds_total counter\nnode_cpu_usage_seconds_total ", "scrape_error 0\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %s in\n%s", want, b.String())
		}
	}
}

func TestCPUTime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "stat")
	os.WriteFile(path, []byte("cpu  1 2 3 1000 1000 4 5 0 0 0\ncpu0 9 9 9 9 9 9 9\n"), 0o600)
	if got, ok := cpuTime(path); !ok || got != 150_000_000 {
		t.Errorf("%d %v", got, ok)
	}
	if _, ok := cpuTime(path + "x"); ok {
		t.Error("a missing file has no time")
	}
}
