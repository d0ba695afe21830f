// Package ownership lets a controller find what is its own: objects whose
// controlling owner it is and, by its selector, orphans that it adopts and
// objects of its own that it releases because they match no more.
package ownership

import (
	"context"
	"encoding/json"
	"fmt"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

// Claim is what is to become of a controller's candidates.
type Claim[T api.Object] struct {
	Keep    []T // own and matching
	Adopt   []T // orphans that match
	Release []T // own that match no more
}

// Decide sorts candidates. An owner that is being deleted keeps what it has and
// neither adopts nor releases.
func Decide[T api.Object](owner api.Object, selector labels.Selector, candidates []T) Claim[T] {
	var c Claim[T]
	leaving := owner.GetDeletionTimestamp() != nil
	for _, o := range candidates {
		matches := selector.Matches(labels.Set(o.GetLabels()))
		ref := metav1.GetControllerOfNoCopy(o)
		switch {
		case ref != nil && ref.UID != owner.GetUID():
			// Somebody else's.
		case ref != nil && matches:
			c.Keep = append(c.Keep, o)
		case ref != nil && !leaving:
			c.Release = append(c.Release, o)
		case ref == nil && matches && !leaving && o.GetDeletionTimestamp() == nil && o.GetNamespace() == owner.GetNamespace():
			c.Adopt = append(c.Adopt, o)
		}
	}
	return c
}

// Claimer carries claims out for the controllers of one kind.
type Claimer struct {
	Client client.Client
	// Owners is the resource of the controllers, Owned of what they claim.
	Owners, Owned *api.Resource
	// Finalizer, when set, is what adopted objects get and released ones lose.
	Finalizer string
}

// Search lists the orphans in the owner's namespace that match: all of them, for
// an owner that is new. A watch of orphans (Orphans) may lag behind the creation
// of the owner; later it tells of each one, which wakes the owner.
func (c Claimer) Search(ctx context.Context, owner api.Object, selector labels.Selector) ([]api.Object, error) {
	list, _, err := c.Client.List(ctx, c.Owned, client.ListOptions{Namespace: owner.GetNamespace(), Labels: selector})
	if err != nil {
		return nil, err
	}
	var orphans []api.Object
	for _, o := range list {
		if metav1.GetControllerOfNoCopy(o) == nil {
			orphans = append(orphans, o)
		}
	}
	return orphans, nil
}

// Own lists the objects that owner controls, adopts the orphans that match and
// releases what does not match any more; it returns what is its own afterwards.
func (c Claimer) Own(ctx context.Context, owner api.Object, selector labels.Selector, orphans []api.Object) ([]api.Object, error) {
	list, _, err := c.Client.List(ctx, c.Owned, client.ListOptions{Namespace: owner.GetNamespace(), Controller: owner.GetUID()})
	if err != nil {
		return nil, err
	}
	claim := Decide(owner, selector, join(list, orphans))
	own := claim.Keep
	if len(claim.Adopt) > 0 {
		if err := c.confirm(ctx, owner); err != nil {
			return nil, err
		}
	}
	for _, o := range claim.Adopt {
		adopted, err := c.adopt(ctx, owner, o)
		switch {
		case apierrors.IsNotFound(err):
		case err != nil:
			return nil, fmt.Errorf("adopting %s %s: %w", c.Owned.Singular, o.GetName(), err)
		default:
			own = append(own, adopted)
		}
	}
	for _, o := range claim.Release {
		// Invalid means that the reference is gone or the object another by now.
		if err := c.release(ctx, owner, o); err != nil && !apierrors.IsNotFound(err) && !apierrors.IsInvalid(err) {
			return nil, fmt.Errorf("releasing %s %s: %w", c.Owned.Singular, o.GetName(), err)
		}
	}
	return own, nil
}

// join adds to the owned those orphans that are not among them: who told of the
// orphans may not know yet that one was adopted.
func join(owned, orphans []api.Object) []api.Object {
	if len(orphans) == 0 {
		return owned
	}
	known := make(map[types.UID]bool, len(owned))
	for _, o := range owned {
		known[o.GetUID()] = true
	}
	all := owned[:len(owned):len(owned)]
	for _, o := range orphans {
		if !known[o.GetUID()] {
			all = append(all, o)
		}
	}
	return all
}

// confirm looks once more before anything is adopted: the owner must be the
// same object as before, and staying.
func (c Claimer) confirm(ctx context.Context, owner api.Object) error {
	fresh, err := c.Client.Get(ctx, c.Owners, owner.GetNamespace(), owner.GetName())
	if err != nil {
		return err
	}
	if fresh.GetUID() != owner.GetUID() || fresh.GetDeletionTimestamp() != nil {
		return fmt.Errorf("%s %s/%s is being deleted or replaced: it adopts nothing", c.Owners.Singular, owner.GetNamespace(), owner.GetName())
	}
	return nil
}

func (c Claimer) adopt(ctx context.Context, owner, o api.Object) (api.Object, error) {
	ctx = trace.Because(ctx, fmt.Sprintf("%s %s has no owner and matches the selector of %s %s",
		c.Owned.Singular, o.GetName(), c.Owners.Singular, owner.GetName()))
	return c.patch(ctx, o, Reference(c.Owners, owner), "finalizers")
}

func (c Claimer) release(ctx context.Context, owner, o api.Object) error {
	ctx = trace.Because(ctx, fmt.Sprintf("the labels of %s %s no longer match the selector of %s %s",
		c.Owned.Singular, o.GetName(), c.Owners.Singular, owner.GetName()))
	_, err := c.patch(ctx, o, map[string]any{"$patch": "delete", "uid": owner.GetUID()}, "$deleteFromPrimitiveList/finalizers")
	return err
}

// patch changes one owner reference, and the finalizer by that key of the patch.
// The UID in the patch makes it fail on another object of the same name.
func (c Claimer) patch(ctx context.Context, o api.Object, reference any, finalizers string) (api.Object, error) {
	metadata := map[string]any{
		"uid":             o.GetUID(),
		"ownerReferences": []any{reference},
	}
	if c.Finalizer != "" {
		metadata[finalizers] = []string{c.Finalizer}
	}
	patch, err := json.Marshal(map[string]any{"metadata": metadata})
	if err != nil {
		return nil, err
	}
	return c.Client.Patch(ctx, c.Owned, o.GetNamespace(), o.GetName(), types.StrategicMergePatchType, patch, "")
}

// Reference makes the controlling owner reference to owner, a resource r.
func Reference(r *api.Resource, owner api.Object) metav1.OwnerReference {
	return *metav1.NewControllerRef(owner, r.GVK())
}

// Keys returns what an event of an owned object wakes: its controller of that
// kind now and before, and for an orphan what matching returns.
func Keys(owners *api.Resource, e client.Event, matching func(api.Object) []reconcile.Request) []reconcile.Request {
	var keys []reconcile.Request
	add := func(o api.Object) {
		ref := metav1.GetControllerOfNoCopy(o)
		if ref == nil || ref.Kind != owners.Kind || ref.APIVersion != owners.GVK().GroupVersion().String() {
			return
		}
		key := reconcile.Key(o.GetNamespace(), ref.Name)
		if len(keys) == 0 || keys[0] != key {
			keys = append(keys, key)
		}
	}
	add(e.Object)
	if e.Type == client.Modified && e.Old != nil {
		add(e.Old)
	}
	if e.Type != client.Deleted && matching != nil && metav1.GetControllerOfNoCopy(e.Object) == nil {
		keys = append(keys, matching(e.Object)...)
	}
	return keys
}
