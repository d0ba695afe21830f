package topology

import (
	"context"
	"fmt"
	"net/netip"

	"github.com/vishvananda/netlink"
	"sigs.k8s.io/knftables"

	"github.com/skiff-k8s/skiff/network/netconf"
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
	host, err := netconf.Open("")
	if err != nil {
		return err
	}
	defer host.Close()
	fabric, err := netconf.Open(netns.Path(plan.Fabric))
	if err != nil {
		return err
	}
	defer fabric.Close()
	bridge, err := fabric.Link(&netlink.Bridge{LinkAttrs: netlink.LinkAttrs{Name: fabricBridge}})
	if err != nil {
		return err
	}
	// What crosses the link is the nodes' business, not the fabric's.
	if err := fabric.Sysctl("net/bridge/bridge-nf-call-iptables", "0"); err != nil {
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
func nodeUp(plan Plan, i int, fabric *netconf.Namespace, bridge netlink.Link) error {
	node := plan.Nodes[i]
	ns, err := netconf.Open(netns.Path(node.Namespace))
	if err != nil {
		return err
	}
	defer ns.Close()
	loopback, err := ns.LinkByName("lo")
	if err != nil {
		return err
	}
	if err := ns.LinkSetUp(loopback); err != nil {
		return err
	}
	if err := fabric.Plug(bridge, node.Port, ns, nodeInterface); err != nil {
		return err
	}
	if err := ns.Address(nodeInterface, netip.PrefixFrom(node.Address, plan.Link.Bits())); err != nil {
		return err
	}
	// A bridge without ports: what is sent there and not translated is lost.
	if _, err := ns.Link(&netlink.Bridge{LinkAttrs: netlink.LinkAttrs{Name: serviceInterface}}); err != nil {
		return err
	}
	if err := ns.Sysctl("net/ipv4/ip_forward", "1"); err != nil {
		return err
	}
	return ns.Routes(plan.NodeRoutes(i))
}

// hostUp plugs the host into the fabric.
func hostUp(ctx context.Context, plan Plan, host, fabric *netconf.Namespace, bridge netlink.Link) error {
	if err := fabric.Plug(bridge, fabricHostPort, host, plan.HostLink); err != nil {
		return err
	}
	forwarding := "1"
	if plan.Isolated {
		forwarding = "0" // whatever the host does for others
	}
	if err := host.Sysctl("net/ipv4/conf/"+plan.HostLink+"/forwarding", forwarding); err != nil {
		return err
	}
	if err := host.Address(plan.HostLink, netip.PrefixFrom(plan.Host, plan.Link.Bits())); err != nil {
		return err
	}
	if err := host.Routes(plan.HostRoutes()); err != nil {
		return err
	}
	if plan.Isolated {
		return nil
	}
	if err := host.Sysctl("net/ipv4/ip_forward", "1"); err != nil {
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
