package wire

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"sync"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/metadata"
	restclient "k8s.io/client-go/rest"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/client"
)

// Options say how a client reads.
type Options struct {
	// Scope narrows the mirror of a resource: reads of it see only what the
	// selector selects.
	Scope map[schema.GroupResource]fields.Selector
	// Live resources have no mirror: Get and List ask the server each time. AllLive
	// says that none has one.
	Live    []schema.GroupResource
	AllLive bool
	// Resources are what the client knows by kind (client.Resources).
	Resources []*api.Resource
	// Log is where broken watches are told of; nil for nowhere.
	Log *slog.Logger
}

// Client is a client.Client over HTTPS. It is safe for concurrent use.
type Client struct {
	config  *restclient.Config
	options Options
	http    *http.Client
	dynamic dynamic.Interface
	partial metadata.Interface
	ctx     context.Context // ends with Close

	mu      sync.Mutex
	remotes map[schema.GroupVersion]restclient.Interface
	mirrors map[schema.GroupVersionResource]*mirror
	closed  bool
	stop    context.CancelFunc
	running sync.WaitGroup
}

var (
	_ client.Client    = (*Client)(nil)
	_ client.Resources = (*Client)(nil)
)

// New makes a client for the server and the credentials in config. Close ends
// its mirrors.
func New(config *restclient.Config, options Options) (*Client, error) {
	config = restclient.CopyConfig(config)
	config.Wrap(func(next http.RoundTripper) http.RoundTripper { return causes{next} })
	if config.QPS == 0 {
		config.QPS = -1 // the server is fair; a limit here only delays
	}
	if options.Log == nil {
		options.Log = slog.New(slog.DiscardHandler)
	}
	httpClient, err := restclient.HTTPClientFor(config)
	if err != nil {
		return nil, fmt.Errorf("wire: %w", err)
	}
	custom, err := dynamic.NewForConfigAndClient(config, httpClient)
	if err != nil {
		return nil, fmt.Errorf("wire: %w", err)
	}
	partial, err := metadata.NewForConfigAndClient(metadata.ConfigFor(config), httpClient)
	if err != nil {
		return nil, fmt.Errorf("wire: %w", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	return &Client{
		config: config, options: options, http: httpClient, dynamic: custom, partial: partial, ctx: ctx, stop: stop,
		remotes: map[schema.GroupVersion]restclient.Interface{}, mirrors: map[schema.GroupVersionResource]*mirror{},
	}, nil
}

// Close ends all mirrors and waits for them.
func (c *Client) Close() {
	c.mu.Lock()
	c.closed = true
	c.stop()
	c.mu.Unlock()
	c.running.Wait()
	c.http.CloseIdleConnections()
}

func (c *Client) live(r *api.Resource) bool {
	return c.options.AllLive || slices.Contains(c.options.Live, r.GR())
}

// mirror returns the mirror of a resource, begun if there was none.
func (c *Client) mirror(r *api.Resource) (*mirror, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return nil, fmt.Errorf("wire: the client is closed")
	}
	if m := c.mirrors[r.GVR()]; m != nil {
		return m, nil
	}
	remote, err := c.remoteLocked(r)
	if err != nil {
		return nil, err
	}
	m := newMirror(r, c.options.Log)
	c.mirrors[r.GVR()] = m
	c.running.Go(func() { m.run(c.ctx, remote, "", c.options.Scope[r.GR()]) })
	return m, nil
}

// synced returns the mirror of a resource once it has listed.
func (c *Client) synced(ctx context.Context, r *api.Resource) (*mirror, error) {
	m, err := c.mirror(r)
	if err != nil {
		return nil, err
	}
	return m, m.waitSynced(ctx)
}

// Get returns one object: from the mirror, or from the server where the resource
// is live.
func (c *Client) Get(ctx context.Context, r *api.Resource, namespace, name string) (api.Object, error) {
	if c.live(r) {
		remote, err := c.remote(r)
		if err != nil {
			return nil, err
		}
		return remote.get(ctx, namespace, name)
	}
	m, err := c.synced(ctx, r)
	if err != nil {
		return nil, err
	}
	return m.get(namespace, name)
}

// List returns the objects that opts select.
func (c *Client) List(ctx context.Context, r *api.Resource, opts client.ListOptions) ([]api.Object, int64, error) {
	if c.live(r) {
		return c.listLive(ctx, r, opts)
	}
	m, err := c.synced(ctx, r)
	if err != nil {
		return nil, 0, err
	}
	items, revision := m.list(opts)
	return items, revision, nil
}

func (c *Client) listLive(ctx context.Context, r *api.Resource, opts client.ListOptions) ([]api.Object, int64, error) {
	remote, err := c.remote(r)
	if err != nil {
		return nil, 0, err
	}
	var query metav1.ListOptions
	if opts.Labels != nil {
		query.LabelSelector = opts.Labels.String()
	}
	if opts.Fields != nil {
		query.FieldSelector = opts.Fields.String()
	}
	list, err := remote.list(ctx, opts.Namespace, query)
	if err != nil {
		return nil, 0, err
	}
	items, revision, err := itemsOf(list)
	if err != nil {
		return nil, 0, err
	}
	if opts.Controller != "" {
		items = slices.DeleteFunc(items, func(o api.Object) bool {
			ref := metav1.GetControllerOfNoCopy(o)
			return ref == nil || ref.UID != opts.Controller
		})
	}
	return items, revision, nil
}

// Watch tells handler of the objects that opts select, from the mirror; a live
// resource gets a mirror by being watched.
func (c *Client) Watch(ctx context.Context, r *api.Resource, opts client.ListOptions, handler func(client.Event)) error {
	if c.live(r) {
		return c.watchLive(ctx, r, opts, handler)
	}
	m, err := c.mirror(r)
	if err != nil {
		return err
	}
	go m.tell(ctx, opts, handler)
	return nil
}

// watchLive watches a resource of which the client may not see everything: by a
// mirror of its own, just of what opts select, that ends with ctx.
func (c *Client) watchLive(ctx context.Context, r *api.Resource, opts client.ListOptions, handler func(client.Event)) error {
	from, err := c.remote(r)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return fmt.Errorf("wire: the client is closed")
	}
	ctx, cancel := context.WithCancel(ctx)
	closing := context.AfterFunc(c.ctx, cancel)
	m := newMirror(r, c.options.Log)
	c.running.Go(func() {
		defer closing()
		defer cancel()
		go m.tell(ctx, opts, handler)
		m.run(ctx, from, opts.Namespace, opts.Fields)
	})
	return nil
}

