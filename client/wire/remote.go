package wire

import (
	"context"
	"fmt"

	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/dynamic"
	restclient "k8s.io/client-go/rest"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/scheme"
)

// remote is one resource on the server.
type remote interface {
	get(ctx context.Context, namespace, name string) (api.Object, error)
	list(ctx context.Context, namespace string, opts metav1.ListOptions) (runtime.Object, error)
	watch(ctx context.Context, namespace string, opts metav1.ListOptions) (watch.Interface, error)
	create(ctx context.Context, namespace, name, subresource string, o api.Object, opts metav1.CreateOptions) (api.Object, error)
	update(ctx context.Context, o api.Object, subresource string) (api.Object, error)
	patch(ctx context.Context, namespace, name string, kind types.PatchType, patch []byte, subresource string) (api.Object, error)
	delete(ctx context.Context, namespace, name string, opts metav1.DeleteOptions) error
}

func (c *Client) remote(r *api.Resource) (remote, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.remoteLocked(r)
}

func (c *Client) remoteLocked(r *api.Resource) (remote, error) {
	if r.Remote {
		return partial{c.partial.Resource(r.GVR())}, nil
	}
	if _, ok := r.New().(runtime.Unstructured); ok {
		return custom{c.dynamic.Resource(r.GVR())}, nil
	}
	gv := r.GVR().GroupVersion()
	rc := c.remotes[gv]
	if rc == nil {
		config := restclient.CopyConfig(c.config)
		config.GroupVersion = &gv
		config.APIPath = "/apis"
		if gv.Group == "" {
			config.APIPath = "/api"
		}
		config.ContentType = runtime.ContentTypeProtobuf
		config.AcceptContentTypes = runtime.ContentTypeProtobuf + "," + runtime.ContentTypeJSON
		config.NegotiatedSerializer = scheme.Codecs().WithoutConversion()
		var err error
		if rc, err = restclient.RESTClientForConfigAndClient(config, c.http); err != nil {
			return nil, fmt.Errorf("wire: %w", err)
		}
		c.remotes[gv] = rc
	}
	return builtin{r, rc}, nil
}

// builtin is a resource with a Go type.
type builtin struct {
	r *api.Resource
	c restclient.Interface
}

// at addresses an object, or the collection when name is empty.
func (b builtin) at(req *restclient.Request, namespace, name, subresource string) *restclient.Request {
	req = req.NamespaceIfScoped(namespace, namespace != "").Resource(b.r.Name)
	if name != "" {
		req = req.Name(name)
	}
	if subresource != "" {
		req = req.SubResource(subresource)
	}
	return req
}

func (b builtin) get(ctx context.Context, namespace, name string) (api.Object, error) {
	o := b.r.New()
	if err := b.at(b.c.Get(), namespace, name, "").Do(ctx).Into(o); err != nil {
		return nil, err
	}
	return o, nil
}

func (b builtin) list(ctx context.Context, namespace string, opts metav1.ListOptions) (runtime.Object, error) {
	list := b.r.NewList()
	err := b.at(b.c.Get(), namespace, "", "").VersionedParams(&opts, scheme.ParameterCodec()).Do(ctx).Into(list)
	return list, err
}

func (b builtin) watch(ctx context.Context, namespace string, opts metav1.ListOptions) (watch.Interface, error) {
	opts.Watch = true
	return b.at(b.c.Get(), namespace, "", "").VersionedParams(&opts, scheme.ParameterCodec()).Watch(ctx)
}

func (b builtin) create(ctx context.Context, namespace, name, subresource string, o api.Object, opts metav1.CreateOptions) (api.Object, error) {
	result := b.at(b.c.Post(), namespace, name, subresource).VersionedParams(&opts, scheme.ParameterCodec()).Body(o).Do(ctx)
	return answer(result, o)
}

func (b builtin) update(ctx context.Context, o api.Object, subresource string) (api.Object, error) {
	return answer(b.at(b.c.Put(), o.GetNamespace(), o.GetName(), subresource).Body(o).Do(ctx), o)
}

func (b builtin) patch(ctx context.Context, namespace, name string, kind types.PatchType, patch []byte, subresource string) (api.Object, error) {
	return answer(b.at(b.c.Patch(kind), namespace, name, subresource).Body(patch).Do(ctx), b.r.New())
}

func (b builtin) delete(ctx context.Context, namespace, name string, opts metav1.DeleteOptions) error {
	return b.at(b.c.Delete(), namespace, name, "").Body(&opts).Do(ctx).Error()
}

// answer returns what the server answered with; where that is no object (the
// Status after a binding), what was sent.
func answer(result restclient.Result, sent api.Object) (api.Object, error) {
	o, err := result.Get()
	if err != nil {
		return nil, err
	}
	got, ok := o.(api.Object)
	if !ok {
		return sent, nil
	}
	got.GetObjectKind().SetGroupVersionKind(schema.GroupVersionKind{})
	return got, nil
}

// custom is a custom resource, whose objects are unstructured.
type custom struct {
	c dynamic.NamespaceableResourceInterface
}

func (u custom) in(namespace string) dynamic.ResourceInterface {
	if namespace == "" {
		return u.c
	}
	return u.c.Namespace(namespace)
}

func object(o *unstructured.Unstructured, err error) (api.Object, error) {
	if err != nil {
		return nil, err
	}
	return o, nil
}

func (u custom) get(ctx context.Context, namespace, name string) (api.Object, error) {
	return object(u.in(namespace).Get(ctx, name, metav1.GetOptions{}))
}

func (u custom) list(ctx context.Context, namespace string, opts metav1.ListOptions) (runtime.Object, error) {
	return u.in(namespace).List(ctx, opts)
}

func (u custom) watch(ctx context.Context, namespace string, opts metav1.ListOptions) (watch.Interface, error) {
	return u.in(namespace).Watch(ctx, opts)
}

func (u custom) create(ctx context.Context, namespace, _, subresource string, o api.Object, opts metav1.CreateOptions) (api.Object, error) {
	var below []string
	if subresource != "" {
		below = append(below, subresource)
	}
	return object(u.in(namespace).Create(ctx, o.(*unstructured.Unstructured), opts, below...))
}

func (u custom) update(ctx context.Context, o api.Object, subresource string) (api.Object, error) {
	var below []string
	if subresource != "" {
		below = append(below, subresource)
	}
	return object(u.in(o.GetNamespace()).Update(ctx, o.(*unstructured.Unstructured), metav1.UpdateOptions{}, below...))
}

func (u custom) patch(ctx context.Context, namespace, name string, kind types.PatchType, patch []byte, subresource string) (api.Object, error) {
	var below []string
	if subresource != "" {
		below = append(below, subresource)
	}
	return object(u.in(namespace).Patch(ctx, name, kind, patch, metav1.PatchOptions{}, below...))
}

func (u custom) delete(ctx context.Context, namespace, name string, opts metav1.DeleteOptions) error {
	return u.in(namespace).Delete(ctx, name, opts)
}

// itemsOf returns the objects of a list and its revision.
func itemsOf(list runtime.Object) ([]api.Object, int64, error) {
	var items []api.Object
	err := meta.EachListItem(list, func(o runtime.Object) error {
		item, ok := o.(api.Object)
		if !ok {
			return fmt.Errorf("wire: %T in a list", o)
		}
		items = append(items, item)
		return nil
	})
	if err != nil {
		return nil, 0, err
	}
	lm, err := meta.ListAccessor(list)
	if err != nil {
		return nil, 0, err
	}
	return items, revisionOf(lm.GetResourceVersion()), nil
}
