package core

import (
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/table"
)

// PodTemplates keep a pod template on its own.
var PodTemplates = api.Define(api.Meta{
	Version: "v1", Name: "podtemplates", Singular: "podtemplate", Kind: "PodTemplate", Namespaced: true,
}, func() *corev1.PodTemplate { return &corev1.PodTemplate{} }, api.Rules[*corev1.PodTemplate]{
	NewList:        func() runtime.Object { return &corev1.PodTemplateList{} },
	ReturnsDeleted: true,
	AnswersDeleted: true,
	Default:        func(t *corev1.PodTemplate) { DefaultPodTemplate(&t.Template) },
	Prepare: func(t, old *corev1.PodTemplate) {
		api.Generation(t, old, old != nil && !equality.Semantic.DeepEqual(t.Template, old.Template))
	},
	Validate: validatePodTemplateObject,
	Warn: func(t, old *corev1.PodTemplate) []string {
		if old != nil {
			return WarnPodTemplate(&t.Template, &old.Template)
		}
		return WarnPodTemplate(&t.Template, nil)
	},
	Columns: table.Columns{
		table.Name(),
		table.Text("Containers", "The names of the template's containers"),
		table.Text("Images", "The images of the template's containers"),
		table.Text("Pod Labels", "The labels that pods of this template get"),
	},
	Row: func(t *corev1.PodTemplate, _ time.Time) []any {
		names, images := table.Containers(t.Template.Spec.Containers)
		return []any{t.Name, names, images, table.Map(t.Template.Labels)}
	},
})
