package controllers

import (
	"context"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/client"
)

// reaching is a client that also reaches the resources of other servers: far has
// those, near all else.
type reaching struct {
	near, far client.Client
}

func (c reaching) of(r *api.Resource) client.Client {
	if r.Remote {
		return c.far
	}
	return c.near
}

// Get implements client.Reader.
func (c reaching) Get(ctx context.Context, r *api.Resource, namespace, name string) (api.Object, error) {
	return c.of(r).Get(ctx, r, namespace, name)
}

// List implements client.Reader.
func (c reaching) List(ctx context.Context, r *api.Resource, opts client.ListOptions) ([]api.Object, int64, error) {
	return c.of(r).List(ctx, r, opts)
}

// Watch implements client.Reader.
func (c reaching) Watch(ctx context.Context, r *api.Resource, opts client.ListOptions, handler func(client.Event)) error {
	return c.of(r).Watch(ctx, r, opts, handler)
}

// CaughtUp implements client.Reader.
func (c reaching) CaughtUp(ctx context.Context, r *api.Resource, revision int64) error {
	return c.of(r).CaughtUp(ctx, r, revision)
}

// Create implements client.Writer.
func (c reaching) Create(ctx context.Context, r *api.Resource, o api.Object, opts client.CreateOptions) (api.Object, error) {
	return c.of(r).Create(ctx, r, o, opts)
}

// Update implements client.Writer.
func (c reaching) Update(ctx context.Context, r *api.Resource, o api.Object, subresource string) (api.Object, error) {
	return c.of(r).Update(ctx, r, o, subresource)
}

// Patch implements client.Writer.
func (c reaching) Patch(ctx context.Context, r *api.Resource, namespace, name string, kind types.PatchType, patch []byte, subresource string) (api.Object, error) {
	return c.of(r).Patch(ctx, r, namespace, name, kind, patch, subresource)
}

// Delete implements client.Writer.
func (c reaching) Delete(ctx context.Context, r *api.Resource, namespace, name string, opts metav1.DeleteOptions) error {
	return c.of(r).Delete(ctx, r, namespace, name, opts)
}

// Act implements client.Writer.
func (c reaching) Act(ctx context.Context, r *api.Resource, namespace, name, subresource string, body api.Object) (api.Object, error) {
	return c.of(r).Act(ctx, r, namespace, name, subresource, body)
}

// everything are the resources of this server and, behind them, those of others:
// nobody takes the place of a kind that is stored here.
type everything struct {
	own     client.Resources
	remotes func() []client.Remote
}

// Resources implements client.Resources.
func (e everything) Resources() []*api.Resource {
	out := e.own.Resources()
	for _, remote := range e.remotes() {
		out = append(out[:len(out):len(out)], remote.Resources...)
	}
	return out
}

// ResourceFor implements client.Resources.
func (e everything) ResourceFor(gvk schema.GroupVersionKind) *api.Resource {
	if r := e.own.ResourceFor(gvk); r != nil {
		return r
	}
	for _, remote := range e.remotes() {
		if remote.GroupVersion != gvk.GroupVersion() {
			continue
		}
		for _, r := range remote.Resources {
			if r.Kind == gvk.Kind {
				return r
			}
		}
	}
	return nil
}
