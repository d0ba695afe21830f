package volumebinding

import (
	"context"
	"fmt"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/trace"
)

func (b *binder) actOnClaim(ctx context.Context, c *corev1.PersistentVolumeClaim, p claimPlan) error {
	switch {
	case p.bind != nil:
		if err := b.nameClaim(ctx, p.bind, c); err != nil {
			return err
		}
		return b.nameVolume(ctx, c, p.bind)
	case p.phase != "" && c.Status.Phase != p.phase:
		next := c.DeepCopy()
		next.Status.Phase = p.phase
		_, err := b.client.Update(trace.Because(ctx, p.note.message), core.PersistentVolumeClaims, next, "status")
		return ignoreGone(err)
	case p.provisioner != "" && c.Annotations[provisioner] != p.provisioner:
		next := c.DeepCopy()
		annotate(next, provisioner, p.provisioner)
		annotate(next, betaProvisioner, p.provisioner)
		_, err := b.client.Update(trace.Because(ctx, "no volume fits, and "+p.provisioner+" makes them"), core.PersistentVolumeClaims, next, "")
		return ignoreGone(err)
	}
	return nil
}

// nameClaim is the first half of a binding: the volume names the claim.
func (b *binder) nameClaim(ctx context.Context, v *corev1.PersistentVolume, c *corev1.PersistentVolumeClaim) error {
	if ref := v.Spec.ClaimRef; ref != nil && ref.UID == c.UID {
		return nil
	}
	next := v.DeepCopy()
	if next.Spec.ClaimRef == nil {
		annotate(next, boundByController, "yes")
	}
	next.Spec.ClaimRef = &corev1.ObjectReference{
		APIVersion: "v1", Kind: "PersistentVolumeClaim", Namespace: c.Namespace, Name: c.Name, UID: c.UID, ResourceVersion: c.ResourceVersion,
	}
	_, err := b.client.Update(trace.Because(ctx, fmt.Sprintf("it is the best fit for claim %s/%s", c.Namespace, c.Name)), core.PersistentVolumes, next, "")
	return err
}

// nameVolume is the second half: the claim names the volume and is bound.
func (b *binder) nameVolume(ctx context.Context, c *corev1.PersistentVolumeClaim, v *corev1.PersistentVolume) error {
	ctx = trace.Because(ctx, "volume "+v.Name+" is for it")
	next := c.DeepCopy()
	if next.Spec.VolumeName == "" {
		next.Spec.VolumeName = v.Name
		annotate(next, boundByController, "yes")
	}
	annotate(next, bindCompleted, "yes")
	if !equality.Semantic.DeepEqual(next, c) {
		stored, err := b.client.Update(ctx, core.PersistentVolumeClaims, next, "")
		if err != nil {
			return ignoreGone(err)
		}
		c = stored.(*corev1.PersistentVolumeClaim)
	}
	next = c.DeepCopy()
	s := &next.Status
	if s.Phase != corev1.ClaimBound {
		// From then on the size is for who resizes to say.
		s.Capacity = v.Spec.Capacity.DeepCopy()
	}
	s.Phase, s.AccessModes = corev1.ClaimBound, v.Spec.AccessModes
	if s.CurrentVolumeAttributesClassName == nil {
		s.CurrentVolumeAttributesClassName = v.Spec.VolumeAttributesClassName
	}
	if equality.Semantic.DeepEqual(next.Status, c.Status) {
		return nil
	}
	_, err := b.client.Update(ctx, core.PersistentVolumeClaims, next, "status")
	return ignoreGone(err)
}

func (b *binder) actOnVolume(ctx context.Context, v *corev1.PersistentVolume, p volumePlan) error {
	ctx = trace.Because(ctx, p.reason)
	if p.delete {
		if err := b.remove(p.remove); err != nil {
			return fmt.Errorf("volume %s: %w", v.Name, err)
		}
		return ignoreGone(b.client.Delete(ctx, core.PersistentVolumes, "", v.Name, metav1.DeleteOptions{
			Preconditions: &metav1.Preconditions{UID: &v.UID},
		}))
	}
	if p.release {
		next := v.DeepCopy()
		if _, own := next.Annotations[boundByController]; own {
			next.Spec.ClaimRef = nil
			delete(next.Annotations, boundByController)
		} else {
			next.Spec.ClaimRef.UID, next.Spec.ClaimRef.ResourceVersion = "", ""
		}
		stored, err := b.client.Update(ctx, core.PersistentVolumes, next, "")
		if err != nil {
			return ignoreGone(err)
		}
		v = stored.(*corev1.PersistentVolume)
	}
	if p.phase == "" || v.Status.Phase == p.phase {
		return nil
	}
	next := v.DeepCopy()
	next.Status.Phase, next.Status.Message = p.phase, p.message
	_, err := b.client.Update(ctx, core.PersistentVolumes, next, "status")
	return ignoreGone(err)
}

func annotate(o metav1.Object, key, value string) {
	a := o.GetAnnotations()
	if a == nil {
		a = map[string]string{}
	}
	a[key] = value
	o.SetAnnotations(a)
}
