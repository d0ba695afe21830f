package apps

import (
	"fmt"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api/badvalue"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/optional"
	"github.com/skiff-k8s/skiff/api/validate"
)

func validateStatefulSet(s, old *appsv1.StatefulSet) field.ErrorList {
	errs := validateStatefulSetSpec(&s.Spec)
	if old == nil {
		if s.Spec.ServiceName != "" {
			for _, m := range validation.IsDNS1123Label(s.Spec.ServiceName) {
				errs = append(errs, field.Invalid(specPath.Child("serviceName"), s.Spec.ServiceName, m))
			}
		}
		return errs
	}
	// What may change gets the old value; nothing else may differ.
	is := s.Spec.DeepCopy()
	is.Replicas = old.Spec.Replicas
	is.Template = old.Spec.Template
	is.UpdateStrategy = old.Spec.UpdateStrategy
	is.MinReadySeconds = old.Spec.MinReadySeconds
	is.Ordinals = old.Spec.Ordinals
	is.RevisionHistoryLimit = old.Spec.RevisionHistoryLimit
	is.PersistentVolumeClaimRetentionPolicy = old.Spec.PersistentVolumeClaimRetentionPolicy
	if !equality.Semantic.DeepEqual(*is, old.Spec) {
		errs = append(errs, field.Forbidden(specPath, "updates to statefulset spec for fields other than 'replicas', 'ordinals', "+
			"'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden"))
	}
	return errs
}

func validateStatefulSetSpec(s *appsv1.StatefulSetSpec) field.ErrorList {
	var errs field.ErrorList
	switch s.PodManagementPolicy {
	case "":
		errs = append(errs, field.Required(specPath.Child("podManagementPolicy"), ""))
	case appsv1.OrderedReadyPodManagement, appsv1.ParallelPodManagement:
	default:
		errs = append(errs, field.Invalid(specPath.Child("podManagementPolicy"), s.PodManagementPolicy,
			fmt.Sprintf("must be '%s' or '%s'", appsv1.OrderedReadyPodManagement, appsv1.ParallelPodManagement)))
	}
	errs = append(errs, validateStatefulStrategy(&s.UpdateStrategy, specPath.Child("updateStrategy"))...)
	errs = append(errs, validateRetention(s.PersistentVolumeClaimRetentionPolicy, specPath.Child("persistentVolumeClaimRetentionPolicy"))...)
	errs = append(errs, validate.NotNegative(specPath.Child("replicas"), optional.Value(s.Replicas))...)
	errs = append(errs, validate.NotNegative(specPath.Child("minReadySeconds"), s.MinReadySeconds)...)
	if s.Ordinals != nil {
		errs = append(errs, validate.NotNegative(specPath.Child("ordinals.start"), s.Ordinals.Start)...)
	}
	errs = append(errs, validateSelector(s.Selector, "statefulset")...)
	if selector, err := metav1.LabelSelectorAsSelector(s.Selector); err != nil {
		errs = append(errs, field.Invalid(specPath.Child("selector"), s.Selector, ""))
	} else {
		errs = append(errs, validateSelected(withClaims(s), selector, "StatefulSet")...)
	}
	for i := range s.VolumeClaimTemplates {
		errs = append(errs, core.ValidateClaimTemplate(&s.VolumeClaimTemplates[i], specPath.Child("volumeClaimTemplates").Index(i))...)
	}
	return errs
}

// withClaims is the template with a volume for each claim, as its pods have.
func withClaims(s *appsv1.StatefulSetSpec) *corev1.PodTemplateSpec {
	if len(s.VolumeClaimTemplates) == 0 {
		return &s.Template
	}
	t := s.Template
	t.Spec.Volumes = nil
	claimed := map[string]bool{}
	for i := range s.VolumeClaimTemplates {
		name := s.VolumeClaimTemplates[i].Name
		claimed[name] = true
		t.Spec.Volumes = append(t.Spec.Volumes, corev1.Volume{Name: name, VolumeSource: corev1.VolumeSource{
			PersistentVolumeClaim: &corev1.PersistentVolumeClaimVolumeSource{ClaimName: name},
		}})
	}
	for _, v := range s.Template.Spec.Volumes {
		if !claimed[v.Name] {
			t.Spec.Volumes = append(t.Spec.Volumes, v)
		}
	}
	return &t
}

