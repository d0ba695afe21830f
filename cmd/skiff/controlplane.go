package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"k8s.io/apiserver/pkg/authentication/user"
	"k8s.io/apiserver/pkg/authorization/authorizer"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/apiserver"
	"github.com/skiff-k8s/skiff/apiserver/audit"
	"github.com/skiff-k8s/skiff/apiserver/endpoints"
	"github.com/skiff-k8s/skiff/apiserver/inprocess"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/cluster"
	"github.com/skiff-k8s/skiff/controllers"
	"github.com/skiff-k8s/skiff/controllers/nodeipam"
	"github.com/skiff-k8s/skiff/events"
	"github.com/skiff-k8s/skiff/images"
	"github.com/skiff-k8s/skiff/join"
	"github.com/skiff-k8s/skiff/network/dns"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/scheduler"
	"github.com/skiff-k8s/skiff/store"
	"github.com/skiff-k8s/skiff/trace/serve"
	"github.com/skiff-k8s/skiff/trace/tree"
)

// controlPlane is the API server with the loops that belong to it.
type controlPlane struct {
	server  *apiserver.Server
	ranges  []nodeipam.Range
	cluster join.Cluster // what nodes learn
	log     *slog.Logger
}

// nodePrefixBits is the length of the prefix of each node's pod addresses.
const nodePrefixBits = 24

// newControlPlane puts the API server together, with what lets nodes join.
func newControlPlane(ctx context.Context, o serverOptions, advertise netip.AddrPort, kept store.Store, loaded *images.Store, auditor *audit.Auditor, log *slog.Logger) (*controlPlane, error) {
	pods, err := netip.ParsePrefix(o.clusterCIDR)
	if err != nil {
		return nil, fmt.Errorf("--cluster-cidr: %w", err)
	}
	services, err := netip.ParsePrefix(o.serviceCIDR)
	if err != nil {
		return nil, fmt.Errorf("--service-cidr: %w", err)
	}
	clusterDNS, err := o.clusterDNSAddress(services)
	if err != nil {
		return nil, err
	}
	joining := new(join.Handler)
	registry := new(nodesOnly)
	config := apiserver.Config{
		Store:        kept,
		Shared:       o.etcd.used(),
		DataDir:      o.dataDir,
		Advertise:    advertise,
		Hosts:        []string{hostname()},
		ServiceCIDRs: []netip.Prefix{services},
		ClusterDNS:   clusterDNS,
		Audit:        auditor,
		Open: map[string]http.Handler{
			join.PathCA: joining, join.PathJoin: joining, registryPath: registry,
		},
		Log: log,
	}
	if err := o.oidc.apply(&config); err != nil {
		return nil, err
	}
	p, err := startControlPlane(ctx, config, pods)
	if err != nil {
		return nil, err
	}
	p.cluster = join.Cluster{ClusterCIDR: o.clusterCIDR, ServiceCIDR: o.serviceCIDR}
	if clusterDNS.IsValid() {
		p.cluster.ClusterDNS = clusterDNS.String()
	}
	keys := p.server.Keys()
	token, err := join.OpenToken(cluster.TokenFile(o.dataDir), keys.CA.PEM)
	if err != nil {
		return nil, err
	}
	*joining = join.Handler{
		CA: keys.CA, CAPEM: keys.CA.PEM, Token: token, Now: time.Now,
		Passwords: join.Secrets{Client: p.as("system:skiff:join", user.SystemPrivilegedGroup)},
		Cluster:   p.cluster,
	}
	*registry = nodesOnly{roots: keys.CA.Pool(), next: http.StripPrefix(strings.TrimSuffix(registryPath, "/"), loaded.Handler())}
	return p, nil
}

// startControlPlane opens an API server whose traces can be read, for nodes with
// pod addresses of the range pods.
func startControlPlane(ctx context.Context, config apiserver.Config, pods netip.Prefix) (*controlPlane, error) {
	p := &controlPlane{log: config.Log, ranges: []nodeipam.Range{{Cluster: pods, Bits: nodePrefixBits}}}
	config.Paths = map[string]http.Handler{serve.Path: &serve.Handler{Records: config.Store, Allow: p.mayTrace}}
	config.GitVersion, config.GitCommit = kubernetesVersion, commit
	var err error
	p.server, err = apiserver.New(ctx, config)
	return p, err
}

// as returns a client in this process that acts as a user.
func (p *controlPlane) as(name string, groups ...string) *inprocess.Client {
	return p.server.LocalClient(identity(name, groups...), "skiff")
}

// identity is a part of the cluster as a user, in the groups that it has in
// Kubernetes.
func identity(name string, groups ...string) user.Info {
	if account, ok := strings.CutPrefix(name, "system:serviceaccount:"); ok {
		namespace, _, _ := strings.Cut(account, ":")
		groups = append(groups, "system:serviceaccounts", "system:serviceaccounts:"+namespace)
	}
	if name == user.APIServerUser {
		groups = append(groups, user.SystemPrivilegedGroup)
	}
	return &user.DefaultInfo{Name: name, Groups: append(groups, user.AllAuthenticated)}
}

// loops runs the controllers until ctx ends.
func (p *controlPlane) loops(ctx context.Context) error {
	distant := newDistant(p.server.Transport, p.log)
	defer distant.close()
	all := controllers.All(controllers.Options{
		Clients:   func(user string) client.Client { return p.as(user) },
		Resources: p.as(controllers.Reader),
		Remotes:   p.server.Remotes,
		Far:       distant.as,
		Read: func(user string) func(context.Context, string) ([]byte, error) {
			return p.server.Reader(identity(user))
		},
		RootCA:    p.server.Keys().CA.PEM,
		Authority: p.server.Keys().CA,
		Tokens:    p.server.Accounts(),
		Schemas:   p.server.Schema,
		PodRanges: p.ranges,
		DNSPort:   dns.Port,
	})
	if distant.err != nil {
		return distant.err
	}
	return reconcile.Run(ctx, p.as(controllers.Reader), reconcile.Options{Log: p.log}, all...)
}

// scheduler runs the scheduler until ctx ends.
func (p *controlPlane) scheduler(ctx context.Context) error {
	c := p.as(user.KubeScheduler)
	return scheduler.New(scheduler.Config{
		Client:   c,
		Recorder: events.New(c, "default-scheduler", "", time.Now),
		Log:      p.log,
	}).Run(ctx)
}

// mayTrace lets those see a trace who may get the object.
func (p *controlPlane) mayTrace(r *http.Request, target tree.Target) error {
	who := endpoints.UserFrom(r.Context())
	decision, reason, err := p.server.Authorizer().Authorize(r.Context(), authorizer.AttributesRecord{
		User: who, Verb: "get", APIGroup: target.Group, APIVersion: "*", Resource: target.Resource,
		Namespace: target.Namespace, Name: target.Name, ResourceRequest: true,
	})
	if decision == authorizer.DecisionAllow {
		return nil
	}
	if err == nil {
		err = errors.New(reason)
	}
	return apierrors.NewForbidden(schema.GroupResource{Group: target.Group, Resource: target.Resource}, target.Name, err)
}
