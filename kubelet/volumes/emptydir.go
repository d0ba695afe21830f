package volumes

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	v1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/kubelet/state"
)

// emptyDir is scratch space that lives as long as the pod, on disk or in memory.
var emptyDir = plugin{name: "empty-dir", setUp: func(_ context.Context, m *Manager, r Request, v *v1.Volume, dir string) (time.Time, error) {
	switch v.EmptyDir.Medium {
	case v1.StorageMediumDefault:
		if _, err := os.Stat(dir); err == nil {
			return time.Time{}, nil
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return time.Time{}, err
		}
	case v1.StorageMediumMemory:
		// What a container has done to its volume since is its own business.
		fresh, err := tmpfs(dir, fmt.Sprintf("size=%d,mode=0777", memorySize(r.Pod, v, m.Allocatable())))
		if err != nil || !fresh {
			return time.Time{}, err
		}
	default:
		return time.Time{}, fmt.Errorf("medium %q: %w", v.EmptyDir.Medium, errUnsupported)
	}
	return time.Time{}, open(dir, fsGroup(r.Pod))
}}

// open lets everybody write to a volume, and gives it to the pod's group.
func open(dir string, gid int) error {
	mode := os.FileMode(0o777)
	if gid >= 0 {
		if err := os.Chown(dir, -1, gid); err != nil {
			return err
		}
		mode |= os.ModeSetgid
	}
	// MkdirAll's mode is subject to the umask; this one is not.
	return os.Chmod(dir, mode)
}

// memorySize bounds a volume in memory: by its own limit, and by what the
// containers of the pod may use, or the node has.
func memorySize(pod *v1.Pod, v *v1.Volume, node v1.ResourceList) int64 {
	var size int64
	for _, c := range state.Containers(pod) {
		limit := c.Resources.Limits.Memory().Value()
		if limit == 0 {
			size = 0
			break
		}
		size += limit
	}
	if size == 0 {
		size = node.Memory().Value()
	}
	if q := v.EmptyDir.SizeLimit; q != nil && q.Value() > 0 && (size == 0 || q.Value() < size) {
		size = q.Value()
	}
	return size
}

// EmptyDirUsage is what an emptyDir on disk takes up, in bytes.
func (m *Manager) EmptyDirUsage(pod *v1.Pod, volume string) (int64, error) {
	var total int64
	err := filepath.WalkDir(m.dir(pod.UID, emptyDir, volume), func(_ string, d fs.DirEntry, err error) error {
		if err != nil {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			return err
		}
		info, err := d.Info()
		if err != nil {
			return nil // it went away meanwhile
		}
		if st, ok := info.Sys().(*syscall.Stat_t); ok {
			total += st.Blocks * 512
		}
		return nil
	})
	return total, err
}
