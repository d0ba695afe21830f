// Package storage describes the kinds of storage.k8s.io/v1: classes of storage
// and the state of CSI drivers.
package storage

import (
	storagev1 "k8s.io/api/storage/v1"

	"github.com/skiff-k8s/skiff/api"
)

const group = storagev1.GroupName

// Resources lists the kinds of the group in alphabetical order of their paths.
func Resources() []*api.Resource {
	return []*api.Resource{
		CSIDrivers,
		CSINodes,
		CSIStorageCapacities,
		StorageClasses,
		VolumeAttachments,
		VolumeAttributesClasses,
	}
}

// setDefault points *p to value where it points nowhere.
func setDefault[T any](p **T, value T) {
	if *p == nil {
		*p = &value
	}
}

// deref returns what p points to, the zero value when it is nil.
func deref[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}
