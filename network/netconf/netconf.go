// Package netconf changes the interfaces, addresses and routes of one network
// namespace. Everything it does can be done twice: what is there already is
// kept.
package netconf

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"path/filepath"

	"github.com/vishvananda/netlink"
	vnetns "github.com/vishvananda/netns"
	"golang.org/x/sys/unix"

	"github.com/skiff-k8s/skiff/network/netns"
)

// Route is an entry of a routing table.
type Route struct {
	To netip.Prefix
	// Via is the next hop, Device the interface; with neither the destination
	// is unreachable. With Via alone the kernel finds the interface.
	Via    netip.Addr
	Device string
	// Source is the address that a process gets that has not chosen its own.
	Source netip.Addr
	// Metric is the rank; the lowest of two equal destinations wins.
	Metric uint32
	// Protocol says who made the route; 0 is anybody.
	Protocol int
}

// LastResort is the metric of routes that shall lose against any other.
const LastResort = 0xfffffff0

// Namespace is an open network namespace.
type Namespace struct {
	*netlink.Handle
	path string // "" for this process's own
	ns   vnetns.NsHandle
}

// Open opens the namespace at a path; the empty one is that of this process.
func Open(path string) (*Namespace, error) {
	n := &Namespace{path: path}
	if path == "" {
		path = "/proc/thread-self/ns/net"
	}
	var err error
	if n.ns, err = vnetns.GetFromPath(path); err != nil {
		return nil, fmt.Errorf("network namespace %s: %w", path, err)
	}
	n.Handle, err = netlink.NewHandleAt(n.ns, unix.NETLINK_ROUTE)
	if err != nil {
		n.ns.Close()
		return nil, fmt.Errorf("network namespace %s: %w", path, err)
	}
	return n, nil
}

// Close closes the namespace; it changes nothing in it.
func (n *Namespace) Close() {
	n.Handle.Close()
	n.ns.Close()
}

// Link makes an interface, unless it is there, and sets it up.
func (n *Namespace) Link(link netlink.Link) (netlink.Link, error) {
	name := link.Attrs().Name
	if err := n.LinkAdd(link); err != nil && !errors.Is(err, unix.EEXIST) {
		return nil, fmt.Errorf("interface %s: %w", name, err)
	}
	link, err := n.LinkByName(name)
	if err != nil {
		return nil, fmt.Errorf("interface %s: %w", name, err)
	}
	return link, n.LinkSetUp(link)
}

// Plug connects another namespace to a bridge of this one by a pair of
// interfaces: port here, name there.
func (n *Namespace) Plug(bridge netlink.Link, port string, other *Namespace, name string) error {
	if _, err := other.LinkByName(name); err != nil {
		pair := netlink.NewVeth(netlink.LinkAttrs{Name: port})
		pair.PeerName, pair.PeerNamespace = name, netlink.NsFd(other.ns)
		// A port without its other end cannot be: they come and go together.
		if err := n.LinkAdd(pair); err != nil {
			return fmt.Errorf("interface %s: %w", name, err)
		}
	}
	here, err := n.LinkByName(port)
	if err != nil {
		return fmt.Errorf("interface %s is there, but not its other end %s: %w", name, port, err)
	}
	there, err := other.LinkByName(name)
	if err != nil {
		return err
	}
	return errors.Join(n.LinkSetMaster(here, bridge), n.LinkSetUp(here), other.LinkSetUp(there))
}

// Address gives an interface an address.
func (n *Namespace) Address(name string, address netip.Prefix) error {
	link, err := n.LinkByName(name)
	if err != nil {
		return err
	}
	err = n.AddrReplace(link, &netlink.Addr{IPNet: ipNet(address)})
	if err != nil {
		return fmt.Errorf("address %s of %s: %w", address, name, err)
	}
	return nil
}

// Routes adds routes, each in the place of what it equals.
func (n *Namespace) Routes(routes []Route) error {
	for _, route := range routes {
		entry, err := n.entry(route)
		if err == nil {
			err = n.RouteReplace(entry)
		}
		if err != nil {
			return fmt.Errorf("route to %s: %w", route.To, err)
		}
	}
	return nil
}

// entry translates a Route.
func (n *Namespace) entry(route Route) (*netlink.Route, error) {
	entry := &netlink.Route{Dst: ipNet(route.To), Priority: int(route.Metric), Protocol: netlink.RouteProtocol(route.Protocol)}
	if route.Device == "" && !route.Via.IsValid() {
		entry.Type = unix.RTN_UNREACHABLE
		return entry, nil
	}
	if route.Device != "" {
		link, err := n.LinkByName(route.Device)
		if err != nil {
			return nil, err
		}
		entry.LinkIndex = link.Attrs().Index
	}
	if route.Via.IsValid() {
		entry.Gw = route.Via.AsSlice()
	}
	if route.Source.IsValid() {
		entry.Src = route.Source.AsSlice()
	}
	return entry, nil
}

// Sysctl sets one of the namespace's variables, given by its path below
// /proc/sys. One that the kernel does not have is no error: then there is
// nothing to set.
func (n *Namespace) Sysctl(name, value string) error {
	return netns.Do(n.path, func() error {
		path := filepath.Join("/proc/sys", name)
		err := os.WriteFile(path, []byte(value), 0)
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		return err
	})
}

func ipNet(p netip.Prefix) *net.IPNet {
	return &net.IPNet{IP: p.Addr().AsSlice(), Mask: net.CIDRMask(p.Bits(), p.Addr().BitLen())}
}

// RemoveUnreachable removes the routes that lead nowhere and have a metric.
func (n *Namespace) RemoveUnreachable(metric uint32) error {
	filter := &netlink.Route{Type: unix.RTN_UNREACHABLE, Table: unix.RT_TABLE_MAIN}
	routes, err := n.RouteListFiltered(netlink.FAMILY_V4, filter, netlink.RT_FILTER_TYPE|netlink.RT_FILTER_TABLE)
	if err != nil {
		return err
	}
	var errs []error
	for _, route := range routes {
		if uint32(route.Priority) == metric {
			errs = append(errs, n.RouteDel(&route))
		}
	}
	return errors.Join(errs...)
}

// RemoveLink removes an interface, and with it its addresses and the routes
// through it. One that is not there is no error.
func (n *Namespace) RemoveLink(name string) error {
	link, err := n.LinkByName(name)
	if _, gone := errors.AsType[netlink.LinkNotFoundError](err); gone {
		return nil
	}
	if err != nil {
		return err
	}
	return n.LinkDel(link)
}
