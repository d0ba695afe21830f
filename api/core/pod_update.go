package core

import (
	"fmt"
	"math"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/diff"
	"github.com/skiff-k8s/skiff/api/optional"
	"github.com/skiff-k8s/skiff/api/validate"
)

// What an update may change of a pod's spec, in the words of the error.
var changeable = strings.Join([]string{
	"`spec.containers[*].image`",
	"`spec.initContainers[*].image`",
	"`spec.activeDeadlineSeconds`",
	"`spec.tolerations` (only additions to existing tolerations)",
	"`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)",
}, ",")

func validatePodUpdate(p, old *corev1.Pod) field.ErrorList {
	errs := validatePodContent(p, old)
	errs = append(errs, validatePodAnnotationUpdate(p, old, field.NewPath("metadata", "annotations"))...)
	more, same := sameContainers(p.Spec.Containers, old.Spec.Containers, specPath.Child("containers"))
	if errs = append(errs, more...); !same {
		return errs
	}
	more, same = sameContainers(p.Spec.InitContainers, old.Spec.InitContainers, specPath.Child("initContainers"))
	if errs = append(errs, more...); !same {
		return errs
	}
	more, ok := validateDeadlineUpdate(p.Spec.ActiveDeadlineSeconds, old.Spec.ActiveDeadlineSeconds)
	if errs = append(errs, more...); !ok {
		return errs
	}
	errs = append(errs, onlyMoreTolerations(p.Spec.Tolerations, old.Spec.Tolerations, specPath.Child("tolerations"))...)
	errs = append(errs, onlyFewerGates(p.Spec.SchedulingGates, old.Spec.SchedulingGates, specPath.Child("schedulingGates"))...)
	if api.Same(&p.Spec, &old.Spec) {
		return errs
	}
	is := withChangeable(&p.Spec, &old.Spec)
	if len(old.Spec.SchedulingGates) > 0 {
		errs = append(errs, relaxGated(is, &old.Spec)...)
	}
	if !equality.Semantic.DeepEqual(*is, old.Spec) {
		errs = append(errs, field.Forbidden(specPath,
			fmt.Sprintf("pod updates may not change fields other than %s\n%v", changeable, diff.Text(old.Spec, *is))))
	}
	return errs
}

// sameContainers: containers neither come nor go, false when they do, and go on
// having an image.
func sameContainers(list, old []corev1.Container, at *field.Path) (field.ErrorList, bool) {
	if len(list) != len(old) {
		return field.ErrorList{field.Forbidden(at, "pod updates may not add or remove containers")}, false
	}
	var errs field.ErrorList
	for i := range list {
		errs = append(errs, validate.Required(at.Index(i).Child("image"), list[i].Image)...)
	}
	return errs, true
}

func validateDeadlineUpdate(is, was *int64) (field.ErrorList, bool) {
	at := specPath.Child("activeDeadlineSeconds")
	switch {
	case is == nil && was != nil:
		return field.ErrorList{field.Invalid(at, is, "must not update from a positive integer to nil value")}, true
	case is == nil:
	case *is < 0 || *is > math.MaxInt32:
		return field.ErrorList{field.Invalid(at, *is, validation.InclusiveRangeError(0, math.MaxInt32))}, false
	case was != nil && *was < *is:
		return field.ErrorList{field.Invalid(at, *is, "must be less than or equal to previous value")}, false
	}
	return nil, true
}

// onlyMoreTolerations: a toleration that is there stays, though one that never
// ends may be bounded.
func onlyMoreTolerations(is, was []corev1.Toleration, at *field.Path) field.ErrorList {
	for _, o := range was {
		o.TolerationSeconds = nil
		if !slices.ContainsFunc(is, func(n corev1.Toleration) bool {
			n.TolerationSeconds = nil
			return n == o
		}) {
			return field.ErrorList{field.Forbidden(at, "existing toleration can not be modified except its tolerationSeconds")}
		}
	}
	return nil
}

