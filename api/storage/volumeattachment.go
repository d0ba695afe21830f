package storage

import (
	"time"

	storagev1 "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/optional"
	"github.com/skiff-k8s/skiff/api/table"
)

// VolumeAttachments attach volumes to nodes.
var VolumeAttachments = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "volumeattachments", Singular: "volumeattachment", Kind: "VolumeAttachment",
}, func() *storagev1.VolumeAttachment { return &storagev1.VolumeAttachment{} }, api.Rules[*storagev1.VolumeAttachment]{
	NewList:        func() runtime.Object { return &storagev1.VolumeAttachmentList{} },
	ReturnsDeleted: true,
	AnswersDeleted: true,
	Prepare: func(a, old *storagev1.VolumeAttachment) {
		if old == nil {
			a.Status = storagev1.VolumeAttachmentStatus{}
		} else {
			a.Status = old.Status
		}
	},
	Validate:     validateVolumeAttachment,
	ValidateName: names.Subdomain,
	Update:       api.UpdatePolicy{NeedsVersion: true},
	Columns:      volumeAttachmentColumns(),
	Row: func(a *storagev1.VolumeAttachment, now time.Time) []any {
		return []any{
			a.Name, a.Spec.Attacher, optional.Value(a.Spec.Source.PersistentVolumeName), a.Spec.NodeName,
			a.Status.Attached, table.AgeOf(a, now),
		}
	},
	Subresources: []api.Subresource{
		api.PartOnly("status", func(a, body *storagev1.VolumeAttachment) { a.Status = body.Status }, validateVolumeAttachmentStatus),
	},
})

func volumeAttachmentColumns() table.Columns {
	spec := storagev1.VolumeAttachmentSpec{}.SwaggerDoc()
	attacher := table.Text("Attacher", spec["attacher"])
	attacher.Format = "name"
	return table.Columns{
		table.Name(),
		attacher,
		table.Text("PV", storagev1.VolumeAttachmentSource{}.SwaggerDoc()["persistentVolumeName"]),
		table.Text("Node", spec["nodeName"]),
		table.Flag("Attached", storagev1.VolumeAttachmentStatus{}.SwaggerDoc()["attached"]),
		table.Age(),
	}
}
