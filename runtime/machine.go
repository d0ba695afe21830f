package runtime

import (
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// mayLowerOOMScore reports whether this process has CAP_SYS_RESOURCE, which
// runc needs to set an oom_score_adj below its parent's.
func mayLowerOOMScore() bool {
	header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	var data [2]unix.CapUserData
	if err := unix.Capget(&header, &data[0]); err != nil {
		return false
	}
	return data[0].Effective&(1<<unix.CAP_SYS_RESOURCE) != 0
}

// snapshotter returns "overlayfs" where dir's file system can carry an
// overlay, and "native", which copies every layer, where it cannot (a folder
// that is on an overlay itself, some network file systems).
func snapshotter(dir string) string {
	if overlayWorks(dir) {
		return "overlayfs"
	}
	return "native"
}

// overlayWorks mounts an overlay in dir and writes through it.
func overlayWorks(dir string) bool {
	base, err := os.MkdirTemp(dir, ".overlay-*")
	if err != nil {
		return false
	}
	defer os.RemoveAll(base)
	at := func(name string) string { return filepath.Join(base, name) }
	for _, name := range []string{"lower1", "lower2", "upper", "work", "merged"} {
		if err := os.Mkdir(at(name), 0o700); err != nil {
			return false
		}
	}
	options := "lowerdir=" + at("lower2") + ":" + at("lower1") + ",upperdir=" + at("upper") + ",workdir=" + at("work")
	if err := unix.Mount("overlay", at("merged"), "overlay", 0, options); err != nil {
		return false
	}
	err = os.WriteFile(at("merged/file"), nil, 0o600)
	return unix.Unmount(at("merged"), 0) == nil && err == nil
}
