package kubelet

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
	criapi "k8s.io/cri-api/pkg/apis/runtime/v1"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/kubelet/cri"
	"github.com/skiff-k8s/skiff/kubelet/eviction"
	"github.com/skiff-k8s/skiff/kubelet/gc"
	"github.com/skiff-k8s/skiff/kubelet/logs"
	"github.com/skiff-k8s/skiff/kubelet/state"
)

const (
	// relistEvery is how often all containers are looked at, in case an event of
	// the runtime was lost; settleEvery the same until orphans were looked for.
	relistEvery = 10 * time.Second
	settleEvery = 50 * time.Millisecond
	// followRetry is the delay after the runtime's events broke off.
	followRetry = 500 * time.Millisecond
	// rotateEvery is how often the logs' sizes are looked at, pressureEvery what
	// the node has left.
	rotateEvery   = 10 * time.Second
	pressureEvery = 10 * time.Second
)

// each runs do until ctx ends, and again after the time that it returns.
func each(ctx context.Context, do func() time.Duration) {
	for {
		t := time.NewTimer(do())
		select {
		case <-ctx.Done():
			t.Stop()
			return
		case <-t.C:
		}
	}
}

// followRuntime wakes the workers of pods whose containers change.
func (k *Kubelet) followRuntime(ctx context.Context) {
	each(ctx, func() time.Duration {
		err := k.cri.Events(ctx, func(uid string) { k.pods.Wake(types.UID(uid)) })
		if err != nil && ctx.Err() == nil {
			k.Log.Debug("the runtime's events broke off", "error", err)
		}
		return followRetry
	})
}

// relist finds changes that no event told of, pods of the runtime that the API
// does not know, and what pods have left behind.
func (k *Kubelet) relist(ctx context.Context) {
	prints := map[types.UID]uint64{}
	each(ctx, func() time.Duration {
		if !k.synced.Load() {
			return settleEvery
		}
		list, err := k.cri.Pods(ctx)
		if err != nil {
			if ctx.Err() == nil {
				k.Log.Warn("the container runtime does not answer", "error", err)
			}
			return followRetry
		}
		for uid, p := range list {
			if !k.pods.Known(uid) {
				k.Log.Info("removing a pod that the API does not know", "namespace", p.Namespace, "pod", p.Name, "uid", uid)
				k.pods.Orphan(p)
			} else if old, ok := prints[uid]; ok && old != p.Print {
				k.pods.Wake(uid)
			}
			prints[uid] = p.Print
		}
		for uid := range prints {
			if list[uid] == nil {
				delete(prints, uid)
				k.pods.Wake(uid)
			}
		}
		gc.Sweep(gc.Config{
			Known:   func(uid types.UID) bool { return list[uid] != nil || k.pods.Known(uid) },
			Volumes: k.volumes, Cgroups: k.cgroups, LogDir: k.LogDir, Log: k.Log,
		})
		k.weighBurstable()
		return relistEvery
	})
}

// weighBurstable weighs the control group of the burstable pods.
func (k *Kubelet) weighBurstable() {
	var milli int64
	for _, p := range k.pods.Pods() {
		if core.QOSClass(p) != v1.PodQOSBurstable {
			continue
		}
		for _, c := range state.Containers(p) {
			milli += c.Resources.Requests.Cpu().MilliValue()
		}
	}
	for _, w := range k.cgroups.SetBurstable(milli) {
		k.Log.Debug("a limit is not in force", "error", w)
	}
}

// rotateLogs keeps the logs of running containers within bounds.
func (k *Kubelet) rotateLogs(ctx context.Context) {
	each(ctx, func() time.Duration {
		files, err := filepath.Glob(filepath.Join(k.LogDir, "*", "*", "*.log"))
		if err != nil {
			return rotateEvery
		}
		for _, f := range files {
			st, err := os.Stat(f)
			if err != nil || st.Size() < logs.MaxSize {
				continue
			}
			id := k.writerOf(ctx, f)
			if id == "" {
				continue
			}
			_, err = logs.Rotate(ctx, f, logs.MaxSize, logs.MaxFiles, k.Now(), func(ctx context.Context) error {
				_, err := k.cri.Runtime.ReopenContainerLog(ctx, &criapi.ReopenContainerLogRequest{ContainerId: id})
				return err
			})
			if err != nil && ctx.Err() == nil {
				k.Log.Warn("a log cannot be rotated", "file", f, "error", err)
			}
		}
		return rotateEvery
	})
}

// writerOf returns the running container that writes a log file, empty for none.
func (k *Kubelet) writerOf(ctx context.Context, file string) string {
	dir := filepath.Base(filepath.Dir(filepath.Dir(file)))
	uid := dir[strings.LastIndexByte(dir, '_')+1:]
	seen, err := k.cri.Observe(ctx, types.UID(uid))
	if err != nil {
		return ""
	}
	for i := range seen.Containers {
		if c := &seen.Containers[i]; c.LogPath == file && c.Phase == state.Running {
			return c.ID
		}
	}
	return ""
}

// watchPressure looks at what the node has left and ends a pod when that is too
// little.
func (k *Kubelet) watchPressure(ctx context.Context) {
	each(ctx, func() time.Duration {
		left, err := eviction.Read(k.RootDir)
		if err != nil {
			k.Log.Warn("what the node has left is not known", "error", err)
			return pressureEvery
		}
		p := left.Pressure()
		k.pressure.Store(&p)
		pods := k.pods.Pods()
		for _, over := range eviction.EmptyDirs(pods, k.volumes.EmptyDirUsage) {
			k.evict(over)
		}
		if p.Memory || p.Disk {
			usage, err := k.usage(ctx)
			if err != nil {
				return pressureEvery
			}
			if victim, ok := eviction.Pick(pods, usage, p); ok {
				k.evict(victim)
			}
		}
		return pressureEvery
	})
}

func (k *Kubelet) evict(v eviction.Victim) {
	k.Log.Warn("evicting a pod", "namespace", v.Pod.Namespace, "pod", v.Pod.Name, "reason", v.Why)
	k.event(v.Pod, "", v1.EventTypeWarning, "Evicted", v.Why)
	k.pods.Evict(v.Pod.UID, state.Waiting{Reason: "Evicted", Message: v.Why})
}

// usage is what pods use, by their UID.
func (k *Kubelet) usage(ctx context.Context) (map[types.UID]eviction.Usage, error) {
	r, err := k.cri.Runtime.ListContainerStats(ctx, &criapi.ListContainerStatsRequest{})
	if err != nil {
		return nil, err
	}
	out := map[types.UID]eviction.Usage{}
	for _, s := range r.Stats {
		uid := types.UID(s.GetAttributes().GetLabels()[cri.LabelPodUID])
		u := out[uid]
		u.Memory += int64(s.GetMemory().GetWorkingSetBytes().GetValue())
		u.Disk += int64(s.GetWritableLayer().GetUsedBytes().GetValue())
		out[uid] = u
	}
	return out, nil
}
