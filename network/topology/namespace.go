package topology

import (
	"errors"
	"fmt"
	"os"
	"runtime"

	"golang.org/x/sys/unix"

	"github.com/skiff-k8s/skiff/network/netns"
)

// makeNamespace makes a network namespace that "ip netns" knows, unless it is
// there already.
func makeNamespace(name string) error {
	if err := shareDir(); err != nil {
		return fmt.Errorf("%s: %w", netns.Dir, err)
	}
	path := netns.Path(name)
	if isNamespace(path) {
		return nil
	}
	// A file that is no namespace is what a crash left, or a reboot.
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDONLY, 0o444)
	if err != nil {
		return err
	}
	file.Close()
	result := make(chan error, 1)
	go func() {
		// The thread is in the new namespace for good: it ends with this
		// goroutine, since it is never unlocked.
		runtime.LockOSThread()
		if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
			result <- err
			return
		}
		result <- unix.Mount("/proc/thread-self/ns/net", path, "", unix.MS_BIND, "")
	}()
	if err := <-result; err != nil {
		os.Remove(path)
		return fmt.Errorf("network namespace %s: %w", name, err)
	}
	return nil
}

// removeNamespace removes a namespace; its interfaces go with it as soon as
// no process is in it.
func removeNamespace(name string) error {
	path := netns.Path(name)
	for {
		err := unix.Unmount(path, unix.MNT_DETACH)
		if err == unix.EINVAL || err == unix.ENOENT {
			break // not mounted (any more)
		}
		if err != nil {
			return fmt.Errorf("network namespace %s: %w", name, err)
		}
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("network namespace %s: %w", name, err)
	}
	return nil
}

// isNamespace reports whether a mounted namespace is at path.
func isNamespace(path string) bool {
	var info unix.Statfs_t
	return unix.Statfs(path, &info) == nil && info.Type == unix.NSFS_MAGIC
}

// shareDir makes the folder of namespaces, as "ip netns add" does: a mount of
// its own that is shared, so that a namespace can be unmounted everywhere.
func shareDir() error {
	if err := os.MkdirAll(netns.Dir, 0o755); err != nil {
		return err
	}
	share := func() error { return unix.Mount("", netns.Dir, "none", unix.MS_SHARED|unix.MS_REC, "") }
	err := share()
	if err != unix.EINVAL {
		return err
	}
	if err := unix.Mount(netns.Dir, netns.Dir, "none", unix.MS_BIND|unix.MS_REC, ""); err != nil {
		return err
	}
	return share()
}
