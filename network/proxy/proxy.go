package proxy

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/netip"
	"os"
	"os/exec"
	"slices"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	"k8s.io/apimachinery/pkg/types"
	"sigs.k8s.io/knftables"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/discovery"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/network/netns"
)

const (
	// gather is how long a change waits for others to go with it: a rollout
	// changes many endpoints at once.
	gather = 5 * time.Millisecond
	// A table that cannot be written is tried again after retryFirst, then
	// twice that, and so on up to retryMost.
	retryFirst = 100 * time.Millisecond
	retryMost  = 30 * time.Second
	// applyTimeout bounds one transaction.
	applyTimeout = 30 * time.Second
)

// Config says which node's Services the proxy serves.
type Config struct {
	// Node is the node's name, to tell local endpoints.
	Node string
	// NetNS is the path of the node's network namespace; empty means that of
	// this process.
	NetNS string
	// Ranges of the cluster, IPv4.
	Ranges Ranges
	// Log receives what goes wrong; nil means slog.Default().
	Log *slog.Logger
}

// Proxy keeps a node's table of Services.
type Proxy struct {
	config Config
	client client.Reader
	nft    knftables.Interface
	log    *slog.Logger
	wake   chan struct{} // holds one token when something has changed
	first  chan struct{} // closed when the table was written once

	mu       sync.Mutex
	unsynced int // watches that have not told all yet
	services map[types.NamespacedName]*corev1.Service
	slices   map[types.NamespacedName]map[string]*discoveryv1.EndpointSlice // by Service, then name
	parts    map[types.NamespacedName]part
	dirty    map[types.NamespacedName]bool // whose part is out of date
}

// New prepares a proxy. It fails where the program nft or the rights to use it
// are missing.
func New(config Config, reader client.Reader) (*Proxy, error) {
	for _, p := range []netip.Prefix{config.Ranges.Pods, config.Ranges.Services} {
		if !p.Addr().Is4() {
			return nil, fmt.Errorf("proxy: %s is no IPv4 range", p)
		}
	}
	p := &Proxy{
		config: config, client: reader, log: config.Log,
		wake: make(chan struct{}, 1), first: make(chan struct{}), unsynced: 2,
		services: map[types.NamespacedName]*corev1.Service{},
		slices:   map[types.NamespacedName]map[string]*discoveryv1.EndpointSlice{},
		parts:    map[types.NamespacedName]part{},
		dirty:    map[types.NamespacedName]bool{},
	}
	if p.log == nil {
		p.log = slog.Default()
	}
	err := netns.Do(config.NetNS, func() (err error) {
		p.nft, err = open()
		return err
	})
	return p, err
}

func open() (knftables.Interface, error) {
	nft, err := knftables.New(knftables.IPv4Family, tableName)
	if err != nil {
		return nil, fmt.Errorf("proxy: Services need nftables (Debian: apt-get install nftables): %w", err)
	}
	return nft, nil
}

// Ready is closed when the Services that existed at the start work.
func (p *Proxy) Ready() <-chan struct{} { return p.first }

// Run keeps the table up to date until ctx is done. It leaves the table in
// place, so that Services work on while skiff restarts; Remove removes it.
func (p *Proxy) Run(ctx context.Context) error {
	p.filterBridges()
	if err := p.client.Watch(ctx, core.Services, client.ListOptions{}, p.onService); err != nil {
		return fmt.Errorf("proxy: watch services: %w", err)
	}
	if err := p.client.Watch(ctx, discovery.EndpointSlices, client.ListOptions{}, p.onSlice); err != nil {
		return fmt.Errorf("proxy: watch endpoint slices: %w", err)
	}
	var applied *Ruleset // nil where the kernel's state is unknown
	retry := retryFirst
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-p.wake:
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(gather):
		}
		desired, ok := p.desired()
		if !ok {
			continue
		}
		if err := p.apply(ctx, applied, desired); err != nil {
			if ctx.Err() != nil {
				return nil
			}
			p.log.Error("cannot write the rules of Services", "error", err, "next try in", retry)
			applied = nil
			time.AfterFunc(retry, p.poke)
			retry = min(2*retry, retryMost)
			continue
		}
		if applied == nil {
			p.log.Debug("wrote the rules of Services", "destinations", len(desired.ServiceIPs)+len(desired.NodePorts))
		}
		applied, retry = &desired, retryFirst
		select {
		case <-p.first:
		default:
			close(p.first)
		}
	}
}

