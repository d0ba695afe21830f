package rest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	metavalidation "k8s.io/apimachinery/pkg/apis/meta/v1/validation"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/cache"
)

var deleteOptionsKind = schema.GroupVersionKind{Group: metav1.GroupName, Kind: "DeleteOptions"}

// Delete removes an object or, where it has a grace period or finalizers, marks
// it for deletion. opts may be nil and is not changed.
func (s *Service) Delete(ctx context.Context, req *Request, opts *metav1.DeleteOptions) (Result, error) {
	k, err := s.kept(req.Resource)
	if err != nil {
		return Result{}, err
	}
	if opts == nil {
		opts = &metav1.DeleteOptions{}
	}
	if errs := metavalidation.ValidateDeleteOptions(opts); len(errs) > 0 {
		return Result{}, invalid(deleteOptionsKind, "", errs)
	}
	if req.Resource.DeleteWarning != "" && opts.PropagationPolicy == nil && opts.OrphanDependents == nil && req.Warn != nil {
		req.Warn(req.Resource.DeleteWarning)
	}
	for range maxAttempts {
		stored := k.Get(req.Namespace, req.Name)
		if stored == nil {
			return Result{}, notFound(req.Resource, req.Name)
		}
		result, err := s.deleteOnce(ctx, req, k, stored, opts.DeepCopy())
		if !errors.Is(err, errRace) {
			return result, err
		}
	}
	return Result{}, conflict(req.Resource, req.Name, optimisticLock)
}

// deleteOnce is one attempt; opts are its own.
func (s *Service) deleteOnce(ctx context.Context, req *Request, k kept, stored *cache.Entry, opts *metav1.DeleteOptions) (result Result, err error) {
	r := req.Resource
	shown, err := k.show(ctx, stored)
	if err != nil {
		return Result{}, err
	}
	old := shown.Object()
	if err := checkPreconditions(r, req.Name, opts.Preconditions, old); err != nil {
		return Result{}, err
	}
	a := &Attributes{
		Request: req, Operation: Delete, Kind: r.GVK(), Namespace: req.Namespace, Name: req.Name, Old: old, Options: opts,
	}
	if req.Verb == "deletecollection" {
		a.Name = "" // nobody named it
	}
	if !req.Admitted {
		if _, err := s.Admit(ctx, a); err != nil {
			return Result{}, err
		}
	}
	plan := s.planDelete(r, old, opts)
	switch {
	case plan.next == nil:
		return s.remove(ctx, req, k, stored, a)
	case req.DryRun:
		return Result{Object: plan.next}, nil
	}
	next, err := k.store(ctx, plan.next)
	if err != nil {
		return Result{}, err
	}
	if stored.Same(next) {
		return Result{Entry: shown, Object: old}, nil
	}
	e, _, err := s.commit(ctx, req,
		target{verb: "delete", name: req.Name, uid: string(old.GetUID()), summary: plan.summary}, &Txn{},
		cache.Write{Resource: k.Resource(), Namespace: req.Namespace, Name: req.Name, Object: next, Expect: stored.Revision()})
	if err != nil {
		return Result{}, err
	}
	if e, err = k.show(ctx, e); err != nil {
		return Result{}, err
	}
	return Result{Entry: e, Object: e.Object()}, nil
}

// remove takes the object away now.
func (s *Service) remove(ctx context.Context, req *Request, k kept, stored *cache.Entry, a *Attributes) (result Result, err error) {
	txn, err := s.allocate(ctx, a)
	defer func() { txn.end(err == nil && !req.DryRun) }()
	if err != nil {
		return Result{}, err
	}
	revision := stored.Revision()
	if !req.DryRun {
		_, revision, err = s.commit(ctx, req, target{verb: "delete", name: req.Name, uid: string(a.Old.GetUID())}, txn,
			cache.Write{Resource: k.Resource(), Namespace: req.Namespace, Name: req.Name, Expect: stored.Revision()})
		if err != nil {
			return Result{}, err
		}
	}
	if !req.Resource.AnswersDeleted {
		return Result{Deleted: true, Status: &metav1.Status{
			Status: metav1.StatusSuccess,
			Details: &metav1.StatusDetails{
				Name: req.Name, Group: req.Resource.Group, Kind: req.Resource.Name, UID: a.Old.GetUID(),
			},
		}}, nil
	}
	o := a.Old.DeepCopyObject().(api.Object)
	o.SetResourceVersion(fmt.Sprint(revision))
	return Result{Deleted: true, Object: o}, nil
}

// checkPreconditions compares what a delete expects with what is stored.
func checkPreconditions(r *api.Resource, name string, p *metav1.Preconditions, old api.Object) error {
	if p == nil {
		return nil
	}
	// Here Kubernetes names the kind where it names the resource elsewhere.
	kind := schema.GroupResource{Group: r.Group, Resource: r.Kind}
	if p.UID != nil && *p.UID != old.GetUID() {
		return apierrors.NewConflict(kind, name, fmt.Errorf(
			"the UID in the precondition (%s) does not match the UID in record (%s). The object might have been deleted and then recreated",
			*p.UID, old.GetUID()))
	}
	if p.ResourceVersion != nil && *p.ResourceVersion != old.GetResourceVersion() {
		return apierrors.NewConflict(kind, name, fmt.Errorf(
			"the ResourceVersion in the precondition (%s) does not match the ResourceVersion in record (%s). The object might have been modified",
			*p.ResourceVersion, old.GetResourceVersion()))
	}
	return nil
}

// deletion is what a delete makes of an object: its next state, marked, or
// nothing.
type deletion struct {
	next    api.Object // nil to remove the object now
	summary string
}

