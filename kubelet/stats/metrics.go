package stats

import (
	"fmt"
	"io"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/kubelet/pkg/apis/stats/v1alpha1"
)

// family is one metric with its samples.
type family struct {
	name, kind, help string
	lines            []string
}

func (f *family) add(labels string, v *uint64, scale float64, at metav1.Time) {
	if v != nil {
		f.lines = append(f.lines, fmt.Sprintf("%s%s %g %d\n", f.name, labels, float64(*v)*scale, at.UnixMilli()))
	}
}

// WriteMetrics writes a summary as the metrics that metrics-server scrapes.
func WriteMetrics(w io.Writer, s *v1alpha1.Summary) error {
	const second, one = 1e-9, 1
	nodeCPU := &family{name: "node_cpu_usage_seconds_total", kind: "counter", help: "CPU time that the node has used, in seconds"}
	nodeMemory := &family{name: "node_memory_working_set_bytes", kind: "gauge", help: "Working set of the node in bytes"}
	podCPU := &family{name: "pod_cpu_usage_seconds_total", kind: "counter", help: "CPU time that the pod has used, in seconds"}
	podMemory := &family{name: "pod_memory_working_set_bytes", kind: "gauge", help: "Working set of the pod in bytes"}
	containerCPU := &family{name: "container_cpu_usage_seconds_total", kind: "counter", help: "CPU time that the container has used, in seconds"}
	containerMemory := &family{name: "container_memory_working_set_bytes", kind: "gauge", help: "Working set of the container in bytes"}

	both := func(cpuFamily, memoryFamily *family, labels string, c *v1alpha1.CPUStats, m *v1alpha1.MemoryStats) {
		if c != nil {
			cpuFamily.add(labels, c.UsageCoreNanoSeconds, second, c.Time)
		}
		if m != nil {
			memoryFamily.add(labels, m.WorkingSetBytes, one, m.Time)
		}
	}
	both(nodeCPU, nodeMemory, "", s.Node.CPU, s.Node.Memory)
	for _, p := range s.Pods {
		pod := fmt.Sprintf("namespace=%q,pod=%q", p.PodRef.Namespace, p.PodRef.Name)
		both(podCPU, podMemory, "{"+pod+"}", p.CPU, p.Memory)
		for _, c := range p.Containers {
			both(containerCPU, containerMemory, fmt.Sprintf("{container=%q,%s}", c.Name, pod), c.CPU, c.Memory)
		}
	}
	for _, f := range []*family{containerCPU, containerMemory, nodeCPU, nodeMemory, podCPU, podMemory} {
		if len(f.lines) == 0 {
			continue
		}
		if _, err := fmt.Fprintf(w, "# HELP %s %s\n# TYPE %s %s\n", f.name, f.help, f.name, f.kind); err != nil {
			return err
		}
		for _, l := range f.lines {
			if _, err := io.WriteString(w, l); err != nil {
				return err
			}
		}
	}
	_, err := io.WriteString(w, "# HELP scrape_error 1 if there was an error while getting metrics, 0 otherwise\n# TYPE scrape_error gauge\nscrape_error 0\n")
	return err
}
