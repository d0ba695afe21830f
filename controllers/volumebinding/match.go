package volumebinding

import (
	"slices"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/component-helpers/scheduling/corev1/nodeaffinity"
)

// classAnnotation named the storage class before there was a field.
const classAnnotation = "volume.beta.kubernetes.io/storage-class"

func classOfClaim(c *corev1.PersistentVolumeClaim) string {
	if name, ok := c.Annotations[classAnnotation]; ok {
		return name
	}
	return deref(c.Spec.StorageClassName)
}

func classOfVolume(v *corev1.PersistentVolume) string {
	if name, ok := v.Annotations[classAnnotation]; ok {
		return name
	}
	return v.Spec.StorageClassName
}

// match finds the volume for a claim: the one that is reserved for it, else the
// smallest free one that has all that the claim asks for, and can be reached from
// node, which is nil where that does not matter. volumes are in order of names.
func match(c *corev1.PersistentVolumeClaim, volumes []*corev1.PersistentVolume, node *corev1.Node) *corev1.PersistentVolume {
	selector := labels.Everything()
	if c.Spec.Selector != nil {
		var err error
		if selector, err = metav1.LabelSelectorAsSelector(c.Spec.Selector); err != nil {
			return nil // validation does not let such a claim in
		}
	}
	wanted := c.Spec.Resources.Requests[corev1.ResourceStorage]
	var best *corev1.PersistentVolume
	for _, v := range volumes {
		size := v.Spec.Capacity[corev1.ResourceStorage]
		if v.DeletionTimestamp != nil || size.Cmp(wanted) < 0 || modeOf(v.Spec.VolumeMode) != modeOf(c.Spec.VolumeMode) || !reachable(v, node) {
			continue
		}
		if refersTo(v.Spec.ClaimRef, c) {
			return v
		}
		if v.Spec.ClaimRef != nil || v.Status.Phase != corev1.VolumeAvailable || !selector.Matches(labels.Set(v.Labels)) ||
			classOfVolume(v) != classOfClaim(c) || deref(v.Spec.VolumeAttributesClassName) != deref(c.Spec.VolumeAttributesClassName) ||
			!offers(v, c.Spec.AccessModes) {
			continue
		}
		if best != nil {
			if least := best.Spec.Capacity[corev1.ResourceStorage]; size.Cmp(least) >= 0 {
				continue
			}
		}
		best = v
	}
	return best
}

// refersTo says whether a volume's reference names that claim, or reserves the
// volume for a claim of its name.
func refersTo(ref *corev1.ObjectReference, c *corev1.PersistentVolumeClaim) bool {
	return ref != nil && ref.Namespace == c.Namespace && ref.Name == c.Name && (ref.UID == "" || ref.UID == c.UID)
}

func modeOf(m *corev1.PersistentVolumeMode) corev1.PersistentVolumeMode {
	if m == nil {
		return corev1.PersistentVolumeFilesystem
	}
	return *m
}

func offers(v *corev1.PersistentVolume, modes []corev1.PersistentVolumeAccessMode) bool {
	return !slices.ContainsFunc(modes, func(m corev1.PersistentVolumeAccessMode) bool { return !slices.Contains(v.Spec.AccessModes, m) })
}

func reachable(v *corev1.PersistentVolume, node *corev1.Node) bool {
	if node == nil || v.Spec.NodeAffinity == nil || v.Spec.NodeAffinity.Required == nil {
		return true
	}
	selector, err := nodeaffinity.NewNodeSelector(v.Spec.NodeAffinity.Required)
	return err == nil && selector.Match(node)
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
