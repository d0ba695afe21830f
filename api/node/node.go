// Package node describes the kind of node.k8s.io/v1: runtime classes.
package node

import (
	"time"

	nodev1 "k8s.io/api/node/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/table"
)

// Resources lists the kinds of the group.
func Resources() []*api.Resource { return []*api.Resource{RuntimeClasses} }

// RuntimeClasses name the container runtimes that nodes offer.
var RuntimeClasses = api.Define(api.Meta{
	Group: nodev1.GroupName, Version: "v1", Name: "runtimeclasses", Singular: "runtimeclass", Kind: "RuntimeClass",
}, func() *nodev1.RuntimeClass { return &nodev1.RuntimeClass{} }, api.Rules[*nodev1.RuntimeClass]{
	NewList:      func() runtime.Object { return &nodev1.RuntimeClassList{} },
	AnyFinalizer: true,
	Validate:     validateRuntimeClass,
	ValidateName: names.Subdomain,
	Update:       api.UpdatePolicy{NeedsVersion: true},
	Columns: table.Columns{
		table.Name(),
		table.Text("Handler", nodev1.RuntimeClass{}.SwaggerDoc()["handler"]),
		table.Age(),
	},
	Row: func(c *nodev1.RuntimeClass, now time.Time) []any {
		return []any{c.Name, c.Handler, table.AgeOf(c, now)}
	},
})
