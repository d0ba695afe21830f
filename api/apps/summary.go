package apps

import (
	"fmt"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
)

// summarizeDeployment says what a write changed about a Deployment.
func summarizeDeployment(d, old *appsv1.Deployment) string {
	said := append(scaled(d.Spec.Replicas, old.Spec.Replicas), images(&d.Spec.Template.Spec, &old.Spec.Template.Spec)...)
	if d.Spec.Paused != old.Spec.Paused {
		if d.Spec.Paused {
			said = append(said, "paused")
		} else {
			said = append(said, "resumed")
		}
	}
	return strings.Join(said, ", ")
}

// summarizeReplicaSet says what a write changed about a ReplicaSet.
func summarizeReplicaSet(rs, old *appsv1.ReplicaSet) string {
	said := scaled(rs.Spec.Replicas, old.Spec.Replicas)
	if rs.Status.ReadyReplicas != old.Status.ReadyReplicas {
		said = append(said, fmt.Sprintf("%d of %d ready", rs.Status.ReadyReplicas, rs.Status.Replicas))
	}
	return strings.Join(said, ", ")
}

func scaled(to, from *int32) []string {
	if to == nil || from == nil || *to == *from {
		return nil
	}
	return []string{fmt.Sprintf("scaled from %d to %d", *from, *to)}
}

// images names the containers whose image is another.
func images(spec, old *corev1.PodSpec) []string {
	var said []string
	for i := range spec.Containers {
		if i < len(old.Containers) && spec.Containers[i].Image != old.Containers[i].Image {
			said = append(said, fmt.Sprintf("image %s instead of %s", spec.Containers[i].Image, old.Containers[i].Image))
		}
	}
	return said
}
