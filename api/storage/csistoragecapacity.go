package storage

import (
	"time"

	storagev1 "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/table"
)

// CSIStorageCapacities tell how much of a class of storage is left.
var CSIStorageCapacities = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "csistoragecapacities", Singular: "csistoragecapacity", Kind: "CSIStorageCapacity",
	Namespaced: true,
}, func() *storagev1.CSIStorageCapacity { return &storagev1.CSIStorageCapacity{} }, api.Rules[*storagev1.CSIStorageCapacity]{
	NewList:      func() runtime.Object { return &storagev1.CSIStorageCapacityList{} },
	Validate:     validateCSIStorageCapacity,
	ValidateName: names.Subdomain,
	Update:       api.UpdatePolicy{NeedsVersion: true},
	Columns:      table.Default(),
	Row:          func(c *storagev1.CSIStorageCapacity, _ time.Time) []any { return table.DefaultRow(c) },
})
