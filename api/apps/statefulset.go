package apps

import (
	"fmt"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/names"
	"github.com/skiff-k8s/skiff/api/optional"
	"github.com/skiff-k8s/skiff/api/table"
)

// StatefulSets keep pods with names and storage of their own.
var StatefulSets = api.Define(api.Meta{
	Group: group, Version: version, Name: "statefulsets", Singular: "statefulset", Kind: "StatefulSet",
	ShortNames: []string{"sts"}, Categories: []string{"all"}, Namespaced: true,
}, func() *appsv1.StatefulSet { return &appsv1.StatefulSet{} }, api.Rules[*appsv1.StatefulSet]{
	NewList:      func() runtime.Object { return &appsv1.StatefulSetList{} },
	Default:      defaultStatefulSet,
	Prepare:      prepareStatefulSet,
	Validate:     validateStatefulSet,
	ValidateName: names.Label,
	Complete:     completeStatefulSet,
	Warn: func(s, old *appsv1.StatefulSet) []string {
		if old != nil {
			return core.WarnPodTemplate(&s.Spec.Template, &old.Spec.Template)
		}
		return core.WarnPodTemplate(&s.Spec.Template, nil)
	},
	Columns: table.Columns{
		table.Name(),
		table.Text("Ready", "How many pods are ready, and how many there should be"),
		table.Age(),
		table.Wide(table.Text("Containers", "The names of the template's containers")),
		table.Wide(table.Text("Images", "The images of the template's containers")),
	},
	Row: func(s *appsv1.StatefulSet, now time.Time) []any {
		containers, images := table.Containers(s.Spec.Template.Spec.Containers)
		ready := fmt.Sprintf("%d/%d", s.Status.ReadyReplicas, optional.Value(s.Spec.Replicas))
		return []any{s.Name, ready, table.AgeOf(s, now), containers, images}
	},
	Subresources: []api.Subresource{
		api.Scale(func(s *appsv1.StatefulSet) (api.ScaleView, error) {
			selector, err := selectorText(s.Spec.Selector)
			return api.ScaleView{Desired: optional.Value(s.Spec.Replicas), Actual: s.Status.Replicas, Selector: selector}, err
		}, func(s *appsv1.StatefulSet, replicas int32) {
			if optional.Value(s.Spec.Replicas) != replicas {
				s.Generation++
			}
			s.Spec.Replicas = &replicas
		}),
		api.Part("status", func(s, body *appsv1.StatefulSet) { s.Status = body.Status }, validateStatefulSetStatus),
	},
})

// completeStatefulSet: templates are whole claims, which show their kind.
func completeStatefulSet(s *appsv1.StatefulSet) {
	for i := range s.Spec.VolumeClaimTemplates {
		c := &s.Spec.VolumeClaimTemplates[i]
		c.APIVersion, c.Kind = "v1", "PersistentVolumeClaim"
	}
}

func defaultStatefulSet(s *appsv1.StatefulSet) {
	core.DefaultPodTemplate(&s.Spec.Template)
	completeStatefulSet(s)
	for i := range s.Spec.VolumeClaimTemplates {
		c := &s.Spec.VolumeClaimTemplates[i]
		if c.Status.Phase == "" {
			c.Status.Phase = corev1.ClaimPending
		}
		core.DefaultClaimSpec(&c.Spec)
	}
	if s.Spec.PodManagementPolicy == "" {
		s.Spec.PodManagementPolicy = appsv1.OrderedReadyPodManagement
	}
	u := &s.Spec.UpdateStrategy
	if u.Type == "" {
		u.Type = appsv1.RollingUpdateStatefulSetStrategyType
		if u.RollingUpdate == nil {
			u.RollingUpdate = &appsv1.RollingUpdateStatefulSetStrategy{}
		}
		optional.Default(&u.RollingUpdate.Partition, 0)
	}
	if u.Type == appsv1.RollingUpdateStatefulSetStrategyType && u.RollingUpdate != nil {
		optional.Default(&u.RollingUpdate.Partition, 0)
		// Not served by default in 1.36.
		u.RollingUpdate.MaxUnavailable = nil
	}
	if s.Spec.PersistentVolumeClaimRetentionPolicy == nil {
		s.Spec.PersistentVolumeClaimRetentionPolicy = &appsv1.StatefulSetPersistentVolumeClaimRetentionPolicy{}
	}
	p := s.Spec.PersistentVolumeClaimRetentionPolicy
	if p.WhenDeleted == "" {
		p.WhenDeleted = appsv1.RetainPersistentVolumeClaimRetentionPolicyType
	}
	if p.WhenScaled == "" {
		p.WhenScaled = appsv1.RetainPersistentVolumeClaimRetentionPolicyType
	}
	optional.Default(&s.Spec.Replicas, 1)
	optional.Default(&s.Spec.RevisionHistoryLimit, 10)
}

func prepareStatefulSet(s, old *appsv1.StatefulSet) {
	if old == nil {
		s.Status = appsv1.StatefulSetStatus{}
	} else {
		s.Status = old.Status
	}
	api.Generation(s, old, old != nil && !api.Same(&s.Spec, &old.Spec))
}
