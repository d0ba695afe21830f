// Package gc removes what pods have left behind on the node: folders with their
// mounts, control groups and logs of pods that nobody knows any more. That
// happens after a crash at a bad moment, or when the runtime's data was removed.
package gc

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/kubelet/cgroups"
	"github.com/skiff-k8s/skiff/kubelet/volumes"
)

// Config of a sweep.
type Config struct {
	// Known says whether the API or the runtime knows a pod.
	Known   func(types.UID) bool
	Volumes *volumes.Manager
	Cgroups *cgroups.Tree
	LogDir  string
	Log     *slog.Logger
}

// Sweep removes what belongs to pods that are not known. What cannot be removed is
// tried again by the next sweep.
func Sweep(c Config) {
	for _, uid := range c.Volumes.Pods() {
		if c.Known(uid) {
			continue
		}
		c.Log.Info("removing the folder of a pod that is gone", "uid", uid)
		if err := c.Volumes.Unmount(uid); err != nil {
			c.Log.Warn("the folder of a pod that is gone cannot be removed", "uid", uid, "error", err)
		}
	}
	for _, uid := range c.Cgroups.Pods() {
		if c.Known(uid) {
			continue
		}
		if err := c.Cgroups.RemovePod(uid); err != nil {
			c.Log.Warn("the control group of a pod that is gone cannot be removed", "uid", uid, "error", err)
		}
	}
	for dir, uid := range podLogs(c.LogDir) {
		if c.Known(uid) {
			continue
		}
		if err := os.RemoveAll(dir); err != nil {
			c.Log.Warn("the logs of a pod that is gone cannot be removed", "uid", uid, "error", err)
		}
	}
}

// podLogs returns the folders of logs with the pods they belong to.
func podLogs(dir string) map[string]types.UID {
	out := map[string]types.UID{}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	for _, e := range entries {
		// namespace_name_uid; none of the three has an underscore.
		if parts := strings.Split(e.Name(), "_"); e.IsDir() && len(parts) == 3 {
			out[filepath.Join(dir, e.Name())] = types.UID(parts[2])
		}
	}
	return out
}
