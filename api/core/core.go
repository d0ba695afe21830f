// Package core describes the kinds of the core group, "v1": pods, services,
// nodes, configuration, volumes and events.
//
// Each kind has a file of its own with its descriptor, table row and rules; pods
// have several. The rules of pod templates, DefaultPodTemplate and
// ValidatePodTemplate, are shared with the groups whose kinds make pods.
package core

import (
	corev1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/api"
)

var gv = corev1.SchemeGroupVersion

// Resources lists the kinds of the group in alphabetical order of their paths.
func Resources() []*api.Resource {
	return []*api.Resource{
		Bindings,
		ComponentStatuses,
		ConfigMaps,
		Endpoints,
		Events,
		LimitRanges,
		Namespaces,
		Nodes,
		PersistentVolumeClaims,
		PersistentVolumes,
		Pods,
		PodTemplates,
		ReplicationControllers,
		ResourceQuotas,
		Secrets,
		ServiceAccounts,
		Services,
	}
}
