package core

import (
	"sort"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/table"
)

// Nodes are the machines on which pods run.
var Nodes = api.Define(api.Meta{
	Version: "v1", Name: "nodes", Singular: "node", Kind: "Node", ShortNames: []string{"no"},
}, func() *corev1.Node { return &corev1.Node{} }, api.Rules[*corev1.Node]{
	Summarize:  summarizeNode,
	NewList:    func() runtime.Object { return &corev1.NodeList{} },
	Default:    defaultNode,
	Prepare:    prepareNode,
	Validate:   validateNode,
	Warn:       warnNode,
	Columns:    nodeColumns(),
	Row:        nodeRow,
	FieldNames: []string{"spec.unschedulable"},
	Fields: func(n *corev1.Node) fields.Set {
		return fields.Set{"spec.unschedulable": boolText(n.Spec.Unschedulable)}
	},
	Subresources: []api.Subresource{
		api.Proxy(gv.WithKind("NodeProxyOptions")),
		api.Part("status", setNodeStatus, validateNodeUpdate),
	},
})

func boolText(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

func defaultNode(n *corev1.Node) {
	syncPodCIDRs(&n.Spec)
	// What pods may use is all there is, unless the node says otherwise.
	if n.Status.Allocatable == nil && n.Status.Capacity != nil {
		n.Status.Allocatable = n.Status.Capacity.DeepCopy()
	}
	roundResources(n.Status.Capacity)
	roundResources(n.Status.Allocatable)
}

func prepareNode(n, old *corev1.Node) {
	// Nodes register themselves with their status, so create keeps it.
	if old != nil {
		n.Status = old.Status
	}
	n.Spec.ConfigSource = nil
	n.Status.Config = nil
}

func setNodeStatus(n, body *corev1.Node) {
	n.Status = body.Status
	n.Status.Config = nil
}

func nodeColumns() table.Columns {
	info := corev1.NodeSystemInfo{}.SwaggerDoc()
	return table.Columns{
		table.Name(),
		table.Text("Status", "Whether the node is ready, and whether pods may be scheduled to it"),
		table.Text("Roles", "The roles that the node's labels give it"),
		table.Age(),
		table.Text("Version", info["kubeletVersion"]),
		table.Wide(table.Text("Internal-IP", corev1.NodeStatus{}.SwaggerDoc()["addresses"])),
		table.Wide(table.Text("External-IP", corev1.NodeStatus{}.SwaggerDoc()["addresses"])),
		table.Wide(table.Text("OS-Image", info["osImage"])),
		table.Wide(table.Text("Kernel-Version", info["kernelVersion"])),
		table.Wide(table.Text("Container-Runtime", info["containerRuntimeVersion"])),
	}
}

func nodeRow(n *corev1.Node, now time.Time) []any {
	info := &n.Status.NodeInfo
	return []any{
		n.Name, nodeStatusText(n), nodeRoles(n), table.AgeOf(n, now), info.KubeletVersion,
		nodeAddress(n, corev1.NodeInternalIP), nodeAddress(n, corev1.NodeExternalIP),
		table.Or(info.OSImage, table.Unknown), nodeKernel(info),
		table.Or(info.ContainerRuntimeVersion, table.Unknown),
	}
}

// nodeKernel is the kernel with the architecture that it is for.
func nodeKernel(info *corev1.NodeSystemInfo) string {
	kernel := table.Or(info.KernelVersion, table.Unknown)
	if info.Architecture != "" {
		kernel += " (" + info.Architecture + ")"
	}
	return kernel
}

func nodeStatusText(n *corev1.Node) string {
	text := "Unknown"
	for _, c := range n.Status.Conditions {
		if c.Type != corev1.NodeReady {
			continue
		}
		text = "NotReady"
		if c.Status == corev1.ConditionTrue {
			text = "Ready"
		}
	}
	if n.Spec.Unschedulable {
		text += ",SchedulingDisabled"
	}
	return text
}

// nodeRoles reads the roles off the labels node-role.kubernetes.io/ROLE and
// kubernetes.io/role=ROLE.
func nodeRoles(n *corev1.Node) string {
	set := map[string]bool{}
	for key, value := range n.Labels {
		if role, ok := strings.CutPrefix(key, "node-role.kubernetes.io/"); ok && role != "" {
			set[role] = true
		}
		if key == "kubernetes.io/role" && value != "" {
			set[value] = true
		}
	}
	roles := make([]string, 0, len(set))
	for role := range set {
		roles = append(roles, role)
	}
	sort.Strings(roles)
	return table.Or(strings.Join(roles, ","), table.None)
}

func nodeAddress(n *corev1.Node, kind corev1.NodeAddressType) string {
	for _, a := range n.Status.Addresses {
		if a.Type == kind {
			return a.Address
		}
	}
	return table.None
}
