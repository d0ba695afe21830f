// Package scaling finds the size of whatever can be scaled: built-in kinds and
// custom ones alike, by their scale subresource.
package scaling

import (
	"context"
	"fmt"

	autoscalingv1 "k8s.io/api/autoscaling/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/client"
)

// Finder finds objects and their scales.
type Finder struct {
	Client    client.Reader
	Resources client.Resources
}

// Target is an object that can be scaled.
type Target struct {
	api.Object
	Resource *api.Resource
	Scale    *autoscalingv1.Scale
}

// Find returns an object of that kind and its scale. The error is NotFound when
// there is none of that name.
func (f Finder) Find(ctx context.Context, gvk schema.GroupVersionKind, namespace, name string) (Target, error) {
	r := f.Resources.ResourceFor(gvk)
	if r == nil {
		return Target{}, fmt.Errorf("no matches for kind %q in version %q", gvk.Kind, gvk.GroupVersion())
	}
	o, err := f.Client.Get(ctx, r, namespace, name)
	if err != nil {
		return Target{}, err
	}
	scale, err := ScaleOf(r, o)
	return Target{Object: o, Resource: r, Scale: scale}, err
}

// ScaleOf returns what the scale subresource shows of an object.
func ScaleOf(r *api.Resource, o api.Object) (*autoscalingv1.Scale, error) {
	sub, ok := r.Sub("scale")
	if !ok || sub.View == nil {
		return nil, fmt.Errorf("%s does not implement the scale subresource", r.GR())
	}
	view, err := sub.View(o)
	if err != nil {
		return nil, err
	}
	scale, ok := view.(*autoscalingv1.Scale)
	if !ok {
		return nil, fmt.Errorf("the scale of %s is a %T", r.GR(), view)
	}
	return scale, nil
}

// Owner returns the object that decides how many objects like o there are: its
// controller or, where that is a revision of another one (the ReplicaSet of a
// Deployment), that one. found is false when o has no controller or that is gone.
func (f Finder) Owner(ctx context.Context, o api.Object) (t Target, found bool, err error) {
	ref := metav1.GetControllerOfNoCopy(o)
	if ref == nil {
		return Target{}, false, nil
	}
	t, found, err = f.controller(ctx, o.GetNamespace(), ref)
	if err != nil || !found || ref.Kind != "ReplicaSet" {
		return t, found, err
	}
	above := metav1.GetControllerOfNoCopy(t.Object)
	if above == nil || above.Kind != "Deployment" {
		return t, true, nil
	}
	if d, ok, err := f.controller(ctx, o.GetNamespace(), above); err != nil || ok {
		return d, ok, err
	}
	return t, true, nil
}

// controller finds the object of a reference, and no other of its name.
func (f Finder) controller(ctx context.Context, namespace string, ref *metav1.OwnerReference) (Target, bool, error) {
	gv, err := schema.ParseGroupVersion(ref.APIVersion)
	if err != nil {
		return Target{}, false, err
	}
	t, err := f.Find(ctx, gv.WithKind(ref.Kind), namespace, ref.Name)
	switch {
	case apierrors.IsNotFound(err):
		return Target{}, false, nil
	case err != nil:
		return Target{}, false, err
	}
	return t, t.GetUID() == ref.UID, nil
}
