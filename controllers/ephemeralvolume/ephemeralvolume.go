// Package ephemeralvolume makes the claims of pods whose volumes bring a template
// for one. The pod owns its claims, so they go with it.
package ephemeralvolume

import (
	"context"
	"fmt"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/controllers/ownership"
	"github.com/skiff-k8s/skiff/events"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

// New makes the loop. Its writes go through c.
func New(c client.Client, now func() time.Time) reconcile.Loop {
	e := &controller{client: c, events: events.New(c, "ephemeral_volume", "", now)}
	return reconcile.Loop{
		Name:   "ephemeral volume controller",
		Client: c,
		Sources: []reconcile.Source{
			{Resource: core.Pods, Keys: func(ev client.Event) []reconcile.Request {
				if ev.Type == client.Deleted || len(templates(ev.Object.(*corev1.Pod))) == 0 {
					return nil
				}
				return []reconcile.Request{reconcile.Key(ev.Object.GetNamespace(), ev.Object.GetName())}
			}},
			// A claim that is gone is made anew while its pod needs it.
			{Resource: core.PersistentVolumeClaims, Keys: func(ev client.Event) []reconcile.Request {
				owner := metav1.GetControllerOfNoCopy(ev.Object)
				if ev.Type != client.Deleted || owner == nil || owner.Kind != "Pod" || owner.APIVersion != "v1" {
					return nil
				}
				return []reconcile.Request{reconcile.Key(ev.Object.GetNamespace(), owner.Name)}
			}},
		},
		Reconciler: e,
	}
}

type controller struct {
	client client.Client
	events *events.Recorder
}

// Reconcile sees to the claims of one pod.
func (e *controller) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	pod, err := client.Get[*corev1.Pod](ctx, e.client, core.Pods, req.Namespace, req.Name)
	if apierrors.IsNotFound(err) {
		return reconcile.Result{}, nil
	}
	if err != nil || pod.DeletionTimestamp != nil {
		return reconcile.Result{}, err
	}
	for _, v := range templates(pod) {
		if err := e.ensure(ctx, pod, v); err != nil {
			return reconcile.Result{}, err
		}
	}
	return reconcile.Result{}, nil
}

func (e *controller) ensure(ctx context.Context, pod *corev1.Pod, v corev1.Volume) error {
	want := newClaim(pod, v)
	have, err := client.Get[*corev1.PersistentVolumeClaim](ctx, e.client, core.PersistentVolumeClaims, want.Namespace, want.Name)
	if err == nil {
		if metav1.IsControlledBy(have, pod) {
			return nil
		}
		return fmt.Errorf("PVC %q was not created for pod %s/%s (pod is not owner)", have.Name, pod.Namespace, pod.Name)
	}
	if !apierrors.IsNotFound(err) {
		return err
	}
	_, err = e.client.Create(trace.Because(ctx, "volume "+v.Name+" of pod "+pod.Name+" needs it"), core.PersistentVolumeClaims, want, client.CreateOptions{})
	if err == nil || apierrors.IsAlreadyExists(err) || apierrors.HasStatusCause(err, corev1.NamespaceTerminatingCause) {
		return nil
	}
	e.events.Eventf(ctx, pod, corev1.EventTypeWarning, "FailedBinding", "ephemeral volume %s: create PVC %s: %v", v.Name, want.Name, err)
	return err
}

// templates are the volumes of a pod that bring a template.
func templates(p *corev1.Pod) (out []corev1.Volume) {
	for _, v := range p.Spec.Volumes {
		if v.Ephemeral != nil && v.Ephemeral.VolumeClaimTemplate != nil {
			out = append(out, v)
		}
	}
	return out
}

func newClaim(p *corev1.Pod, v corev1.Volume) *corev1.PersistentVolumeClaim {
	template := v.Ephemeral.VolumeClaimTemplate.DeepCopy()
	return &corev1.PersistentVolumeClaim{
		ObjectMeta: metav1.ObjectMeta{
			Namespace: p.Namespace, Name: p.Name + "-" + v.Name,
			Labels: template.Labels, Annotations: template.Annotations,
			OwnerReferences: []metav1.OwnerReference{ownership.Reference(core.Pods, p)},
		},
		Spec: template.Spec,
	}
}
