package core

import corev1 "k8s.io/api/core/v1"

func defaultLimitRange(l *corev1.LimitRange) {
	for i := range l.Spec.Limits {
		item := &l.Spec.Limits[i]
		for _, list := range []corev1.ResourceList{item.Max, item.Min, item.Default, item.DefaultRequest, item.MaxLimitRequestRatio} {
			roundResources(list)
		}
		if item.Type == corev1.LimitTypeContainer {
			defaultContainerLimits(item)
		}
	}
}

// defaultContainerLimits: containers that say nothing get at most the maximum,
// and ask for their limit, or for the minimum.
func defaultContainerLimits(item *corev1.LimitRangeItem) {
	if item.Default == nil {
		item.Default = corev1.ResourceList{}
	}
	if item.DefaultRequest == nil {
		item.DefaultRequest = corev1.ResourceList{}
	}
	fillResources(item.Default, item.Max)
	fillResources(item.DefaultRequest, item.Default)
	fillResources(item.DefaultRequest, item.Min)
}

func fillResources(into, from corev1.ResourceList) {
	for name, q := range from {
		if _, ok := into[name]; !ok {
			into[name] = q.DeepCopy()
		}
	}
}
