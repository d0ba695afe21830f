package core

import (
	"fmt"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/table"
)

// Labels of nodes that have got new names.
var oldNodeLabels = map[string]string{
	"beta.kubernetes.io/arch":                  `deprecated since v1.14; use "kubernetes.io/arch" instead`,
	"beta.kubernetes.io/os":                    `deprecated since v1.14; use "kubernetes.io/os" instead`,
	"failure-domain.beta.kubernetes.io/region": `deprecated since v1.17; use "topology.kubernetes.io/region" instead`,
	"failure-domain.beta.kubernetes.io/zone":   `deprecated since v1.17; use "topology.kubernetes.io/zone" instead`,
	"beta.kubernetes.io/instance-type":         `deprecated since v1.17; use "node.kubernetes.io/instance-type" instead`,
	"node-role.kubernetes.io/master":           `use "node-role.kubernetes.io/control-plane" instead`,
}

func warnPod(p, old *corev1.Pod) []string {
	if old == nil {
		return warnSpec(&p.ObjectMeta, &p.Spec, nil)
	}
	return warnSpec(&p.ObjectMeta, &p.Spec, &old.Spec)
}

// WarnPodTemplate warns of what is legal in a pod template and probably a
// mistake. old is nil on create; a template that did not change is not warned of
// again.
func WarnPodTemplate(t, old *corev1.PodTemplateSpec) []string {
	if old != nil && api.Same(t, old) {
		return nil
	}
	w := &warnings{at: field.NewPath("spec", "template")}
	w.pod(&t.ObjectMeta, &t.Spec)
	return w.list
}

func warnSpec(meta *metav1.ObjectMeta, s, old *corev1.PodSpec) []string {
	if old != nil && api.Same(s, old) {
		return nil
	}
	w := &warnings{}
	w.pod(meta, s)
	return w.list
}

type warnings struct {
	at   *field.Path // of the template, nil for a pod
	list []string
}

func (w *warnings) path(name string, more ...string) *field.Path {
	if w.at == nil {
		return field.NewPath(name, more...)
	}
	return w.at.Child(name, more...)
}

func (w *warnings) add(at *field.Path, format string, args ...any) {
	w.list = append(w.list, at.String()+": "+fmt.Sprintf(format, args...))
}

func (w *warnings) pod(meta *metav1.ObjectMeta, s *corev1.PodSpec) {
	spec := w.path("spec")
	w.annotations(meta, s)
	for _, key := range table.SortedKeys(s.NodeSelector) {
		if text, ok := oldNodeLabels[key]; ok {
			w.add(spec.Child("nodeSelector").Key(key), "%s", text)
		}
	}
	w.placement(s, spec)
	w.volumes(s, spec.Child("volumes"))
	seen := map[string]bool{}
	for i, a := range s.HostAliases {
		if seen[a.IP] {
			w.add(spec.Child("hostAliases").Index(i).Child("ip"), "duplicate ip %q", a.IP)
		}
		seen[a.IP] = true
	}
	for i, r := range s.ImagePullSecrets {
		if r.Name == "" {
			w.add(spec.Child("imagePullSecrets").Index(i).Child("name"), `invalid empty name ""`)
		}
	}
	if g := s.TerminationGracePeriodSeconds; g != nil && *g < 0 {
		w.add(spec.Child("terminationGracePeriodSeconds"), "must be >= 0; negative values are invalid and will be treated as 1")
	}
	eachContainer(s, spec, func(c *corev1.Container, at *field.Path) { w.container(c, at) })
	w.ports(s, spec)
	if w.at == nil && meta.Labels != nil && len(meta.Name) > 63 {
		w.add(field.NewPath("metadata", "name"), "this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [must be no more than 63 characters]")
	}
}

func (w *warnings) annotations(meta *metav1.ObjectMeta, s *corev1.PodSpec) {
	at := w.path("metadata", "annotations")
	for _, key := range table.SortedKeys(meta.Annotations) {
		switch {
		case strings.HasPrefix(key, corev1.DeprecatedAppArmorBetaContainerAnnotationKeyPrefix):
			w.add(at.Key(key), `deprecated since v1.30; use the "appArmorProfile" field instead`)
		case key == "scheduler.alpha.kubernetes.io/critical-pod":
			w.add(at.Key(key), `non-functional in v1.16+; use the "priorityClassName" field instead`)
		case key == seccompPodKey && (s.SecurityContext == nil || s.SecurityContext.SeccompProfile == nil),
			strings.HasPrefix(key, seccompContainerPrefix):
			w.add(at.Key(key), `non-functional in v1.27+; use the "seccompProfile" field instead`)
		}
	}
}

