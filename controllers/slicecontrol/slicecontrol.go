// Package slicecontrol finds and writes EndpointSlices for the loops that keep
// them: each keeps those that carry its own mark, and leaves others alone.
package slicecontrol

import (
	"context"
	"fmt"

	discoveryv1 "k8s.io/api/discovery/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"

	"github.com/skiff-k8s/skiff/api/discovery"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/controllers/podcontrol"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

// Manager is the value of the label that marks the slices of one loop.
type Manager string

// Keys wakes the Service that a slice of this manager belongs to.
func (m Manager) Keys(e client.Event) []reconcile.Request {
	l := e.Object.GetLabels()
	if l[discoveryv1.LabelManagedBy] != string(m) || l[discoveryv1.LabelServiceName] == "" {
		return nil
	}
	return []reconcile.Request{reconcile.Key(e.Object.GetNamespace(), l[discoveryv1.LabelServiceName])}
}

// Of returns the slices that this manager has made for a Service.
func (m Manager) Of(ctx context.Context, c client.Client, namespace, service string) ([]*discoveryv1.EndpointSlice, error) {
	return client.List[*discoveryv1.EndpointSlice](ctx, c, discovery.EndpointSlices, client.ListOptions{
		Namespace: namespace,
		Labels:    labels.SelectorFromSet(labels.Set{discoveryv1.LabelServiceName: service, discoveryv1.LabelManagedBy: string(m)}),
	})
}

// Change is one slice to write or to delete, and why.
type Change struct {
	Slice  *discoveryv1.EndpointSlice // without a resource version: to be created
	Delete bool
	Reason string
}

// Verb is what the change does: create, update or delete.
func (c Change) Verb() string {
	switch {
	case c.Delete:
		return "delete"
	case c.Slice.ResourceVersion == "":
		return "create"
	default:
		return "update"
	}
}

// Apply makes the changes, one after the other, until one fails. To delete what
// is gone, and to create where the namespace is being deleted, is no failure.
func Apply(ctx context.Context, c client.Client, changes []Change) error {
	for _, change := range changes {
		if err := change.apply(trace.Because(ctx, change.Reason), c); err != nil {
			return fmt.Errorf("endpoint slice %s: %w", change.Slice.Name, err)
		}
	}
	return nil
}

func (c Change) apply(ctx context.Context, to client.Client) error {
	var err error
	switch c.Verb() {
	case "delete":
		err = to.Delete(ctx, discovery.EndpointSlices, c.Slice.Namespace, c.Slice.Name, metav1.DeleteOptions{
			Preconditions: &metav1.Preconditions{UID: &c.Slice.UID},
		})
		if apierrors.IsNotFound(err) {
			return nil
		}
	case "create":
		_, err = to.Create(ctx, discovery.EndpointSlices, c.Slice, client.CreateOptions{})
		if podcontrol.Ending(err) {
			return nil
		}
	default:
		_, err = to.Update(ctx, discovery.EndpointSlices, c.Slice, "")
	}
	return err
}
