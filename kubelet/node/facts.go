// Package node makes a node known to the cluster and keeps it so: its object, its
// status and its lease.
package node

import (
	"bufio"
	"fmt"
	"os"
	goruntime "runtime"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

// Facts are what a machine is: they do not change while it is up, but for Disk.
type Facts struct {
	CPUs      int
	Memory    int64 // bytes
	Disk      int64 // bytes of the file system of the node agent's folder
	Hugepages map[string]int64
	Info      v1.NodeSystemInfo
}

// ReadFacts reads the facts of this machine; dir is the node agent's folder.
func ReadFacts(dir string) (Facts, error) {
	f := Facts{CPUs: goruntime.NumCPU(), Hugepages: map[string]int64{}}
	mem, err := MemInfo()
	if err != nil {
		return Facts{}, err
	}
	f.Memory = mem["MemTotal"]
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		return Facts{}, fmt.Errorf("%s: %w", dir, err)
	}
	f.Disk = int64(st.Blocks) * st.Bsize
	var u unix.Utsname
	if err := unix.Uname(&u); err != nil {
		return Facts{}, err
	}
	entries, _ := os.ReadDir("/sys/kernel/mm/hugepages")
	for _, e := range entries {
		kb, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimPrefix(e.Name(), "hugepages-"), "kB"), 10, 64)
		if err != nil {
			continue
		}
		n, _ := strconv.ParseInt(line("/sys/kernel/mm/hugepages/"+e.Name()+"/nr_hugepages"), 10, 64)
		f.Hugepages[resource.NewQuantity(kb<<10, resource.BinarySI).String()] = n * kb << 10
	}
	f.Info = v1.NodeSystemInfo{
		MachineID:       line("/etc/machine-id"),
		SystemUUID:      strings.ToLower(line("/sys/class/dmi/id/product_uuid")),
		BootID:          line("/proc/sys/kernel/random/boot_id"),
		KernelVersion:   unix.ByteSliceToString(u.Release[:]),
		OSImage:         osName(),
		OperatingSystem: goruntime.GOOS,
		Architecture:    goruntime.GOARCH,
	}
	if f.Info.SystemUUID == "" {
		f.Info.SystemUUID = f.Info.MachineID
	}
	return f, nil
}

// MemInfo reads the kernel's account of memory, in bytes.
func MemInfo() (map[string]int64, error) {
	file, err := os.Open("/proc/meminfo")
	if err != nil {
		return nil, err
	}
	defer file.Close()
	out := map[string]int64{}
	scan := bufio.NewScanner(file)
	for scan.Scan() {
		words := strings.Fields(scan.Text())
		if len(words) < 2 {
			continue
		}
		n, err := strconv.ParseInt(words[1], 10, 64)
		if err != nil {
			continue
		}
		if len(words) == 3 {
			n <<= 10
		}
		out[strings.TrimSuffix(words[0], ":")] = n
	}
	return out, scan.Err()
}

// line returns the first line of a file, empty when there is none.
func line(path string) string {
	raw, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	first, _, _ := strings.Cut(string(raw), "\n")
	return strings.TrimSpace(first)
}

func osName() string {
	raw, err := os.ReadFile("/etc/os-release")
	if err != nil {
		return "Linux"
	}
	for row := range strings.Lines(string(raw)) {
		if v, ok := strings.CutPrefix(strings.TrimSpace(row), "PRETTY_NAME="); ok {
			return strings.Trim(v, `"`)
		}
	}
	return "Linux"
}

// memoryReserve is what the node agent keeps free for itself, and diskReserve the
// part in percent of the disk.
const (
	memoryReserve = 100 << 20
	diskReserve   = 10
)

// Resources are what a node has and what of it pods may take.
func (f Facts) Resources(maxPods int) (capacity, allocatable v1.ResourceList) {
	capacity = v1.ResourceList{
		v1.ResourceCPU:              *resource.NewQuantity(int64(f.CPUs), resource.DecimalSI),
		v1.ResourceMemory:           *resource.NewQuantity(f.Memory, resource.BinarySI),
		v1.ResourceEphemeralStorage: *resource.NewQuantity(f.Disk, resource.BinarySI),
		v1.ResourcePods:             *resource.NewQuantity(int64(maxPods), resource.DecimalSI),
	}
	memory := f.Memory
	for size, bytes := range f.Hugepages {
		capacity[v1.ResourceName(v1.ResourceHugePagesPrefix+size)] = *resource.NewQuantity(bytes, resource.BinarySI)
		memory -= bytes
	}
	allocatable = capacity.DeepCopy()
	allocatable[v1.ResourceMemory] = *resource.NewQuantity(max(memory-memoryReserve, 0), resource.BinarySI)
	allocatable[v1.ResourceEphemeralStorage] = *resource.NewQuantity(f.Disk/100*(100-diskReserve), resource.BinarySI)
	return capacity, allocatable
}
