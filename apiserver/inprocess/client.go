package inprocess

import (
	"context"
	"encoding/json"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/audit"
	"github.com/skiff-k8s/skiff/apiserver/rest"
	"github.com/skiff-k8s/skiff/cache"
	"github.com/skiff-k8s/skiff/client"
)

// Client is a client.Client over a service in this process. It is safe for
// concurrent use.
type Client struct {
	service   *rest.Service
	cache     *cache.Cache
	gate      *gate
	user      user.Info
	userAgent string
	find      func(schema.GroupVersionKind) *api.Resource
	audit     *audit.Auditor // nil for none
}

var (
	_ client.Client    = (*Client)(nil)
	_ client.Resources = (*Client)(nil)
)

// New returns a client that acts as a user. userAgent is what traces and audit
// name the component. find returns the resource that serves a kind.
func New(s *rest.Service, a authorizer.Authorizer, u user.Info, userAgent string, find func(schema.GroupVersionKind) *api.Resource) *Client {
	return &Client{
		service:   s,
		cache:     s.Cache(),
		gate:      &gate{authorizer: a, user: u, now: time.Now, broad: map[question]answer{}},
		user:      u,
		userAgent: userAgent,
		find:      find,
	}
}

// request makes an authorized request.
func (c *Client) request(ctx context.Context, verb string, r *api.Resource, namespace, name, subresource string, selector fields.Selector) (*rest.Request, error) {
	req := &rest.Request{
		User: c.user, Verb: verb, Resource: r, Subresource: subresource,
		Namespace: namespace, Name: name, UserAgent: c.userAgent,
	}
	return req, c.gate.check(ctx, req, selector)
}

// Get returns one object of the cache.
func (c *Client) Get(ctx context.Context, r *api.Resource, namespace, name string) (api.Object, error) {
	req, err := c.request(ctx, "get", r, namespace, name, "", nil)
	if err != nil {
		return nil, err
	}
	result, err := c.service.Get(ctx, req, "0")
	return result.Object, err
}

// List returns objects of the cache.
func (c *Client) List(ctx context.Context, r *api.Resource, opts client.ListOptions) ([]api.Object, int64, error) {
	req, err := c.request(ctx, "list", r, opts.Namespace, "", "", opts.Fields)
	if err != nil {
		return nil, 0, err
	}
	entries, revision, err := c.entries(ctx, req, opts)
	if err != nil {
		return nil, 0, err
	}
	out := make([]api.Object, len(entries))
	for i, e := range entries {
		out[i] = e.Object()
	}
	return out, revision, nil
}

func (c *Client) entries(ctx context.Context, req *rest.Request, opts client.ListOptions) ([]*cache.Entry, int64, error) {
	if opts.Controller != "" && req.Resource.Alias == nil {
		t := c.cache.Table(req.Resource)
		if t == nil {
			return nil, 0, apierrors.NewNotFound(req.Resource.GR(), "")
		}
		entries, revision := t.List(selection(opts))
		return entries, revision, nil
	}
	list, err := c.service.List(ctx, req, rest.ListOptions{Labels: opts.Labels, Fields: opts.Fields, ResourceVersion: "0"})
	if err != nil || opts.Controller == "" {
		return list.Entries, list.Revision, err
	}
	var out []*cache.Entry
	for _, e := range list.Entries {
		if ref := metav1.GetControllerOfNoCopy(e.Object()); ref != nil && ref.UID == opts.Controller {
			out = append(out, e)
		}
	}
	return out, list.Revision, nil
}

func selection(opts client.ListOptions) cache.Selection {
	return cache.Selection{Namespace: opts.Namespace, Labels: opts.Labels, Fields: opts.Fields, Controller: opts.Controller}
}

// CaughtUp waits until the cache has applied the revision.
func (c *Client) CaughtUp(ctx context.Context, _ *api.Resource, revision int64) error {
	return c.cache.WaitFor(ctx, revision)
}

// Create stores a new object.
func (c *Client) Create(ctx context.Context, r *api.Resource, o api.Object, opts client.CreateOptions) (api.Object, error) {
	result, err := c.write(ctx, "create", r, o.GetNamespace(), "", "", o, func(req *rest.Request) (rest.Result, error) {
		req.DryRun = opts.DryRun
		return c.service.Create(ctx, req, o)
	})
	return result.Object, err
}

// Update replaces an object or what a subresource covers of it.
func (c *Client) Update(ctx context.Context, r *api.Resource, o api.Object, subresource string) (api.Object, error) {
	result, err := c.write(ctx, "update", r, o.GetNamespace(), o.GetName(), subresource, o, func(req *rest.Request) (rest.Result, error) {
		return c.service.Update(ctx, req, o)
	})
	return result.Object, err
}

// Patch changes one object or what a subresource covers of it.
func (c *Client) Patch(ctx context.Context, r *api.Resource, namespace, name string, kind types.PatchType, patch []byte, subresource string) (api.Object, error) {
	result, err := c.write(ctx, "patch", r, namespace, name, subresource, json.RawMessage(patch), func(req *rest.Request) (rest.Result, error) {
		return c.service.Patch(ctx, req, rest.Patch{Type: kind, Data: patch})
	})
	return result.Object, err
}

// Delete removes an object or marks it for deletion.
func (c *Client) Delete(ctx context.Context, r *api.Resource, namespace, name string, opts metav1.DeleteOptions) error {
	_, err := c.write(ctx, "delete", r, namespace, name, "", opts, func(req *rest.Request) (rest.Result, error) {
		for _, d := range opts.DryRun {
			req.DryRun = req.DryRun || d == metav1.DryRunAll
		}
		return c.service.Delete(ctx, req, &opts)
	})
	return err
}

// Act creates a body in an action subresource, or in a resource that is not
// stored when subresource is empty.
func (c *Client) Act(ctx context.Context, r *api.Resource, namespace, name, subresource string, body api.Object) (api.Object, error) {
	result, err := c.write(ctx, "create", r, namespace, name, subresource, body, func(req *rest.Request) (rest.Result, error) {
		return c.service.Act(ctx, req, body)
	})
	if result.Object == nil && err == nil {
		return body, nil
	}
	return result.Object, err
}

// Resources returns every resource that is stored and can be listed now.
func (c *Client) Resources() []*api.Resource { return c.cache.Resources() }

// ResourceFor returns the resource that serves a kind, nil when there is none.
func (c *Client) ResourceFor(gvk schema.GroupVersionKind) *api.Resource { return c.find(gvk) }
