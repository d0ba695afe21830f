package statefulset

import (
	"context"
	"fmt"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/controllers/podcontrol"
	"github.com/skiff-k8s/skiff/controllers/podtemplate"
	"github.com/skiff-k8s/skiff/trace"
)

// act carries the tasks of a plan out: in order, or many at a time where the set
// allows that.
func (r *controller) act(ctx context.Context, set *appsv1.StatefulSet, p *plan) error {
	for _, n := range p.notes {
		r.events.Event(ctx, set, n.kind, n.reason, n.message)
	}
	if set.Spec.PodManagementPolicy == appsv1.ParallelPodManagement {
		_, err := podtemplate.Batches(len(p.tasks), func(i int) error { return r.do(ctx, set, p.tasks[i]) })
		return err
	}
	for _, t := range p.tasks {
		if err := r.do(ctx, set, t); err != nil {
			return err
		}
	}
	return nil
}

func (r *controller) do(ctx context.Context, set *appsv1.StatefulSet, t task) error {
	for _, s := range t {
		ctx := trace.Because(ctx, s.reason)
		var err error
		switch s.kind {
		case createClaim:
			err = r.createClaim(ctx, set, s)
		case updateClaim:
			if _, err = r.client.Update(ctx, core.PersistentVolumeClaims, s.claim, ""); apierrors.IsNotFound(err) {
				err = nil
			}
		case createPod:
			_, err = r.client.Create(ctx, core.Pods, s.pod, client.CreateOptions{})
			r.tell(ctx, set, "Create", s.pod, err)
		case updatePod:
			_, err = r.client.Update(ctx, core.Pods, s.pod, "")
			r.tell(ctx, set, "Update", s.pod, err)
		case deletePod:
			err = r.client.Delete(ctx, core.Pods, s.pod.Namespace, s.pod.Name, metav1.DeleteOptions{Preconditions: &metav1.Preconditions{UID: &s.pod.UID}})
			if apierrors.IsNotFound(err) || apierrors.IsConflict(err) {
				err = nil // it is gone, or another one
			}
			r.tell(ctx, set, "Delete", s.pod, err)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *controller) createClaim(ctx context.Context, set *appsv1.StatefulSet, s step) error {
	name, pod := s.claim.Name, s.of
	_, err := r.client.Create(ctx, core.PersistentVolumeClaims, s.claim, client.CreateOptions{})
	switch {
	case err == nil:
		r.events.Eventf(ctx, set, corev1.EventTypeNormal, "SuccessfulCreate", "Create Claim %s Pod %s in StatefulSet %s success", name, pod, set.Name)
	case apierrors.IsAlreadyExists(err):
		return nil
	case podcontrol.Ending(err):
	default:
		r.events.Eventf(ctx, set, corev1.EventTypeWarning, "FailedCreate", "Create Claim %s for Pod %s in StatefulSet %s failed error: %v", name, pod, set.Name, err)
		return fmt.Errorf("failed to create PVC %s: %w", name, err)
	}
	return err
}

// tell notes a write of a pod as an Event.
func (r *controller) tell(ctx context.Context, set *appsv1.StatefulSet, verb string, p *corev1.Pod, err error) {
	switch {
	case err == nil:
		r.events.Eventf(ctx, set, corev1.EventTypeNormal, "Successful"+verb, "%s Pod %s in StatefulSet %s successful", verb, p.Name, set.Name)
	case apierrors.IsAlreadyExists(err) || podcontrol.Ending(err):
	default:
		r.events.Eventf(ctx, set, corev1.EventTypeWarning, "Failed"+verb, "%s Pod %s in StatefulSet %s failed error: %v", verb, p.Name, set.Name, err)
	}
}
