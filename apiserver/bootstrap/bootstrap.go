package bootstrap

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	apiregistrationv1 "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/cache"
	"github.com/skiff-k8s/skiff/store"
	"github.com/skiff-k8s/skiff/trace"
)

// attempts bounds how often a batch is tried when another server starts at the
// same time.
const attempts = 5

// Config says what the cluster is like.
type Config struct {
	Cache *cache.Cache
	// Find returns the descriptor of a resource, nil when it is not served.
	Find func(gr schema.GroupResource) *api.Resource
	// ServiceIPs are the addresses of the kubernetes Service, ServiceCIDRs the
	// ranges that they are from.
	ServiceIPs   []netip.Addr
	ServiceCIDRs []netip.Prefix
	// ClusterDNS is the address of the Service kube-dns; invalid for a cluster
	// without one.
	ClusterDNS netip.Addr
	// Advertise is where the API server is reached from the nodes; with an invalid
	// address the kubernetes Service gets no endpoints.
	Advertise netip.AddrPort
	// ClientCA is the PEM bundle of the authority of client certificates,
	// FrontProxyCA that of the proxies', whose certificates have one of
	// FrontProxyNames, or any name when there are none.
	ClientCA, FrontProxyCA []byte
	FrontProxyNames        []string
	// APIServices register the built-in group-versions.
	APIServices []*apiregistrationv1.APIService
	Now         func() time.Time
	NewUID      func() types.UID
}

// wanted is one object that must be there.
type wanted struct {
	gr schema.GroupResource
	o  api.Object
	// repair changes a copy of what is there until it fits and says whether it
	// had to; nil leaves what is there alone.
	repair func(present api.Object) (changed bool)
	// status says that repair sets a status too, which creating resets.
	status bool
}

// Run makes what is missing. It returns when that is durable.
func Run(ctx context.Context, c Config) error {
	list, err := c.wanted()
	if err != nil {
		return err
	}
	return c.makeAll(ctx, list)
}

// Keep makes anew what somebody has deleted since Run. Roles are left out: who
// takes a default role away means it, until the next start. What is there stays
// as it is, since other servers may see it otherwise.
func Keep(ctx context.Context, c Config) error {
	list := c.kept()
	for i := range list {
		if !list[i].status {
			list[i].repair = nil
		}
	}
	return c.makeAll(ctx, list)
}

func (c Config) makeAll(ctx context.Context, list []wanted) error {
	for start := 0; start < len(list); start += batchSize {
		if err := c.ensure(ctx, list[start:min(start+batchSize, len(list))]); err != nil {
			return fmt.Errorf("bootstrap: %w", err)
		}
	}
	return nil
}

// batchSize is how many objects are made in one commit.
const batchSize = store.MaxTxnOps

func (c Config) wanted() ([]wanted, error) {
	list := c.kept()
	roles, err := c.roles()
	if err != nil {
		return nil, err
	}
	list = append(list, c.dnsService()...)
	list = append(list, priorityClasses()...)
	list = append(list, c.apiServices()...)
	list = append(list, c.priorityAndFairness()...)
	return append(list, roles...), nil
}

// kept is what the server keeps for as long as it runs.
func (c Config) kept() []wanted {
	list := append(c.namespaces(), c.kubernetesService()...)
	return append(list, c.authenticationConfig(), c.tokenTracking())
}

func (c Config) ensure(ctx context.Context, list []wanted) error {
	for attempt := 1; ; attempt++ {
		writes, err := c.writes(list)
		if err != nil || len(writes) == 0 {
			return err
		}
		note := trace.AppendRecord(nil, &trace.Record{
			Time: c.Now(), User: "system:apiserver", Client: "skiff", Verb: "create",
			Group: writes[0].Resource.Group, Resource: writes[0].Resource.Name, Namespace: writes[0].Namespace, Name: writes[0].Name,
			Summary: fmt.Sprintf("%d system objects made or repaired", len(writes)),
			Cause:   trace.Cause{Actor: "api server", Reason: "what every cluster has was missing"},
		})
		_, _, err = c.Cache.Commit(ctx, note, writes...)
		var conflict *store.ConflictError
		if !errors.As(err, &conflict) || attempt == attempts {
			return err
		}
		if err := c.Cache.Catch(ctx); err != nil {
			return err
		}
	}
}

// writes are the changes that make the list true.
func (c Config) writes(list []wanted) ([]cache.Write, error) {
	var out []cache.Write
	for _, w := range list {
		r := c.Find(w.gr)
		if r == nil {
			continue // a cluster without that kind needs none of it
		}
		t := c.Cache.Table(r)
		if t == nil {
			return nil, fmt.Errorf("%s is not held", w.gr)
		}
		write := cache.Write{Resource: r, Namespace: w.o.GetNamespace(), Name: w.o.GetName()}
		present := t.Get(write.Namespace, write.Name)
		switch {
		case present == nil:
			write.Object = c.complete(r, &w)
		case w.repair == nil:
			continue
		default:
			o := present.Object().DeepCopyObject().(api.Object)
			if !w.repair(o) {
				continue
			}
			if r.Default != nil {
				r.Default(o)
			}
			write.Object, write.Expect = o, present.Revision()
		}
		out = append(out, write)
	}
	return out, nil
}

// complete makes a new object as the REST code would have made it.
func (c Config) complete(r *api.Resource, w *wanted) api.Object {
	o := w.o.DeepCopyObject().(api.Object)
	if r.Default != nil {
		r.Default(o)
	}
	o.SetUID(c.NewUID())
	o.SetCreationTimestamp(metav1.Time{Time: c.Now().Truncate(time.Second)})
	if r.Prepare != nil {
		r.Prepare(o, nil)
	}
	if w.status {
		w.repair(o)
	}
	return o
}
