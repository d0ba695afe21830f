package storage

import (
	"time"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/optional"
	"github.com/skiff-k8s/skiff/api/table"
)

// The annotations by which one class is the one for claims that name none.
const (
	defaultClassAnnotation     = "storageclass.kubernetes.io/is-default-class"
	betaDefaultClassAnnotation = "storageclass.beta.kubernetes.io/is-default-class"
)

// StorageClasses tell how volumes are made.
var StorageClasses = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "storageclasses", Singular: "storageclass", Kind: "StorageClass",
	ShortNames: []string{"sc"},
}, func() *storagev1.StorageClass { return &storagev1.StorageClass{} }, api.Rules[*storagev1.StorageClass]{
	NewList:        func() runtime.Object { return &storagev1.StorageClassList{} },
	ReturnsDeleted: true,
	AnswersDeleted: true,
	Default: func(c *storagev1.StorageClass) {
		optional.Default(&c.ReclaimPolicy, corev1.PersistentVolumeReclaimDelete)
		optional.Default(&c.VolumeBindingMode, storagev1.VolumeBindingImmediate)
	},
	Validate:     validateStorageClass,
	ValidateName: names.Subdomain,
	Columns:      storageClassColumns(),
	Row:          storageClassRow,
})

func storageClassColumns() table.Columns {
	doc := storagev1.StorageClass{}.SwaggerDoc()
	return table.Columns{
		table.Name(),
		table.Text("Provisioner", doc["provisioner"]),
		table.Text("ReclaimPolicy", doc["reclaimPolicy"]),
		table.Text("VolumeBindingMode", doc["volumeBindingMode"]),
		table.Text("AllowVolumeExpansion", doc["allowVolumeExpansion"]),
		table.Age(),
	}
}

func storageClassRow(c *storagev1.StorageClass, now time.Time) []any {
	name := c.Name
	if c.Annotations[defaultClassAnnotation] == "true" || c.Annotations[betaDefaultClassAnnotation] == "true" {
		name += " (default)"
	}
	return []any{
		name, c.Provisioner, table.Deref(c.ReclaimPolicy, string(corev1.PersistentVolumeReclaimDelete)),
		table.Deref(c.VolumeBindingMode, table.Unset), optional.Value(c.AllowVolumeExpansion), table.AgeOf(c, now),
	}
}
