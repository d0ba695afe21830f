package core

import (
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// beginDeletePod gives a pod on a node the time that its spec grants, so that its
// node can stop the containers. A pod that runs nowhere goes at once.
func beginDeletePod(p *corev1.Pod, opts *metav1.DeleteOptions) bool {
	var period int64
	switch {
	case opts.GracePeriodSeconds != nil:
		period = *opts.GracePeriodSeconds
	case p.Spec.TerminationGracePeriodSeconds != nil:
		period = *p.Spec.TerminationGracePeriodSeconds
	}
	switch {
	case p.Spec.NodeName == "",
		p.Status.Phase == corev1.PodFailed || p.Status.Phase == corev1.PodSucceeded:
		period = 0
	case period < 0:
		// A negative period means the shortest graceful one.
		period = 1
	}
	opts.GracePeriodSeconds = &period
	return period != 0
}
