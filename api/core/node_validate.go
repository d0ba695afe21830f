package core

import (
	"encoding/json"
	"fmt"

	corev1 "k8s.io/api/core/v1"
	metav1validation "k8s.io/apimachinery/pkg/apis/meta/v1/validation"
	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
	netutils "k8s.io/utils/net"

	"github.com/skiff-k8s/skiff/api/badvalue"
	"github.com/skiff-k8s/skiff/api/table"
	"github.com/skiff-k8s/skiff/api/validate"
)

func validateNode(n, old *corev1.Node) field.ErrorList {
	if old != nil {
		return validateNodeUpdate(n, old)
	}
	errs := validateNodeContent(n)
	errs = append(errs, validateNodeResources(n)...)
	return append(errs, validatePodCIDRs(n.Spec.PodCIDRs)...)
}

func validateNodeContent(n *corev1.Node) field.ErrorList {
	errs := validateAvoidPods(n)
	return append(errs, validateTaints(n.Spec.Taints, field.NewPath("metadata", "taints"))...)
}

// validateAvoidPods checks the annotation by which a node asks controllers to
// put their pods elsewhere.
func validateAvoidPods(n *corev1.Node) field.ErrorList {
	const key = corev1.PreferAvoidPodsAnnotationKey
	text, ok := n.Annotations[key]
	if !ok {
		return nil
	}
	at := field.NewPath("metadata", "annotations")
	var avoid corev1.AvoidPods
	if err := json.Unmarshal([]byte(text), &avoid); err != nil {
		return field.ErrorList{field.Invalid(at.Child("AvoidPods"), key, err.Error())}
	}
	var errs field.ErrorList
	for i, e := range avoid.PreferAvoidPods {
		at := at.Child(key).Index(i).Child("podSignature")
		switch c := e.PodSignature.PodController; {
		case c == nil:
			errs = append(errs, field.Required(at, ""))
		case c.Controller == nil || !*c.Controller:
			errs = append(errs, field.Invalid(at.Child("PodController").Child("Controller"), c.Controller, "must point to a controller"))
		}
	}
	return errs
}

func validateTaints(list []corev1.Taint, at *field.Path) field.ErrorList {
	var errs field.ErrorList
	type key struct {
		effect corev1.TaintEffect
		key    string
	}
	seen := map[key]bool{}
	for i := range list {
		t, at := &list[i], at.Index(i)
		errs = append(errs, metav1validation.ValidateLabelName(t.Key, at.Child("key"))...)
		errs = append(errs, validate.Each(at.Child("value"), t.Value, validation.IsValidLabelValue(t.Value))...)
		if t.Effect == "" {
			errs = append(errs, field.Required(at.Child("effect"), ""))
		} else {
			errs = append(errs, validateTaintEffect(t.Effect, at.Child("effect"))...)
		}
		k := key{t.Effect, t.Key}
		if seen[k] {
			e := field.Duplicate(at, badvalue.Of(t))
			e.Detail = "taints must be unique by key and effect pair"
			errs = append(errs, e)
		}
		seen[k] = true
	}
	return errs
}

func validateNodeResources(n *corev1.Node) field.ErrorList {
	var errs field.ErrorList
	check := func(list corev1.ResourceList, name string) {
		for _, text := range table.SortedKeys(textKeys(list)) {
			errs = append(errs, validateQuantity(corev1.ResourceName(text), list[corev1.ResourceName(text)], statusPath.Child(name, text))...)
		}
	}
	check(n.Status.Capacity, "capacity")
	check(n.Status.Allocatable, "allocatable")
	return errs
}

// validatePodCIDRs wants at most one range of each family.
func validatePodCIDRs(list []string) field.ErrorList {
	var errs field.ErrorList
	at := specPath.Child("podCIDRs")
	for i, c := range list {
		errs = append(errs, validation.IsValidCIDRForLegacyField(at.Index(i), c, true, nil)...)
	}
	if len(list) < 2 {
		return errs
	}
	both, err := netutils.IsDualStackCIDRStrings(list)
	if err != nil {
		errs = append(errs, field.InternalError(at, fmt.Errorf("invalid PodCIDRs. failed to check with dual stack with error:%w", err)))
	}
	if !both || len(list) > 2 {
		errs = append(errs, field.Invalid(at, list, "may specify no more than one CIDR for each IP family"))
	}
	return errs
}

// validateNodeUpdate: who a node is and which pods' addresses it has does not
// change.
func validateNodeUpdate(n, old *corev1.Node) field.ErrorList {
	errs := validateNodeContent(n)
	seen := map[corev1.NodeAddress]bool{}
	for i, a := range n.Status.Addresses {
		if seen[a] {
			errs = append(errs, field.Duplicate(statusPath.Child("addresses").Index(i), badvalue.Of(a)))
		}
		seen[a] = true
	}
	errs = append(errs, validateNodeResources(n)...)
	if len(old.Spec.PodCIDRs) > 0 {
		if !sameList(n.Spec.PodCIDRs, old.Spec.PodCIDRs) {
			errs = append(errs, field.Forbidden(specPath.Child("podCIDRs"), "node updates may not change podCIDR except from \"\" to valid"))
		}
	} else {
		errs = append(errs, validatePodCIDRs(n.Spec.PodCIDRs)...)
	}
	if old.Spec.ProviderID != "" && n.Spec.ProviderID != old.Spec.ProviderID {
		errs = append(errs, field.Forbidden(specPath.Child("providerID"), "node updates may not change providerID except from \"\" to valid"))
	}
	if n.Spec.DoNotUseExternalID != old.Spec.DoNotUseExternalID {
		errs = append(errs, field.Forbidden(specPath.Child("externalID"), "may not be updated"))
	}
	return errs
}

func warnNode(n, _ *corev1.Node) []string {
	var out []string
	for i := range n.Spec.PodCIDRs {
		if at := specPath.Child("podCIDRs").Index(i); len(validation.IsValidCIDRForLegacyField(at, n.Spec.PodCIDRs[i], true, nil)) == 0 {
			out = append(out, validation.GetWarningsForCIDR(at, n.Spec.PodCIDRs[i])...)
		}
	}
	if n.Spec.ConfigSource != nil {
		out = append(out, "spec.configSource: the feature is no longer supported")
	}
	if n.Spec.DoNotUseExternalID != "" {
		out = append(out, "spec.externalID: this field is deprecated, and is unused by Kubernetes")
	}
	return out
}

// syncPodCIDRs keeps the range and the list of ranges, its plural, the same.
func syncPodCIDRs(s *corev1.NodeSpec) {
	switch {
	case s.PodCIDR == "" && len(s.PodCIDRs) > 0:
		s.PodCIDR = s.PodCIDRs[0]
	case s.PodCIDR != "" && (len(s.PodCIDRs) == 0 || s.PodCIDRs[0] != s.PodCIDR):
		s.PodCIDRs = []string{s.PodCIDR}
	}
}
