package client

import (
	"context"

	"github.com/skiff-k8s/skiff/api"
)

// Get is Client.Get with the object's own type.
func Get[T api.Object](ctx context.Context, c Reader, r *api.Resource, namespace, name string) (T, error) {
	o, err := c.Get(ctx, r, namespace, name)
	if err != nil {
		var zero T
		return zero, err
	}
	return o.(T), nil
}

// List is Client.List with the objects' own type.
func List[T api.Object](ctx context.Context, c Reader, r *api.Resource, opts ListOptions) ([]T, error) {
	items, _, err := c.List(ctx, r, opts)
	if err != nil {
		return nil, err
	}
	out := make([]T, len(items))
	for i, o := range items {
		out[i] = o.(T)
	}
	return out, nil
}
