package apps

import (
	"fmt"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/optional"
	"github.com/skiff-k8s/skiff/api/table"
)

// Deployments roll out a pod template by way of replica sets.
var Deployments = api.Define(api.Meta{
	Group: group, Version: version, Name: "deployments", Singular: "deployment", Kind: "Deployment",
	ShortNames: []string{"deploy"}, Categories: []string{"all"}, Namespaced: true,
}, func() *appsv1.Deployment { return &appsv1.Deployment{} }, api.Rules[*appsv1.Deployment]{
	Summarize:    summarizeDeployment,
	NewList:      func() runtime.Object { return &appsv1.DeploymentList{} },
	Default:      defaultDeployment,
	Prepare:      prepareDeployment,
	Validate:     validateDeployment,
	ValidateName: names.Subdomain,
	Warn: func(d, old *appsv1.Deployment) []string {
		if old != nil {
			return core.WarnPodTemplate(&d.Spec.Template, &old.Spec.Template)
		}
		return core.WarnPodTemplate(&d.Spec.Template, nil)
	},
	Columns: deploymentColumns(),
	Row:     deploymentRow,
	Subresources: []api.Subresource{
		api.Scale(func(d *appsv1.Deployment) (api.ScaleView, error) {
			selector, err := selectorText(d.Spec.Selector)
			return api.ScaleView{Desired: optional.Value(d.Spec.Replicas), Actual: d.Status.Replicas, Selector: selector}, err
		}, func(d *appsv1.Deployment, replicas int32) {
			if optional.Value(d.Spec.Replicas) != replicas {
				d.Generation++
			}
			d.Spec.Replicas = &replicas
		}),
		statusKeepingLabels(api.Part("status", func(d, body *appsv1.Deployment) { d.Status = body.Status }, validateDeploymentStatus)),
	},
})

// statusKeepingLabels leaves the labels alone: of the metadata that a status may
// bring, those of a deployment have never been taken.
func statusKeepingLabels(status api.Subresource) api.Subresource {
	merge := status.Merge
	status.Merge = func(parent, body api.Object) error {
		labels := parent.GetLabels()
		err := merge(parent, body)
		parent.SetLabels(labels)
		return err
	}
	return status
}

func defaultDeployment(d *appsv1.Deployment) {
	core.DefaultPodTemplate(&d.Spec.Template)
	optional.Default(&d.Spec.Replicas, 1)
	s := &d.Spec.Strategy
	if s.Type == "" {
		s.Type = appsv1.RollingUpdateDeploymentStrategyType
	}
	if s.Type == appsv1.RollingUpdateDeploymentStrategyType {
		if s.RollingUpdate == nil {
			s.RollingUpdate = &appsv1.RollingUpdateDeployment{}
		}
		optional.Default(&s.RollingUpdate.MaxUnavailable, intstr.FromString("25%"))
		optional.Default(&s.RollingUpdate.MaxSurge, intstr.FromString("25%"))
	}
	optional.Default(&d.Spec.RevisionHistoryLimit, 10)
	optional.Default(&d.Spec.ProgressDeadlineSeconds, 600)
}

func prepareDeployment(d, old *appsv1.Deployment) {
	if old == nil {
		d.Status = appsv1.DeploymentStatus{}
		api.Generation(d, old, false)
		return
	}
	d.Status = old.Status
	// Annotations count too: the controller copies them to replica sets.
	changed := !api.Same(&d.Spec, &old.Spec) ||
		!equality.Semantic.DeepEqual(d.Annotations, old.Annotations)
	api.Generation(d, old, changed)
}

func deploymentColumns() table.Columns {
	spec, status := appsv1.DeploymentSpec{}.SwaggerDoc(), appsv1.DeploymentStatus{}.SwaggerDoc()
	return table.Columns{
		table.Name(),
		table.Text("Ready", "How many pods are ready, and how many there should be"),
		table.Text("Up-to-date", status["updatedReplicas"]),
		table.Text("Available", status["availableReplicas"]),
		table.Age(),
		table.Wide(table.Text("Containers", "The names of the template's containers")),
		table.Wide(table.Text("Images", "The images of the template's containers")),
		table.Wide(table.Text("Selector", spec["selector"])),
	}
}

func deploymentRow(d *appsv1.Deployment, now time.Time) []any {
	containers, images := table.Containers(d.Spec.Template.Spec.Containers)
	return []any{
		d.Name, fmt.Sprintf("%d/%d", d.Status.ReadyReplicas, optional.Value(d.Spec.Replicas)),
		int64(d.Status.UpdatedReplicas), int64(d.Status.AvailableReplicas),
		table.AgeOf(d, now), containers, images, table.Selector(d.Spec.Selector),
	}
}
