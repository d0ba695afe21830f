package aggregation

import (
	"context"
	"log/slog"
	"maps"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"k8s.io/apimachinery/pkg/api/equality"
	"k8s.io/apimachinery/pkg/runtime/schema"
	apiregistrationv1 "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/connect"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/pki"
	"github.com/skiff-k8s/skiff/client"
)

// actor is how traces name what this package writes.
const actor = "aggregator"

// maxRemotes bounds the APIServices with a Service of their own, each of which
// costs a goroutine and connections; those over it are not served, and the log
// says so.
const maxRemotes = 1000

// retryAfter is how long a failed write of an automanaged APIService waits.
const retryAfter = time.Second

var (
	apiServices               = schema.GroupResource{Group: apiregistrationv1.GroupName, Resource: "apiservices"}
	customResourceDefinitions = schema.GroupResource{Group: "apiextensions.k8s.io", Resource: "customresourcedefinitions"}
)

// Config puts an Aggregator together. All fields but Dial, Changed and Log are
// required.
type Config struct {
	// Find returns the descriptor of a resource, nil when it is not served.
	Find    func(gr schema.GroupResource) *api.Resource
	Objects lookup.Objects
	// Client acts as the API server itself.
	Client client.Client
	// Certificate is shown to the other servers, which believe its bearer whom a
	// request is from.
	Certificate pki.KeyPair
	// Dial reaches the endpoints of Services; nil means the network that this
	// process is in.
	Dial connect.Dial
	// Changed is called when what is served, or in which order, has changed.
	Changed func()
	Now     func() time.Time
	Log     *slog.Logger
}

// Aggregator follows the APIServices. It is safe for concurrent use.
type Aggregator struct {
	Config
	apiServices *api.Resource

	// routes are the remotes by group-version, for the request path: never
	// changed, only replaced; nil while there are none.
	routes atomic.Pointer[map[schema.GroupVersion]*remote]
	wake   chan struct{} // the definitions or their APIServices have changed

	mu      sync.Mutex
	remotes map[string]*remote // by the name of the APIService
	running sync.WaitGroup
}

// New puts an aggregator together; Run makes it work.
func New(c Config) *Aggregator {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Changed == nil {
		c.Changed = func() {}
	}
	return &Aggregator{Config: c, apiServices: c.Find(apiServices), wake: make(chan struct{}, 1), remotes: map[string]*remote{}}
}

// Handler returns what answers for a group-version instead of this server, nil
// when that is this server's own.
func (a *Aggregator) Handler(group, version string) http.Handler {
	routes := a.routes.Load()
	if routes == nil {
		return nil
	}
	if r := (*routes)[schema.GroupVersion{Group: group, Version: version}]; r != nil {
		return r
	}
	return nil
}

// Priority returns the priority of a group-version: that of its APIService, or,
// without one, what this server would give it.
func (a *Aggregator) Priority(gv schema.GroupVersion) Priority {
	if s, ok := lookup.Get[*apiregistrationv1.APIService](a.Objects, apiServices, "", name(gv)); ok {
		return Priority{s.Spec.GroupPriorityMinimum, s.Spec.VersionPriority}
	}
	return DefaultPriority(gv)
}

// Run works until ctx ends.
func (a *Aggregator) Run(ctx context.Context) error {
	if a.apiServices == nil {
		return nil // a server without that kind aggregates nothing
	}
	defer a.running.Wait()
	if err := a.watch(ctx); err != nil {
		return err
	}
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-a.wake:
		}
		if !a.manage(ctx) {
			time.AfterFunc(retryAfter, a.wakeUp)
		}
	}
}

func (a *Aggregator) wakeUp() {
	select {
	case a.wake <- struct{}{}:
	default: // it will look anyway
	}
}

// watch begins to follow everything that matters.
func (a *Aggregator) watch(ctx context.Context) error {
	all := client.ListOptions{}
	if err := a.Client.Watch(ctx, a.apiServices, all, func(e client.Event) { a.registered(ctx, e) }); err != nil {
		return err
	}
	if r := a.Find(customResourceDefinitions); r != nil {
		// What is gone at the start can only be told from what is there once all of
		// it is known: the lookup shows that from the first moment.
		if err := a.Client.Watch(ctx, r, all, func(client.Event) { a.wakeUp() }); err != nil {
			return err
		}
	}
	for _, gr := range []schema.GroupResource{lookup.Services, lookup.EndpointSlices} {
		r := a.Find(gr)
		if r == nil {
			continue
		}
		if err := a.Client.Watch(ctx, r, all, a.moved); err != nil {
			return err
		}
	}
	return nil
}

// registered takes a change of an APIService.
func (a *Aggregator) registered(ctx context.Context, e client.Event) {
	s, ok := e.Object.(*apiregistrationv1.APIService)
	if !ok {
		return
	}
	a.wakeUp()
	if e.Type == client.Deleted || s.Spec.Service == nil {
		a.drop(s.Name)
	} else {
		a.serve(ctx, s)
	}
	if old, _ := e.Old.(*apiregistrationv1.APIService); old == nil || e.Type == client.Deleted || !equality.Semantic.DeepEqual(old.Spec, s.Spec) {
		a.Changed()
	}
}

// serve begins to serve an APIService with a Service, or goes on as it now says.
func (a *Aggregator) serve(ctx context.Context, s *apiregistrationv1.APIService) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if r := a.remotes[s.Name]; r != nil {
		if r.sameConnection(s) {
			r.service.Store(s)
			return
		}
		r.stop()
	} else if len(a.remotes) >= maxRemotes {
		a.Log.Error("too many APIServices: one is not served", "name", s.Name, "bound", maxRemotes)
		return
	}
	ctx, cancel := context.WithCancel(ctx)
	r := newRemote(a, s, cancel)
	a.remotes[s.Name] = r
	a.reroute()
	a.running.Go(func() { r.run(ctx) })
}

func (a *Aggregator) drop(name string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	r := a.remotes[name]
	if r == nil {
		return
	}
	r.stop()
	delete(a.remotes, name)
	a.reroute()
}

// reroute makes the routes anew; a.mu is held.
func (a *Aggregator) reroute() {
	if len(a.remotes) == 0 {
		a.routes.Store(nil)
		return
	}
	routes := make(map[schema.GroupVersion]*remote, len(a.remotes))
	for r := range maps.Values(a.remotes) {
		routes[r.gv] = r
	}
	a.routes.Store(&routes)
}

// moved takes a change of a Service or of where its endpoints are.
func (a *Aggregator) moved(e client.Event) {
	routes := a.routes.Load()
	if routes == nil || e.Object == nil {
		return
	}
	namespace, service := e.Object.GetNamespace(), serviceOf(e.Object)
	for _, r := range *routes {
		if r.namespace == namespace && r.name == service {
			r.wakeUp()
		}
	}
}