func validateStatefulStrategy(s *appsv1.StatefulSetUpdateStrategy, at *field.Path) field.ErrorList {
	switch s.Type {
	case "":
		return field.ErrorList{field.Required(at, "")}
	case appsv1.OnDeleteStatefulSetStrategyType:
		if s.RollingUpdate != nil {
			return field.ErrorList{field.Invalid(at.Child("rollingUpdate"), badvalue.Of(s.RollingUpdate),
				fmt.Sprintf("only allowed for updateStrategy '%s'", appsv1.RollingUpdateStatefulSetStrategyType))}
		}
		return nil
	case appsv1.RollingUpdateStatefulSetStrategyType:
		r := s.RollingUpdate
		if r == nil {
			return nil
		}
		var errs field.ErrorList
		if r.Partition != nil {
			errs = append(errs, validate.NotNegative(at.Child("rollingUpdate", "partition"), *r.Partition)...)
		}
		if m := r.MaxUnavailable; m != nil {
			max := at.Child("rollingUpdate", "maxUnavailable")
			errs = append(errs, amount(*m, max)...)
			if magnitude(m) == 0 {
				errs = append(errs, field.Invalid(max, *m, "cannot be 0"))
			}
			errs = append(errs, atMostAll(*m, max)...)
		}
		return errs
	}
	return field.ErrorList{field.Invalid(at, badvalue.Of(s), fmt.Sprintf("must be '%s' or '%s'",
		appsv1.RollingUpdateStatefulSetStrategyType, appsv1.OnDeleteStatefulSetStrategyType))}
}

func validateRetention(p *appsv1.StatefulSetPersistentVolumeClaimRetentionPolicy, at *field.Path) field.ErrorList {
	if p == nil {
		return nil
	}
	var errs field.ErrorList
	check := func(name string, v appsv1.PersistentVolumeClaimRetentionPolicyType) {
		if v != appsv1.RetainPersistentVolumeClaimRetentionPolicyType && v != appsv1.DeletePersistentVolumeClaimRetentionPolicyType {
			errs = append(errs, unsupportedStrategy(at.Child(name), v, "Retain", "Delete"))
		}
	}
	check("whenDeleted", p.WhenDeleted)
	check("whenScaled", p.WhenScaled)
	return errs
}

func validateStatefulSetStatus(s, old *appsv1.StatefulSet) field.ErrorList {
	st := &s.Status
	errs := validate.NotNegative(statusPath.Child("replicas"), st.Replicas)
	errs = append(errs, validate.NotNegative(statusPath.Child("readyReplicas"), st.ReadyReplicas)...)
	errs = append(errs, validate.NotNegative(statusPath.Child("currentReplicas"), st.CurrentReplicas)...)
	errs = append(errs, validate.NotNegative(statusPath.Child("updatedReplicas"), st.UpdatedReplicas)...)
	errs = append(errs, validate.NotNegative(statusPath.Child("availableReplicas"), st.AvailableReplicas)...)
	errs = append(errs, validate.NotNegative(statusPath.Child("observedGeneration"), st.ObservedGeneration)...)
	if c := st.CollisionCount; c != nil {
		errs = append(errs, validate.NotNegative(statusPath.Child("collisionCount"), *c)...)
	}
	const total = "cannot be greater than status.replicas"
	for _, c := range []struct {
		name  string
		value int32
	}{
		{"readyReplicas", st.ReadyReplicas}, {"currentReplicas", st.CurrentReplicas},
		{"updatedReplicas", st.UpdatedReplicas}, {"availableReplicas", st.AvailableReplicas},
	} {
		if c.value > st.Replicas {
			errs = append(errs, field.Invalid(statusPath.Child(c.name), c.value, total))
		}
	}
	if st.AvailableReplicas > st.ReadyReplicas {
		errs = append(errs, field.Invalid(statusPath.Child("availableReplicas"), st.AvailableReplicas, "cannot be greater than status.readyReplicas"))
	}
	return append(errs, collisionsOnlyGrow(st.CollisionCount, old.Status.CollisionCount)...)
}
