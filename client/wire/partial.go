package wire

import (
	"context"
	"errors"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/metadata"

	"github.com/skiff-k8s/skiff/api"
)

// partial is a resource of another server, of whose objects only the metadata is
// looked at.
type partial struct {
	c metadata.Getter
}

// errPartial says that an object of which only the metadata is known cannot be
// written as a whole.
var errPartial = errors.New("only the metadata of the object is known: it can be patched and deleted")

func (p partial) in(namespace string) metadata.ResourceInterface {
	if namespace == "" {
		return p.c
	}
	return p.c.Namespace(namespace)
}

func metadataOf(o *metav1.PartialObjectMetadata, err error) (api.Object, error) {
	if err != nil {
		return nil, err
	}
	return o, nil
}

func (p partial) get(ctx context.Context, namespace, name string) (api.Object, error) {
	return metadataOf(p.in(namespace).Get(ctx, name, metav1.GetOptions{}))
}

func (p partial) list(ctx context.Context, namespace string, opts metav1.ListOptions) (runtime.Object, error) {
	return p.in(namespace).List(ctx, opts)
}

func (p partial) watch(ctx context.Context, namespace string, opts metav1.ListOptions) (watch.Interface, error) {
	return p.in(namespace).Watch(ctx, opts)
}

func (p partial) create(context.Context, string, string, string, api.Object, metav1.CreateOptions) (api.Object, error) {
	return nil, errPartial
}

func (p partial) update(context.Context, api.Object, string) (api.Object, error) {
	return nil, errPartial
}

func (p partial) patch(ctx context.Context, namespace, name string, kind types.PatchType, patch []byte, subresource string) (api.Object, error) {
	var below []string
	if subresource != "" {
		below = append(below, subresource)
	}
	return metadataOf(p.in(namespace).Patch(ctx, name, kind, patch, metav1.PatchOptions{}, below...))
}

func (p partial) delete(ctx context.Context, namespace, name string, opts metav1.DeleteOptions) error {
	return p.in(namespace).Delete(ctx, name, opts)
}
