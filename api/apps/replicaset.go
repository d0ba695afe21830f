package apps

import (
	"time"

	appsv1 "k8s.io/api/apps/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/optional"
	"github.com/skiff-k8s/skiff/api/table"
)

// ReplicaSets keep a number of equal pods running.
var ReplicaSets = api.Define(api.Meta{
	Group: group, Version: version, Name: "replicasets", Singular: "replicaset", Kind: "ReplicaSet",
	ShortNames: []string{"rs"}, Categories: []string{"all"}, Namespaced: true,
}, func() *appsv1.ReplicaSet { return &appsv1.ReplicaSet{} }, api.Rules[*appsv1.ReplicaSet]{
	Summarize:    summarizeReplicaSet,
	NewList:      func() runtime.Object { return &appsv1.ReplicaSetList{} },
	Default:      defaultReplicaSet,
	Prepare:      prepareReplicaSet,
	Validate:     validateReplicaSet,
	ValidateName: names.Subdomain,
	Warn: func(r, old *appsv1.ReplicaSet) []string {
		if old != nil {
			return core.WarnPodTemplate(&r.Spec.Template, &old.Spec.Template)
		}
		return core.WarnPodTemplate(&r.Spec.Template, nil)
	},
	Columns: replicaSetColumns(),
	Row:     replicaSetRow,
	Subresources: []api.Subresource{
		api.Scale(func(r *appsv1.ReplicaSet) (api.ScaleView, error) {
			selector, err := selectorText(r.Spec.Selector)
			return api.ScaleView{Desired: optional.Value(r.Spec.Replicas), Actual: r.Status.Replicas, Selector: selector}, err
		}, func(r *appsv1.ReplicaSet, replicas int32) {
			if optional.Value(r.Spec.Replicas) != replicas {
				r.Generation++
			}
			r.Spec.Replicas = &replicas
		}),
		api.Part("status", func(r, body *appsv1.ReplicaSet) { r.Status = body.Status }, validateReplicaSetStatus),
	},
})

func defaultReplicaSet(r *appsv1.ReplicaSet) {
	core.DefaultPodTemplate(&r.Spec.Template)
	optional.Default(&r.Spec.Replicas, 1)
}

func prepareReplicaSet(r, old *appsv1.ReplicaSet) {
	if old == nil {
		r.Status = appsv1.ReplicaSetStatus{}
	} else {
		r.Status = old.Status
	}
	api.Generation(r, old, old != nil && !api.Same(&r.Spec, &old.Spec))
}

func replicaSetColumns() table.Columns {
	spec, status := appsv1.ReplicaSetSpec{}.SwaggerDoc(), appsv1.ReplicaSetStatus{}.SwaggerDoc()
	return table.Columns{
		table.Name(),
		table.Number("Desired", spec["replicas"]),
		table.Number("Current", status["replicas"]),
		table.Number("Ready", status["readyReplicas"]),
		table.Age(),
		table.Wide(table.Text("Containers", "The names of the template's containers")),
		table.Wide(table.Text("Images", "The images of the template's containers")),
		table.Wide(table.Text("Selector", spec["selector"])),
	}
}

func replicaSetRow(r *appsv1.ReplicaSet, now time.Time) []any {
	containers, images := table.Containers(r.Spec.Template.Spec.Containers)
	return []any{
		r.Name, int64(optional.Value(r.Spec.Replicas)), int64(r.Status.Replicas), int64(r.Status.ReadyReplicas),
		table.AgeOf(r, now), containers, images, table.Selector(r.Spec.Selector),
	}
}
