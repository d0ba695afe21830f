package cgroups

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
)

// Mount is where the kernel shows the control groups.
const Mount = "/sys/fs/cgroup"

const podPrefix = "pod"

// controllers that carry the limits of pods.
var controllers = []string{"cpu", "memory", "pids"}

// Tree is the part of the control groups that belongs to one node.
type Tree struct {
	mount string
	// root is the node's group, "/" or "/skiff/node-1".
	root    string
	unified bool
}

// Open finds out the layout of the control groups below mount and makes the
// node's tree. The errors in warnings are limits that could not be set.
func Open(mount, root string) (t *Tree, warnings []error) {
	t = &Tree{mount: mount, root: filepath.Join("/", root)}
	_, err := os.Stat(filepath.Join(mount, "cgroup.controllers"))
	t.unified = err == nil
	for _, group := range []string{"kubepods", "kubepods/burstable", "kubepods/besteffort"} {
		l := Limits{}
		if group != "kubepods" {
			l.Shares = minShares
		}
		warnings = append(warnings, t.set(t.path(group), l)...)
	}
	return t, warnings
}

// Version is 1 or 2.
func (t *Tree) Version() int {
	if t.unified {
		return 2
	}
	return 1
}

func (t *Tree) path(group string) string { return filepath.Join(t.root, group) }

// PodPath is the group of a pod, as the runtime is told it.
func (t *Tree) PodPath(uid types.UID, qos v1.PodQOSClass) string {
	return filepath.Join(t.path(class(qos)), podPrefix+string(uid))
}

func class(qos v1.PodQOSClass) string {
	switch qos {
	case v1.PodQOSBurstable:
		return "kubepods/burstable"
	case v1.PodQOSBestEffort:
		return "kubepods/besteffort"
	}
	return "kubepods"
}

// EnsurePod makes the group of a pod and sets its limits.
func (t *Tree) EnsurePod(uid types.UID, qos v1.PodQOSClass, l Limits) (warnings []error) {
	return t.set(t.PodPath(uid, qos), l)
}

// LiftPod takes the limit of CPU time from the group of a pod for a while: on
// cgroup v1 no group can be given more than the one above it has, nor can that one
// be given less.
func (t *Tree) LiftPod(uid types.UID, qos v1.PodQOSClass) error {
	group := t.PodPath(uid, qos)
	file, none := filepath.Join(t.mount, "cpu", group, "cpu.cfs_quota_us"), "-1"
	if t.unified {
		file, none = filepath.Join(t.mount, group, "cpu.max"), "max"
	}
	return os.WriteFile(file, []byte(none), 0o644)
}

// SetBurstable weighs the class of burstable pods by the sum of their CPU
// requests in thousandths.
func (t *Tree) SetBurstable(milli int64) []error {
	return t.set(t.path("kubepods/burstable"), Limits{Shares: Shares(milli)})
}

// Pods returns the UIDs of the pods that have a group.
func (t *Tree) Pods() []types.UID {
	var uids []types.UID
	for _, c := range []string{"kubepods", "kubepods/burstable", "kubepods/besteffort"} {
		for _, base := range t.bases() {
			entries, err := os.ReadDir(filepath.Join(base, t.path(c)))
			if err != nil {
				continue
			}
			for _, e := range entries {
				if uid, ok := strings.CutPrefix(e.Name(), podPrefix); ok && !slices.Contains(uids, types.UID(uid)) {
					uids = append(uids, types.UID(uid))
				}
			}
		}
	}
	return uids
}

// RemovePod removes the group of a pod that has no processes left, whatever its
// class was.
func (t *Tree) RemovePod(uid types.UID) error {
	var errs []error
	for _, c := range []string{"kubepods", "kubepods/burstable", "kubepods/besteffort"} {
		for _, base := range t.all() {
			errs = append(errs, remove(filepath.Join(base, t.path(c), podPrefix+string(uid))))
		}
	}
	return errors.Join(errs...)
}

