package core

import (
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

func TestQOSClass(t *testing.T) {
	list := func(cpu, memory string) corev1.ResourceList {
		out := corev1.ResourceList{}
		if cpu != "" {
			out[corev1.ResourceCPU] = resource.MustParse(cpu)
		}
		if memory != "" {
			out[corev1.ResourceMemory] = resource.MustParse(memory)
		}
		return out
	}
	container := func(requests, limits corev1.ResourceList) corev1.Container {
		return corev1.Container{Resources: corev1.ResourceRequirements{Requests: requests, Limits: limits}}
	}
	nothing := container(nil, nil)
	equal := container(list("1", "1Gi"), list("1", "1Gi"))
	for _, c := range []struct {
		name string
		spec corev1.PodSpec
		want corev1.PodQOSClass
	}{
		{"nothing is said", corev1.PodSpec{Containers: []corev1.Container{nothing}}, corev1.PodQOSBestEffort},
		{"requests of zero say nothing", corev1.PodSpec{Containers: []corev1.Container{container(list("0", "0"), nil)}}, corev1.PodQOSBestEffort},
		{"all is limited and requested", corev1.PodSpec{Containers: []corev1.Container{equal, equal}}, corev1.PodQOSGuaranteed},
		{"one container says nothing", corev1.PodSpec{Containers: []corev1.Container{equal, nothing}}, corev1.PodQOSBurstable},
		{"an init container says nothing", corev1.PodSpec{InitContainers: []corev1.Container{nothing}, Containers: []corev1.Container{equal}}, corev1.PodQOSBurstable},
		{"less is requested", corev1.PodSpec{Containers: []corev1.Container{container(list("1", "1Gi"), list("2", "1Gi"))}}, corev1.PodQOSBurstable},
		{"no memory", corev1.PodSpec{Containers: []corev1.Container{container(list("1", ""), list("1", ""))}}, corev1.PodQOSBurstable},
		{"the pod as a whole", corev1.PodSpec{Containers: []corev1.Container{nothing}, Resources: &equal.Resources}, corev1.PodQOSGuaranteed},
	} {
		if got := QOSClass(&corev1.Pod{Spec: c.spec}); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
