// Package stats says what the node and its pods use, as the summary and as the
// metrics that the resource pipeline of a cluster reads.
package stats

import (
	"bufio"
	"context"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	criapi "k8s.io/cri-api/pkg/apis/runtime/v1"
	"k8s.io/kubelet/pkg/apis/stats/v1alpha1"

	"github.com/skiff-k8s/skiff/kubelet/cri"
	"github.com/skiff-k8s/skiff/kubelet/node"
)

// userHz is in how many parts of a second the kernel counts a CPU's time.
const userHz = 100

// Source is what a summary is made from.
type Source struct {
	NodeName string
	// Dir lies on the disk that pods use.
	Dir     string
	Runtime criapi.RuntimeServiceClient
	Now     func() time.Time
}

// Summary asks the kernel and the runtime.
func (s Source) Summary(ctx context.Context) (*v1alpha1.Summary, error) {
	out := &v1alpha1.Summary{Node: s.node(), Pods: []v1alpha1.PodStats{}}
	r, err := s.Runtime.ListPodSandboxStats(ctx, &criapi.ListPodSandboxStatsRequest{})
	if err != nil {
		return nil, err
	}
	for _, p := range r.Stats {
		if l := p.GetAttributes().GetLabels(); l[cri.LabelPodUID] != "" {
			out.Pods = append(out.Pods, pod(p, l))
		}
	}
	return out, nil
}

func (s Source) node() v1alpha1.NodeStats {
	now := metav1.NewTime(s.Now())
	n := v1alpha1.NodeStats{NodeName: s.NodeName, StartTime: metav1.NewTime(bootTime(s.Now()))}
	if used, ok := cpuTime("/proc/stat"); ok {
		n.CPU = &v1alpha1.CPUStats{Time: now, UsageCoreNanoSeconds: &used}
	}
	if mem, err := node.MemInfo(); err == nil {
		free := uint64(mem["MemAvailable"])
		used := uint64(mem["MemTotal"] - mem["MemAvailable"])
		all := uint64(mem["MemTotal"] - mem["MemFree"])
		n.Memory = &v1alpha1.MemoryStats{Time: now, AvailableBytes: &free, WorkingSetBytes: &used, UsageBytes: &all}
	}
	var st unix.Statfs_t
	if unix.Statfs(s.Dir, &st) == nil {
		size, free, used := st.Blocks*uint64(st.Bsize), st.Bavail*uint64(st.Bsize), (st.Blocks-st.Bfree)*uint64(st.Bsize)
		n.Fs = &v1alpha1.FsStats{Time: now, CapacityBytes: &size, AvailableBytes: &free, UsedBytes: &used}
	}
	return n
}

// cpuTime is the time in ns that all CPUs have worked since the machine came up.
func cpuTime(path string) (uint64, bool) {
	f, err := os.Open(path)
	if err != nil {
		return 0, false
	}
	defer f.Close()
	scan := bufio.NewScanner(f)
	for scan.Scan() {
		words := strings.Fields(scan.Text())
		if len(words) < 8 || words[0] != "cpu" {
			continue
		}
		var ticks uint64
		// user nice system idle iowait irq softirq: all but the two idle ones.
		for i, w := range words[1:8] {
			if n, err := strconv.ParseUint(w, 10, 64); err == nil && i != 3 && i != 4 {
				ticks += n
			}
		}
		return ticks * uint64(time.Second/userHz), true
	}
	return 0, false
}

func bootTime(now time.Time) time.Time {
	var info unix.Sysinfo_t
	if unix.Sysinfo(&info) != nil {
		return now
	}
	return now.Add(-time.Duration(info.Uptime) * time.Second).Truncate(time.Second)
}

func pod(p *criapi.PodSandboxStats, labels map[string]string) v1alpha1.PodStats {
	out := v1alpha1.PodStats{
		PodRef:     v1alpha1.PodReference{Name: labels[cri.LabelPodName], Namespace: labels[cri.LabelPodNamespace], UID: labels[cri.LabelPodUID]},
		CPU:        cpu(p.GetLinux().GetCpu()),
		Memory:     memory(p.GetLinux().GetMemory()),
		Containers: []v1alpha1.ContainerStats{},
	}
	if n := p.GetLinux().GetNetwork(); n != nil {
		out.Network = &v1alpha1.NetworkStats{Time: at(n.Timestamp), InterfaceStats: link(n.DefaultInterface)}
		for _, i := range n.Interfaces {
			out.Network.Interfaces = append(out.Network.Interfaces, link(i))
		}
	}
	if n := p.GetLinux().GetProcess().GetProcessCount(); n != nil {
		out.ProcessStats = &v1alpha1.ProcessStats{ProcessCount: &n.Value}
	}
	for _, c := range p.GetLinux().GetContainers() {
		cs := v1alpha1.ContainerStats{Name: c.GetAttributes().GetLabels()[cri.LabelContainerName], CPU: cpu(c.Cpu), Memory: memory(c.Memory)}
		if w := c.GetWritableLayer(); w != nil {
			cs.Rootfs = &v1alpha1.FsStats{Time: at(w.Timestamp), UsedBytes: value(w.UsedBytes), InodesUsed: value(w.InodesUsed)}
		}
		out.Containers = append(out.Containers, cs)
	}
	return out
}

func at(ns int64) metav1.Time { return metav1.NewTime(time.Unix(0, ns)) }

func value(v *criapi.UInt64Value) *uint64 {
	if v == nil {
		return nil
	}
	return &v.Value
}

func cpu(c *criapi.CpuUsage) *v1alpha1.CPUStats {
	if c == nil {
		return nil
	}
	return &v1alpha1.CPUStats{Time: at(c.Timestamp), UsageNanoCores: value(c.UsageNanoCores), UsageCoreNanoSeconds: value(c.UsageCoreNanoSeconds)}
}

func memory(m *criapi.MemoryUsage) *v1alpha1.MemoryStats {
	if m == nil {
		return nil
	}
	return &v1alpha1.MemoryStats{Time: at(m.Timestamp), AvailableBytes: value(m.AvailableBytes), UsageBytes: value(m.UsageBytes),
		WorkingSetBytes: value(m.WorkingSetBytes), RSSBytes: value(m.RssBytes), PageFaults: value(m.PageFaults), MajorPageFaults: value(m.MajorPageFaults)}
}

func link(i *criapi.NetworkInterfaceUsage) v1alpha1.InterfaceStats {
	if i == nil {
		return v1alpha1.InterfaceStats{}
	}
	return v1alpha1.InterfaceStats{Name: i.Name, RxBytes: value(i.RxBytes), RxErrors: value(i.RxErrors), TxBytes: value(i.TxBytes), TxErrors: value(i.TxErrors)}
}
