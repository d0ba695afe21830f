// Package routes leads a node's packets to the pods of the other nodes: a route
// to each node's range of pods by way of the node's address. That needs the
// nodes to share a link, and nothing else: no tunnel, and no change to packets.
//
// It also contains the cluster's ranges. A packet for a pod that no node has is
// unreachable on the spot, and one for the range of Services goes to an
// interface that leads nowhere unless it is translated before, so that neither
// ever leaves by a real interface.
package routes

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/netip"
	"slices"
	"sync"
	"time"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"
	corev1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/network/netconf"
)

const (
	// protocol marks the routes as ours in the kernel's table.
	protocol = 0x73
	// serviceInterface is a bridge without ports: a dead end.
	serviceInterface = "skiff-svc"
	// metric is that of the unreachable route to all pods. It differs from
	// those of topology by one, so that neither removes the other's.
	metric = netconf.LastResort + 1
	// retry is how long after a failure the routes are tried again.
	retry = 2 * time.Second
)

// Config says which node's routes to keep.
type Config struct {
	// Node is the node's name, Address its own IPv4 address.
	Node    string
	Address netip.Addr
	// NetNS is the path of the node's network namespace; empty means that of
	// this process.
	NetNS string
	// Pods and Services are the cluster's ranges.
	Pods, Services netip.Prefix
	// Log receives what goes wrong; nil means slog.Default().
	Log *slog.Logger
}

// Routes keeps a node's routes.
type Routes struct {
	config Config
	client client.Reader
	log    *slog.Logger
	wake   chan struct{} // holds one token when something has changed

	mu     sync.Mutex
	synced bool
	nodes  map[string]*corev1.Node
}

// New prepares the loop, and contains the cluster's ranges at once.
func New(config Config, reader client.Reader) (*Routes, error) {
	r := &Routes{
		config: config, client: reader, log: config.Log,
		wake: make(chan struct{}, 1), nodes: map[string]*corev1.Node{},
	}
	if r.log == nil {
		r.log = slog.Default()
	}
	return r, contain(config)
}

// contain makes the routes that do not depend on other nodes.
func contain(config Config) error {
	ns, err := netconf.Open(config.NetNS)
	if err != nil {
		return fmt.Errorf("routes: %w", err)
	}
	defer ns.Close()
	if _, err := ns.Link(&netlink.Bridge{LinkAttrs: netlink.LinkAttrs{Name: serviceInterface}}); err != nil {
		return fmt.Errorf("routes: %w", err)
	}
	if err := ns.Sysctl("net/ipv4/ip_forward", "1"); err != nil {
		return fmt.Errorf("routes: %w", err)
	}
	if err := ns.Routes([]netconf.Route{
		{To: config.Services, Device: serviceInterface, Source: config.Address},
		{To: config.Pods, Metric: metric},
	}); err != nil {
		return fmt.Errorf("routes: %w", err)
	}
	return nil
}

// Run keeps the routes up to date until ctx is done. It leaves them in place,
// so that pods reach each other while skiff restarts; Remove removes them.
func (r *Routes) Run(ctx context.Context) error {
	if err := r.client.Watch(ctx, core.Nodes, client.ListOptions{}, r.onNode); err != nil {
		return fmt.Errorf("routes: watch nodes: %w", err)
	}
	var last map[netip.Prefix]netip.Addr
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-r.wake:
		}
		desired, ok := r.desired()
		if !ok || last != nil && maps.Equal(desired, last) {
			continue
		}
		if err := apply(r.config.NetNS, desired); err != nil {
			r.log.Error("cannot route to all nodes' pods", "error", err, "next try in", retry)
			last = nil
			time.AfterFunc(retry, r.poke)
			continue
		}
		last = desired
	}
}

func (r *Routes) poke() {
	select {
	case r.wake <- struct{}{}:
	default: // it will look anyway
	}
}

func (r *Routes) onNode(event client.Event) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch event.Type {
	case client.Synced:
		r.synced = true
	case client.Deleted:
		delete(r.nodes, event.Object.GetName())
	default:
		r.nodes[event.Object.GetName()] = event.Object.(*corev1.Node)
	}
	r.poke()
}

func (r *Routes) desired() (map[netip.Prefix]netip.Addr, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return Desired(r.config.Node, slices.Collect(maps.Values(r.nodes))), r.synced
}

// Desired returns the next hop for each range of pods of the other nodes.
func Desired(node string, nodes []*corev1.Node) map[netip.Prefix]netip.Addr {
	desired := map[netip.Prefix]netip.Addr{}
	for _, n := range nodes {
		if n.Name == node {
			continue
		}
		via, ok := address(n)
		if !ok {
			continue
		}
		for _, text := range n.Spec.PodCIDRs {
			if p, err := netip.ParsePrefix(text); err == nil && p.Addr().Is4() && p == p.Masked() {
				desired[p] = via
			}
		}
	}
	return desired
}

// address returns a node's first internal IPv4 address.
func address(n *corev1.Node) (netip.Addr, bool) {
	for _, a := range n.Status.Addresses {
		if a.Type != corev1.NodeInternalIP {
			continue
		}
		if ip, err := netip.ParseAddr(a.Address); err == nil && ip.Is4() {
			return ip, true
		}
	}
	return netip.Addr{}, false
}

// apply makes the routes of the protocol what is desired. A node that cannot
// be routed to does not keep the others out.
func apply(namespace string, desired map[netip.Prefix]netip.Addr) error {
	ns, err := netconf.Open(namespace)
	if err != nil {
		return err
	}
	defer ns.Close()
	present, err := ours(ns)
	if err != nil {
		return err
	}
	var errs []error
	for to, via := range desired {
		if old, ok := present[to]; ok && old.Gw.Equal(via.AsSlice()) {
			continue
		}
		errs = append(errs, ns.Routes([]netconf.Route{{To: to, Via: via, Protocol: protocol}}))
	}
	for to, route := range present {
		if _, ok := desired[to]; !ok {
			errs = append(errs, ns.RouteDel(&route))
		}
	}
	return errors.Join(errs...)
}

// ours returns the routes that apply has made.
func ours(ns *netconf.Namespace) (map[netip.Prefix]netlink.Route, error) {
	filter := &netlink.Route{Protocol: protocol, Table: unix.RT_TABLE_MAIN}
	list, err := ns.RouteListFiltered(netlink.FAMILY_V4, filter, netlink.RT_FILTER_PROTOCOL|netlink.RT_FILTER_TABLE)
	if err != nil {
		return nil, err
	}
	found := map[netip.Prefix]netlink.Route{}
	for _, route := range list {
		if route.Dst == nil {
			continue
		}
		if to, ok := netip.AddrFromSlice(route.Dst.IP); ok {
			bits, _ := route.Dst.Mask.Size()
			found[netip.PrefixFrom(to.Unmap(), bits)] = route
		}
	}
	return found, nil
}

// Remove removes what New and Run have made in a namespace. What is not there
// is no error.
func Remove(config Config) error {
	if err := apply(config.NetNS, nil); err != nil {
		return fmt.Errorf("routes: %w", err)
	}
	ns, err := netconf.Open(config.NetNS)
	if err != nil {
		return fmt.Errorf("routes: %w", err)
	}
	defer ns.Close()
	// With the interface goes the route to the Services.
	err = errors.Join(ns.RemoveLink(serviceInterface), ns.RemoveUnreachable(metric))
	if err != nil {
		return fmt.Errorf("routes: %w", err)
	}
	return nil
}
