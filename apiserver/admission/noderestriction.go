package admission

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	authenticationv1 "k8s.io/api/authentication/v1"
	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"
	"k8s.io/apimachinery/pkg/api/equality"

	"github.com/skiff-k8s/skiff/apiserver/authz"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// NodeRestriction keeps a node agent to its own node and to the pods on it.
type NodeRestriction struct {
	Objects lookup.Objects
}

// Validate implements Validator.
func (n NodeRestriction) Validate(_ context.Context, a *rest.Attributes) error {
	node, ok := authz.NodeName(a.User)
	if !ok {
		return nil
	}
	if node == "" {
		return forbid(a, fmt.Errorf("could not determine node from user %q", a.User.GetName()))
	}
	var err error
	switch {
	case is(a, lookup.Pods, ""):
		err = n.pod(node, a)
	case is(a, lookup.Pods, "status"):
		err = n.podStatus(node, a)
	case is(a, lookup.Pods, "eviction"):
		err = n.eviction(node, a)
	case is(a, lookup.Nodes, ""), is(a, lookup.Nodes, "status"):
		err = restrictNode(node, a)
	case is(a, lookup.ServiceAccounts, "token"):
		err = n.token(node, a)
	case a.Resource.Group == "coordination.k8s.io" && a.Resource.Name == "leases":
		err = restrictLease(node, a)
	case a.Resource.Group == "storage.k8s.io" && a.Resource.Name == "csinodes":
		if a.Operation == rest.Create && a.Name != node {
			err = fmt.Errorf("can only access CSINode with the same name as the requesting node")
		}
	}
	if err != nil {
		return forbid(a, err)
	}
	return nil
}

func (n NodeRestriction) pod(node string, a *rest.Attributes) error {
	switch a.Operation {
	case rest.Create:
		pod, ok := a.Object.(*corev1.Pod)
		switch {
		case !ok:
			return fmt.Errorf("unexpected type %T", a.Object)
		case !isMirror(pod):
			return fmt.Errorf("pod does not have %q annotation, node %q can only create mirror pods", corev1.MirrorPodAnnotationKey, node)
		case pod.Spec.NodeName != node:
			return fmt.Errorf("node %q can only create pods with spec.nodeName set to itself", node)
		case pod.Spec.ServiceAccountName != "":
			return fmt.Errorf("node %q can not create pods that reference a service account", node)
		}
		return nil
	case rest.Delete:
		if pod, ok := a.Old.(*corev1.Pod); ok && pod.Spec.NodeName != node {
			return fmt.Errorf("node %q can only delete pods with spec.nodeName set to itself", node)
		}
		return nil
	}
	return fmt.Errorf("unexpected operation %q, node %q can only create and delete mirror pods", a.Operation, node)
}

func (n NodeRestriction) podStatus(node string, a *rest.Attributes) error {
	old, ok := a.Old.(*corev1.Pod)
	if !ok || a.Operation != rest.Update {
		return fmt.Errorf("unexpected operation %q", a.Operation)
	}
	if old.Spec.NodeName != node {
		return fmt.Errorf("node %q can only update pod status for pods with spec.nodeName set to itself", node)
	}
	if now, ok := a.Object.(*corev1.Pod); ok && !maps.Equal(old.Labels, now.Labels) {
		return fmt.Errorf("node %q cannot update labels through pod status", node)
	}
	return nil
}

func (n NodeRestriction) eviction(node string, a *rest.Attributes) error {
	e, ok := a.Object.(*policyv1.Eviction)
	if !ok || a.Operation != rest.Create {
		return fmt.Errorf("unexpected operation %q", a.Operation)
	}
	name := a.Name
	if name == "" {
		name = e.Name
	}
	pod, ok := lookup.Get[*corev1.Pod](n.Objects, lookup.Pods, a.Namespace, name)
	if !ok || pod.Spec.NodeName != node {
		return fmt.Errorf("node %s can only evict pods with spec.nodeName set to itself", node)
	}
	return nil
}

