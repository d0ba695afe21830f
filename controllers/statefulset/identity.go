package statefulset

import (
	"fmt"
	"strconv"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/api/apps"
	"github.com/skiff-k8s/skiff/controllers/ownership"
	"github.com/skiff-k8s/skiff/controllers/podtemplate"
)

// noOrdinal is the ordinal of a pod whose name is not that of a set's pod.
const noOrdinal = -1

// ordinalOf splits the name of a pod into that of its set and its ordinal.
func ordinalOf(pod string) (set string, ordinal int) {
	i := strings.LastIndexByte(pod, '-')
	if i <= 0 {
		return "", noOrdinal
	}
	n, err := strconv.ParseInt(pod[i+1:], 10, 32)
	if err != nil || n < 0 || strconv.FormatInt(n, 10) != pod[i+1:] {
		return "", noOrdinal
	}
	return pod[:i], int(n)
}

func podName(set *appsv1.StatefulSet, ordinal int) string {
	return fmt.Sprintf("%s-%d", set.Name, ordinal)
}

// first is the ordinal that the set begins with.
func first(set *appsv1.StatefulSet) int {
	if set.Spec.Ordinals == nil {
		return 0
	}
	return int(set.Spec.Ordinals.Start)
}

func size(set *appsv1.StatefulSet) int {
	if set.Spec.Replicas == nil {
		return 1
	}
	return int(*set.Spec.Replicas)
}

func belongs(set *appsv1.StatefulSet, ordinal int) bool {
	return ordinal >= first(set) && ordinal < first(set)+size(set)
}

// revision is a template with its name.
type revision struct {
	name     string
	template *corev1.PodTemplateSpec
}

func revisionOf(p *corev1.Pod) string { return p.Labels[appsv1.StatefulSetRevisionLabel] }

// newPod makes the pod with that ordinal.
func newPod(set *appsv1.StatefulSet, r revision, ordinal int) *corev1.Pod {
	p := podtemplate.Pod(r.template, set.Namespace, set.Name, ownership.Reference(apps.StatefulSets, set))
	p.GenerateName, p.Name = "", podName(set, ordinal)
	p.Spec.Hostname, p.Spec.Subdomain = p.Name, set.Spec.ServiceName
	identify(p, ordinal)
	p.Labels[appsv1.StatefulSetRevisionLabel] = r.name
	var volumes []corev1.Volume
	for i := range set.Spec.VolumeClaimTemplates {
		name := set.Spec.VolumeClaimTemplates[i].Name
		volumes = append(volumes, corev1.Volume{Name: name, VolumeSource: corev1.VolumeSource{
			PersistentVolumeClaim: &corev1.PersistentVolumeClaimVolumeSource{ClaimName: claimName(set, name, ordinal)},
		}})
	}
	for _, v := range p.Spec.Volumes {
		if !hasTemplate(set, v.Name) {
			volumes = append(volumes, v)
		}
	}
	p.Spec.Volumes = volumes
	return p
}

// identify gives a pod the labels by which it is known.
func identify(p *corev1.Pod, ordinal int) {
	if p.Labels == nil {
		p.Labels = make(map[string]string)
	}
	p.Labels[appsv1.StatefulSetPodNameLabel] = p.Name
	p.Labels[appsv1.PodIndexLabel] = strconv.Itoa(ordinal)
}

func hasTemplate(set *appsv1.StatefulSet, claim string) bool {
	for i := range set.Spec.VolumeClaimTemplates {
		if set.Spec.VolumeClaimTemplates[i].Name == claim {
			return true
		}
	}
	return false
}
