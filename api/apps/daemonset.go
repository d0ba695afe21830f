package apps

import (
	"strconv"
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

// DaemonSets keep one pod on every node that fits.
var DaemonSets = api.Define(api.Meta{
	Group: group, Version: version, Name: "daemonsets", Singular: "daemonset", Kind: "DaemonSet",
	ShortNames: []string{"ds"}, Categories: []string{"all"}, Namespaced: true,
}, func() *appsv1.DaemonSet { return &appsv1.DaemonSet{} }, api.Rules[*appsv1.DaemonSet]{
	NewList:      func() runtime.Object { return &appsv1.DaemonSetList{} },
	Default:      defaultDaemonSet,
	Prepare:      prepareDaemonSet,
	Validate:     validateDaemonSet,
	ValidateName: names.Subdomain,
	Warn: func(d, old *appsv1.DaemonSet) []string {
		if old != nil {
			return core.WarnPodTemplate(&d.Spec.Template, &old.Spec.Template)
		}
		return core.WarnPodTemplate(&d.Spec.Template, nil)
	},
	Columns: daemonSetColumns(),
	Row:     daemonSetRow,
	Subresources: []api.Subresource{
		daemonSetStatus(),
	},
})

// daemonSetStatus keeps the template's generation whatever annotations a client sends.
func daemonSetStatus() api.Subresource {
	s := api.Part("status", func(d, body *appsv1.DaemonSet) { d.Status = body.Status }, validateDaemonSetStatus)
	merge := s.Merge
	s.Merge = func(parent, body api.Object) error {
		n := templateGeneration(parent.(*appsv1.DaemonSet))
		if err := merge(parent, body); err != nil {
			return err
		}
		setTemplateGeneration(parent.(*appsv1.DaemonSet), n)
		return nil
	}
	return s
}

func defaultDaemonSet(d *appsv1.DaemonSet) {
	core.DefaultPodTemplate(&d.Spec.Template)
	s := &d.Spec.UpdateStrategy
	if s.Type == "" {
		s.Type = appsv1.RollingUpdateDaemonSetStrategyType
	}
	if s.Type == appsv1.RollingUpdateDaemonSetStrategyType {
		if s.RollingUpdate == nil {
			s.RollingUpdate = &appsv1.RollingUpdateDaemonSet{}
		}
		optional.Default(&s.RollingUpdate.MaxUnavailable, intstr.FromInt32(1))
		optional.Default(&s.RollingUpdate.MaxSurge, intstr.FromInt32(0))
	}
	optional.Default(&d.Spec.RevisionHistoryLimit, 10)
}

func prepareDaemonSet(d, old *appsv1.DaemonSet) {
	if old == nil {
		d.Status = appsv1.DaemonSetStatus{}
		api.Generation(d, old, false)
		setTemplateGeneration(d, 1)
		return
	}
	d.Status = old.Status
	api.Generation(d, old, !api.Same(&d.Spec, &old.Spec))
	n := templateGeneration(old)
	if !equality.Semantic.DeepEqual(d.Spec.Template, old.Spec.Template) {
		n++
	}
	setTemplateGeneration(d, n)
}

// templateGeneration counts the changes of the template. It was a field once and
// lives on in an annotation.
func templateGeneration(d *appsv1.DaemonSet) int64 {
	n, err := strconv.ParseInt(d.Annotations[appsv1.DeprecatedTemplateGeneration], 10, 64)
	if err != nil {
		return 0
	}
	return n
}

func setTemplateGeneration(d *appsv1.DaemonSet, n int64) {
	if n == 0 {
		return
	}
	if d.Annotations == nil {
		d.Annotations = map[string]string{}
	}
	d.Annotations[appsv1.DeprecatedTemplateGeneration] = strconv.FormatInt(n, 10)
}

func daemonSetColumns() table.Columns {
	spec, status := appsv1.DaemonSetSpec{}.SwaggerDoc(), appsv1.DaemonSetStatus{}.SwaggerDoc()
	return table.Columns{
		table.Name(),
		table.Number("Desired", status["desiredNumberScheduled"]),
		table.Number("Current", status["currentNumberScheduled"]),
		table.Number("Ready", status["numberReady"]),
		table.Number("Up-to-date", status["updatedNumberScheduled"]),
		table.Number("Available", status["numberAvailable"]),
		table.Text("Node Selector", "The labels that a node needs to get a pod"),
		table.Age(),
		table.Wide(table.Text("Containers", "The names of the template's containers")),
		table.Wide(table.Text("Images", "The images of the template's containers")),
		table.Wide(table.Text("Selector", spec["selector"])),
	}
}

func daemonSetRow(d *appsv1.DaemonSet, now time.Time) []any {
	containers, images := table.Containers(d.Spec.Template.Spec.Containers)
	s := &d.Status
	return []any{
		d.Name, int64(s.DesiredNumberScheduled), int64(s.CurrentNumberScheduled), int64(s.NumberReady),
		int64(s.UpdatedNumberScheduled), int64(s.NumberAvailable), table.Map(d.Spec.Template.Spec.NodeSelector),
		table.AgeOf(d, now), containers, images, table.Selector(d.Spec.Selector),
	}
}
