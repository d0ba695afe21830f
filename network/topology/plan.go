package topology

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/skiff-k8s/skiff/network/netconf"
)

// Config says what network a cluster shall have.
type Config struct {
	// Cluster is the cluster's name: lower-case letters, digits and dashes,
	// at most 20.
	Cluster string
	// NodeNames are the names of the nodes, at most MaxNodes.
	NodeNames []string
	// Link is the range of the nodes' addresses, an IPv4 range of 24 bits;
	// the zero value takes one of 10.89.0.0/16 that depends on the name and
	// overlaps nothing in Taken.
	Link netip.Prefix
	// Taken are the ranges that the host already has routes or addresses for.
	Taken []netip.Prefix
	// PodCIDR and ServiceCIDR are the cluster's ranges; the zero values are
	// DefaultPodCIDR and DefaultServiceCIDR.
	PodCIDR     netip.Prefix
	ServiceCIDR netip.Prefix
	// Isolated nodes reach each other and the host, and nothing else.
	Isolated bool
}

// MaxNodes is how many nodes one Link has room for.
const MaxNodes = 200

// The ranges that Kubernetes' own tools use too.
var (
	DefaultPodCIDR     = netip.MustParsePrefix("10.244.0.0/16")
	DefaultServiceCIDR = netip.MustParsePrefix("10.96.0.0/16")
)

const (
	// hostNumber and firstNode are numbers of addresses in Link.
	hostNumber = 1
	firstNode  = 11
	// Interfaces, each in a namespace of its own but for the host's.
	nodeInterface    = "eth0"
	fabricBridge     = "fabric"
	fabricHostPort   = "host"
	fabricNodePort   = "node"
	serviceInterface = "skiff-svc"
)

// Plan is the network of a cluster.
type Plan struct {
	Cluster     string
	Fabric      string // the namespace of the link between the nodes
	Nodes       []Node
	Host        netip.Addr // the host's address on the link
	HostLink    string     // the host's interface
	Link        netip.Prefix
	PodCIDR     netip.Prefix
	ServiceCIDR netip.Prefix
	Isolated    bool
}

// Node is one node's part of a Plan.
type Node struct {
	Name string
	// Namespace is the name of its network namespace, for "ip netns exec".
	Namespace string
	// Address is the node's own, on the link.
	Address netip.Addr
	// PodCIDR is the part of the cluster's range for the node's pods.
	PodCIDR netip.Prefix
	// Port is the node's interface in the fabric.
	Port string
}

// Route is an entry of a routing table.
type Route = netconf.Route

// lastResort is the metric of routes that shall lose against any other.
const lastResort = netconf.LastResort