// CaughtUp waits until the mirror has seen the revision; there is nothing to
// wait for where reads are live.
func (c *Client) CaughtUp(ctx context.Context, r *api.Resource, revision int64) error {
	if c.live(r) {
		return nil
	}
	m, err := c.synced(ctx, r)
	if err != nil {
		return err
	}
	return m.waitRevision(ctx, revision)
}

// Create stores a new object.
func (c *Client) Create(ctx context.Context, r *api.Resource, o api.Object, opts client.CreateOptions) (api.Object, error) {
	remote, err := c.remote(r)
	if err != nil {
		return nil, err
	}
	var query metav1.CreateOptions
	if opts.DryRun {
		query.DryRun = []string{metav1.DryRunAll}
	}
	return remote.create(ctx, o.GetNamespace(), "", "", o, query)
}

// Update replaces an object or what a subresource covers of it.
func (c *Client) Update(ctx context.Context, r *api.Resource, o api.Object, subresource string) (api.Object, error) {
	remote, err := c.remote(r)
	if err != nil {
		return nil, err
	}
	return remote.update(ctx, o, subresource)
}

// Patch changes one object or what a subresource covers of it.
func (c *Client) Patch(ctx context.Context, r *api.Resource, namespace, name string, kind types.PatchType, patch []byte, subresource string) (api.Object, error) {
	remote, err := c.remote(r)
	if err != nil {
		return nil, err
	}
	return remote.patch(ctx, namespace, name, kind, patch, subresource)
}

// Delete removes an object or marks it for deletion.
func (c *Client) Delete(ctx context.Context, r *api.Resource, namespace, name string, opts metav1.DeleteOptions) error {
	remote, err := c.remote(r)
	if err != nil {
		return err
	}
	return remote.delete(ctx, namespace, name, opts)
}

// Act creates a body in an action subresource, or in a resource that is not
// stored when subresource is empty.
func (c *Client) Act(ctx context.Context, r *api.Resource, namespace, name, subresource string, body api.Object) (api.Object, error) {
	remote, err := c.remote(r)
	if err != nil {
		return nil, err
	}
	return remote.create(ctx, namespace, name, subresource, body, metav1.CreateOptions{})
}

// Resources returns the resources that the client was given.
func (c *Client) Resources() []*api.Resource {
	var stored []*api.Resource
	for _, r := range c.options.Resources {
		if !r.Ephemeral && r.Alias == nil {
			stored = append(stored, r)
		}
	}
	return stored
}

// ResourceFor returns the resource of a kind, nil when it is not known.
func (c *Client) ResourceFor(gvk schema.GroupVersionKind) *api.Resource {
	for _, r := range c.options.Resources {
		if r.GVK() == gvk {
			return r
		}
	}
	return nil
}
