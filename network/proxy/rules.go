package proxy

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	"k8s.io/apimachinery/pkg/types"
)

// Ruleset is the part of the table that depends on Services, as data.
type Ruleset struct {
	// ServiceIPs and NodePorts map "10.96.0.1 . tcp . 80" and "tcp . 30080"
	// to the name of a chain.
	ServiceIPs map[string]string
	NodePorts  map[string]string
	// Hairpins are the endpoints on this node, as pairs of one address with
	// itself: a pod that reaches itself through a Service.
	Hairpins map[string]bool
	// Chains by name.
	Chains map[string]Chain
	// Clients are the sets of clients with their sessions' time.
	Clients map[string]time.Duration
	// UDP maps each UDP destination to the endpoints that may answer, for the
	// connections that the kernel remembers. For a node port the address is
	// the zero one.
	UDP map[netip.AddrPort]map[netip.AddrPort]bool
}

// Chain is a list of rules.
type Chain struct {
	Comment string
	Rules   []string
}

// family is an address family: what the rules of IPv4 and IPv6 differ in.
type family struct {
	addressType discoveryv1.AddressType
	ip          string // nftables' word for its header
}

var ipv4 = family{addressType: discoveryv1.AddressTypeIPv4, ip: "ip"}

// proxyNameLabel marks a Service that another proxy takes care of.
const proxyNameLabel = "service.kubernetes.io/service-proxy-name"

// Desired returns the rules of a node for Services and their EndpointSlices.
// Neither is changed.
func Desired(node string, services map[types.NamespacedName]*corev1.Service, endpointSlices map[types.NamespacedName][]*discoveryv1.EndpointSlice) Ruleset {
	parts := make(map[types.NamespacedName]part, len(services))
	for key, service := range services {
		parts[key] = partOf(node, service, endpointSlices[key])
	}
	return merge(parts)
}

// part is one Service's share of the rules. It depends on nothing else, so
// that a change to one Service costs no look at the others.
type part struct {
	Ruleset
	created time.Time
}

func partOf(node string, service *corev1.Service, endpointSlices []*discoveryv1.EndpointSlice) part {
	p := part{newRuleset(), service.CreationTimestamp.Time}
	ipv4.service(&p.Ruleset, node, service, endpointSlices)
	return p
}

// merge puts the parts together in the order of age: of two Services that
// claim one address the older has it.
func merge(parts map[types.NamespacedName]part) Ruleset {
	keys := slices.SortedFunc(maps.Keys(parts), func(a, b types.NamespacedName) int {
		return cmp.Or(parts[a].created.Compare(parts[b].created),
			strings.Compare(a.Namespace, b.Namespace), strings.Compare(a.Name, b.Name))
	})
	all := newRuleset()
	for _, key := range keys {
		p := parts[key]
		claim(all.ServiceIPs, p.ServiceIPs)
		claim(all.NodePorts, p.NodePorts)
		claim(all.UDP, p.UDP)
		maps.Copy(all.Hairpins, p.Hairpins)
		maps.Copy(all.Chains, p.Chains)
		maps.Copy(all.Clients, p.Clients)
	}
	return all
}

// claim adds what is not there yet.
func claim[K comparable, V any](to, from map[K]V) {
	for k, v := range from {
		if _, taken := to[k]; !taken {
			to[k] = v
		}
	}
}

func newRuleset() Ruleset {
	return Ruleset{
		ServiceIPs: map[string]string{}, NodePorts: map[string]string{}, Hairpins: map[string]bool{},
		Chains: map[string]Chain{}, Clients: map[string]time.Duration{},
		UDP: map[netip.AddrPort]map[netip.AddrPort]bool{},
	}
}

