package core

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api"
)

func preparePod(p, old *corev1.Pod) {
	if old != nil {
		p.Status = old.Status
		// Ephemeral containers have a path of their own.
		p.Spec.EphemeralContainers = old.Spec.EphemeralContainers
		api.Generation(p, old, !api.Same(&p.Spec, &old.Spec))
		return
	}
	p.Generation = 1
	p.Status = corev1.PodStatus{
		Phase:    corev1.PodPending,
		QOSClass: QOSClass(p),
	}
	if len(p.Spec.SchedulingGates) > 0 {
		p.Status.Conditions = []corev1.PodCondition{{
			Type:    corev1.PodScheduled,
			Status:  corev1.ConditionFalse,
			Reason:  corev1.PodReasonSchedulingGated,
			Message: "Scheduling is blocked due to non-empty scheduling gates",
		}}
	}
	selectOwnLabels(p)
}

// selectOwnLabels adds the pod's own labels to the selectors that ask for them
// by key: from here on nobody has to look at the keys.
func selectOwnLabels(p *corev1.Pod) {
	add := func(s *metav1.LabelSelector, keys []string, op metav1.LabelSelectorOperator) {
		if s == nil {
			return
		}
		for _, key := range keys {
			if value, ok := p.Labels[key]; ok {
				s.MatchExpressions = append(s.MatchExpressions,
					metav1.LabelSelectorRequirement{Key: key, Operator: op, Values: []string{value}})
			}
		}
	}
	terms := func(need []corev1.PodAffinityTerm, prefer []corev1.WeightedPodAffinityTerm) {
		for i := range need {
			add(need[i].LabelSelector, need[i].MatchLabelKeys, metav1.LabelSelectorOpIn)
			add(need[i].LabelSelector, need[i].MismatchLabelKeys, metav1.LabelSelectorOpNotIn)
		}
		for i := range prefer {
			t := &prefer[i].PodAffinityTerm
			add(t.LabelSelector, t.MatchLabelKeys, metav1.LabelSelectorOpIn)
			add(t.LabelSelector, t.MismatchLabelKeys, metav1.LabelSelectorOpNotIn)
		}
	}
	if a := p.Spec.Affinity; a != nil {
		if a.PodAffinity != nil {
			terms(a.PodAffinity.RequiredDuringSchedulingIgnoredDuringExecution, a.PodAffinity.PreferredDuringSchedulingIgnoredDuringExecution)
		}
		if a.PodAntiAffinity != nil {
			terms(a.PodAntiAffinity.RequiredDuringSchedulingIgnoredDuringExecution, a.PodAntiAffinity.PreferredDuringSchedulingIgnoredDuringExecution)
		}
	}
	for i := range p.Spec.TopologySpreadConstraints {
		c := &p.Spec.TopologySpreadConstraints[i]
		add(c.LabelSelector, c.MatchLabelKeys, metav1.LabelSelectorOpIn)
	}
}

// podStatus describes the status subresource of pods. Unlike others it leaves
// the owners alone: what the pod is to run and for whom is not the business of
// whoever reports on it.
func podStatus() api.Subresource {
	return api.PartOnly("status", func(p, body *corev1.Pod) {
		p.Labels, p.Annotations, p.Finalizers = body.Labels, body.Annotations, body.Finalizers
		qos := p.Status.QOSClass
		if p.Status = body.Status; p.Status.QOSClass == "" {
			p.Status.QOSClass = qos
		}
	}, validatePodStatus)
}

// setEphemeralContainers carries over nothing but the ephemeral containers.
func setEphemeralContainers(p, body *corev1.Pod) {
	if !equality.Semantic.DeepEqual(p.Spec.EphemeralContainers, body.Spec.EphemeralContainers) {
		p.Generation++
	}
	p.Spec.EphemeralContainers = body.Spec.EphemeralContainers
}

// syncPodIPs keeps the address and the list of addresses, its plural, the same.
func syncPodIPs(s *corev1.PodStatus) {
	switch {
	case s.PodIP == "" && len(s.PodIPs) > 0:
		s.PodIP = s.PodIPs[0].IP
	case s.PodIP != "" && (len(s.PodIPs) == 0 || s.PodIPs[0].IP != s.PodIP):
		s.PodIPs = []corev1.PodIP{{IP: s.PodIP}}
	}
}

// dropUnserved leaves out the fields that Kubernetes 1.36 knows but does not
// serve unless a feature gate is opened.
func dropUnserved(s *corev1.PodSpec) {
	for _, c := range everyContainer(s) {
		if c.Lifecycle != nil {
			c.Lifecycle.StopSignal = nil
		}
	}
	for i := range s.Volumes {
		p := s.Volumes[i].Projected
		if p == nil {
			continue
		}
		for j := range p.Sources {
			p.Sources[j].ClusterTrustBundle = nil
			p.Sources[j].PodCertificate = nil
		}
	}
	s.SchedulingGroup = nil
}
