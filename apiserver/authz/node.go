package authz

import (
	"context"
	"fmt"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apiserver/pkg/authentication/user"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
)

const nodeUserPrefix = "system:node:"

// NodeName returns the node that a user is, by its name system:node:NAME and its
// group system:nodes; ok is false for anybody else.
func NodeName(u user.Info) (name string, ok bool) {
	name, ok = strings.CutPrefix(u.GetName(), nodeUserPrefix)
	if !ok || !slices.Contains(u.GetGroups(), user.NodesGroup) {
		return "", false
	}
	return name, true
}

// Nodes lets node agents read and write what they need and no more: their own
// node and lease, the pods bound to them and what those pods refer to.
type Nodes struct {
	Objects lookup.Objects
}

// Authorize implements Authorizer.
func (n Nodes) Authorize(_ context.Context, a *Attributes) (Decision, string, error) {
	node, ok := NodeName(a.User)
	if !ok {
		return NoOpinion, "", nil
	}
	if node == "" {
		return NoOpinion, fmt.Sprintf("unknown node for user %q", a.User.GetName()), nil
	}
	if a.ForResource() {
		if judge := n.judge(a); judge != nil {
			allowed, reason := judge(node, a)
			if allowed {
				return Allow, "", nil
			}
			return NoOpinion, reason, nil
		}
	}
	for i := range nodeRules {
		if ruleAllows(&nodeRules[i], a) {
			return Allow, "", nil
		}
	}
	return NoOpinion, "", nil
}

// judge returns the rule for a resource of which a node may see only part.
func (n Nodes) judge(a *Attributes) func(node string, a *Attributes) (bool, string) {
	switch a.Group {
	case "":
		switch a.Resource {
		case "secrets":
			return n.readReferenced(podUsesSecret)
		case "configmaps":
			return n.readReferenced(podUsesConfigMap)
		case "persistentvolumeclaims":
			return n.claim
		case "persistentvolumes":
			return n.volume
		case "serviceaccounts":
			return n.serviceAccount
		case "nodes":
			return judgeNode
		case "pods":
			return n.pod
		}
	case "storage.k8s.io":
		switch a.Resource {
		case "volumeattachments":
			return n.attachment
		case "csinodes":
			return judgeCSINode
		}
	case "coordination.k8s.io":
		if a.Resource == "leases" {
			return judgeLease
		}
	}
	return nil
}

func noRelation(node string) string {
	return fmt.Sprintf("no relationship found between node '%s' and this object", node)
}

func judgeNode(node string, a *Attributes) (bool, string) {
	switch {
	case a.Subresource == "" && slices.Contains([]string{"create", "update", "patch"}, a.Verb),
		a.Subresource == "status" && (a.Verb == "update" || a.Verb == "patch"):
		return true, "" // which node, NodeRestriction sees to
	case a.Subresource != "" || !isRead(a.Verb):
		return false, ""
	case a.Name == node:
		return true, ""
	case a.Name == "":
		return false, fmt.Sprintf("node '%s' cannot read all nodes, only its own Node object", node)
	}
	return false, fmt.Sprintf("node '%s' cannot read '%s', only its own Node object", node, a.Name)
}

func judgeLease(node string, a *Attributes) (bool, string) {
	switch a.Verb {
	case "get", "create", "update", "patch", "delete":
	default:
		return false, "can only get, create, update, patch, or delete a node lease"
	}
	if a.Namespace != corev1.NamespaceNodeLease {
		return false, fmt.Sprintf("can only access leases in the %q system namespace", corev1.NamespaceNodeLease)
	}
	if a.Verb != "create" && a.Name != node {
		return false, "can only access node lease with the same name as the requesting node"
	}
	return true, ""
}

func judgeCSINode(node string, a *Attributes) (bool, string) {
	switch a.Verb {
	case "get", "create", "update", "patch", "delete":
	default:
		return false, "can only get, create, update, patch, or delete a CSINode"
	}
	if a.Subresource != "" {
		return false, "cannot authorize CSINode subresources"
	}
	if a.Verb != "create" && a.Name != node {
		return false, "can only access CSINode with the same name as the requesting node"
	}
	return true, ""
}

func (n Nodes) pod(node string, a *Attributes) (bool, string) {
	switch a.Subresource {
	case "":
		switch a.Verb {
		case "create", "delete":
			return true, "" // only mirror pods of its own: NodeRestriction
		case "list", "watch":
			if selects(a.Fields, "spec.nodeName", node) {
				return true, ""
			}
			if a.Name == "" {
				return false, "can only list/watch pods with spec.nodeName field selector"
			}
			return n.podOf(node, a)
		case "get":
			return n.podOf(node, a)
		}
	case "status":
		return a.Verb == "update" || a.Verb == "patch", ""
	case "eviction":
		return a.Verb == "create", ""
	}
	return false, ""
}

func (n Nodes) podOf(node string, a *Attributes) (bool, string) {
	pod, ok := lookup.Get[*corev1.Pod](n.Objects, lookup.Pods, a.Namespace, a.Name)
	if !ok || pod.Spec.NodeName != node {
		return false, noRelation(node)
	}
	return true, ""
}