// planDelete decides what a delete does: whether the object goes now or stays
// for its grace period and finalizers. opts may be changed.
func (s *Service) planDelete(r *api.Resource, old api.Object, opts *metav1.DeleteOptions) deletion {
	next := old.DeepCopyObject().(api.Object)
	if r.Retire != nil && old.GetDeletionTimestamp() == nil {
		r.Retire(next, s.now())
		return deletion{next, markSummary(0, next.GetFinalizers())}
	}
	finalizers := finalizersAfter(r, old, opts)
	if g := opts.GracePeriodSeconds; g != nil && *g < 0 {
		*g = 1
	}
	if grace := old.GetDeletionGracePeriodSeconds(); old.GetDeletionTimestamp() != nil && grace != nil && *grace > 0 {
		return planAgain(r, old, next, *grace, opts)
	}
	stays := r.BeginDelete != nil && r.BeginDelete(next, opts)
	if old.GetDeletionTimestamp() != nil {
		if !stays && len(finalizers) == 0 {
			return deletion{}
		}
		// Marked already, and only its finalizers hold it: a later delete may
		// still choose what becomes of the dependents.
		next = old.DeepCopyObject().(api.Object)
		next.SetFinalizers(finalizers)
		return deletion{next, "finalizers changed by deletion"}
	}
	if !stays && len(finalizers) == 0 {
		return deletion{}
	}
	next.SetFinalizers(finalizers)
	period := int64(0)
	switch {
	case !stays:
		s.mark(next, &period)
	case opts.GracePeriodSeconds == nil:
		s.mark(next, nil) // the kind has something other than time that holds it
	default:
		period = *opts.GracePeriodSeconds
		s.mark(next, &period)
	}
	return deletion{next, markSummary(period, finalizers)}
}

// mark says in the object that it is being deleted, after a grace period in
// seconds where it has one.
func (s *Service) mark(o api.Object, period *int64) {
	at := s.now()
	if period != nil {
		at = metav1.NewTime(at.Add(time.Duration(*period) * time.Second))
	}
	o.SetDeletionTimestamp(&at)
	o.SetDeletionGracePeriodSeconds(period)
	if g := o.GetGeneration(); g > 0 {
		o.SetGeneration(g + 1) // whoever looks after it has something new to do
	}
}

// planAgain is a delete of what is being deleted and has time left: the time may
// only become shorter.
func planAgain(r *api.Resource, old, next api.Object, grace int64, opts *metav1.DeleteOptions) deletion {
	if opts.GracePeriodSeconds == nil || *opts.GracePeriodSeconds >= grace {
		return deletion{next: next}
	}
	stays := r.BeginDelete != nil && r.BeginDelete(next, opts)
	period := *opts.GracePeriodSeconds
	if !stays {
		if len(old.GetFinalizers()) == 0 {
			return deletion{}
		}
		period = 0
	}
	begun := old.GetDeletionTimestamp().Add(-time.Duration(grace) * time.Second)
	at := metav1.NewTime(begun.Add(time.Duration(period) * time.Second))
	next.SetDeletionTimestamp(&at)
	next.SetDeletionGracePeriodSeconds(&period)
	return deletion{next, markSummary(period, next.GetFinalizers())}
}

func markSummary(period int64, finalizers []string) string {
	summary := "marked for deletion"
	if period > 0 {
		summary += fmt.Sprintf(", grace %d s", period)
	}
	if len(finalizers) > 0 {
		summary += fmt.Sprintf(", held by %d finalizers", len(finalizers))
	}
	return summary
}

// finalizersAfter returns the finalizers that the object has once the delete has
// chosen what becomes of its dependents.
func finalizersAfter(r *api.Resource, old api.Object, opts *metav1.DeleteOptions) []string {
	before := old.GetFinalizers()
	orphan, foreground := propagation(r, before, opts)
	var after []string
	for _, f := range before {
		if f != metav1.FinalizerOrphanDependents && f != metav1.FinalizerDeleteDependents {
			after = append(after, f)
		}
	}
	if orphan {
		after = append(after, metav1.FinalizerOrphanDependents)
	}
	if foreground {
		after = append(after, metav1.FinalizerDeleteDependents)
	}
	return after
}

// propagation decides what becomes of the dependents: what the request says,
// else what the object's finalizers say, else what the kind does by default.
func propagation(r *api.Resource, finalizers []string, opts *metav1.DeleteOptions) (orphan, foreground bool) {
	//lint:ignore SA1019 old clients still send it
	if o := opts.OrphanDependents; o != nil {
		return *o, false
	}
	if p := opts.PropagationPolicy; p != nil {
		return *p == metav1.DeletePropagationOrphan, *p == metav1.DeletePropagationForeground
	}
	if slices.Contains(finalizers, metav1.FinalizerDeleteDependents) {
		return false, true
	}
	if slices.Contains(finalizers, metav1.FinalizerOrphanDependents) {
		return true, false
	}
	return r.OrphanByDefault, false
}

// DeleteCollection deletes what sel selects, one after the other, each with its
// own commit, and returns what was selected. It stops at the first error that is
// not NotFound.
func (s *Service) DeleteCollection(ctx context.Context, req *Request, opts *metav1.DeleteOptions, sel ListOptions) (List, error) {
	list, err := s.List(ctx, req, sel)
	if err != nil {
		return List{}, err
	}
	for _, e := range list.Entries {
		one := *req
		one.Namespace, one.Name = e.Namespace(), e.Name()
		if _, err := s.Delete(ctx, &one, opts); err != nil && !apierrors.IsNotFound(err) {
			return List{}, err
		}
	}
	return list, nil
}
