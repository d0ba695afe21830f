package core

import (
	"maps"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

func copyMap(m map[string]string) map[string]string { return maps.Clone(m) }

// roundResources rounds quantities up to whole thousandths, the finest that the
// API keeps.
func roundResources(list corev1.ResourceList) {
	for name, q := range list {
		q.RoundUp(resource.Milli)
		list[name] = q
	}
}
