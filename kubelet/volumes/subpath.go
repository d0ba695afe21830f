package volumes

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/moby/sys/mountinfo"
	"golang.org/x/sys/unix"
)

// bindSubPath mounts a part of a volume at a place of the node's own and returns
// it. A container can change its volume while this runs, and links in it may lead
// anywhere; so the kernel is asked to resolve the path beneath the volume, and
// what it opened, not its name, is mounted.
func bindSubPath(volume, sub, at string, gid int) (string, error) {
	if filepath.IsAbs(sub) {
		return "", fmt.Errorf("subPath %q must be relative", sub)
	}
	for part := range strings.SplitSeq(sub, "/") {
		if part == ".." {
			return "", fmt.Errorf("subPath %q must not contain '..'", sub)
		}
	}
	root, err := unix.Open(volume, unix.O_PATH|unix.O_CLOEXEC, 0)
	if err != nil {
		return "", fmt.Errorf("opening %s: %w", volume, err)
	}
	defer unix.Close(root)
	fd, err := openBeneath(root, sub)
	if errors.Is(err, unix.ENOENT) {
		if err := makeBeneath(root, filepath.Clean(sub), gid); err != nil {
			return "", err
		}
		fd, err = openBeneath(root, sub)
	}
	if err != nil {
		return "", fmt.Errorf("subPath %q: %w", sub, err)
	}
	defer unix.Close(fd)
	var st unix.Stat_t
	if err := unix.Fstat(fd, &st); err != nil {
		return "", err
	}
	if mounted, err := mountinfo.Mounted(at); err == nil && mounted {
		// From an earlier run of the container; the volume's content may have
		// been replaced since.
		if err := unix.Unmount(at, unix.UMOUNT_NOFOLLOW|unix.MNT_DETACH); err != nil {
			return "", err
		}
	}
	if err := place(at, st.Mode&unix.S_IFMT == unix.S_IFDIR); err != nil {
		return "", err
	}
	from := fmt.Sprintf("/proc/self/fd/%d", fd)
	if err := unix.Mount(from, at, "", unix.MS_BIND|unix.MS_REC, ""); err != nil {
		return "", fmt.Errorf("mounting subPath %q: %w", sub, err)
	}
	return at, nil
}

// place makes a file or folder to mount on.
func place(at string, dir bool) error {
	if st, err := os.Lstat(at); err == nil && st.IsDir() != dir {
		if err := os.Remove(at); err != nil {
			return err
		}
	}
	if dir {
		return os.MkdirAll(at, 0o750)
	}
	if err := os.MkdirAll(filepath.Dir(at), 0o750); err != nil {
		return err
	}
	f, err := os.OpenFile(at, os.O_CREATE, 0o640)
	if err != nil {
		return err
	}
	return f.Close()
}

func openBeneath(root int, path string) (int, error) {
	how := &unix.OpenHow{Flags: unix.O_PATH | unix.O_CLOEXEC, Resolve: unix.RESOLVE_BENEATH | unix.RESOLVE_NO_MAGICLINKS}
	for {
		fd, err := unix.Openat2(root, path, how)
		// The kernel says so when something was renamed meanwhile.
		if !errors.Is(err, unix.EAGAIN) && !errors.Is(err, unix.EINTR) {
			return fd, err
		}
	}
}

// makeBeneath makes the folders of a path that do not exist, as open to all as
// the volume itself.
func makeBeneath(root int, path string, gid int) error {
	var st unix.Stat_t
	if err := unix.Fstat(root, &st); err != nil {
		return err
	}
	parts := strings.Split(path, "/")
	for i := range parts {
		sofar := strings.Join(parts[:i+1], "/")
		if fd, err := openBeneath(root, sofar); err == nil {
			unix.Close(fd)
			continue
		}
		parent := root
		if i > 0 {
			var err error
			if parent, err = openBeneath(root, strings.Join(parts[:i], "/")); err != nil {
				return err
			}
			defer unix.Close(parent)
		}
		if err := unix.Mkdirat(parent, parts[i], 0o750); err != nil && !errors.Is(err, unix.EEXIST) {
			return fmt.Errorf("making %s: %w", sofar, err)
		}
		fd, err := openBeneath(root, sofar)
		if err != nil {
			return err
		}
		self := fmt.Sprintf("/proc/self/fd/%d", fd)
		err = unix.Chmod(self, st.Mode&0o7777)
		if err == nil && gid >= 0 {
			err = unix.Chown(self, -1, gid)
		}
		unix.Close(fd)
		if err != nil {
			return err
		}
	}
	return nil
}
