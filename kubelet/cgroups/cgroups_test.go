package cgroups

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/types"
)

func container(request, limit, memory string) v1.Container {
	c := v1.Container{Resources: v1.ResourceRequirements{Requests: v1.ResourceList{}, Limits: v1.ResourceList{}}}
	if request != "" {
		c.Resources.Requests["cpu"] = resource.MustParse(request)
	}
	if limit != "" {
		c.Resources.Limits["cpu"] = resource.MustParse(limit)
	}
	if memory != "" {
		c.Resources.Limits["memory"] = resource.MustParse(memory)
		c.Resources.Requests["memory"] = resource.MustParse(memory)
	}
	return c
}

func TestContainer(t *testing.T) {
	for _, tt := range []struct {
		c    v1.Container
		want Limits
	}{
		{container("", "", ""), Limits{Shares: 2, Period: 100000}},
		{container("250m", "", "64Mi"), Limits{Shares: 256, Period: 100000, Memory: 64 << 20}},
		{container("", "500m", ""), Limits{Shares: 512, Quota: 50000, Period: 100000}},
		{container("1m", "1m", ""), Limits{Shares: 2, Quota: 1000, Period: 100000}},
	} {
		if got := Container(&tt.c); got != tt.want {
			t.Errorf("got %+v, want %+v", got, tt.want)
		}
	}
}

func TestPod(t *testing.T) {
	always := v1.ContainerRestartPolicyAlways
	p := &v1.Pod{}
	p.Spec.Containers = []v1.Container{container("500m", "1", "64Mi"), container("500m", "1", "64Mi")}
	if got, want := Pod(p), (Limits{Shares: 1024, Quota: 200000, Period: 100000, Memory: 128 << 20}); got != want {
		t.Errorf("sum: got %+v, want %+v", got, want)
	}
	p.Spec.InitContainers = []v1.Container{container("4", "4", "1Gi")}
	if got, want := Pod(p), (Limits{Shares: 4096, Quota: 400000, Period: 100000, Memory: 1 << 30}); got != want {
		t.Errorf("an init container needs more: got %+v, want %+v", got, want)
	}
	p.Spec.InitContainers[0] = container("1", "1", "64Mi")
	p.Spec.InitContainers[0].RestartPolicy = &always
	if got, want := Pod(p), (Limits{Shares: 2048, Quota: 300000, Period: 100000, Memory: 192 << 20}); got != want {
		t.Errorf("a sidecar adds: got %+v, want %+v", got, want)
	}
	p.Spec.Containers[1] = container("", "", "")
	if got := Pod(p); got.Quota != 0 || got.Memory != 0 {
		t.Errorf("one without limit: got %+v", got)
	}
}

func TestOOMScore(t *testing.T) {
	p := &v1.Pod{}
	c := container("", "", "1Gi")
	for _, tt := range []struct {
		qos      v1.PodQOSClass
		capacity int64
		want     int64
	}{
		{v1.PodQOSGuaranteed, 4 << 30, -997}, {v1.PodQOSBestEffort, 4 << 30, 1000},
		{v1.PodQOSBurstable, 4 << 30, 750}, {v1.PodQOSBurstable, 1 << 30, 3}, {v1.PodQOSBurstable, 1 << 50, 999},
	} {
		if got := OOMScore(p, &c, tt.qos, tt.capacity); got != tt.want {
			t.Errorf("%s of %d: %d, want %d", tt.qos, tt.capacity, got, tt.want)
		}
	}
}

func TestWeight(t *testing.T) {
	for shares, want := range map[uint64]uint64{0: 1, 2: 1, 1024: 39, 262144: 10000} {
		if got := Weight(shares); got != want {
			t.Errorf("Weight(%d) = %d, want %d", shares, got, want)
		}
	}
}

func read(t *testing.T, parts ...string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(parts...))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// The tests run on ordinary folders: what is checked is where which value is written.
func TestTreeV1(t *testing.T) {
	mount := t.TempDir()
	tree, warnings := Open(mount, "skiff/n1")
	if len(warnings) > 0 || tree.Version() != 1 {
		t.Fatal(tree.Version(), warnings)
	}
	warnings = tree.EnsurePod("u1", v1.PodQOSBurstable, Limits{Shares: 512, Quota: 50000, Period: 100000, Memory: 1 << 20, Pids: 9})
	if len(warnings) > 0 {
		t.Fatal(warnings)
	}
	path := tree.PodPath("u1", v1.PodQOSBurstable)
	if path != "/skiff/n1/kubepods/burstable/podu1" {
		t.Error(path)
	}
	for file, want := range map[string]string{"cpu/X/cpu.shares": "512", "cpu/X/cpu.cfs_quota_us": "50000", "cpu/X/cpu.cfs_period_us": "100000",
		"memory/X/memory.limit_in_bytes": "1048576", "pids/X/pids.max": "9"} {
		dir, name := filepath.Split(file)
		if got := read(t, mount, filepath.Dir(filepath.Clean(dir)), path, name); got != want {
			t.Errorf("%s: %s, want %s", file, got, want)
		}
	}
	if got := tree.Pods(); !slices.Equal(got, []types.UID{"u1"}) {
		t.Errorf("pods: %v", got)
	}
}

func TestTreeV2(t *testing.T) {
	mount := t.TempDir()
	if err := os.WriteFile(filepath.Join(mount, "cgroup.controllers"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	tree, warnings := Open(mount, "/")
	if len(warnings) > 0 || tree.Version() != 2 {
		t.Fatal(tree.Version(), warnings)
	}
	if warnings := tree.EnsurePod("u1", v1.PodQOSGuaranteed, Limits{Shares: 1024, Quota: 50000, Period: 100000, Memory: 1 << 20}); len(warnings) > 0 {
		t.Fatal(warnings)
	}
	dir := filepath.Join(mount, "kubepods/podu1")
	for file, want := range map[string]string{"cpu.weight": "39", "cpu.max": "50000 100000", "memory.max": "1048576"} {
		if got := read(t, dir, file); got != want {
			t.Errorf("%s: %s, want %s", file, got, want)
		}
	}
	if got := read(t, mount, "kubepods", "cgroup.subtree_control"); got != "+pids" {
		t.Errorf("controllers handed down: last %q", got)
	}
}

// A refused limit is a warning and the rest is set all the same.
func TestRefused(t *testing.T) {
	mount := t.TempDir()
	tree, _ := Open(mount, "/")
	dir := filepath.Join(mount, "memory", tree.PodPath("u1", v1.PodQOSGuaranteed))
	if err := os.MkdirAll(filepath.Join(dir, "memory.limit_in_bytes"), 0o755); err != nil {
		t.Fatal(err)
	}
	warnings := tree.EnsurePod("u1", v1.PodQOSGuaranteed, Limits{Shares: 1024, Memory: 1})
	if len(warnings) != 1 {
		t.Errorf("warnings: %v", warnings)
	}
	if got := read(t, mount, "cpu/kubepods/podu1/cpu.shares"); got != "1024" {
		t.Errorf("shares: %s", got)
	}
}
