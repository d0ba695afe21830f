package controllers_test

import (
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
)

func claim(name, size string) *corev1.PersistentVolumeClaim {
	return &corev1.PersistentVolumeClaim{ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: name}, Spec: corev1.PersistentVolumeClaimSpec{
		AccessModes: []corev1.PersistentVolumeAccessMode{corev1.ReadWriteOnce}, StorageClassName: new(""),
		Resources: corev1.VolumeResourceRequirements{Requests: corev1.ResourceList{corev1.ResourceStorage: resource.MustParse(size)}},
	}}
}

func volume(name, size string) *corev1.PersistentVolume {
	return &corev1.PersistentVolume{ObjectMeta: metav1.ObjectMeta{Name: name}, Spec: corev1.PersistentVolumeSpec{
		AccessModes:            []corev1.PersistentVolumeAccessMode{corev1.ReadWriteOnce},
		Capacity:               corev1.ResourceList{corev1.ResourceStorage: resource.MustParse(size)},
		PersistentVolumeSource: corev1.PersistentVolumeSource{HostPath: &corev1.HostPathVolumeSource{Path: "/tmp/skiff-no-such-folder/" + name}},
	}}
}

func TestClaimsAreBoundAndVolumesReclaimed(t *testing.T) {
	w := newWorld(t)
	for name, policy := range map[string]corev1.PersistentVolumeReclaimPolicy{"kept": corev1.PersistentVolumeReclaimRetain, "dropped": corev1.PersistentVolumeReclaimDelete} {
		v := volume(name, "2Gi")
		v.Spec.PersistentVolumeReclaimPolicy = policy
		v.Labels = map[string]string{"name": name}
		w.create(core.PersistentVolumes, v)
		c := claim(name, "1Gi")
		c.Spec.Selector = &metav1.LabelSelector{MatchLabels: v.Labels}
		w.create(core.PersistentVolumeClaims, c)
		w.eventually("claim "+name+" is bound", func() bool {
			c, err := client.Get[*corev1.PersistentVolumeClaim](t.Context(), w.client, core.PersistentVolumeClaims, "default", name)
			if err != nil {
				t.Fatal(err)
			}
			size := c.Status.Capacity[corev1.ResourceStorage]
			return c.Status.Phase == corev1.ClaimBound && c.Spec.VolumeName == name && size.String() == "2Gi"
		})
		w.eventually("volume "+name+" is bound", func() bool { return w.volumePhase(name) == corev1.VolumeBound })
	}
	w.create(core.PersistentVolumeClaims, claim("late", "1Gi"))
	for _, name := range []string{"kept", "dropped"} {
		w.delete(core.PersistentVolumeClaims, "default", name, metav1.DeletePropagationBackground)
	}
	w.eventually("the kept volume is released", func() bool { return w.volumePhase("kept") == corev1.VolumeReleased })
	w.eventually("the other volume is gone", func() bool { return w.volumePhase("dropped") == "" })
	w.create(core.PersistentVolumes, volume("more", "1Gi"))
	w.eventually("the claim that waited is bound", func() bool { return w.volumePhase("more") == corev1.VolumeBound })
}

// volumePhase is "" for a volume that is not there.
func (w *world) volumePhase(name string) corev1.PersistentVolumePhase {
	v, err := client.Get[*corev1.PersistentVolume](w.Context(), w.client, core.PersistentVolumes, "", name)
	if err != nil {
		return ""
	}
	return v.Status.Phase
}

func TestAPodBringsItsClaim(t *testing.T) {
	w := newWorld(t)
	w.create(core.PersistentVolumes, volume("v", "1Gi"))
	w.create(core.Pods, &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: "p"}, Spec: corev1.PodSpec{
		Containers: []corev1.Container{{Name: "c", Image: "i"}},
		Volumes: []corev1.Volume{{Name: "scratch", VolumeSource: corev1.VolumeSource{Ephemeral: &corev1.EphemeralVolumeSource{
			VolumeClaimTemplate: &corev1.PersistentVolumeClaimTemplate{Spec: claim("", "1Gi").Spec},
		}}}},
	}})
	w.eventually("the claim is there and bound", func() bool {
		c, err := client.Get[*corev1.PersistentVolumeClaim](t.Context(), w.client, core.PersistentVolumeClaims, "default", "p-scratch")
		return err == nil && c.Status.Phase == corev1.ClaimBound && metav1.GetControllerOf(c).Name == "p"
	})
	w.delete(core.Pods, "default", "p", metav1.DeletePropagationBackground)
	w.eventually("the claim goes with its pod", func() bool { return w.gone(core.PersistentVolumeClaims, "default", "p-scratch") })
}