func onlyFewerGates(is, was []corev1.PodSchedulingGate, at *field.Path) field.ErrorList {
	for i, g := range is {
		if !slices.Contains(was, g) {
			return field.ErrorList{field.Forbidden(at.Index(i).Child("name"), "only deletion is allowed, but found new scheduling gate '"+g.Name+"'")}
		}
	}
	return nil
}

// withChangeable is the new spec with the old values of what may change: what
// then still differs may not.
func withChangeable(is, was *corev1.PodSpec) *corev1.PodSpec {
	out := is.DeepCopy()
	for i := range out.Containers {
		out.Containers[i].Image = was.Containers[i].Image
	}
	for i := range out.InitContainers {
		out.InitContainers[i].Image = was.InitContainers[i].Image
	}
	out.ActiveDeadlineSeconds = was.ActiveDeadlineSeconds
	out.SchedulingGates = was.SchedulingGates
	out.Tolerations = was.Tolerations
	if g := was.TerminationGracePeriodSeconds; g != nil && *g < 0 && optional.Value(is.TerminationGracePeriodSeconds) == 1 {
		out.TerminationGracePeriodSeconds = g
	}
	return out
}

// relaxGated lets a pod that waits at a scheduling gate become more particular
// about its node: is gets the old values where the change is fine.
func relaxGated(is *corev1.PodSpec, was *corev1.PodSpec) field.ErrorList {
	var errs field.ErrorList
	if !equality.Semantic.DeepEqual(is.NodeSelector, was.NodeSelector) {
		for key, value := range was.NodeSelector {
			if now, ok := is.NodeSelector[key]; !ok || now != value {
				errs = append(errs, field.Invalid(specPath.Child("nodeSelector"), is.NodeSelector,
					"only additions to spec.nodeSelector are allowed (no mutations or deletions)"))
				break
			}
		}
		is.NodeSelector = was.NodeSelector
	}
	if is.Affinity == nil || equality.Semantic.DeepEqual(is.Affinity.NodeAffinity, nodeAffinityOf(was)) {
		return errs
	}
	errs = append(errs, narrower(is.Affinity.NodeAffinity, nodeAffinityOf(was), specPath.Child("affinity", "nodeAffinity"))...)
	switch {
	case was.Affinity != nil:
		is.Affinity.NodeAffinity = was.Affinity.NodeAffinity
	case is.Affinity.PodAffinity == nil && is.Affinity.PodAntiAffinity == nil:
		is.Affinity = nil
	default:
		is.Affinity.NodeAffinity = nil
	}
	return errs
}

func nodeAffinityOf(s *corev1.PodSpec) *corev1.NodeAffinity {
	if s.Affinity == nil {
		return nil
	}
	return s.Affinity.NodeAffinity
}

// narrower: every term that had to hold still has to, and may ask for more.
func narrower(is, was *corev1.NodeAffinity, at *field.Path) field.ErrorList {
	if was == nil || was.RequiredDuringSchedulingIgnoredDuringExecution == nil {
		return nil
	}
	at = at.Child(requiredTerms, "nodeSelectorTerms")
	before := was.RequiredDuringSchedulingIgnoredDuringExecution.NodeSelectorTerms
	var now []corev1.NodeSelectorTerm
	if is != nil && is.RequiredDuringSchedulingIgnoredDuringExecution != nil {
		now = is.RequiredDuringSchedulingIgnoredDuringExecution.NodeSelectorTerms
	}
	if len(before) > 0 && len(before) != len(now) {
		return field.ErrorList{field.Invalid(at, now, "no additions/deletions to non-empty NodeSelectorTerms list are allowed")}
	}
	var errs field.ErrorList
	for i := range before {
		a, b := before[i], now[i]
		if !startsWith(b.MatchExpressions, a.MatchExpressions) || !startsWith(b.MatchFields, a.MatchFields) {
			errs = append(errs, field.Invalid(at.Index(i), b, "only additions are allowed (no mutations or deletions)"))
		}
	}
	return errs
}

func startsWith(list, prefix []corev1.NodeSelectorRequirement) bool {
	return len(list) >= len(prefix) && equality.Semantic.DeepEqual(list[:len(prefix)], prefix)
}
