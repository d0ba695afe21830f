package core

import (
	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/names"
)

// Pods are groups of containers that run together on one node.
var Pods = api.Define(api.Meta{
	Version: "v1", Name: "pods", Singular: "pod", Kind: "Pod",
	ShortNames: []string{"po"}, Categories: []string{"all"}, Namespaced: true,
}, func() *corev1.Pod { return &corev1.Pod{} }, api.Rules[*corev1.Pod]{
	Summarize:      summarizePod,
	NewList:        func() runtime.Object { return &corev1.PodList{} },
	ReturnsDeleted: true,
	AnswersDeleted: true,
	Default:        defaultPod,
	Prepare:        preparePod,
	Validate:       validatePod,
	ValidateName:   names.Subdomain,
	Warn:           warnPod,
	BeginDelete:    beginDeletePod,
	Columns:        podColumns(),
	Row:            podRow,
	RowConditions:  podRowConditions,
	FieldNames: []string{
		"spec.hostNetwork", "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName",
		"status.nominatedNodeName", "status.phase", "status.podIP", "status.podIPs",
	},
	Fields: func(p *corev1.Pod) fields.Set {
		ip := ""
		if len(p.Status.PodIPs) > 0 {
			ip = p.Status.PodIPs[0].IP
		}
		return fields.Set{
			"spec.hostNetwork":         boolText(p.Spec.HostNetwork),
			"spec.nodeName":            p.Spec.NodeName,
			"spec.restartPolicy":       string(p.Spec.RestartPolicy),
			"spec.schedulerName":       p.Spec.SchedulerName,
			"spec.serviceAccountName":  p.Spec.ServiceAccountName,
			"status.nominatedNodeName": p.Status.NominatedNodeName,
			"status.phase":             string(p.Status.Phase),
			"status.podIP":             ip,
			"status.podIPs":            ip,
		}
	},
	Subresources: []api.Subresource{
		api.Connect("attach", gv.WithKind("PodAttachOptions")),
		api.Action("binding", gv.WithKind("Binding")),
		api.PartOnly("ephemeralcontainers", setEphemeralContainers, validateEphemeralContainersUpdate),
		api.Action("eviction", policyv1.SchemeGroupVersion.WithKind("Eviction")),
		api.Connect("exec", gv.WithKind("PodExecOptions")),
		{Name: "log", Verbs: []string{"get"}},
		api.Connect("portforward", gv.WithKind("PodPortForwardOptions")),
		api.Proxy(gv.WithKind("PodProxyOptions")),
		api.PartOnly("resize", setPodResize, validatePodResize),
		podStatus(),
	},
})