func (w *warnings) placement(s *corev1.PodSpec, spec *field.Path) {
	if s.Affinity != nil && s.Affinity.NodeAffinity != nil {
		at := spec.Child("affinity", "nodeAffinity")
		if n := s.Affinity.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution; n != nil {
			for i := range n.NodeSelectorTerms {
				w.term(&n.NodeSelectorTerms[i], at.Child(requiredTerms, "nodeSelectorTerms").Index(i))
			}
		}
		for i := range s.Affinity.NodeAffinity.PreferredDuringSchedulingIgnoredDuringExecution {
			w.term(&s.Affinity.NodeAffinity.PreferredDuringSchedulingIgnoredDuringExecution[i].Preference,
				at.Child(preferredTerms).Index(i).Child("preference"))
		}
	}
	for i := range s.TopologySpreadConstraints {
		c, at := &s.TopologySpreadConstraints[i], spec.Child("topologySpreadConstraints").Index(i)
		if text, ok := oldNodeLabels[c.TopologyKey]; ok {
			w.add(at.Child("topologyKey"), "%s is %s", c.TopologyKey, text)
		}
		if c.LabelSelector == nil {
			w.add(at.Child("labelSelector"), "a null labelSelector results in matching no pod")
		}
	}
}

func (w *warnings) term(t *corev1.NodeSelectorTerm, at *field.Path) {
	for i, e := range t.MatchExpressions {
		if text, ok := oldNodeLabels[e.Key]; ok {
			w.add(at.Child("matchExpressions").Index(i).Child("key"), "%s is %s", e.Key, text)
		}
	}
}

func (w *warnings) volumes(s *corev1.PodSpec, at *field.Path) {
	for i := range s.Volumes {
		v, at := &s.Volumes[i], at.Index(i)
		for _, o := range []struct {
			name string
			set  bool
			text string
		}{
			{"photonPersistentDisk", v.PhotonPersistentDisk != nil, "deprecated in v1.11, non-functional in v1.16+"},
			{"gitRepo", v.GitRepo != nil, "deprecated in v1.11, and disabled by default in v1.33+"},
			{"scaleIO", v.ScaleIO != nil, "deprecated in v1.16, non-functional in v1.22+"},
			{"flocker", v.Flocker != nil, "deprecated in v1.22, non-functional in v1.25+"},
			{"storageOS", v.StorageOS != nil, "deprecated in v1.22, non-functional in v1.25+"},
			{"quobyte", v.Quobyte != nil, "deprecated in v1.22, non-functional in v1.25+"},
			{"glusterfs", v.Glusterfs != nil, "deprecated in v1.25, non-functional in v1.26+"},
			{"rbd", v.RBD != nil, "deprecated in v1.28, non-functional in v1.31+"},
			{"cephfs", v.CephFS != nil, "deprecated in v1.28, non-functional in v1.31+"},
		} {
			if o.set {
				w.add(at.Child(o.name), "%s", o.text)
			}
		}
	}
}

func (w *warnings) container(c *corev1.Container, at *field.Path) {
	for _, list := range []struct {
		name string
		list corev1.ResourceList
	}{{"requests", c.Resources.Requests}, {"limits", c.Resources.Limits}} {
		for _, name := range []corev1.ResourceName{corev1.ResourceMemory, corev1.ResourceEphemeralStorage} {
			if q, ok := list.list[name]; ok && q.MilliValue()%1000 != 0 {
				w.add(at.Child("resources", list.name).Key(string(name)), "fractional byte value %q is invalid, must be an integer", q.String())
			}
		}
	}
	seen := map[string]bool{}
	for i, e := range c.Env {
		// A variable may build on an earlier one of its name.
		if seen[e.Name] && !strings.Contains(e.Value, "$("+e.Name+")") {
			w.add(at.Child("env").Index(i), "hides previous definition of %q, which may be dropped when using apply", e.Name)
		}
		seen[e.Name] = true
	}
}

// ports warns of the same port of the pod, or of its host, in two places.
func (w *warnings) ports(s *corev1.PodSpec, spec *field.Path) {
	type seen struct {
		port corev1.ContainerPort
		at   *field.Path
	}
	var all []seen
	eachContainer(s, spec, func(c *corev1.Container, at *field.Path) {
		for i, p := range c.Ports {
			at := at.Child("ports").Index(i)
			for _, o := range all {
				if o.port.ContainerPort == p.ContainerPort && o.port.Protocol == p.Protocol &&
					o.port.HostPort == p.HostPort && o.port.HostIP == p.HostIP {
					w.add(at, "duplicate port definition with %s", o.at)
				}
			}
			all = append(all, seen{p, at})
		}
	})
}