// service adds one Service's rules.
func (f family) service(r *Ruleset, node string, service *corev1.Service, endpointSlices []*discoveryv1.EndpointSlice) {
	clusterIPs := f.only(service.Spec.ClusterIPs, service.Spec.ClusterIP)
	if len(clusterIPs) == 0 || service.Spec.Type == corev1.ServiceTypeExternalName || service.Labels[proxyNameLabel] != "" {
		return
	}
	outside := f.only(service.Spec.ExternalIPs)
	for _, ingress := range service.Status.LoadBalancer.Ingress {
		if value(ingress.IPMode, corev1.LoadBalancerIPModeVIP) == corev1.LoadBalancerIPModeVIP {
			outside = append(outside, f.only([]string{ingress.IP})...)
		}
	}
	for _, port := range service.Spec.Ports {
		p := servicePort{family: f, Ruleset: r, service: service, port: port}
		p.title = fmt.Sprintf("%s/%s:%s", service.Namespace, service.Name, port.Name)
		p.id = digest(p.title, string(port.Protocol))
		all := f.find(port, endpointSlices, node)
		p.add(clusterIPs, outside, all)
	}
}

// only returns the addresses of the family, of lists that may hold anything.
func (f family) only(list []string, more ...string) []netip.Addr {
	var out []netip.Addr
	for _, text := range append(slices.Clone(list), more...) {
		address, err := netip.ParseAddr(text)
		if err == nil && address.Is4() == (f.addressType == discoveryv1.AddressTypeIPv4) && !slices.Contains(out, address) {
			out = append(out, address)
		}
	}
	return out
}

// servicePort is one port of a Service in the making.
type servicePort struct {
	family
	*Ruleset
	service *corev1.Service
	port    corev1.ServicePort
	title   string
	id      string
}

// add adds the port's rules.
func (p servicePort) add(clusterIPs, outside []netip.Addr, all candidates) {
	spec := p.service.Spec
	everywhere, here := all.usable(false), all.usable(true)
	inside := everywhere
	if value(spec.InternalTrafficPolicy, corev1.ServiceInternalTrafficPolicyCluster) == corev1.ServiceInternalTrafficPolicyLocal {
		inside = here
	}
	keepSource := spec.ExternalTrafficPolicy == corev1.ServiceExternalTrafficPolicyLocal

	if len(inside) > 0 {
		chain := p.pick(inside, len(inside) == len(everywhere))
		for _, ip := range clusterIPs {
			p.lead(ip, uint16(p.port.Port), chain, inside)
		}
	} else if p.port.Protocol == corev1.ProtocolUDP {
		for _, ip := range clusterIPs {
			p.remember(netip.AddrPortFrom(ip, uint16(p.port.Port)), nil)
		}
	}
	if (len(outside) == 0 && p.port.NodePort == 0) || len(everywhere) == 0 {
		return
	}
	chain := p.outside(everywhere, here, keepSource)
	for _, ip := range outside {
		p.lead(ip, uint16(p.port.Port), chain, everywhere)
	}
	if p.port.NodePort != 0 {
		p.NodePorts[fmt.Sprintf("%s . %d", p.protocol(), p.port.NodePort)] = chain
		p.remember(netip.AddrPortFrom(netip.Addr{}, uint16(p.port.NodePort)), everywhere)
	}
}

// lead sends what goes to an address through a chain.
func (p servicePort) lead(ip netip.Addr, port uint16, chain string, endpoints []endpoint) {
	p.ServiceIPs[fmt.Sprintf("%s . %s . %d", ip, p.protocol(), port)] = chain
	p.remember(netip.AddrPortFrom(ip, port), endpoints)
}

// remember notes who may answer at a UDP destination.
func (p servicePort) remember(destination netip.AddrPort, endpoints []endpoint) {
	if p.port.Protocol != corev1.ProtocolUDP {
		return
	}
	may := map[netip.AddrPort]bool{}
	for _, e := range endpoints {
		may[e.AddrPort] = true
	}
	p.UDP[destination] = may
}

