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
