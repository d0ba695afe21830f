package controllers_test

import (
	"testing"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/storage"
)

func (w *world) gone(r *api.Resource, namespace, name string) bool {
	_, err := w.client.Get(w.Context(), r, namespace, name)
	return apierrors.IsNotFound(err)
}

func TestStorageStaysWhileItIsUsed(t *testing.T) {
	w := newWorld(t)
	class := "fast"
	w.create(storage.VolumeAttributesClasses, &storagev1.VolumeAttributesClass{ObjectMeta: metav1.ObjectMeta{Name: class}, DriverName: "d.example.com", Parameters: map[string]string{"a": "b"}})
	gibibyte := corev1.ResourceList{corev1.ResourceStorage: resource.MustParse("1Gi")}
	claim := w.create(core.PersistentVolumeClaims, &corev1.PersistentVolumeClaim{
		ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: "c"},
		Spec: corev1.PersistentVolumeClaimSpec{
			AccessModes: []corev1.PersistentVolumeAccessMode{corev1.ReadWriteOnce}, VolumeAttributesClassName: &class,
			Resources: corev1.VolumeResourceRequirements{Requests: gibibyte},
		},
	})
	if f := claim.GetFinalizers(); len(f) != 1 || f[0] != "kubernetes.io/pvc-protection" {
		t.Errorf("the claim has the finalizers %v", f)
	}
	w.create(core.PersistentVolumes, &corev1.PersistentVolume{
		ObjectMeta: metav1.ObjectMeta{Name: "v"},
		Spec: corev1.PersistentVolumeSpec{
			AccessModes: []corev1.PersistentVolumeAccessMode{corev1.ReadWriteOnce}, Capacity: gibibyte, PersistentVolumeReclaimPolicy: corev1.PersistentVolumeReclaimRetain,
			PersistentVolumeSource: corev1.PersistentVolumeSource{HostPath: &corev1.HostPathVolumeSource{Path: "/tmp"}},
		},
	})
	w.create(core.PersistentVolumeClaims, &corev1.PersistentVolumeClaim{
		ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: "holder"},
		Spec: corev1.PersistentVolumeClaimSpec{
			AccessModes: []corev1.PersistentVolumeAccessMode{corev1.ReadWriteOnce}, VolumeName: "v",
			Resources: corev1.VolumeResourceRequirements{Requests: gibibyte},
		},
	})
	w.eventually("the volume is bound", func() bool { return w.volumePhase("v") == corev1.VolumeBound })
	w.create(core.Pods, &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: "p"}, Spec: corev1.PodSpec{
		Containers: []corev1.Container{{Name: "c", Image: "i"}},
		Volumes:    []corev1.Volume{{Name: "v", VolumeSource: corev1.VolumeSource{PersistentVolumeClaim: &corev1.PersistentVolumeClaimVolumeSource{ClaimName: "c"}}}},
	}})
	w.eventually("the pod has a node", func() bool { return list[*corev1.Pod](w, core.Pods, "default")[0].Spec.NodeName != "" })

	w.delete(core.PersistentVolumeClaims, "default", "c", metav1.DeletePropagationBackground)
	w.delete(core.PersistentVolumes, "", "v", metav1.DeletePropagationBackground)
	w.delete(storage.VolumeAttributesClasses, "", class, metav1.DeletePropagationBackground)
	if w.gone(core.PersistentVolumeClaims, "default", "c") || w.gone(core.PersistentVolumes, "", "v") || w.gone(storage.VolumeAttributesClasses, "", class) {
		t.Error("something went that is in use")
	}
	w.delete(core.PersistentVolumeClaims, "default", "holder", metav1.DeletePropagationBackground)
	w.eventually("the volume goes", func() bool { return w.gone(core.PersistentVolumes, "", "v") })
	w.delete(core.Pods, "default", "p", metav1.DeletePropagationBackground)
	w.eventually("the claim goes after the pod", func() bool { return w.gone(core.PersistentVolumeClaims, "default", "c") })
	w.eventually("the class goes after the claim", func() bool { return w.gone(storage.VolumeAttributesClasses, "", class) })
}
