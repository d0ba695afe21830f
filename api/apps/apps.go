// Package apps describes the kinds of apps/v1, which keep sets of pods running:
// deployments, replica sets, stateful sets and daemon sets.
package apps

import (
	appsv1 "k8s.io/api/apps/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api"
)

const (
	group   = appsv1.GroupName
	version = "v1"
)

// Resources lists the kinds of the group in alphabetical order of their paths.
func Resources() []*api.Resource {
	return []*api.Resource{
		ControllerRevisions,
		DaemonSets,
		Deployments,
		ReplicaSets,
		StatefulSets,
	}
}

// selectorText is the selector in the form of the scale subresource.
func selectorText(s *metav1.LabelSelector) (string, error) {
	selector, err := metav1.LabelSelectorAsSelector(s)
	if err != nil {
		return "", err
	}
	return selector.String(), nil
}