// Remove removes the table from a namespace. One that is not there is no
// error.
func Remove(ctx context.Context, namespace string) error {
	return netns.Do(namespace, func() error {
		nft, err := open()
		if err != nil {
			return err
		}
		tx := nft.NewTransaction()
		tx.Add(&knftables.Table{}) // so that there is one to delete
		tx.Delete(&knftables.Table{})
		return nft.Run(ctx, tx)
	})
}

// poke makes Run look again.
func (p *Proxy) poke() {
	select {
	case p.wake <- struct{}{}:
	default: // it will look anyway
	}
}

func (p *Proxy) onService(event client.Event) {
	defer p.poke()
	p.mu.Lock()
	defer p.mu.Unlock()
	if event.Type == client.Synced {
		p.unsynced--
		return
	}
	key := types.NamespacedName{Namespace: event.Object.GetNamespace(), Name: event.Object.GetName()}
	p.dirty[key] = true
	if event.Type == client.Deleted {
		delete(p.services, key)
		return
	}
	p.services[key] = event.Object.(*corev1.Service)
}

func (p *Proxy) onSlice(event client.Event) {
	defer p.poke()
	p.mu.Lock()
	defer p.mu.Unlock()
	if event.Type == client.Synced {
		p.unsynced--
		return
	}
	if old, ok := event.Old.(*discoveryv1.EndpointSlice); ok && old != nil {
		p.forget(old) // its Service may have been another
	}
	slice := event.Object.(*discoveryv1.EndpointSlice)
	if event.Type == client.Deleted {
		p.forget(slice)
		return
	}
	service := serviceOf(slice)
	if p.slices[service] == nil {
		p.slices[service] = map[string]*discoveryv1.EndpointSlice{}
	}
	p.slices[service][slice.Name] = slice
	p.dirty[service] = true
}

func (p *Proxy) forget(slice *discoveryv1.EndpointSlice) {
	service := serviceOf(slice)
	p.dirty[service] = true
	delete(p.slices[service], slice.Name)
	if len(p.slices[service]) == 0 {
		delete(p.slices, service)
	}
}

func serviceOf(slice *discoveryv1.EndpointSlice) types.NamespacedName {
	return types.NamespacedName{Namespace: slice.Namespace, Name: slice.Labels[discoveryv1.LabelServiceName]}
}

// desired returns the rules for what is known, or false while not everything
// that exists is known yet.
func (p *Proxy) desired() (Ruleset, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.unsynced > 0 {
		return Ruleset{}, false
	}
	for key := range p.dirty {
		if service, ok := p.services[key]; ok {
			p.parts[key] = partOf(p.config.Node, service, slices.Collect(maps.Values(p.slices[key])))
		} else {
			delete(p.parts, key)
		}
	}
	clear(p.dirty)
	return merge(p.parts), true
}

// apply brings the kernel from one set of rules to another; from nil it writes
// the whole table.
func (p *Proxy) apply(ctx context.Context, from *Ruleset, to Ruleset) error {
	ctx, cancel := context.WithTimeout(ctx, applyTimeout)
	defer cancel()
	tx := p.nft.NewTransaction()
	if from == nil {
		from = &Ruleset{}
		create(tx, p.config.Ranges, to)
	} else if !change(tx, *from, to) {
		return nil
	}
	if err := netns.Do(p.config.NetNS, func() error { return p.nft.Run(ctx, tx) }); err != nil {
		return err
	}
	if err := changed(from.UDP, to.UDP).forget(p.config.NetNS); err != nil {
		// The rules hold; only old UDP conversations may go astray.
		p.log.Warn("cannot clear old UDP connections", "error", err)
	}
	return nil
}

// filterBridges makes the kernel translate what pods of one node send each
// other over their bridge: without it the answer of a pod on the same bridge
// comes from an address that the client never asked.
func (p *Proxy) filterBridges() {
	const variable = "/proc/sys/net/bridge/bridge-nf-call-iptables"
	err := netns.Do(p.config.NetNS, func() error {
		if _, err := os.Stat(variable); errors.Is(err, os.ErrNotExist) {
			// A module that the machine may have, or not.
			_ = exec.Command("modprobe", "br_netfilter").Run()
		}
		return os.WriteFile(variable, []byte("1"), 0)
	})
	if err != nil {
		p.log.Warn("a pod may not reach a Service whose endpoint is on its own node: the kernel has no br_netfilter", "error", err)
	}
}
