package topology

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"os"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"
	"sigs.k8s.io/knftables"

	"github.com/skiff-k8s/skiff/network/netconf"
	"github.com/skiff-k8s/skiff/network/netns"
)

// Down removes a cluster's network, whatever is there of it. Processes that
// are still in its namespaces keep them alive, without a name, so they should
// end before.
func Down(ctx context.Context, cluster string) error {
	if !validCluster.MatchString(cluster) {
		return fmt.Errorf("topology: %q is no name for a cluster", cluster)
	}
	host, err := netconf.Open("")
	if err != nil {
		return fmt.Errorf("topology: cluster %s: %w", cluster, err)
	}
	defer host.Close()
	names, err := Namespaces(cluster)
	errs := []error{err, host.RemoveUnreachable(hostMetric(cluster)), host.RemoveLink(hostLink(cluster)), untranslate(ctx, cluster)}
	for _, name := range names {
		errs = append(errs, removeNamespace(name))
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("topology: cluster %s: %w", cluster, err)
	}
	return nil
}

// Namespaces returns the names of the namespaces that a cluster has now.
func Namespaces(cluster string) ([]string, error) {
	entries, err := os.ReadDir(netns.Dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var names []string
	for _, entry := range entries {
		if owns(cluster, entry.Name()) {
			names = append(names, entry.Name())
		}
	}
	return names, nil
}

// Taken returns the ranges that the host has addresses in or routes to, for
// Config.Taken. Unreachable ones, which other clusters have added, are not
// among them.
func Taken() ([]netip.Prefix, error) {
	routes, err := netlink.RouteList(nil, netlink.FAMILY_V4)
	if err != nil {
		return nil, fmt.Errorf("topology: %w", err)
	}
	var taken []netip.Prefix
	for _, route := range routes {
		if route.Dst == nil || route.Type == unix.RTN_UNREACHABLE {
			continue
		}
		if address, ok := netip.AddrFromSlice(route.Dst.IP); ok {
			bits, _ := route.Dst.Mask.Size()
			taken = append(taken, netip.PrefixFrom(address.Unmap(), bits))
		}
	}
	return taken, nil
}

// untranslate removes the cluster's table of translations, if it has one.
func untranslate(ctx context.Context, cluster string) error {
	nft, err := knftables.New(knftables.IPv4Family, natTable(cluster))
	if err != nil {
		return nil // no nft, hence no table: an isolated cluster needs none
	}
	tx := nft.NewTransaction()
	tx.Destroy(&knftables.Table{})
	if err := nft.Run(ctx, tx); err == nil || knftables.IsNotFound(err) {
		return nil
	}
	tx = nft.NewTransaction() // a kernel too old for "destroy"
	tx.Add(&knftables.Table{})
	tx.Delete(&knftables.Table{})
	return nft.Run(ctx, tx)
}
