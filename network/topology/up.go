package topology

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"path/filepath"

	"github.com/vishvananda/netlink"
	vnetns "github.com/vishvananda/netns"
	"golang.org/x/sys/unix"
	"sigs.k8s.io/knftables"

	"github.com/skiff-k8s/skiff/network/netns"
)

// Up makes the network of a plan. What exists already is kept, so that Up also
// completes what an earlier one left half done.
func Up(ctx context.Context, plan Plan) error {
	if err := up(ctx, plan); err != nil {
		return fmt.Errorf("topology: cluster %s: %w", plan.Cluster, err)
	}
	return nil
}

func up(ctx context.Context, plan Plan) error {
	for _, name := range plan.namespaces() {
		if err := makeNamespace(name); err != nil {
			return err
		}
	}
	// The host's namespace is the one that this process is in.
	host, err := openNamespace("")
	if err != nil {
		return err
	}
	defer host.close()
	fabric, err := openNamespace(plan.Fabric)
	if err != nil {
		return err
	}
	defer fabric.close()
	bridge, err := fabric.link(&netlink.Bridge{LinkAttrs: netlink.LinkAttrs{Name: fabricBridge}})
	if err != nil {
		return err
	}
	// What crosses the link is the nodes' business, not the fabric's.
	if err := fabric.sysctl("net/bridge/bridge-nf-call-iptables", "0"); err != nil {
		return err
	}
	for i, node := range plan.Nodes {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := nodeUp(plan, i, fabric, bridge); err != nil {
			return fmt.Errorf("node %s: %w", node.Name, err)
		}
	}
	return hostUp(ctx, plan, host, fabric, bridge)
}

// nodeUp plugs a node into the fabric.
func nodeUp(plan Plan, i int, fabric *namespace, bridge netlink.Link) error {
	node := plan.Nodes[i]
	ns, err := openNamespace(node.Namespace)
	if err != nil {
		return err
	}
	defer ns.close()
	loopback, err := ns.LinkByName("lo")
	if err != nil {
		return err
	}
	if err := ns.LinkSetUp(loopback); err != nil {
		return err
	}
	if err := fabric.plug(bridge, node.Port, ns, nodeInterface); err != nil {
		return err
	}
	if err := ns.address(nodeInterface, netip.PrefixFrom(node.Address, plan.Link.Bits())); err != nil {
		return err
	}
	// A bridge without ports: what is sent there and not translated is lost.
	if _, err := ns.link(&netlink.Bridge{LinkAttrs: netlink.LinkAttrs{Name: serviceInterface}}); err != nil {
		return err
	}
	if err := ns.sysctl("net/ipv4/ip_forward", "1"); err != nil {
		return err
	}
	return ns.routes(plan.NodeRoutes(i))
}

// hostUp plugs the host into the fabric.
func hostUp(ctx context.Context, plan Plan, host, fabric *namespace, bridge netlink.Link) error {
	if err := fabric.plug(bridge, fabricHostPort, host, plan.HostLink); err != nil {
		return err
	}
	forwarding := "1"
	if plan.Isolated {
		forwarding = "0" // whatever the host does for others
	}
	if err := host.sysctl("net/ipv4/conf/"+plan.HostLink+"/forwarding", forwarding); err != nil {
		return err
	}
	if err := host.address(plan.HostLink, netip.PrefixFrom(plan.Host, plan.Link.Bits())); err != nil {
		return err
	}
	if err := host.routes(plan.HostRoutes()); err != nil {
		return err
	}
	if plan.Isolated {
		return nil
	}
	if err := host.sysctl("net/ipv4/ip_forward", "1"); err != nil {
		return err
	}
	return translate(ctx, plan)
}

// translate lets what the nodes send to the world go out under the host's
// address, by a table of the cluster's own.
func translate(ctx context.Context, plan Plan) error {
	nft, err := knftables.New(knftables.IPv4Family, natTable(plan.Cluster))
	if err != nil {
		return err
	}
	tx := nft.NewTransaction()
	tx.Add(&knftables.Table{Comment: knftables.PtrTo("egress of the skiff cluster " + plan.Cluster)})
	chain := &knftables.Chain{
		Name: "postrouting", Type: knftables.PtrTo(knftables.NATType),
		Hook: knftables.PtrTo(knftables.PostroutingHook), Priority: knftables.PtrTo(knftables.SNATPriority),
	}
	tx.Add(chain)
	tx.Flush(chain)
	// Pods' addresses do not get here: each node sends under its own.
	tx.Add(&knftables.Rule{Chain: chain.Name, Rule: knftables.Concat(
		"ip saddr", plan.Link.String(), "oifname", "!=", fmt.Sprintf("%q", plan.HostLink), "masquerade")})
	return nft.Run(ctx, tx)
}

// namespaces returns the names of all namespaces of the plan.
func (p Plan) namespaces() []string {
	names := []string{p.Fabric}
	for _, node := range p.Nodes {
		names = append(names, node.Namespace)
	}
	return names
}

// namespace is an open network namespace.
type namespace struct {
	*netlink.Handle
	path string // "" for the host's
	ns   vnetns.NsHandle
}

func openNamespace(name string) (*namespace, error) {
	n := &namespace{}
	var err error
	if name == "" {
		n.ns, err = vnetns.GetFromPath("/proc/thread-self/ns/net")
	} else {
		n.path = netns.Path(name)
		n.ns, err = vnetns.GetFromPath(n.path)
	}
	if err != nil {
		return nil, fmt.Errorf("network namespace %q: %w", name, err)
	}
	n.Handle, err = netlink.NewHandleAt(n.ns, unix.NETLINK_ROUTE)
	if err != nil {
		n.ns.Close()
		return nil, fmt.Errorf("network namespace %q: %w", name, err)
	}
	return n, nil
}

func (n *namespace) close() {
	n.Handle.Close()
	n.ns.Close()
}

// link makes an interface, unless it is there, and sets it up.
func (n *namespace) link(link netlink.Link) (netlink.Link, error) {
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

// plug connects another namespace to a bridge of this one by a pair of
// interfaces: port here, name there.
func (n *namespace) plug(bridge netlink.Link, port string, other *namespace, name string) error {
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

// address gives an interface an address.
func (n *namespace) address(name string, address netip.Prefix) error {
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

// routes adds routes, each in the place of what it equals.
func (n *namespace) routes(routes []Route) error {
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
func (n *namespace) entry(route Route) (*netlink.Route, error) {
	entry := &netlink.Route{Dst: ipNet(route.To), Priority: int(route.Metric)}
	if route.Device == "" {
		entry.Type = unix.RTN_UNREACHABLE
		return entry, nil
	}
	link, err := n.LinkByName(route.Device)
	if err != nil {
		return nil, err
	}
	entry.LinkIndex = link.Attrs().Index
	if route.Via.IsValid() {
		entry.Gw = route.Via.AsSlice()
	}
	if route.Source.IsValid() {
		entry.Src = route.Source.AsSlice()
	}
	return entry, nil
}

// sysctl sets one of the namespace's variables, given by its path below
// /proc/sys. One that the kernel does not have is no error: then there is
// nothing to set.
func (n *namespace) sysctl(name, value string) error {
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
