// Package storageprotection lets volumes, claims and classes of attributes go only
// when nothing uses them any longer. Admission puts a finalizer onto each of them;
// the loops here take it away from those that are being deleted and not in use.
package storageprotection

import (
	"context"
	"slices"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/storage"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

const (
	claimFinalizer  = "kubernetes.io/pvc-protection"
	volumeFinalizer = "kubernetes.io/pv-protection"
	classFinalizer  = "kubernetes.io/vac-protection"
)

// controller protects the objects of one kind.
type controller struct {
	client    client.Client
	resource  *api.Resource
	finalizer string
	used      func(ctx context.Context, o api.Object) (bool, error)
}

// Claims protects claims that pods use. Its writes go through c.
func Claims(c client.Client) reconcile.Loop {
	p := &controller{client: c, resource: core.PersistentVolumeClaims, finalizer: claimFinalizer}
	p.used = func(ctx context.Context, o api.Object) (bool, error) {
		pods, err := client.List[*corev1.Pod](ctx, c, core.Pods, client.ListOptions{Namespace: o.GetNamespace()})
		claim := o.(*corev1.PersistentVolumeClaim)
		return slices.ContainsFunc(pods, func(p *corev1.Pod) bool { return uses(p, claim) }), err
	}
	return p.loop("claim protection controller", reconcile.Source{Resource: core.Pods, Keys: claimsOf})
}

// Volumes protects volumes that are bound.
func Volumes(c client.Client) reconcile.Loop {
	p := &controller{client: c, resource: core.PersistentVolumes, finalizer: volumeFinalizer}
	p.used = func(_ context.Context, o api.Object) (bool, error) {
		return o.(*corev1.PersistentVolume).Status.Phase == corev1.VolumeBound, nil
	}
	return p.loop("volume protection controller")
}

// Classes protects classes of attributes that volumes or claims name.
func Classes(c client.Client) reconcile.Loop {
	p := &controller{client: c, resource: storage.VolumeAttributesClasses, finalizer: classFinalizer}
	p.used = func(ctx context.Context, o api.Object) (bool, error) {
		volumes, err := client.List[*corev1.PersistentVolume](ctx, c, core.PersistentVolumes, client.ListOptions{})
		if err != nil {
			return true, err
		}
		claims, err := client.List[*corev1.PersistentVolumeClaim](ctx, c, core.PersistentVolumeClaims, client.ListOptions{})
		return slices.ContainsFunc(volumes, func(v *corev1.PersistentVolume) bool { return slices.Contains(classesOfVolume(v), o.GetName()) }) ||
			slices.ContainsFunc(claims, func(v *corev1.PersistentVolumeClaim) bool { return slices.Contains(classesOfClaim(v), o.GetName()) }), err
	}
	return p.loop("attributes class protection controller",
		reconcile.Source{Resource: core.PersistentVolumes, Keys: released(classesOfVolume)},
		reconcile.Source{Resource: core.PersistentVolumeClaims, Keys: released(classesOfClaim)})
}

func (p *controller) loop(name string, more ...reconcile.Source) reconcile.Loop {
	return reconcile.Loop{
		Name: name, Client: p.client, Reconciler: p, Workers: 2,
		Sources: append(more, reconcile.Source{Resource: p.resource, Keys: func(e client.Event) []reconcile.Request {
			if e.Type == client.Deleted || !p.toDo(e.Object) {
				return nil
			}
			return []reconcile.Request{reconcile.Key(e.Object.GetNamespace(), e.Object.GetName())}
		}}),
	}
}

// toDo says whether the object lacks its protection, or might not need it any
// longer.
func (p *controller) toDo(o api.Object) bool {
	return (o.GetDeletionTimestamp() != nil) == slices.Contains(o.GetFinalizers(), p.finalizer)
}

// Reconcile protects one object, or lets it go.
func (p *controller) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	o, err := p.client.Get(ctx, p.resource, req.Namespace, req.Name)
	if apierrors.IsNotFound(err) {
		return reconcile.Result{}, nil
	}
	if err != nil || !p.toDo(o) {
		return reconcile.Result{}, err
	}
	next := o.DeepCopyObject().(api.Object)
	why := "protected while it is used"
	if o.GetDeletionTimestamp() == nil {
		next.SetFinalizers(append(slices.Clone(o.GetFinalizers()), p.finalizer))
	} else {
		used, err := p.used(ctx, o)
		if err != nil || used {
			return reconcile.Result{}, err
		}
		why = "nothing uses it any longer"
		next.SetFinalizers(slices.DeleteFunc(slices.Clone(o.GetFinalizers()), func(f string) bool { return f == p.finalizer }))
	}
	_, err = p.client.Update(trace.Because(ctx, why), p.resource, next, "")
	if apierrors.IsNotFound(err) {
		return reconcile.Result{}, nil
	}
	return reconcile.Result{}, err
}

// uses says whether a pod uses a claim: one that is on no node cannot begin to
// once the claim is being deleted. A claim made for the pod is done with when the
// pod is shut down and waits for nothing but its own finalizers, which may in turn
// wait for the claim.
func uses(p *corev1.Pod, c *corev1.PersistentVolumeClaim) bool {
	if p.Spec.NodeName == "" {
		return false
	}
	shutDown := p.DeletionTimestamp != nil && p.DeletionGracePeriodSeconds != nil && *p.DeletionGracePeriodSeconds == 0
	for i := range p.Spec.Volumes {
		v := &p.Spec.Volumes[i]
		switch {
		case v.PersistentVolumeClaim != nil && v.PersistentVolumeClaim.ClaimName == c.Name,
			v.Ephemeral != nil && !shutDown && p.Name+"-"+v.Name == c.Name && metav1.IsControlledBy(c, p):
			return true
		}
	}
	return false
}

// claimsOf wakes the claims of a pod that may have let them go.
func claimsOf(e client.Event) []reconcile.Request {
	p := e.Object.(*corev1.Pod)
	if e.Type != client.Deleted && p.DeletionTimestamp == nil && p.Spec.NodeName != "" {
		return nil
	}
	var out []reconcile.Request
	for i := range p.Spec.Volumes {
		v := &p.Spec.Volumes[i]
		switch {
		case v.PersistentVolumeClaim != nil:
			out = append(out, reconcile.Key(p.Namespace, v.PersistentVolumeClaim.ClaimName))
		case v.Ephemeral != nil:
			out = append(out, reconcile.Key(p.Namespace, p.Name+"-"+v.Name))
		}
	}
	return out
}

func classesOfVolume(v *corev1.PersistentVolume) []string {
	if v.Spec.VolumeAttributesClassName == nil {
		return nil
	}
	return []string{*v.Spec.VolumeAttributesClassName}
}

func classesOfClaim(c *corev1.PersistentVolumeClaim) []string {
	var out []string
	for _, name := range []*string{c.Spec.VolumeAttributesClassName, c.Status.CurrentVolumeAttributesClassName} {
		if name != nil {
			out = append(out, *name)
		}
	}
	if m := c.Status.ModifyVolumeStatus; m != nil {
		out = append(out, m.TargetVolumeAttributesClassName)
	}
	return out
}

// released wakes the classes that an object named before, or until it went.
func released[T api.Object](classes func(T) []string) func(client.Event) []reconcile.Request {
	return func(e client.Event) []reconcile.Request {
		before := e.Old
		if e.Type == client.Deleted {
			before = e.Object
		}
		o, ok := before.(T)
		if !ok {
			return nil
		}
		var out []reconcile.Request
		for _, name := range classes(o) {
			out = append(out, reconcile.Key("", name))
		}
		return out
	}
}
