package admission

import (
	"context"
	"fmt"

	corev1 "k8s.io/api/core/v1"
	schedulingv1 "k8s.io/api/scheduling/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// Priority turns the name of a pod's priority class into numbers.
type Priority struct {
	Objects lookup.Objects
}

// Admit implements Mutator.
func (p Priority) Admit(_ context.Context, a *rest.Attributes) error {
	if !is(a, lookup.Pods, "") {
		return nil
	}
	pod, ok := a.Object.(*corev1.Pod)
	if !ok {
		return nil
	}
	switch a.Operation {
	case rest.Create:
		return p.fill(a, pod)
	case rest.Update:
		old, ok := a.Old.(*corev1.Pod)
		if !ok {
			return nil
		}
		if pod.Spec.Priority == nil {
			pod.Spec.Priority = old.Spec.Priority
		}
		if pod.Spec.PreemptionPolicy == nil {
			pod.Spec.PreemptionPolicy = old.Spec.PreemptionPolicy
		}
	}
	return nil
}

func (p Priority) fill(a *rest.Attributes, pod *corev1.Pod) error {
	var value int32
	policy := corev1.PreemptLowerPriority
	class, err := p.class(a, pod)
	if err != nil {
		return err
	}
	if class != nil {
		pod.Spec.PriorityClassName, value = class.Name, class.Value
		if class.PreemptionPolicy != nil {
			policy = *class.PreemptionPolicy
		}
	}
	if pod.Spec.Priority != nil && *pod.Spec.Priority != value {
		return forbid(a, fmt.Errorf("the integer value of priority (%d) must not be provided in pod spec; priority admission controller computed %d from the given PriorityClass name", *pod.Spec.Priority, value))
	}
	pod.Spec.Priority = &value
	if pod.Spec.PreemptionPolicy != nil && *pod.Spec.PreemptionPolicy != policy {
		return forbid(a, fmt.Errorf("the string value of PreemptionPolicy (%s) must not be provided in pod spec; priority admission controller computed %s from the given PriorityClass name", *pod.Spec.PreemptionPolicy, policy))
	}
	pod.Spec.PreemptionPolicy = &policy
	return nil
}

// class returns the class that the pod names, or the one for pods that name
// none, which may be nil.
func (p Priority) class(a *rest.Attributes, pod *corev1.Pod) (*schedulingv1.PriorityClass, error) {
	if name := pod.Spec.PriorityClassName; name != "" {
		class, ok := lookup.Get[*schedulingv1.PriorityClass](p.Objects, lookup.PriorityClasses, "", name)
		if !ok {
			return nil, forbid(a, fmt.Errorf("no PriorityClass with name %v was found", name))
		}
		return class, nil
	}
	return p.global(), nil
}

// global returns the class of pods that name none: of several that which asks
// for the least.
func (p Priority) global() *schedulingv1.PriorityClass {
	var found *schedulingv1.PriorityClass
	lookup.Each(p.Objects, lookup.PriorityClasses, "", func(c *schedulingv1.PriorityClass) bool {
		if c.GlobalDefault && (found == nil || c.Value < found.Value) {
			found = c
		}
		return true
	})
	return found
}

// Validate implements Validator: one class at most is for pods that name none.
func (p Priority) Validate(_ context.Context, a *rest.Attributes) error {
	if !is(a, lookup.PriorityClasses, "") || a.Operation != rest.Create && a.Operation != rest.Update {
		return nil
	}
	class, ok := a.Object.(*schedulingv1.PriorityClass)
	if !ok || !class.GlobalDefault {
		return nil
	}
	if other := p.global(); other != nil && other.Name != class.Name {
		return apierrors.NewForbidden(a.Resource.GR(), a.Name, fmt.Errorf("PriorityClass %v is already marked as default. Only one default can exist", other.Name))
	}
	return nil
}
