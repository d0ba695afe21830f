package core

import (
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/optional"
	"github.com/skiff-k8s/skiff/api/table"
)

// PersistentVolumeClaims ask for storage.
var PersistentVolumeClaims = api.Define(api.Meta{
	Version: "v1", Name: "persistentvolumeclaims", Singular: "persistentvolumeclaim", Kind: "PersistentVolumeClaim",
	ShortNames: []string{"pvc"}, Namespaced: true,
}, func() *corev1.PersistentVolumeClaim { return &corev1.PersistentVolumeClaim{} }, api.Rules[*corev1.PersistentVolumeClaim]{
	NewList:        func() runtime.Object { return &corev1.PersistentVolumeClaimList{} },
	ReturnsDeleted: true,
	AnswersDeleted: true,
	Default: func(c *corev1.PersistentVolumeClaim) {
		if c.Status.Phase == "" {
			c.Status.Phase = corev1.ClaimPending
		}
		DefaultClaimSpec(&c.Spec)
		roundResources(c.Status.Capacity)
	},
	Prepare:  prepareClaim,
	Validate: validateClaim,
	Columns:  claimColumns(),
	Row:      claimRow,
	Subresources: []api.Subresource{
		api.Part("status", func(c, body *corev1.PersistentVolumeClaim) { c.Status = body.Status }, validateClaimStatus),
	},
})

// DefaultClaimSpec fills in the spec of a claim, also in volume claim templates.
func DefaultClaimSpec(s *corev1.PersistentVolumeClaimSpec) {
	optional.Default(&s.VolumeMode, corev1.PersistentVolumeFilesystem)
	roundResources(s.Resources.Limits)
	roundResources(s.Resources.Requests)
}

func prepareClaim(c, old *corev1.PersistentVolumeClaim) {
	if old != nil {
		c.Status = old.Status
	} else {
		c.Status = corev1.PersistentVolumeClaimStatus{Phase: corev1.ClaimPending}
	}
	normalizeDataSources(&c.Spec)
}

// normalizeDataSources keeps dataSource and dataSourceRef, two names of one
// thing, the same when only one of them is given.
func normalizeDataSources(s *corev1.PersistentVolumeClaimSpec) {
	// The older field knows two kinds of sources and ignores others.
	if d := s.DataSource; d != nil && s.DataSourceRef == nil {
		claim := d.Kind == "PersistentVolumeClaim" && optional.Value(d.APIGroup) == ""
		snapshot := d.Kind == "VolumeSnapshot" && optional.Value(d.APIGroup) == "snapshot.storage.k8s.io"
		if !claim && !snapshot {
			s.DataSource = nil
		}
	}
	switch {
	case s.DataSource != nil && s.DataSourceRef == nil:
		s.DataSourceRef = &corev1.TypedObjectReference{
			APIGroup: s.DataSource.APIGroup, Kind: s.DataSource.Kind, Name: s.DataSource.Name,
		}
	case s.DataSourceRef != nil && s.DataSource == nil && (s.DataSourceRef.Namespace == nil || *s.DataSourceRef.Namespace == ""):
		s.DataSource = &corev1.TypedLocalObjectReference{
			APIGroup: s.DataSourceRef.APIGroup, Kind: s.DataSourceRef.Kind, Name: s.DataSourceRef.Name,
		}
	}
}

func claimColumns() table.Columns {
	spec, status := corev1.PersistentVolumeClaimSpec{}.SwaggerDoc(), corev1.PersistentVolumeClaimStatus{}.SwaggerDoc()
	return table.Columns{
		table.Name(),
		table.Text("Status", status["phase"]),
		table.Text("Volume", spec["volumeName"]),
		table.Text("Capacity", status["capacity"]),
		table.Text("Access Modes", status["accessModes"]),
		table.Text("StorageClass", spec["storageClassName"]),
		table.Text("VolumeAttributesClass", spec["volumeAttributesClassName"]),
		table.Age(),
		table.Wide(table.Text("VolumeMode", spec["volumeMode"])),
	}
}

func claimRow(c *corev1.PersistentVolumeClaim, now time.Time) []any {
	phase := string(c.Status.Phase)
	if c.DeletionTimestamp != nil {
		phase = "Terminating"
	}
	capacity, modes := "", ""
	if c.Spec.VolumeName != "" {
		capacity, modes = c.Status.Capacity.Storage().String(), table.AccessModes(c.Status.AccessModes)
	}
	class := table.Deref(c.Spec.StorageClassName, "")
	if old, ok := c.Annotations[corev1.BetaStorageClassAnnotation]; ok {
		class = old
	}
	return []any{
		c.Name, phase, c.Spec.VolumeName, capacity, modes, class,
		table.Deref(c.Spec.VolumeAttributesClassName, table.Unset),
		table.AgeOf(c, now), table.Deref(c.Spec.VolumeMode, table.Unset),
	}
}
