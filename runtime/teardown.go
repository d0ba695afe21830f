package runtime

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"github.com/moby/sys/mountinfo"
)

// killTimeout bounds how long Teardown waits for killed processes to end.
const killTimeout = 20 * time.Second

// Teardown ends a node's containerd, its shims and every container, and
// removes their mounts, cgroups and Config.RunDir. It needs no containerd that
// answers: it finds everything by the folders in config, so it also clears up
// after a crash, and doing it twice is no error. Config.Dir, with images,
// logs and the writable layers, is left to the caller.
func Teardown(ctx context.Context, config Config) error {
	config, err := config.withDefaults()
	if err != nil {
		return err
	}
	ids := config.containerIDs()
	owns := func(p proc) bool { return p.runs(config) || p.inCgroup(ids, config.CgroupRoots) }
	// containerd first, so that it starts nothing more; the shims last, so
	// that they reap their containers and leave no zombies.
	stages := []func(proc) bool{
		func(p proc) bool { return p.isContainerd(config) },
		func(p proc) bool { return owns(p) && !p.isShim(config) },
		owns,
	}
	for _, belongs := range stages {
		if err := killAll(ctx, belongs); err != nil {
			return fmt.Errorf("runtime: teardown: %w", err)
		}
	}
	return errors.Join(
		unmountBelow(config.RunDir, config.Dir),
		removeCgroups(ids, config.CgroupRoots),
		os.RemoveAll(config.RunDir),
	)
}

// containerIDs returns the IDs of all containers and sandboxes that have, or
// had, a task.
func (c Config) containerIDs() map[string]bool {
	ids := map[string]bool{}
	dirs, _ := filepath.Glob(filepath.Join(c.stateDir(), "io.containerd.runtime.v2.task", "*", "*"))
	for _, dir := range dirs {
		ids[filepath.Base(dir)] = true
	}
	return ids
}

// proc is what a process can be recognised by.
type proc struct {
	pid     int
	args    []string
	cgroups []string // its paths, one per hierarchy
}

// isContainerd reports whether p is the containerd of c.
func (p proc) isContainerd(c Config) bool {
	return len(p.args) == 3 && p.args[1] == "--config" && p.args[2] == c.configFile()
}

// isShim reports whether p is a shim of the containerd of c.
func (p proc) isShim(c Config) bool {
	i := slices.Index(p.args, "-address")
	return i >= 0 && i+1 < len(p.args) && p.args[i+1] == c.socket()
}

// runs reports whether p is part of the machinery of c.
func (p proc) runs(c Config) bool { return p.isContainerd(c) || p.isShim(c) }

// inCgroup reports whether p is in the cgroup of one of the containers, or
// below one of the roots.
func (p proc) inCgroup(ids map[string]bool, roots []string) bool {
	for _, path := range p.cgroups {
		for part := range strings.SplitSeq(path, "/") {
			if ids[part] {
				return true
			}
		}
		for _, root := range roots {
			if path == root || strings.HasPrefix(path, root+"/") {
				return true
			}
		}
	}
	return false
}

// processes returns all processes but this one and zombies.
func processes() ([]proc, error) {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil, err
	}
	var found []proc
	for _, entry := range entries {
		var pid int
		if _, err := fmt.Sscanf(entry.Name(), "%d", &pid); err != nil || pid == os.Getpid() {
			continue
		}
		if _, err := startTime(pid); err != nil {
			continue // ended meanwhile, or a zombie
		}
		args, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
		if err != nil {
			continue
		}
		cgroups, err := os.ReadFile(fmt.Sprintf("/proc/%d/cgroup", pid))
		if err != nil {
			continue
		}
		p := proc{pid: pid, args: strings.Split(strings.TrimSuffix(string(args), "\x00"), "\x00")}
		for line := range strings.Lines(string(cgroups)) {
			if parts := strings.SplitN(strings.TrimSpace(line), ":", 3); len(parts) == 3 {
				p.cgroups = append(p.cgroups, parts[2])
			}
		}
		found = append(found, p)
	}
	return found, nil
}

// killAll kills the processes that belong, until there are none.
func killAll(ctx context.Context, belongs func(proc) bool) error {
	ctx, cancel := context.WithTimeout(ctx, killTimeout)
	defer cancel()
	for {
		all, err := processes()
		if err != nil {
			return err
		}
		all = slices.DeleteFunc(all, func(p proc) bool { return !belongs(p) })
		if len(all) == 0 {
			return nil
		}
		for _, p := range all {
			if err := unix.Kill(p.pid, unix.SIGKILL); err != nil && err != unix.ESRCH {
				return fmt.Errorf("kill process %d (%s): %w", p.pid, strings.Join(p.args, " "), err)
			}
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("process %d (%s) does not end: %w", all[0].pid, strings.Join(all[0].args, " "), ctx.Err())
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// unmountBelow unmounts everything at or below the given folders.
func unmountBelow(dirs ...string) error {
	mounts, err := mountinfo.GetMounts(func(m *mountinfo.Info) (skip, stop bool) {
		for _, dir := range dirs {
			if m.Mountpoint == dir || strings.HasPrefix(m.Mountpoint, dir+"/") {
				return false, false
			}
		}
		return true, false
	})
	if err != nil {
		return err
	}
	var errs []error
	for _, m := range slices.Backward(mounts) { // the last mounted first
		// EINVAL: it went with the one that it was mounted on.
		if err := unix.Unmount(m.Mountpoint, unix.MNT_DETACH); err != nil && err != unix.EINVAL && err != unix.ENOENT {
			errs = append(errs, fmt.Errorf("unmount %s: %w", m.Mountpoint, err))
		}
	}
	return errors.Join(errs...)
}
