// Package podcontrol creates and deletes pods for the controllers that own them,
// and notes what it did as Events of the owner.
package podcontrol

import (
	"context"
	"fmt"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/events"
)

// Writer writes the pods of one controller.
type Writer struct {
	Client client.Client
	Events *events.Recorder
}

// Create creates a pod for owner. In a namespace that ends the error is one that
// Ending tells, and no Event says so.
func (w Writer) Create(ctx context.Context, owner api.Object, pod *corev1.Pod) error {
	created, err := w.Client.Create(ctx, core.Pods, pod, client.CreateOptions{})
	if err != nil {
		if !Ending(err) {
			w.Events.Eventf(ctx, owner, corev1.EventTypeWarning, "FailedCreate", "Error creating: %v", err)
		}
		return err
	}
	w.Events.Eventf(ctx, owner, corev1.EventTypeNormal, "SuccessfulCreate", "Created pod: %s", created.GetName())
	return nil
}

// Delete deletes this pod, and no other of its name. That it is gone already is
// no error.
func (w Writer) Delete(ctx context.Context, owner api.Object, pod *corev1.Pod) error {
	err := w.Client.Delete(ctx, core.Pods, pod.Namespace, pod.Name, metav1.DeleteOptions{Preconditions: &metav1.Preconditions{UID: &pod.UID}})
	switch {
	case err == nil:
		w.Events.Eventf(ctx, owner, corev1.EventTypeNormal, "SuccessfulDelete", "Deleted pod: %s", pod.Name)
	case apierrors.IsNotFound(err) || apierrors.IsConflict(err):
	default:
		w.Events.Eventf(ctx, owner, corev1.EventTypeWarning, "FailedDelete", "Error deleting: %v", err)
		return fmt.Errorf("deleting pod %s: %w", pod.Name, err)
	}
	return nil
}

// Ending says whether a write failed because the namespace is being deleted:
// then there is nothing more to do in it.
func Ending(err error) bool { return apierrors.HasStatusCause(err, corev1.NamespaceTerminatingCause) }

// restPerPod and maxRest bound how long the owner of pods is held back after it
// was looked at: one of two reports at once, one of thousands reports many
// changes together.
const (
	restPerPod = 25 * time.Microsecond
	maxRest    = 100 * time.Millisecond
)

// Rest returns for how long to hold the owner of so many pods back.
func Rest(pods int) time.Duration { return min(time.Duration(pods)*restPerPod, maxRest) }