var validCluster = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,18}[a-z0-9])?$`)

// New plans a network. It looks at nothing but config.
func New(config Config) (Plan, error) {
	fail := func(format string, args ...any) (Plan, error) {
		return Plan{}, fmt.Errorf("topology: "+format, args...)
	}
	if !validCluster.MatchString(config.Cluster) {
		return fail("%q is no name for a cluster: at most 20 lower-case letters, digits and dashes", config.Cluster)
	}
	if n := len(config.NodeNames); n == 0 || n > MaxNodes {
		return fail("%d nodes; between 1 and %d are possible", n, MaxNodes)
	}
	plan := Plan{
		Cluster: config.Cluster, Fabric: fabricName(config.Cluster), HostLink: hostLink(config.Cluster),
		Link: config.Link, PodCIDR: config.PodCIDR, ServiceCIDR: config.ServiceCIDR, Isolated: config.Isolated,
	}
	if !plan.PodCIDR.IsValid() {
		plan.PodCIDR = DefaultPodCIDR
	}
	if !plan.ServiceCIDR.IsValid() {
		plan.ServiceCIDR = DefaultServiceCIDR
	}
	if !plan.Link.IsValid() {
		link, err := chooseLink(config.Cluster, append(slices.Clone(config.Taken), plan.PodCIDR, plan.ServiceCIDR))
		if err != nil {
			return fail("%w", err)
		}
		plan.Link = link
	}
	ranges := []netip.Prefix{plan.Link, plan.PodCIDR, plan.ServiceCIDR}
	for i, a := range ranges {
		if !a.Addr().Is4() || a != a.Masked() {
			return fail("%s is no IPv4 range", a)
		}
		for _, b := range ranges[:i] {
			if a.Overlaps(b) {
				return fail("the ranges %s and %s overlap", b, a)
			}
		}
	}
	if plan.Link.Bits() != 24 {
		return fail("the range of the nodes, %s, must have 24 bits", plan.Link)
	}
	if bits := 24 - plan.PodCIDR.Bits(); bits < 0 || 1<<bits <= len(config.NodeNames) {
		return fail("the range of the pods, %s, is too small for %d nodes with 256 addresses each", plan.PodCIDR, len(config.NodeNames))
	}
	plan.Host = address(plan.Link, hostNumber)
	for i, name := range config.NodeNames {
		if slices.Contains(config.NodeNames[:i], name) {
			return fail("two nodes are named %s", name)
		}
		number := i + 1
		plan.Nodes = append(plan.Nodes, Node{
			Name:      name,
			Namespace: nodeName(config.Cluster, number),
			Address:   address(plan.Link, firstNode+i),
			// The first part is left out, as a range that looks like the whole.
			PodCIDR: netip.PrefixFrom(address(plan.PodCIDR, number<<8), 24),
			Port:    fabricNodePort + strconv.Itoa(number),
		})
	}
	return plan, nil
}

// NodeRoutes returns the routes in the namespace of the node at index i.
func (p Plan) NodeRoutes(i int) []Route {
	routes := []Route{
		// Programs on the node reach Services only if there is a route before
		// the address is translated; this one leads nowhere else.
		{To: p.ServiceCIDR, Device: serviceInterface, Source: p.Nodes[i].Address},
		{To: p.PodCIDR, Metric: lastResort},
	}
	for j, other := range p.Nodes {
		if j != i {
			routes = append(routes, Route{To: other.PodCIDR, Via: other.Address, Device: nodeInterface})
		}
	}
	everything := netip.MustParsePrefix("0.0.0.0/0")
	if p.Isolated {
		return append(routes, Route{To: everything, Metric: lastResort})
	}
	return append(routes, Route{To: everything, Via: p.Host, Device: nodeInterface})
}

// HostRoutes returns the routes that the host gets: none that leads anywhere.
func (p Plan) HostRoutes() []Route {
	return []Route{
		{To: p.PodCIDR, Metric: hostMetric(p.Cluster)},
		{To: p.ServiceCIDR, Metric: hostMetric(p.Cluster)},
	}
}

// chooseLink returns a free range for the nodes' addresses.
func chooseLink(cluster string, taken []netip.Prefix) (netip.Prefix, error) {
	first := int(digest(cluster) % 256)
	for i := range 256 {
		link := netip.PrefixFrom(netip.AddrFrom4([4]byte{10, 89, byte(first + i), 0}), 24)
		free := !slices.ContainsFunc(taken, func(t netip.Prefix) bool {
			// A default route is not taken to mean that all is.
			return t.Bits() > 0 && t.Overlaps(link)
		})
		if free {
			return link, nil
		}
	}
	return netip.Prefix{}, errors.New("no range of 10.89.0.0/16 is free; choose one")
}

// address returns the n-th address of a range.
func address(p netip.Prefix, n int) netip.Addr {
	raw := p.Masked().Addr().As4()
	binary.BigEndian.PutUint32(raw[:], binary.BigEndian.Uint32(raw[:])+uint32(n))
	return netip.AddrFrom4(raw)
}

// digest makes a number of a name, for what must be short and distinct.
func digest(cluster string) uint32 {
	sum := sha256.Sum256([]byte(cluster))
	return binary.BigEndian.Uint32(sum[:])
}

// Names of what a cluster has on the machine. They are how Down finds it.

func namespacePrefix(cluster string) string { return "skiff-" + cluster + "-" }
func fabricName(cluster string) string      { return namespacePrefix(cluster) + "fabric" }
func nodeName(cluster string, number int) string {
	return namespacePrefix(cluster) + strconv.Itoa(number)
}
func hostLink(cluster string) string   { return fmt.Sprintf("skiff-%08x", digest(cluster)) }
func hostMetric(cluster string) uint32 { return lastResort - 1 - digest(cluster)%0xffff }
func natTable(cluster string) string   { return "skiff-" + cluster }

// owns reports whether a namespace's name is one of the cluster's.
func owns(cluster, namespace string) bool {
	rest, ok := strings.CutPrefix(namespace, namespacePrefix(cluster))
	if !ok {
		return false
	}
	number, err := strconv.Atoi(rest)
	return rest == "fabric" || err == nil && number > 0 && strconv.Itoa(number) == rest
}
