package cluster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/moby/sys/mountinfo"
	"golang.org/x/sys/unix"

	"github.com/skiff-k8s/skiff/apiserver/pki"
	"github.com/skiff-k8s/skiff/network/topology"
	"github.com/skiff-k8s/skiff/runtime"
)

// stopGrace is how long a skiff process may take to end.
const stopGrace = 10 * time.Second

// DownOptions say what to remove.
type DownOptions struct {
	Name string
	Dir  string
	// KeepData leaves the data folder, so that a later Up goes on with it.
	KeepData bool
	Progress *Progress
}

// Down removes a cluster: processes, containers, mounts, namespaces, links, its
// context, and its data. It removes what it finds, so it can be repeated, and it
// works after a crash. Removing what is not there is no error.
func Down(ctx context.Context, o DownOptions) error {
	if err := CheckName(o.Name); err != nil {
		return err
	}
	s, err := Load(o.Dir)
	if errors.Is(err, ErrNone) {
		s = &State{Name: o.Name}
	} else if err != nil {
		return err
	}
	if s.Name != o.Name {
		return fmt.Errorf("%s holds the cluster %q", o.Dir, s.Name)
	}
	steps := []struct {
		title string
		do    func() error
	}{
		{"Stop skiff", func() error { return stopAll(ctx, s) }},
		{"Remove containers", func() error { return removeContainers(ctx, s, o.Dir) }},
		{"Remove mounts", func() error { return unmountBelow(o.Dir) }},
		{"Remove the network", func() error { return topology.Down(ctx, o.Name) }},
		{"Remove the context", func() error { return removeContext(s) }},
		{"Remove data", func() error { return removeData(s, o) }},
	}
	var errs []error
	for _, step := range steps {
		if err := o.Progress.Step(step.title, func(func(string, ...any)) error { return step.do() }); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", strings.ToLower(step.title), err))
		}
	}
	return errors.Join(errs...)
}

// stopAll ends the nodes' processes, the server last.
func stopAll(ctx context.Context, s *State) error {
	var errs []error
	for _, n := range slices.Backward(s.Nodes) {
		errs = append(errs, n.Process.Stop(ctx, stopGrace))
	}
	return errors.Join(errs...)
}

func removeContainers(ctx context.Context, s *State, dir string) error {
	var errs []error
	for _, n := range s.Nodes {
		errs = append(errs, runtime.Teardown(ctx, runtimeConfig(dir, n.Name)))
	}
	return errors.Join(errs...)
}

// unmountBelow unmounts what the nodes have mounted for volumes.
func unmountBelow(dir string) error {
	mounts, err := mountinfo.GetMounts(mountinfo.PrefixFilter(dir))
	if err != nil {
		return err
	}
	var errs []error
	for _, m := range slices.Backward(mounts) {
		if err := unix.Unmount(m.Mountpoint, unix.MNT_DETACH); err != nil && err != unix.EINVAL && err != unix.ENOENT {
			errs = append(errs, fmt.Errorf("unmount %s: %w", m.Mountpoint, err))
		}
	}
	return errors.Join(errs...)
}

func removeContext(s *State) error {
	if s.Kubeconfig == "" {
		return nil
	}
	return pki.RemoveFromKubeconfig(s.Kubeconfig, ContextName(s.Name))
}

// removeData removes the data folder, or only what says that the cluster runs.
func removeData(s *State, o DownOptions) error {
	if !o.KeepData {
		return os.RemoveAll(o.Dir)
	}
	for i := range s.Nodes {
		s.Nodes[i].Process = Process{}
		// Containers are gone, so what they wrote is of no use any more.
		if err := os.RemoveAll(filepath.Join(NodeDir(o.Dir, s.Nodes[i].Name), "pods")); err != nil {
			return err
		}
	}
	if len(s.Nodes) == 0 {
		return nil
	}
	return s.save(o.Dir)
}
