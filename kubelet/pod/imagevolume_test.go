package pod

import (
	"testing"
	"testing/synctest"
	"time"

	v1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/kubelet/state"
)

// TestImageVolume: a container whose volume is an image starts when both images are
// there, and has the one mounted by the name that the runtime knows it by.
func TestImageVolume(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pod := podOf("Always", "c")
		pod.Spec.Volumes = []v1.Volume{{Name: "data", VolumeSource: v1.VolumeSource{Image: &v1.ImageVolumeSource{Reference: "data:1", PullPolicy: v1.PullIfNotPresent}}}}
		pod.Spec.Containers[0].VolumeMounts = []v1.VolumeMount{{Name: "data", MountPath: "/data", SubPath: "etc"}}
		plan := Decide(Input{Pod: pod, Now: time.Now(), VolumesReady: true, Seen: state.Runtime{Sandboxes: []state.Sandbox{sandbox("sb", 0, true)}}})
		if len(plan.Actions) != 2 || plan.Actions[0].Volume != "" || plan.Actions[1].Kind != EnsureImage || plan.Actions[1].Volume != "data" {
			t.Errorf("actions %+v", plan.Actions)
		}
		s := newSim(t, pod)
		s.start()
		time.Sleep(time.Second)
		expect(t, "a start", s.took(), "run sb1; create c0; start c0")
		m := s.mounts[0]
		if m.ContainerPath != "/data" || m.GetImage().GetImage() != "sha256:1" || m.ImageSubPath != "etc" || !m.Readonly || m.HostPath != "" {
			t.Errorf("mount %v", m)
		}
		s.stop()
	})
}
