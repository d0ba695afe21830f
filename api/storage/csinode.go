package storage

import (
	"time"

	storagev1 "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/table"
)

// CSINodes tell which storage drivers a node has.
var CSINodes = api.Define(api.Meta{
	Group: group, Version: "v1", Name: "csinodes", Singular: "csinode", Kind: "CSINode",
}, func() *storagev1.CSINode { return &storagev1.CSINode{} }, api.Rules[*storagev1.CSINode]{
	NewList:        func() runtime.Object { return &storagev1.CSINodeList{} },
	ReturnsDeleted: true,
	AnswersDeleted: true,
	Validate:       validateCSINode,
	ValidateName:   names.Subdomain,
	Update:         api.UpdatePolicy{NeedsVersion: true},
	Columns: table.Columns{
		table.Name(),
		table.Number("Drivers", "How many CSI drivers are installed on the node"),
		table.Age(),
	},
	Row: func(n *storagev1.CSINode, now time.Time) []any {
		return []any{n.Name, int64(len(n.Spec.Drivers)), table.AgeOf(n, now)}
	},
})
