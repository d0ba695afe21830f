package admission

import (
	"context"
	"errors"
	"slices"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/rest"
)

// StorageObjectInUseProtection keeps volumes, claims and classes of attributes from
// going while something uses them: by a finalizer that a loop takes away when
// nothing does.
type StorageObjectInUseProtection struct{}

// Admit implements Mutator.
func (StorageObjectInUseProtection) Admit(_ context.Context, a *rest.Attributes) error {
	if a.Operation != rest.Create || a.Subresource != "" {
		return nil
	}
	switch a.Object.(type) {
	case *corev1.PersistentVolume:
		hold(a.Object, "kubernetes.io/pv-protection")
	case *corev1.PersistentVolumeClaim:
		hold(a.Object, "kubernetes.io/pvc-protection")
	case *storagev1.VolumeAttributesClass:
		hold(a.Object, "kubernetes.io/vac-protection")
	}
	return nil
}

func hold(o api.Object, finalizer string) {
	if list := o.GetFinalizers(); !slices.Contains(list, finalizer) {
		o.SetFinalizers(append(slices.Clone(list), finalizer))
	}
}

// PersistentVolumeClaimResize lets claims grow only where their storage class can
// do that.
type PersistentVolumeClaimResize struct{ Objects lookup.Objects }

// Validate implements Validator.
func (p PersistentVolumeClaimResize) Validate(_ context.Context, a *rest.Attributes) error {
	o, ok := a.Object.(*corev1.PersistentVolumeClaim)
	old, was := a.Old.(*corev1.PersistentVolumeClaim)
	if !ok || !was || a.Operation != rest.Update || a.Subresource != "" {
		return nil
	}
	if o.Spec.Resources.Requests.Storage().Cmp(*old.Spec.Resources.Requests.Storage()) <= 0 {
		return nil
	}
	if old.Status.Phase != corev1.ClaimBound {
		return forbid(a, errors.New("Only bound persistent volume claims can be expanded"))
	}
	class := storageClassOf(o)
	if class == "" || class != storageClassOf(old) || !p.expandable(class) {
		return forbid(a, errors.New("only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize"))
	}
	return nil
}

func (p PersistentVolumeClaimResize) expandable(class string) bool {
	c, ok := lookup.Get[*storagev1.StorageClass](p.Objects, lookup.StorageClasses, "", class)
	return ok && c.AllowVolumeExpansion != nil && *c.AllowVolumeExpansion
}

// storageClassOf returns the class that a claim names, in the way of today or of
// old.
func storageClassOf(c *corev1.PersistentVolumeClaim) string {
	if class, ok := c.Annotations[corev1.BetaStorageClassAnnotation]; ok {
		return class
	}
	if c.Spec.StorageClassName != nil {
		return *c.Spec.StorageClassName
	}
	return ""
}