// readReferenced allows reading one object that a pod on the node refers to.
func (n Nodes) readReferenced(uses func(*corev1.Pod, string) bool) func(string, *Attributes) (bool, string) {
	return func(node string, a *Attributes) (bool, string) {
		switch {
		case !isRead(a.Verb):
			return false, "can only read resources of this type"
		case a.Subresource != "":
			return false, "cannot read subresource"
		case a.Namespace == "":
			return false, "can only read namespaced object of this type"
		case a.Name == "":
			return false, "No Object name found"
		case !n.anyPod(node, a.Namespace, func(p *corev1.Pod) bool { return uses(p, a.Name) }):
			return false, noRelation(node)
		}
		return true, ""
	}
}

func (n Nodes) serviceAccount(node string, a *Attributes) (bool, string) {
	if a.Verb == "get" && a.Subresource == "" {
		return n.readReferenced(podUsesServiceAccount)(node, a)
	}
	switch {
	case a.Verb != "create" || a.Name == "":
		return false, "can only create tokens for individual service accounts"
	case a.Subresource != "token":
		return false, "can only create token subresource of serviceaccount"
	case !n.anyPod(node, a.Namespace, func(p *corev1.Pod) bool { return podUsesServiceAccount(p, a.Name) }):
		return false, noRelation(node)
	}
	return true, ""
}

func (n Nodes) claim(node string, a *Attributes) (bool, string) {
	switch {
	case a.Subresource == "status" && a.Verb != "update" && a.Verb != "patch":
		return false, "can only get/update/patch this type"
	case a.Subresource == "" && a.Verb != "get":
		return false, "can only get individual resources of this type"
	case a.Subresource != "" && a.Subresource != "status":
		return false, "cannot get subresource"
	case a.Name == "":
		return false, "No Object name found"
	case !n.anyPod(node, a.Namespace, func(p *corev1.Pod) bool { return podUsesClaim(p, a.Name) }):
		return false, noRelation(node)
	}
	return true, ""
}

func (n Nodes) volume(node string, a *Attributes) (bool, string) {
	if a.Verb != "get" {
		return false, "can only get individual resources of this type"
	}
	if a.Subresource != "" {
		return false, "cannot get subresource"
	}
	pv, ok := lookup.Get[*corev1.PersistentVolume](n.Objects, lookup.PersistentVolumes, "", a.Name)
	if !ok || pv.Spec.ClaimRef == nil {
		return false, noRelation(node)
	}
	ref := pv.Spec.ClaimRef
	if !n.anyPod(node, ref.Namespace, func(p *corev1.Pod) bool { return podUsesClaim(p, ref.Name) }) {
		return false, noRelation(node)
	}
	return true, ""
}

func (n Nodes) attachment(node string, a *Attributes) (bool, string) {
	if a.Verb != "get" {
		return false, "can only get individual resources of this type"
	}
	if a.Subresource != "" {
		return false, "cannot get subresource"
	}
	o := n.Objects.Get(lookup.VolumeAttachments, "", a.Name)
	if o == nil || attachedTo(o) != node {
		return false, noRelation(node)
	}
	return true, ""
}

func (n Nodes) anyPod(node, namespace string, match func(*corev1.Pod) bool) bool {
	found := false
	n.Objects.EachByField(lookup.Pods, "spec.nodeName", node, func(o api.Object) bool {
		pod, ok := o.(*corev1.Pod)
		found = ok && pod.Namespace == namespace && match(pod)
		return !found
	})
	return found
}

func isRead(verb string) bool { return verb == "get" || verb == "list" || verb == "watch" }

// selects says whether the selector demands that field has value.
func selects(s fields.Selector, field, value string) bool {
	if s == nil {
		return false
	}
	got, found := s.RequiresExactMatch(field)
	return found && got == value
}

func nodeRule(groups, resources string, verbs ...string) rbacv1.PolicyRule {
	return rbacv1.PolicyRule{Verbs: verbs, APIGroups: strings.Split(groups, ","), Resources: strings.Split(resources, ",")}
}

// nodeRules are what a node may do with resources that need no closer look.
var nodeRules = []rbacv1.PolicyRule{
	nodeRule("authentication.k8s.io", "tokenreviews", "create"),
	nodeRule("authorization.k8s.io", "subjectaccessreviews,localsubjectaccessreviews", "create"),
	nodeRule("", "services", "get", "list", "watch"),
	nodeRule(",events.k8s.io", "events", "create", "update", "patch"),
	nodeRule("", "endpoints", "get"),
	nodeRule("certificates.k8s.io", "certificatesigningrequests", "create", "get", "list", "watch"),
	nodeRule("certificates.k8s.io", "clustertrustbundles", "get", "list", "watch"),
	nodeRule("storage.k8s.io", "csidrivers", "get", "list", "watch"),
	nodeRule("node.k8s.io", "runtimeclasses", "get", "list", "watch"),
}
