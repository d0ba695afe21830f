package statefulset

import (
	"fmt"
	"maps"
	"slices"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	apiequality "k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/apps"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/controllers/ownership"
)

func claimName(set *appsv1.StatefulSet, template string, ordinal int) string {
	return fmt.Sprintf("%s-%s-%d", template, set.Name, ordinal)
}

// newClaim makes the claim of a template for the pod with that ordinal. Where it
// is to go with the set, the set owns it from the beginning.
func newClaim(set *appsv1.StatefulSet, template *corev1.PersistentVolumeClaim, ordinal int) *corev1.PersistentVolumeClaim {
	c := template.DeepCopy()
	c.Namespace, c.Name = set.Namespace, claimName(set, template.Name, ordinal)
	labels := maps.Clone(c.Labels)
	if labels == nil {
		labels = make(map[string]string)
	}
	maps.Copy(labels, set.Spec.Selector.MatchLabels)
	c.Labels = labels
	if ofSet, _ := owners(set, belongs(set, ordinal)); ofSet {
		c.OwnerReferences = append(c.OwnerReferences, ownership.Reference(apps.StatefulSets, set))
	}
	return c
}

// owners says by the retention policy who is to own the claim of a pod: the set,
// when claims go with it, or the pod, when it is to go and its claims with it.
func owners(set *appsv1.StatefulSet, stays bool) (ofSet, ofPod bool) {
	p := set.Spec.PersistentVolumeClaimRetentionPolicy
	if p == nil {
		return false, false
	}
	scaled := p.WhenScaled == appsv1.DeletePersistentVolumeClaimRetentionPolicyType
	deleted := p.WhenDeleted == appsv1.DeletePersistentVolumeClaimRetentionPolicyType
	if scaled && !stays {
		return false, true
	}
	return deleted, false
}

// names says whether a reference is to an object of that kind and name, of
// whatever UID.
func names(ref metav1.OwnerReference, r *api.Resource, o api.Object) bool {
	return ref.Kind == r.Kind && ref.APIVersion == r.GVK().GroupVersion().String() && ref.Name == o.GetName()
}

// stale says whether a claim belongs to an earlier object of the same name: then
// it is about to be collected.
func stale(c *corev1.PersistentVolumeClaim, r *api.Resource, o api.Object) bool {
	return slices.ContainsFunc(c.OwnerReferences, func(ref metav1.OwnerReference) bool {
		return names(ref, r, o) && ref.UID != o.GetUID()
	})
}

// retained returns the claim as the retention policy wants it owned, nil when it
// is. conflict says that another controller has it, so that the policy is not
// followed.
func retained(set *appsv1.StatefulSet, p *corev1.Pod, c *corev1.PersistentVolumeClaim) (next *corev1.PersistentVolumeClaim, conflict bool) {
	if stale(c, apps.StatefulSets, set) || stale(c, core.Pods, p) {
		return nil, false
	}
	_, ordinal := ordinalOf(p.Name)
	ofSet, ofPod := owners(set, belongs(set, ordinal))
	var refs []metav1.OwnerReference
	for _, ref := range c.OwnerReferences {
		if ref.UID == set.UID || ref.UID == p.UID {
			continue
		}
		refs = append(refs, ref)
		conflict = conflict || ref.Controller != nil && *ref.Controller
	}
	switch policy := set.Spec.PersistentVolumeClaimRetentionPolicy; {
	case policy == nil || policy.WhenScaled != appsv1.DeletePersistentVolumeClaimRetentionPolicyType && policy.WhenDeleted != appsv1.DeletePersistentVolumeClaimRetentionPolicyType:
		conflict = false // there is nothing to be in conflict about
	case conflict:
	case ofSet:
		refs = append(refs, ownership.Reference(apps.StatefulSets, set))
	case ofPod:
		refs = append(refs, ownership.Reference(core.Pods, p))
	}
	if apiequality.Semantic.DeepEqual(refs, c.OwnerReferences) {
		return nil, conflict
	}
	next = c.DeepCopy()
	next.OwnerReferences = refs
	return next, conflict
}
