package storage

import (
	storagev1 "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

func validateCSIDriver(o, old *storagev1.CSIDriver) field.ErrorList                     { return nil }
func validateCSINode(o, old *storagev1.CSINode) field.ErrorList                         { return nil }
func validateCSIStorageCapacity(o, old *storagev1.CSIStorageCapacity) field.ErrorList   { return nil }
func validateStorageClass(o, old *storagev1.StorageClass) field.ErrorList               { return nil }
func validateVolumeAttachment(o, old *storagev1.VolumeAttachment) field.ErrorList       { return nil }
func validateVolumeAttachmentStatus(o, old *storagev1.VolumeAttachment) field.ErrorList { return nil }
func validateVolumeAttributesClass(o, old *storagev1.VolumeAttributesClass) field.ErrorList {
	return nil
}
