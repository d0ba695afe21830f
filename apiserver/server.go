package apiserver

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/all"
	"github.com/skiff-k8s/skiff/apiserver/aggregation"
	"github.com/skiff-k8s/skiff/apiserver/apply"
	"github.com/skiff-k8s/skiff/apiserver/authn"
	"github.com/skiff-k8s/skiff/apiserver/authz"
	"github.com/skiff-k8s/skiff/apiserver/bootstrap"
	"github.com/skiff-k8s/skiff/apiserver/customresources"
	"github.com/skiff-k8s/skiff/apiserver/discovery"
	"github.com/skiff-k8s/skiff/apiserver/endpoints"
	"github.com/skiff-k8s/skiff/apiserver/health"
	"github.com/skiff-k8s/skiff/apiserver/inprocess"
	"github.com/skiff-k8s/skiff/apiserver/lookup"
	"github.com/skiff-k8s/skiff/apiserver/metrics"
	"github.com/skiff-k8s/skiff/apiserver/openapi"
	"github.com/skiff-k8s/skiff/apiserver/pki"
	"github.com/skiff-k8s/skiff/apiserver/rest"
	"github.com/skiff-k8s/skiff/cache"
	"github.com/skiff-k8s/skiff/client"
)

// Server is an API server.
type Server struct {
	config        Config
	keys          *pki.Keys
	cache         *cache.Cache
	objects       *lookup.Cached
	resources     *resources
	service       *rest.Service
	roles         *roles
	authorizer    authz.Authorizer
	authenticator *authn.Authenticator
	tokens        *authn.ServiceAccounts
	books         *apply.Books
	policies      policies
	documents     *openapi.Handler
	paths         *paths
	metrics       *metrics.Registry
	ready         *health.Handler
	custom        atomic.Pointer[customresources.Manager]
	handler       http.Handler
	aggregator    *aggregation.Aggregator

	address  atomic.Pointer[string]
	stopping chan struct{}
	stopOnce sync.Once
	loops    sync.WaitGroup
}

