package storage

import (
	"strings"
	"time"

	storagev1 "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/optional"
	"github.com/skiff-k8s/skiff/api/table"
)

// CSIDrivers tell what the storage drivers of the cluster can do.
var CSIDrivers = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "csidrivers", Singular: "csidriver", Kind: "CSIDriver",
}, func() *storagev1.CSIDriver { return &storagev1.CSIDriver{} }, api.Rules[*storagev1.CSIDriver]{
	NewList:        func() runtime.Object { return &storagev1.CSIDriverList{} },
	ReturnsDeleted: true,
	AnswersDeleted: true,
	Default:        defaultCSIDriver,
	Validate:       validateCSIDriver,
	ValidateName:   names.Subdomain,
	Warn:           warnCSIDriver,
	Update:         api.UpdatePolicy{NeedsVersion: true},
	Columns:        csiDriverColumns(),
	Row:            csiDriverRow,
})

func defaultCSIDriver(d *storagev1.CSIDriver) {
	s := &d.Spec
	optional.Default(&s.AttachRequired, true)
	optional.Default(&s.PodInfoOnMount, false)
	optional.Default(&s.StorageCapacity, false)
	optional.Default(&s.FSGroupPolicy, storagev1.ReadWriteOnceWithFSTypeFSGroupPolicy)
	if len(s.VolumeLifecycleModes) == 0 {
		s.VolumeLifecycleModes = []storagev1.VolumeLifecycleMode{storagev1.VolumeLifecyclePersistent}
	}
	optional.Default(&s.RequiresRepublish, false)
	optional.Default(&s.SELinuxMount, false)
}

// warnCSIDriver: tokens among the attributes of a volume end up in logs.
func warnCSIDriver(d, old *storagev1.CSIDriver) []string {
	changed := old == nil || !equality.Semantic.DeepEqual(d.Spec.TokenRequests, old.Spec.TokenRequests)
	if changed && len(d.Spec.TokenRequests) > 0 && d.Spec.ServiceAccountTokenInSecrets == nil {
		return []string{"spec.serviceAccountTokenInSecrets is unset; if supported by this CSI driver, set to true to prevent possible logging of tokens in volume attributes"}
	}
	return nil
}

func csiDriverColumns() table.Columns {
	spec := storagev1.CSIDriverSpec{}.SwaggerDoc()
	return table.Columns{
		table.Name(),
		table.Flag("AttachRequired", spec["attachRequired"]),
		table.Flag("PodInfoOnMount", spec["podInfoOnMount"]),
		table.Flag("StorageCapacity", spec["storageCapacity"]),
		table.Text("TokenRequests", spec["tokenRequests"]),
		table.Flag("RequiresRepublish", spec["requiresRepublish"]),
		table.Text("Modes", spec["volumeLifecycleModes"]),
		table.Age(),
	}
}

func csiDriverRow(d *storagev1.CSIDriver, now time.Time) []any {
	modes := table.None
	if len(d.Spec.VolumeLifecycleModes) > 0 {
		list := make([]string, len(d.Spec.VolumeLifecycleModes))
		for i, m := range d.Spec.VolumeLifecycleModes {
			list[i] = string(m)
		}
		modes = strings.Join(list, ",")
	}
	audiences := table.Unset
	if d.Spec.TokenRequests != nil {
		list := make([]string, len(d.Spec.TokenRequests))
		for i, t := range d.Spec.TokenRequests {
			list[i] = t.Audience
		}
		audiences = strings.Join(list, ",")
	}
	attach := true
	if d.Spec.AttachRequired != nil {
		attach = *d.Spec.AttachRequired
	}
	return []any{
		d.Name, attach, optional.Value(d.Spec.PodInfoOnMount), optional.Value(d.Spec.StorageCapacity), audiences,
		optional.Value(d.Spec.RequiresRepublish), modes, table.AgeOf(d, now),
	}
}
