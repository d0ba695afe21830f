package core

import (
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/optional"
	"github.com/skiff-k8s/skiff/api/table"
)

// PersistentVolumes are pieces of storage in the cluster.
var PersistentVolumes = api.Define(api.Meta{
	Version: "v1", Name: "persistentvolumes", Singular: "persistentvolume", Kind: "PersistentVolume",
	ShortNames: []string{"pv"},
}, func() *corev1.PersistentVolume { return &corev1.PersistentVolume{} }, api.Rules[*corev1.PersistentVolume]{
	NewList:        func() runtime.Object { return &corev1.PersistentVolumeList{} },
	ReturnsDeleted: true,
	AnswersDeleted: true,
	Default:        defaultPersistentVolume,
	Prepare:        preparePersistentVolume,
	Stamp:          stampPersistentVolume,
	Validate:       validatePersistentVolume,
	Columns:        persistentVolumeColumns(),
	Row:            persistentVolumeRow,
	Subresources: []api.Subresource{
		api.Part("status", func(v, body *corev1.PersistentVolume) { v.Status = body.Status }, validatePersistentVolumeStatus),
	},
})

func defaultPersistentVolume(v *corev1.PersistentVolume) {
	if v.Status.Phase == "" {
		v.Status.Phase = corev1.VolumePending
	}
	if v.Spec.PersistentVolumeReclaimPolicy == "" {
		v.Spec.PersistentVolumeReclaimPolicy = corev1.PersistentVolumeReclaimRetain
	}
	optional.Default(&v.Spec.VolumeMode, corev1.PersistentVolumeFilesystem)
	defaultPersistentVolumeSource(&v.Spec.PersistentVolumeSource)
	roundResources(v.Spec.Capacity)
}

func preparePersistentVolume(v, old *corev1.PersistentVolume) {
	if old != nil {
		v.Status = old.Status
		return
	}
	v.Status = corev1.PersistentVolumeStatus{Phase: corev1.VolumePending}
}

// stampPersistentVolume keeps when the phase changed last, unless the client says it.
func stampPersistentVolume(v, old *corev1.PersistentVolume, _ user.Info, now metav1.Time) {
	at := &v.Status.LastPhaseTransitionTime
	switch {
	case old == nil:
		*at = &now
	case old.Status.Phase == v.Status.Phase:
		if *at == nil {
			*at = old.Status.LastPhaseTransitionTime
		}
	case *at == nil || (*at).Equal(old.Status.LastPhaseTransitionTime):
		*at = &now
	}
}

func persistentVolumeColumns() table.Columns {
	spec, status := corev1.PersistentVolumeSpec{}.SwaggerDoc(), corev1.PersistentVolumeStatus{}.SwaggerDoc()
	return table.Columns{
		table.Name(),
		table.Text("Capacity", spec["capacity"]),
		table.Text("Access Modes", spec["accessModes"]),
		table.Text("Reclaim Policy", spec["persistentVolumeReclaimPolicy"]),
		table.Text("Status", status["phase"]),
		table.Text("Claim", spec["claimRef"]),
		table.Text("StorageClass", spec["storageClassName"]),
		table.Text("VolumeAttributesClass", spec["volumeAttributesClassName"]),
		table.Text("Reason", status["reason"]),
		table.Age(),
		table.Wide(table.Text("VolumeMode", spec["volumeMode"])),
	}
}

func persistentVolumeRow(v *corev1.PersistentVolume, now time.Time) []any {
	claim := ""
	if ref := v.Spec.ClaimRef; ref != nil {
		claim = ref.Namespace + "/" + ref.Name
	}
	phase := string(v.Status.Phase)
	if v.DeletionTimestamp != nil {
		phase = "Terminating"
	}
	class := v.Spec.StorageClassName
	if old, ok := v.Annotations[corev1.BetaStorageClassAnnotation]; ok {
		class = old
	}
	return []any{
		v.Name, v.Spec.Capacity.Storage().String(), table.AccessModes(v.Spec.AccessModes),
		string(v.Spec.PersistentVolumeReclaimPolicy), phase, claim, class,
		table.Deref(v.Spec.VolumeAttributesClassName, table.Unset), v.Status.Reason,
		table.AgeOf(v, now), table.Deref(v.Spec.VolumeMode, table.Unset),
	}
}