// outside returns the chain for what comes from beyond the cluster.
func (p servicePort) outside(everywhere, here []endpoint, keepSource bool) string {
	chain := Chain{Comment: p.title}
	toAll := "goto " + p.pick(everywhere, true)
	if keepSource {
		// Pods and the node itself are inside, and may use every endpoint.
		chain.Rules = append(chain.Rules,
			p.ip+" saddr @pods "+toAll,
			"fib saddr type local jump masquerade-later",
			"fib saddr type local "+toAll)
		if len(here) == 0 {
			// Silence: whoever balances load is to try another node.
			chain.Rules = append(chain.Rules, "drop")
		} else {
			chain.Rules = append(chain.Rules, "goto "+p.pick(here, len(here) == len(everywhere)))
		}
	} else {
		chain.Rules = append(chain.Rules, "jump masquerade-later", toAll)
	}
	name := "outside-" + p.id
	p.Chains[name] = chain
	return name
}

// pick returns the chain that picks one of some endpoints: all of them, or
// only those on this node.
func (p servicePort) pick(endpoints []endpoint, all bool) string {
	name := "svc-" + p.id
	if !all {
		name = "local-" + p.id
	}
	if _, ok := p.Chains[name]; ok {
		return name
	}
	chain := Chain{Comment: p.title}
	for _, e := range endpoints {
		if e.local {
			p.Hairpins[fmt.Sprintf("%s . %s", e.Addr(), e.Addr())] = true
		}
	}
	if p.service.Spec.SessionAffinity == corev1.ServiceAffinityClientIP {
		chain.Rules = p.sticky(endpoints)
	} else {
		chain.Rules = []string{p.translate(endpoints)}
	}
	p.Chains[name] = chain
	return name
}

// translate returns the rule that sends a packet to one of the endpoints.
func (p servicePort) translate(endpoints []endpoint) string {
	l4 := "meta l4proto " + p.protocol() + " "
	if len(endpoints) == 1 {
		return l4 + "dnat to " + endpoints[0].String()
	}
	var choices []string
	for i, e := range endpoints {
		choices = append(choices, fmt.Sprintf("%d : %s . %d", i, e.Addr(), e.Port()))
	}
	return fmt.Sprintf("%sdnat %s to numgen random mod %d map { %s }", l4, p.ip, len(endpoints), strings.Join(choices, ", "))
}

// sticky returns the rules that send a client to where it was sent before, and
// a new one to any endpoint.
func (p servicePort) sticky(endpoints []endpoint) []string {
	timeout := time.Duration(corev1.DefaultClientIPServiceAffinitySeconds) * time.Second
	if c := p.service.Spec.SessionAffinityConfig; c != nil && c.ClientIP != nil && c.ClientIP.TimeoutSeconds != nil {
		timeout = time.Duration(*c.ClientIP.TimeoutSeconds) * time.Second
	}
	var known, choices []string
	for i, e := range endpoints {
		// The time is part of the identity: a set's cannot be changed.
		id := digest(p.title, string(p.port.Protocol), e.String(), timeout.String())
		clients, chain := "client-"+id, "endpoint-"+id
		p.Clients[clients] = timeout
		p.Chains[chain] = Chain{Comment: p.title + " at " + e.String(), Rules: []string{
			fmt.Sprintf("update @%s { %s saddr }", clients, p.ip),
			p.translate([]endpoint{e}),
		}}
		known = append(known, fmt.Sprintf("%s saddr @%s goto %s", p.ip, clients, chain))
		choices = append(choices, fmt.Sprintf("%d : goto %s", i, chain))
	}
	return append(known, fmt.Sprintf("numgen random mod %d vmap { %s }", len(endpoints), strings.Join(choices, " , ")))
}

func (p servicePort) protocol() string { return strings.ToLower(string(p.port.Protocol)) }

// digest makes a short name of parts that may be long.
func digest(parts ...string) string {
	h := sha256.New()
	for _, part := range parts {
		fmt.Fprintf(h, "%s:%s", strconv.Itoa(len(part)), part)
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}
