package gc

import (
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/kubelet/cgroups"
	"github.com/skiff-k8s/skiff/kubelet/volumes"
)

func TestSweep(t *testing.T) {
	root, logDir, mount := t.TempDir(), t.TempDir(), t.TempDir()
	tree, _ := cgroups.Open(mount, "/")
	want := map[string]bool{}
	for _, uid := range []string{"kept", "gone"} {
		dirs := []string{filepath.Join(root, "pods", uid, "volumes"), filepath.Join(logDir, "ns_name_"+uid, "c"), filepath.Join(mount, "systemd", tree.PodPath(types.UID(uid), v1.PodQOSBestEffort))}
		for _, d := range dirs {
			if err := os.MkdirAll(d, 0o755); err != nil {
				t.Fatal(err)
			}
			want[d] = uid == "kept"
		}
		dir := filepath.Join(mount, "cpu", tree.PodPath(types.UID(uid), v1.PodQOSBestEffort))
		os.MkdirAll(dir, 0o755)
		want[dir] = uid == "kept"
	}
	other := filepath.Join(logDir, "not-a-pod")
	os.Mkdir(other, 0o755)
	want[other] = true
	Sweep(Config{
		Known:   func(uid types.UID) bool { return uid == "kept" },
		Volumes: volumes.New(volumes.Config{Root: root}), Cgroups: tree, LogDir: logDir, Log: slog.New(slog.DiscardHandler),
	})
	for dir, kept := range want {
		if _, err := os.Stat(dir); (err == nil) != kept {
			t.Errorf("%s: %v, want kept %v", dir, err, kept)
		}
	}
}
