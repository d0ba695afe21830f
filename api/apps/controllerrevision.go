package apps

import (
	"time"

	appsv1 "k8s.io/api/apps/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/table"
)

// ControllerRevisions keep the past states of stateful sets and daemon sets.
var ControllerRevisions = api.Define(api.Meta{
	Group: group, Version: version, Name: "controllerrevisions", Singular: "controllerrevision", Kind: "ControllerRevision",
	Namespaced: true,
}, func() *appsv1.ControllerRevision { return &appsv1.ControllerRevision{} }, api.Rules[*appsv1.ControllerRevision]{
	NewList:      func() runtime.Object { return &appsv1.ControllerRevisionList{} },
	Validate:     validateControllerRevision,
	ValidateName: names.Subdomain,
	Columns: table.Columns{
		table.Name(),
		table.Text("Controller", "The object that the revision belongs to"),
		table.Text("Revision", appsv1.ControllerRevision{}.SwaggerDoc()["revision"]),
		table.Age(),
	},
	Row: func(c *appsv1.ControllerRevision, now time.Time) []any {
		return []any{c.Name, controllerOf(c), c.Revision, table.AgeOf(c, now)}
	},
})

// controllerOf names the owner that controls o: "statefulset.apps/web".
func controllerOf(o metav1.Object) string {
	owner := metav1.GetControllerOf(o)
	if owner == nil {
		return table.None
	}
	gv, err := schema.ParseGroupVersion(owner.APIVersion)
	if err != nil {
		return table.None
	}
	kind := gv.WithKind(owner.Kind)
	return lowerKind(kind) + "/" + owner.Name
}