// Remove removes the node's whole tree, which must have no processes left.
func (t *Tree) Remove() error {
	var errs []error
	for _, base := range t.all() {
		errs = append(errs, remove(filepath.Join(base, t.path("kubepods"))))
		if t.root != "/" {
			errs = append(errs, remove(filepath.Join(base, t.root)))
		}
	}
	return errors.Join(errs...)
}

// bases are the directories of the hierarchies that carry limits.
func (t *Tree) bases() []string {
	if t.unified {
		return []string{t.mount}
	}
	var out []string
	for _, c := range controllers {
		out = append(out, filepath.Join(t.mount, c))
	}
	return out
}

// all are the directories of every hierarchy: the runtime makes groups in each.
func (t *Tree) all() []string {
	if t.unified {
		return []string{t.mount}
	}
	entries, err := os.ReadDir(t.mount)
	if err != nil {
		return t.bases()
	}
	var out []string
	for _, e := range entries {
		if e.IsDir() {
			out = append(out, filepath.Join(t.mount, e.Name()))
		}
	}
	return out
}

// set makes a group and writes its limits.
func (t *Tree) set(group string, l Limits) (warnings []error) {
	if t.unified {
		return t.set2(group, l)
	}
	dirs := map[string]string{}
	for _, c := range controllers {
		dir := filepath.Join(t.mount, c, group)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			warnings = append(warnings, fmt.Errorf("control group %s: %w", dir, err))
			continue
		}
		dirs[c] = dir
	}
	write := func(controller, file string, value int64) {
		if dir, ok := dirs[controller]; ok && value != 0 {
			if err := os.WriteFile(filepath.Join(dir, file), strconv.AppendInt(nil, value, 10), 0o644); err != nil {
				warnings = append(warnings, fmt.Errorf("limit not in force: %w", err))
			}
		}
	}
	write("cpu", "cpu.shares", int64(l.Shares))
	if l.Quota > 0 {
		write("cpu", "cpu.cfs_period_us", l.Period)
		write("cpu", "cpu.cfs_quota_us", l.Quota)
	}
	write("memory", "memory.limit_in_bytes", l.Memory)
	write("pids", "pids.max", l.Pids)
	return warnings
}

// set2 is set for cgroup v2, where a group's parents must hand down controllers.
func (t *Tree) set2(group string, l Limits) (warnings []error) {
	dir := t.mount
	for _, part := range strings.Split(strings.Trim(group, "/"), "/") {
		for _, c := range controllers {
			if err := os.WriteFile(filepath.Join(dir, "cgroup.subtree_control"), []byte("+"+c), 0o644); err != nil {
				warnings = append(warnings, fmt.Errorf("controller %s not handed down: %w", c, err))
			}
		}
		dir = filepath.Join(dir, part)
		if err := os.Mkdir(dir, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
			return append(warnings, fmt.Errorf("control group: %w", err))
		}
	}
	write := func(file, value string) {
		if err := os.WriteFile(filepath.Join(dir, file), []byte(value), 0o644); err != nil {
			warnings = append(warnings, fmt.Errorf("limit not in force: %w", err))
		}
	}
	if l.Shares > 0 {
		write("cpu.weight", strconv.FormatUint(Weight(l.Shares), 10))
	}
	if l.Quota > 0 {
		write("cpu.max", fmt.Sprintf("%d %d", l.Quota, l.Period))
	}
	if l.Memory > 0 {
		write("memory.max", strconv.FormatInt(l.Memory, 10))
	}
	if l.Pids > 0 {
		write("pids.max", strconv.FormatInt(l.Pids, 10))
	}
	return warnings
}

// Weight translates v1 shares (2…262144) into a v2 weight (1…10000).
func Weight(shares uint64) uint64 {
	return 1 + (min(max(shares, minShares), maxShares)-minShares)*9999/(maxShares-minShares)
}

// remove removes a group and what is below it. The kernel may need a moment after
// the last process has gone.
func remove(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, e := range entries {
		if e.IsDir() {
			if err := remove(filepath.Join(dir, e.Name())); err != nil {
				return err
			}
		}
	}
	for try := 0; ; try++ {
		err = os.Remove(dir)
		if err == nil || errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if try == 5 {
			return err
		}
		time.Sleep(20 * time.Millisecond)
	}
}
