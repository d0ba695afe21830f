package admission

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/version"
	"k8s.io/component-helpers/nodedeclaredfeatures"
	"k8s.io/component-helpers/nodedeclaredfeatures/types"
	resourcehelper "k8s.io/component-helpers/resource"

	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// PodResizeValidator refuses to resize a pod beyond what its node has.
type PodResizeValidator struct{ Objects lookup.Objects }

// Validate implements Validator.
func (p PodResizeValidator) Validate(_ context.Context, a *rest.Attributes) error {
	pod, _ := changedPod(a, "resize")
	if pod == nil {
		return nil
	}
	node, err := nodeOf(p.Objects, a, pod)
	if err != nil {
		return err
	}
	if os := node.Labels[corev1.LabelOSStable]; os != "" && os != "linux" {
		return refuseResize(a, "UnsupportedPlatform", fmt.Errorf("pod resize is only supported on linux nodes, node %q is %q", node.Name, os))
	}
	requests := resourcehelper.PodRequests(pod, resourcehelper.PodResourcesOptions{})
	var short []string
	if want, have := requests.Cpu(), node.Status.Allocatable.Cpu(); want.Cmp(*have) > 0 {
		short = append(short, fmt.Sprintf("cpu, requested: %d, allocatable: %d", want.MilliValue(), have.MilliValue()))
	}
	if want, have := requests.Memory(), node.Status.Allocatable.Memory(); want.Cmp(*have) > 0 {
		short = append(short, fmt.Sprintf("memory, requested: %d, allocatable: %d", want.Value(), have.Value()))
	}
	if len(short) > 0 {
		return refuseResize(a, "NodeCapacity", fmt.Errorf("node didn't have enough allocatable resources: %s", strings.Join(short, "; ")))
	}
	return nil
}

func refuseResize(a *rest.Attributes, cause metav1.CauseType, err error) error {
	refused := forbid(a, err)
	var status *apierrors.StatusError
	if errors.As(refused, &status) {
		status.ErrStatus.Details.Causes = append(status.ErrStatus.Details.Causes, metav1.StatusCause{Type: cause})
	}
	return refused
}

// changedPod returns the pod whose spec an update changes by one of the paths, and
// as it was, when it is on a node; nil for any other request.
func changedPod(a *rest.Attributes, subresources ...string) (pod, old *corev1.Pod) {
	if a.Operation != rest.Update || !slices.ContainsFunc(subresources, func(s string) bool { return is(a, lookup.Pods, s) }) {
		return nil, nil
	}
	pod, ok := a.Object.(*corev1.Pod)
	old, was := a.Old.(*corev1.Pod)
	if !ok || !was || pod.Spec.NodeName == "" || pod.Generation == old.Generation {
		return nil, nil
	}
	return pod, old
}

// nodeOf returns the node that a pod is on.
func nodeOf(objects lookup.Objects, a *rest.Attributes, pod *corev1.Pod) (*corev1.Node, error) {
	node, ok := lookup.Get[*corev1.Node](objects, lookup.Nodes, "", pod.Spec.NodeName)
	if !ok {
		return nil, forbid(a, fmt.Errorf("node %q not found", pod.Spec.NodeName))
	}
	return node, nil
}

// NodeDeclaredFeatureValidator refuses changes of a pod that its node does not say
// it can follow.
type NodeDeclaredFeatureValidator struct {
	Objects lookup.Objects
	// Version of the cluster: features that all nodes of it have are not asked for.
	Version *version.Version
}

// Validate implements Validator.
func (n NodeDeclaredFeatureValidator) Validate(_ context.Context, a *rest.Attributes) error {
	pod, old := changedPod(a, "", "resize")
	if pod == nil {
		return nil
	}
	features := nodedeclaredfeatures.DefaultFramework
	needed, err := features.InferForPodUpdate(
		&types.PodInfo{Spec: &old.Spec, Status: &old.Status}, &types.PodInfo{Spec: &pod.Spec, Status: &pod.Status}, n.Version)
	if err != nil {
		return forbid(a, fmt.Errorf("failed to infer pod capability requirements: %w", err))
	}
	if needed.IsEmpty() {
		return nil
	}
	node, err := nodeOf(n.Objects, a, pod)
	if err != nil {
		return err
	}
	match, err := features.MatchNode(needed, node)
	if err != nil {
		return forbid(a, fmt.Errorf("failed to match pod requirements against node %q: %w", node.Name, err))
	}
	if !match.IsMatch {
		return forbid(a, fmt.Errorf("pod update requires features %s which are not available on node %q", strings.Join(match.UnsatisfiedRequirements, ", "), node.Name))
	}
	return nil
}
