package admission

import (
	"context"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	storagev1 "k8s.io/api/storage/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

const (
	defaultStorageClass = "storageclass.kubernetes.io/is-default-class"
	betaStorageClass    = "storageclass.beta.kubernetes.io/is-default-class"
	ingressClass        = "kubernetes.io/ingress.class"
)

// DefaultStorageClass gives claims that name no storage class the default one.
type DefaultStorageClass struct{ Objects lookup.Objects }

// Admit implements Mutator.
func (d DefaultStorageClass) Admit(_ context.Context, a *rest.Attributes) error {
	claim, ok := a.Object.(*corev1.PersistentVolumeClaim)
	if !ok || a.Operation != rest.Create || a.Subresource != "" || claim.Spec.StorageClassName != nil {
		return nil
	}
	if _, ok := claim.Annotations[corev1.BetaStorageClassAnnotation]; ok {
		return nil
	}
	var found *storagev1.StorageClass
	lookup.Each(d.Objects, lookup.StorageClasses, "", func(c *storagev1.StorageClass) bool {
		if (c.Annotations[defaultStorageClass] == "true" || c.Annotations[betaStorageClass] == "true") && newer(c, found) {
			found = c
		}
		return true
	})
	if found != nil {
		claim.Spec.StorageClassName = &found.Name
	}
	return nil
}

// DefaultIngressClass gives ingresses that name no class the default one.
type DefaultIngressClass struct{ Objects lookup.Objects }

// Admit implements Mutator.
func (d DefaultIngressClass) Admit(_ context.Context, a *rest.Attributes) error {
	ingress, ok := a.Object.(*networkingv1.Ingress)
	if !ok || a.Operation != rest.Create || a.Subresource != "" || ingress.Spec.IngressClassName != nil {
		return nil
	}
	if _, ok := ingress.Annotations[ingressClass]; ok {
		return nil
	}
	var found *networkingv1.IngressClass
	lookup.Each(d.Objects, lookup.IngressClasses, "", func(c *networkingv1.IngressClass) bool {
		if c.Annotations[networkingv1.AnnotationIsDefaultIngressClass] == "true" && newer(c, found) {
			found = c
		}
		return true
	})
	if found != nil {
		ingress.Spec.IngressClassName = &found.Name
	}
	return nil
}

// newer says whether c goes before the other, which may be nil: of several
// defaults the newest counts, of equal age the first by name.
func newer[T interface {
	comparable
	api.Object
}](c, other T) bool {
	var none T
	if other == none {
		return true
	}
	a, b := c.GetCreationTimestamp(), other.GetCreationTimestamp()
	if a.Equal(&b) {
		return c.GetName() < other.GetName()
	}
	return a.After(b.Time)
}

// PodTopologyLabels tells pods, when they are bound, in which zone and region
// their node is.
type PodTopologyLabels struct{ Objects lookup.Objects }

// Admit implements Mutator.
func (p PodTopologyLabels) Admit(_ context.Context, a *rest.Attributes) error {
	binding, ok := a.Object.(*corev1.Binding)
	if !ok || a.Operation != rest.Create || binding.Target.Kind != "" && binding.Target.Kind != "Node" {
		return nil
	}
	node, ok := lookup.Get[*corev1.Node](p.Objects, lookup.Nodes, "", binding.Target.Name)
	if !ok {
		return nil
	}
	for _, key := range []string{corev1.LabelTopologyZone, corev1.LabelTopologyRegion} {
		if value, ok := node.Labels[key]; ok {
			if binding.Labels == nil {
				binding.Labels = map[string]string{}
			}
			binding.Labels[key] = value
		}
	}
	return nil
}
