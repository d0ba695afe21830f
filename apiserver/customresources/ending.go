package customresources

import (
	"context"
	"fmt"
	"time"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	utilerrors "k8s.io/apimachinery/pkg/util/errors"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/apiextensions"
	"github.com/skiff-k8s/skiff/cache"
	"github.com/skiff-k8s/skiff/trace"
)

const (
	// patience is how long the objects of a definition that is being deleted may
	// take to go before its status says that they do not.
	patience = time.Minute
	// endAgain is the pause before the next attempt.
	endAgain = 5 * time.Second
)

// end deletes all objects of a definition that is being deleted, and then lets it
// go.
func (m *Manager) end(d *definition) {
	defer func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		delete(m.ending, d.UID)
	}()
	for m.ctx.Err() == nil {
		d = m.present(d)
		if d == nil {
			return
		}
		if condition(&d.Status, apiextensionsv1.Established) != apiextensionsv1.ConditionTrue {
			if m.finish(d, "NeverEstablished", "resource was never established") {
				return
			}
			continue
		}
		if !m.terminating(d, "InstanceDeletionInProgress", "CustomResource deletion is in progress") {
			continue
		}
		reason, err := m.empty(d)
		if m.ctx.Err() != nil {
			return
		}
		if d = m.present(d); d == nil {
			return
		}
		if err == nil {
			if m.finish(d, "InstanceDeletionCompleted", "removed all instances") {
				return
			}
			continue
		}
		m.terminating(d, reason, err.Error())
		select {
		case <-m.ctx.Done():
		case <-time.After(endAgain):
		}
	}
}

// present returns the definition as it is now, nil when it is gone or another.
func (m *Manager) present(d *definition) *definition {
	o, err := m.options.Client.Get(m.ctx, apiextensions.CustomResourceDefinitions, "", d.Name)
	if err != nil || o.GetUID() != d.UID {
		return nil
	}
	return o.(*definition)
}

// terminating writes how far the end of a definition is; false asks to look again.
func (m *Manager) terminating(d *definition, reason, message string) bool {
	status := d.Status.DeepCopy()
	setCondition(status, cond{Type: apiextensionsv1.Terminating, Status: apiextensionsv1.ConditionTrue, Reason: reason, Message: message}, m.options.Now())
	next := d.DeepCopy()
	next.Status = *status
	_, err := m.options.Client.Update(trace.Because(m.ctx, "its objects are being deleted"), apiextensions.CustomResourceDefinitions, next, "status")
	return m.settled(err)
}

// finish lets the definition go; false asks to look again.
func (m *Manager) finish(d *definition, reason, message string) bool {
	next := d.DeepCopy()
	setCondition(&next.Status, cond{Type: apiextensionsv1.Terminating, Status: apiextensionsv1.ConditionFalse, Reason: reason, Message: message}, m.options.Now())
	kept := next.Finalizers[:0]
	for _, f := range next.Finalizers {
		if f != apiextensionsv1.CustomResourceCleanupFinalizer {
			kept = append(kept, f)
		}
	}
	next.Finalizers = kept
	_, err := m.options.Client.Update(trace.Because(m.ctx, "no object of the kind is left"), apiextensions.CustomResourceDefinitions, next, "status")
	if !m.settled(err) {
		return false
	}
	m.CatchUp() // gone for everybody before this returns
	return true
}

// settled says whether a write went through. One that collided is tried again at
// once, others after a while.
func (m *Manager) settled(err error) bool {
	switch {
	case err == nil, apierrors.IsNotFound(err):
		return true
	case apierrors.IsConflict(err):
		return false
	}
	m.options.Log.Warn("status of a custom resource definition not written", "error", err)
	select {
	case <-m.ctx.Done():
	case <-time.After(retryAfter):
	}
	return false
}

// empty deletes all objects of a kind and waits until they are gone. The error
// comes with a reason for the status.
func (m *Manager) empty(d *definition) (reason string, err error) {
	m.mu.Lock()
	k := m.kinds[d.Name]
	m.mu.Unlock()
	if k == nil {
		return "", nil
	}
	t := m.options.Cache.Table(k.Stored)
	if t == nil {
		return "InstanceDeletionFailed", fmt.Errorf("could not list instances: %s are not held", k.Stored.GR())
	}
	w, err := t.Watch(cache.Selection{}, 0, true, true)
	if err != nil {
		return "InstanceDeletionFailed", fmt.Errorf("could not list instances: %w", err)
	}
	defer w.Stop()
	ctx := trace.Because(m.ctx, "the definition of its kind is being deleted")
	var failed []error
	entries, _ := t.List(cache.Selection{})
	for _, e := range entries {
		if err := m.deleteOne(ctx, k.Stored, e); err != nil {
			failed = append(failed, err)
		}
	}
	if err := utilerrors.NewAggregate(failed); err != nil {
		return "InstanceDeletionFailed", fmt.Errorf("could not issue all deletes: %w", err)
	}
	deadline, cancel := context.WithTimeout(m.ctx, patience)
	defer cancel()
	var changes []cache.Change
	for t.Len() > 0 {
		select {
		case <-deadline.Done():
			return "InstanceDeletionCheck", fmt.Errorf("could not confirm zero CustomResources remaining: %w", deadline.Err())
		case <-w.Ready():
		}
		if changes, err = w.Take(changes[:0]); err != nil {
			return "InstanceDeletionCheck", fmt.Errorf("could not confirm zero CustomResources remaining: %w", err)
		}
	}
	return "", nil
}

// deleteOne deletes an object as it is kept: whatever a webhook makes of it has
// no say in its end.
func (m *Manager) deleteOne(ctx context.Context, r *api.Resource, e *cache.Entry) error {
	o := e.Object()
	if o.GetDeletionTimestamp() != nil {
		return nil
	}
	uid := o.GetUID()
	err := m.options.Client.Delete(ctx, r, e.Namespace(), e.Name(), metav1.DeleteOptions{Preconditions: &metav1.Preconditions{UID: &uid}})
	if apierrors.IsNotFound(err) || apierrors.IsConflict(err) {
		return nil
	}
	return err
}