// New puts a server together and makes what a cluster has from its first moment.
// When it returns the server is ready to serve. Close ends it.
func New(ctx context.Context, config Config) (*Server, error) {
	config.setDefaults()
	if config.Store == nil {
		return nil, errors.New("apiserver: no store")
	}
	list := config.Resources
	if list == nil {
		list = all.Catalog().Resources()
	}
	s := &Server{config: config, resources: newResources(list), stopping: make(chan struct{}), metrics: metrics.New(config.Now)}
	if err := s.open(ctx); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// open takes the steps of the start. Keys and state are read side by side.
func (s *Server) open(ctx context.Context) error {
	var g errgroup.Group
	g.Go(s.openKeys)
	g.Go(bootstrap.Load)
	g.Go(func() error { return s.openCache(ctx) })
	if err := g.Wait(); err != nil {
		return err
	}
	if err := bootstrap.Run(ctx, s.bootstrapConfig()); err != nil {
		return err
	}
	var err error
	if s.roles, err = newRoles(s.cache); err != nil {
		return err
	}
	if s.authorizer, err = s.newAuthorizer(); err != nil {
		return err
	}
	if err := s.openTokens(); err != nil {
		return err
	}
	if s.authenticator, err = s.newAuthenticator(); err != nil {
		return err
	}
	s.openBooks()
	if err := s.openPolicies(); err != nil {
		return err
	}
	s.service = rest.New(s.cache, rest.Options{Admission: s.admission(), Allocators: s.allocators(), Applier: s.books, Contended: s.contended, Now: s.config.Now, NewUID: s.config.NewUID})
	s.actions()
	s.aggregator = s.newAggregator()
	s.buildPaths()
	if err := s.serveCustom(ctx); err != nil {
		return err
	}
	connectors, err := s.connectors()
	if err != nil {
		return err
	}
	fair := s.newFairness()
	s.handler = s.withOpen(endpoints.New(endpoints.Config{
		Resources: s.resources, Service: s.service, Authenticator: s.authenticator, Authorizer: s.authorizer,
		Connectors: connectors, Computed: s.computed(), Paths: s.paths, Observer: s.metrics, Delegate: s.aggregator.Handler, Fairness: fair, Audit: s.config.Audit,
		Log: s.config.Log, Now: s.config.Now, NewID: s.config.NewID, Stopping: s.stopping,
	}))
	s.loop("aggregation", s.aggregator.Run)
	s.loop("priority and fairness", fair.Run)
	s.loop("identity", s.keepIdentity)
	return nil
}

func (s *Server) openCache(ctx context.Context) error {
	opts := s.config.Cache
	opts.Shared, opts.Now, opts.Log = s.config.Shared, s.config.Now, s.config.Log
	c, err := cache.Open(ctx, s.config.Store, append(internalResources(), s.resources.all()...), opts)
	if err != nil {
		return fmt.Errorf("apiserver: %w", err)
	}
	s.cache, s.objects = c, lookup.New(c)
	return nil
}

func (s *Server) bootstrapConfig() bootstrap.Config {
	return bootstrap.Config{
		Cache: s.cache, Find: s.resources.stored,
		ServiceIPs: s.config.serviceIPs(), ServiceCIDRs: s.config.ServiceCIDRs, ClusterDNS: s.config.ClusterDNS, Advertise: s.config.Advertise,
		ClientCA: s.config.Trust.ClientCAs, FrontProxyCA: s.config.Trust.FrontProxyCAs, FrontProxyNames: s.config.Trust.FrontProxyNames,
		APIServices: aggregation.Local(s.resources.versions()),
		Now:         s.config.Now, NewUID: s.config.NewUID,
	}
}

func (s *Server) buildPaths() {
	s.paths = &paths{exact: map[string]http.Handler{}, below: map[string]http.Handler{}}
	s.paths.groups = discovery.New(s.resources.all, func() string {
		if a := s.address.Load(); a != nil {
			return *a
		}
		return ""
	})
	s.paths.groups.Extend(s.order, s.aggregator.Remotes)
	store := health.Check{Name: "etcd", Run: func(r *http.Request) error {
		_, err := s.config.Store.Revision(r.Context())
		return err
	}}
	started := health.Check{Name: "poststarthook/rbac/bootstrap-roles"} // New has returned
	stopping := health.Check{Name: "shutdown", Run: func(*http.Request) error {
		select {
		case <-s.stopping:
			return errors.New("the server is stopping")
		default:
			return nil
		}
	}}
	s.ready = health.New("readyz", s.config.Log, health.Ping, store, started, stopping)
	for _, h := range []*health.Handler{
		s.ready,
		health.New("livez", s.config.Log, health.Ping, store, started),
		health.New("healthz", s.config.Log, health.Ping, store, started),
	} {
		s.paths.handle("/"+h.Name, h)
		s.paths.handle("/"+h.Name+"/", h)
	}
	s.paths.handle("/version", versionHandler(&s.config))
	s.paths.handle("/version/", versionHandler(&s.config))
	s.gauges()
	s.paths.handle("/metrics", s.metrics)
	s.documents = &openapi.Handler{Now: s.config.Now, Sources: []openapi.Source{customresources.Source{Manager: s.custom.Load}, s.aggregator.Source()}, Log: s.config.Log}
	s.paths.handle(openapi.PathV2, s.documents)
	s.paths.handle(openapi.PathV3, s.documents)
	s.paths.handle(openapi.PathV3+"/", s.documents)
	s.paths.handle("/.well-known/openid-configuration", http.HandlerFunc(s.openIDConfiguration))
	s.paths.handle("/openid/v1/jwks", http.HandlerFunc(s.openIDKeys))
	s.paths.debug()
	for pattern, h := range s.config.Paths {
		s.paths.handle(pattern, h)
	}
}

// withOpen puts the handlers that authenticate by themselves before the others.
func (s *Server) withOpen(next http.Handler) http.Handler {
	if len(s.config.Open) == 0 {
		return next
	}
	open := &paths{exact: map[string]http.Handler{}, below: map[string]http.Handler{}}
	for pattern, h := range s.config.Open {
		open.handle(pattern, h)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if h := open.find(r.URL.Path); h != nil {
			h.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Handler returns what serves the API over HTTP.
func (s *Server) Handler() http.Handler { return s.handler }

// Keys returns the keys of the cluster.
func (s *Server) Keys() *pki.Keys { return s.keys }

// Service returns the REST code, for wiring.
func (s *Server) Service() *rest.Service { return s.service }

// Authorizer returns what decides who may do what.
func (s *Server) Authorizer() authorizer.Authorizer { return upstream{s.authorizer} }

// Cache returns the state, for wiring.
func (s *Server) Cache() *cache.Cache { return s.cache }

// Metrics returns the registry, to add to it.
func (s *Server) Metrics() *metrics.Registry { return s.metrics }

// AddReadyCheck makes /readyz wait for something more.
func (s *Server) AddReadyCheck(c health.Check) { s.ready.Add(c) }

// Resources returns the descriptors of everything that is served.
func (s *Server) Resources() []*api.Resource { return s.resources.all() }

// Remotes returns what other servers serve behind this one.
func (s *Server) Remotes() []client.Remote { return s.aggregator.Served() }

// Accounts returns what issues the tokens of service accounts, for wiring.
func (s *Server) Accounts() *authn.ServiceAccounts { return s.tokens }

// LocalClient returns a client in this process that acts as u; userAgent is what
// traces call it.
func (s *Server) LocalClient(u user.Info, userAgent string) *inprocess.Client {
	return inprocess.New(s.service, upstream{s.authorizer}, u, userAgent, s.resources.forKind).Audited(s.config.Audit)
}

// TLSConfig returns the configuration that Serve uses.
func (s *Server) TLSConfig() *tls.Config {
	return &tls.Config{
		Certificates: []tls.Certificate{s.keys.Serving},
		MinVersion:   tls.VersionTLS12,
		NextProtos:   []string{"h2", "http/1.1"},
		// A client with a bad certificate gets 401, not a broken handshake; who
		// may ask is decided by authn.
		ClientAuth: tls.RequestClientCert,
	}
}

// Serve answers on the listener until ctx ends, then lets requests finish for
// up to five seconds. It returns nil after that.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	address := listener.Addr().String()
	if s.config.Advertise.IsValid() {
		address = netip.AddrPortFrom(s.config.Advertise.Addr().Unmap(), s.config.Advertise.Port()).String()
	}
	s.address.CompareAndSwap(nil, &address)
	server := &http.Server{
		Handler:           s.handler,
		TLSConfig:         s.TLSConfig(),
		ConnContext:       authn.ConnContext,
		ReadHeaderTimeout: 32 * time.Second,
		IdleTimeout:       3 * time.Minute,
		MaxHeaderBytes:    1 << 20,
		ErrorLog:          quiet,
		HTTP2: &http.HTTP2Config{
			MaxConcurrentStreams:          1000,
			MaxReceiveBufferPerStream:     256 << 10,
			MaxReceiveBufferPerConnection: 25 << 20,
			SendPingTimeout:               30 * time.Second,
			PingTimeout:                   15 * time.Second,
			// A client that takes nothing for this long is gone.
			WriteByteTimeout: 30 * time.Second,
		},
	}
	defer s.startKeeping(ctx)()
	done := make(chan error, 1)
	go func() { done <- server.ServeTLS(listener, "", "") }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	s.stop()
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if err := server.Shutdown(end); err != nil {
		server.Close()
	}
	<-done
	return nil
}

func (s *Server) stop() { s.stopOnce.Do(func() { close(s.stopping) }) }

// loop runs one of the server's own loops until Close.
func (s *Server) loop(name string, run func(context.Context) error) {
	ctx, cancel := context.WithCancel(context.Background())
	s.loops.Go(func() {
		defer cancel()
		go func() {
			select {
			case <-s.stopping:
				cancel()
			case <-ctx.Done():
			}
		}()
		if err := run(ctx); err != nil {
			s.config.Log.Error("a loop of the API server ended", "loop", name, "error", err)
		}
	})
}

// Close ends everything but the store.
func (s *Server) Close() {
	s.stop()
	if m := s.custom.Load(); m != nil {
		m.Close()
	}
	s.loops.Wait()
	if s.roles != nil {
		s.roles.stop()
	}
	s.policies.close()
	if s.cache != nil {
		s.cache.Close()
	}
}
