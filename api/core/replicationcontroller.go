package core

import (
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/optional"
	"github.com/skiff-k8s/skiff/api/table"
)

// ReplicationControllers keep a number of pods running; replica sets have
// replaced them.
var ReplicationControllers = api.Define(api.Meta{
	Version: "v1", Name: "replicationcontrollers", Singular: "replicationcontroller", Kind: "ReplicationController",
	ShortNames: []string{"rc"}, Categories: []string{"all"}, Namespaced: true,
}, func() *corev1.ReplicationController { return &corev1.ReplicationController{} }, api.Rules[*corev1.ReplicationController]{
	NewList:         func() runtime.Object { return &corev1.ReplicationControllerList{} },
	Default:         defaultReplicationController,
	Prepare:         prepareReplicationController,
	Validate:        validateReplicationController,
	ValidateName:    names.Subdomain,
	OrphanByDefault: true,
	Columns:         replicationControllerColumns(),
	Row:             replicationControllerRow,
	FieldNames:      []string{"status.replicas"},
	Fields: func(c *corev1.ReplicationController) fields.Set {
		return fields.Set{"status.replicas": table.Int32(&c.Status.Replicas, "")}
	},
	Subresources: []api.Subresource{
		api.Scale(scaleOfReplicationController, scaleReplicationController),
		api.Part("status", func(c, body *corev1.ReplicationController) { c.Status = body.Status }, validateReplicationControllerStatus),
	},
})

func defaultReplicationController(c *corev1.ReplicationController) {
	if t := c.Spec.Template; t != nil {
		DefaultPodTemplate(t)
		if len(c.Spec.Selector) == 0 && len(t.Labels) > 0 {
			c.Spec.Selector = copyMap(t.Labels)
		}
		if len(c.Labels) == 0 && len(t.Labels) > 0 {
			c.Labels = copyMap(t.Labels)
		}
	}
	optional.Default(&c.Spec.Replicas, 1)
}

func prepareReplicationController(c, old *corev1.ReplicationController) {
	if old == nil {
		c.Status = corev1.ReplicationControllerStatus{}
	} else {
		c.Status = old.Status
	}
	api.Generation(c, old, old != nil && !equality.Semantic.DeepEqual(c.Spec, old.Spec))
}

func scaleOfReplicationController(c *corev1.ReplicationController) (api.ScaleView, error) {
	return api.ScaleView{
		Desired:  optional.Value(c.Spec.Replicas),
		Actual:   c.Status.Replicas,
		Selector: labels.SelectorFromSet(c.Spec.Selector).String(),
	}, nil
}

func scaleReplicationController(c *corev1.ReplicationController, replicas int32) {
	if optional.Value(c.Spec.Replicas) != replicas {
		c.Generation++
	}
	c.Spec.Replicas = &replicas
}

func replicationControllerColumns() table.Columns {
	spec, status := corev1.ReplicationControllerSpec{}.SwaggerDoc(), corev1.ReplicationControllerStatus{}.SwaggerDoc()
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

func replicationControllerRow(c *corev1.ReplicationController, now time.Time) []any {
	var containers, images string
	if c.Spec.Template != nil {
		containers, images = table.Containers(c.Spec.Template.Spec.Containers)
	}
	return []any{
		c.Name, int64(optional.Value(c.Spec.Replicas)), int64(c.Status.Replicas), int64(c.Status.ReadyReplicas),
		table.AgeOf(c, now), containers, images, table.Map(c.Spec.Selector),
	}
}