func (n NodeRestriction) token(node string, a *rest.Attributes) error {
	t, ok := a.Object.(*authenticationv1.TokenRequest)
	if !ok {
		return fmt.Errorf("unexpected type %T", a.Object)
	}
	ref := t.Spec.BoundObjectRef
	switch {
	case ref == nil || ref.APIVersion != "v1" || ref.Kind != "Pod" || ref.Name == "":
		return fmt.Errorf("node requested token not bound to a pod")
	case ref.UID == "":
		return fmt.Errorf("node requested token with a pod binding without a uid")
	}
	pod, ok := lookup.Get[*corev1.Pod](n.Objects, lookup.Pods, a.Namespace, ref.Name)
	switch {
	case !ok:
		return fmt.Errorf("pod %q not found", ref.Name)
	case pod.UID != ref.UID:
		return fmt.Errorf("the UID in the bound object reference (%s) does not match the UID in record. The object might have been deleted and then recreated", ref.UID)
	case pod.Spec.NodeName != node:
		return fmt.Errorf("node requested token bound to a pod scheduled on a different node")
	}
	return nil
}

func restrictLease(node string, a *rest.Attributes) error {
	if a.Namespace != corev1.NamespaceNodeLease {
		return fmt.Errorf("can only access leases in the %q system namespace", corev1.NamespaceNodeLease)
	}
	if a.Name != node {
		return fmt.Errorf("can only access node lease with the same name as the requesting node")
	}
	return nil
}

func restrictNode(node string, a *rest.Attributes) error {
	if a.Name != node {
		return fmt.Errorf("node %q is not allowed to modify node %q", node, a.Name)
	}
	now, ok := a.Object.(*corev1.Node)
	if !ok {
		return nil
	}
	var labels map[string]string
	if old, ok := a.Old.(*corev1.Node); ok {
		labels = old.Labels
		if a.Subresource == "" && !equality.Semantic.DeepEqual(old.Spec.Taints, now.Spec.Taints) {
			return fmt.Errorf("node %q is not allowed to modify taints", node)
		}
		if !equality.Semantic.DeepEqual(old.OwnerReferences, now.OwnerReferences) {
			return fmt.Errorf("node %q is not allowed to modify ownerReferences", node)
		}
	}
	var bad []string
	for k, v := range now.Labels {
		if have, ok := labels[k]; (!ok || have != v) && !ownLabel(k) {
			bad = append(bad, k)
		}
	}
	for k := range labels {
		if _, ok := now.Labels[k]; !ok && !ownLabel(k) {
			bad = append(bad, k)
		}
	}
	if len(bad) > 0 {
		slices.Sort(bad)
		return fmt.Errorf("is not allowed to modify labels: %s", strings.Join(bad, ", "))
	}
	return nil
}

// nodeLabels are the labels of Kubernetes' own domains that a node may set on
// itself.
var nodeLabels = []string{
	corev1.LabelHostname, corev1.LabelTopologyZone, corev1.LabelTopologyRegion,
	corev1.LabelFailureDomainBetaZone, corev1.LabelFailureDomainBetaRegion,
	corev1.LabelInstanceType, corev1.LabelInstanceTypeStable,
	corev1.LabelOSStable, corev1.LabelArchStable, corev1.LabelWindowsBuild,
	"beta.kubernetes.io/os", "beta.kubernetes.io/arch",
}

// ownLabel says whether a node may set that label on itself.
func ownLabel(key string) bool {
	domain, _, ok := strings.Cut(key, "/")
	if !ok {
		return true
	}
	below := func(suffix string) bool { return domain == suffix || strings.HasSuffix(domain, "."+suffix) }
	switch {
	case below("node-restriction.kubernetes.io"):
		return false
	case below("kubelet.kubernetes.io"), below("node.kubernetes.io"):
		return true
	case below("kubernetes.io"), below("k8s.io"):
		return slices.Contains(nodeLabels, key)
	}
	return true
}
