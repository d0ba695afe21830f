package history

import (
	"context"
	"fmt"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api/apps"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/trace"
)

// Keeper writes revisions.
type Keeper struct {
	Client client.Client
}

// ErrCollision says that the name of a new revision is taken by one of another
// template: the owner's count of collisions has to go up.
type ErrCollision struct{ Name string }

func (e ErrCollision) Error() string {
	return fmt.Sprintf("the name %s belongs to a revision of another template", e.Name)
}

// Ensure returns the revision of the owner's template, with the highest number:
// it creates it, or gives it a new number when the template was an older one's.
func (k Keeper) Ensure(ctx context.Context, o Owner, s Sorted) (*appsv1.ControllerRevision, error) {
	number := s.next()
	if s.Current == nil {
		return k.create(ctx, o, number)
	}
	if s.Current.Revision >= number {
		return s.Current, nil
	}
	next := s.Current.DeepCopy()
	next.Revision = number
	ctx = trace.Because(ctx, fmt.Sprintf("its template is the wanted one again, as revision %d", number))
	updated, err := k.Client.Update(ctx, apps.ControllerRevisions, next, "")
	if err != nil {
		return nil, fmt.Errorf("updating revision %s: %w", next.Name, err)
	}
	return updated.(*appsv1.ControllerRevision), nil
}

func (k Keeper) create(ctx context.Context, o Owner, number int64) (*appsv1.ControllerRevision, error) {
	r, err := newRevision(o, number)
	if err != nil {
		return nil, err
	}
	name, data := r.Name, r.Data.Raw
	reason := "no revision has this template"
	if number > 1 {
		reason = fmt.Sprintf("the template changed: no revision has it, starting revision %d", number)
	}
	made, err := k.Client.Create(trace.Because(ctx, reason), apps.ControllerRevisions, r, client.CreateOptions{})
	if apierrors.IsAlreadyExists(err) {
		taken, gerr := client.Get[*appsv1.ControllerRevision](ctx, k.Client, apps.ControllerRevisions, o.GetNamespace(), name)
		switch {
		case gerr != nil:
			return nil, gerr
		case metav1.IsControlledBy(taken, o) && holds(taken, data, o.Template):
			return taken, nil
		}
		return nil, ErrCollision{name}
	}
	if err != nil {
		return nil, fmt.Errorf("creating revision %s: %w", name, err)
	}
	return made.(*appsv1.ControllerRevision), nil
}

// Delete deletes revisions that are too old to be kept.
func (k Keeper) Delete(ctx context.Context, limit int32, excess []*appsv1.ControllerRevision) error {
	ctx = trace.Because(ctx, fmt.Sprintf("only %d old revisions are kept", limit))
	for _, r := range excess {
		err := k.Client.Delete(ctx, apps.ControllerRevisions, r.Namespace, r.Name, metav1.DeleteOptions{Preconditions: &metav1.Preconditions{UID: &r.UID}})
		if err != nil && !apierrors.IsNotFound(err) && !apierrors.IsConflict(err) {
			return fmt.Errorf("deleting revision %s: %w", r.Name, err)
		}
	}
	return nil
}

// Lives returns whether any of the pods carries the value of a revision in that
// label; value tells what a revision's pods carry.
func Lives(pods []*corev1.Pod, label string, value func(*appsv1.ControllerRevision) string) func(*appsv1.ControllerRevision) bool {
	carried := make(map[string]bool)
	for _, p := range pods {
		carried[p.Labels[label]] = true
	}
	return func(r *appsv1.ControllerRevision) bool { return carried[value(r)] }
}
