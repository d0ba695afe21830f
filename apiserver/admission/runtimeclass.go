package admission

import (
	"context"
	"fmt"
	"maps"

	corev1 "k8s.io/api/core/v1"
	nodev1 "k8s.io/api/node/v1"
	"k8s.io/apimachinery/pkg/api/equality"

	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// RuntimeClass gives a pod the overhead and the scheduling needs of the runtime
// that it asks for.
type RuntimeClass struct {
	Objects lookup.Objects
}

// Admit implements Mutator.
func (r RuntimeClass) Admit(_ context.Context, a *rest.Attributes) error {
	pod := newPod(a)
	if pod == nil {
		return nil
	}
	class, err := r.class(a, pod)
	if err != nil || class == nil {
		return err
	}
	if class.Overhead != nil {
		if pod.Spec.Overhead != nil && !equality.Semantic.DeepEqual(class.Overhead.PodFixed, pod.Spec.Overhead) {
			return forbid(a, fmt.Errorf("pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead"))
		}
		pod.Spec.Overhead = class.Overhead.PodFixed.DeepCopy()
	}
	return schedule(a, pod, class.Scheduling)
}

func (r RuntimeClass) class(a *rest.Attributes, pod *corev1.Pod) (*nodev1.RuntimeClass, error) {
	if pod.Spec.RuntimeClassName == nil {
		return nil, nil
	}
	class, ok := lookup.Get[*nodev1.RuntimeClass](r.Objects, lookup.RuntimeClasses, "", *pod.Spec.RuntimeClassName)
	if !ok {
		return nil, forbid(a, fmt.Errorf("pod rejected: RuntimeClass %q not found", *pod.Spec.RuntimeClassName))
	}
	return class, nil
}

func schedule(a *rest.Attributes, pod *corev1.Pod, s *nodev1.Scheduling) error {
	if s == nil {
		return nil
	}
	selector := maps.Clone(pod.Spec.NodeSelector)
	for k, v := range s.NodeSelector {
		if have, ok := selector[k]; ok && have != v {
			return forbid(a, fmt.Errorf("conflict: runtimeClass.scheduling.nodeSelector[%s] = %s; pod.spec.nodeSelector[%s] = %s", k, v, k, have))
		}
		if selector == nil {
			selector = map[string]string{}
		}
		selector[k] = v
	}
	pod.Spec.NodeSelector = selector
	for _, t := range s.Tolerations {
		if !hasToleration(pod.Spec.Tolerations, &t) {
			pod.Spec.Tolerations = append(pod.Spec.Tolerations, t)
		}
	}
	return nil
}

func hasToleration(list []corev1.Toleration, t *corev1.Toleration) bool {
	for i := range list {
		if list[i].MatchToleration(t) {
			return true
		}
	}
	return false
}

// Validate implements Validator: only a runtime may charge an overhead.
func (r RuntimeClass) Validate(_ context.Context, a *rest.Attributes) error {
	pod := newPod(a)
	if pod == nil {
		return nil
	}
	class, err := r.class(a, pod)
	if err != nil {
		return err
	}
	if pod.Spec.Overhead != nil && (class == nil || class.Overhead == nil) {
		return forbid(a, fmt.Errorf("pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead"))
	}
	return nil
}
