package storage

import (
	"time"

	storagev1 "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/table"
)

// VolumeAttributesClasses name sets of properties that a volume can change to.
var VolumeAttributesClasses = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "volumeattributesclasses", Singular: "volumeattributesclass", Kind: "VolumeAttributesClass",
	ShortNames: []string{"vac"},
}, func() *storagev1.VolumeAttributesClass { return &storagev1.VolumeAttributesClass{} }, api.Rules[*storagev1.VolumeAttributesClass]{
	NewList:        func() runtime.Object { return &storagev1.VolumeAttributesClassList{} },
	ReturnsDeleted: true,
	AnswersDeleted: true,
	Validate:       validateVolumeAttributesClass,
	ValidateName:   names.Subdomain,
	Columns: table.Columns{
		table.Name(),
		table.Text("DriverName", storagev1.VolumeAttributesClass{}.SwaggerDoc()["driverName"]),
		table.Age(),
	},
	Row: func(c *storagev1.VolumeAttributesClass, now time.Time) []any {
		name := c.Name
		if c.Annotations[defaultClassAnnotation] == "true" {
			name += " (default)"
		}
		return []any{name, c.DriverName, table.AgeOf(c, now)}
	},
})
