package dns

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/miekg/dns"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
)

const (
	// ttl of all answers in seconds: as long as a client may hold on to an
	// address after it has changed.
	ttl = 5
	// version of Kubernetes' specification of DNS.
	version = "1.1.0"
	// weight of each of several SRV records: all are alike.
	weight = 100
)

// Answer is what a question about the cluster's names gets.
type Answer struct {
	// Rcode is dns.RcodeSuccess, also where the name has no records of the
	// type, or dns.RcodeNameError where there is no such name.
	Rcode   int
	Records []dns.RR
	// Extra are addresses of what Records name.
	Extra []dns.RR
	// Elsewhere is a name outside the cluster that Records lead to.
	Elsewhere string
}

// maxAliases bounds how many ExternalName Services are followed.
const maxAliases = 8

// Answer looks a name up. ours is false for a name that is not the cluster's.
func (n *Names) Answer(name string, kind uint16) (a Answer, ours bool) {
	n.mu.RLock()
	defer n.mu.RUnlock()
	for range maxAliases {
		found, ok := n.find(strings.ToLower(name), kind)
		if !ok {
			return a, len(a.Records) > 0
		}
		a.Rcode, a.Extra = found.Rcode, found.Extra
		a.Records = append(a.Records, found.Records...)
		a.Elsewhere = found.Elsewhere
		if found.Elsewhere == "" || !n.covers(strings.ToLower(found.Elsewhere)) {
			return a, true
		}
		name = found.Elsewhere
	}
	return Answer{Rcode: dns.RcodeServerFailure}, true
}

// covers says whether a name is the cluster's.
func (n *Names) covers(name string) bool { return dns.IsSubDomain(n.domain, name) }

func (n *Names) find(name string, kind uint16) (Answer, bool) {
	if address, ok := reversed(name); ok {
		return n.reverse(name, address, kind)
	}
	if !n.covers(name) {
		return Answer{}, false
	}
	labels := dns.SplitDomainName(strings.TrimSuffix(name, n.domain))
	slices.Reverse(labels)
	switch {
	case len(labels) == 0:
		return n.apex(kind), true
	case labels[0] == "svc":
		return n.service(name, labels[1:], kind), true
	case labels[0] == "pod":
		return n.pod(name, labels[1:], kind), true
	case len(labels) == 1 && labels[0] == "dns-version":
		var a Answer
		if kind == dns.TypeTXT || kind == dns.TypeANY {
			a.Records = []dns.RR{&dns.TXT{Hdr: header(name, dns.TypeTXT), Txt: []string{version}}}
		}
		return a, true
	}
	return noName, true
}

var noName = Answer{Rcode: dns.RcodeNameError}

// SOA is the record that comes with answers that say no.
func (n *Names) SOA() dns.RR {
	return &dns.SOA{
		Hdr: header(n.domain, dns.TypeSOA), Ns: "ns.dns." + n.domain, Mbox: "hostmaster." + n.domain,
		Serial: 1, Refresh: 7200, Retry: 1800, Expire: 86400, Minttl: ttl,
	}
}

func (n *Names) apex(kind uint16) Answer {
	switch kind {
	case dns.TypeSOA:
		return Answer{Records: []dns.RR{n.SOA()}}
	case dns.TypeNS:
		return Answer{Records: []dns.RR{&dns.NS{Hdr: header(n.domain, dns.TypeNS), Ns: "ns.dns." + n.domain}}}
	}
	return Answer{}
}

// service answers below "svc": labels are NAMESPACE, SERVICE and what is before
// it, from right to left.
func (n *Names) service(name string, labels []string, kind uint16) Answer {
	if len(labels) == 0 {
		return Answer{}
	}
	if n.namespaces[labels[0]] == 0 {
		return noName
	}
	if len(labels) == 1 {
		return Answer{}
	}
	key := types.NamespacedName{Namespace: labels[0], Name: labels[1]}
	s := n.services[key]
	if s == nil {
		return noName
	}
	rest := labels[2:]
	switch {
	case s.Spec.Type == corev1.ServiceTypeExternalName:
		if len(rest) > 0 {
			return noName
		}
		return external(name, s, kind)
	case len(rest) == 0 && kind == dns.TypeSRV:
		return n.ports(name, s, "", "")
	case len(rest) == 0:
		return addressRecords(name, n.serviceAddresses(s), kind)
	case strings.HasPrefix(rest[0], "_"):
		return n.port(name, s, rest, kind)
	case headless(s) && len(rest) == 1:
		return n.host(name, s, rest[0], kind)
	}
	return noName
}

// external is another name for what is elsewhere.
func external(name string, s *corev1.Service, kind uint16) Answer {
	target := dns.Fqdn(s.Spec.ExternalName)
	if address, err := netip.ParseAddr(s.Spec.ExternalName); err == nil {
		return addressRecords(name, []netip.Addr{address}, kind)
	}
	a := Answer{Records: []dns.RR{&dns.CNAME{Hdr: header(name, dns.TypeCNAME), Target: target}}}
	if kind != dns.TypeCNAME {
		a.Elsewhere = target
	}
	return a
}

func (n *Names) serviceAddresses(s *corev1.Service) []netip.Addr {
	if !headless(s) {
		return addresses(s)
	}
	var out []netip.Addr
	for _, e := range n.endpoints(types.NamespacedName{Namespace: s.Namespace, Name: s.Name}) {
		out = append(out, e.address)
	}
	return slices.Compact(out)
}

// host answers for one endpoint of a headless Service.
func (n *Names) host(name string, s *corev1.Service, host string, kind uint16) Answer {
	var out []netip.Addr
	for _, e := range n.endpoints(types.NamespacedName{Namespace: s.Namespace, Name: s.Name}) {
		if e.hostname == host {
			out = append(out, e.address)
		}
	}
	if len(out) == 0 {
		return noName
	}
	return addressRecords(name, slices.Compact(out), kind)
}

// port answers for "_PORT._PROTOCOL" and for "_PROTOCOL" before a Service.
func (n *Names) port(name string, s *corev1.Service, rest []string, kind uint16) Answer {
	protocol := strings.TrimPrefix(rest[0], "_")
	if len(rest) > 2 || protocol != "tcp" && protocol != "udp" && protocol != "sctp" {
		return noName
	}
	port := ""
	if len(rest) == 2 {
		var ok bool
		if port, ok = strings.CutPrefix(rest[1], "_"); !ok {
			return noName
		}
	}
	a := n.ports(name, s, port, protocol)
	if len(a.Records) == 0 {
		return noName
	}
	if kind != dns.TypeSRV && kind != dns.TypeANY {
		return Answer{}
	}
	return a
}

// ports returns SRV records of a Service's ports; an empty port or protocol is
// any.
func (n *Names) ports(name string, s *corev1.Service, port, protocol string) Answer {
	var a Answer
	self := s.Name + "." + s.Namespace + ".svc." + n.domain
	add := func(target string, number int32, at []netip.Addr) {
		a.Records = append(a.Records, &dns.SRV{Hdr: header(name, dns.TypeSRV), Weight: weight, Port: uint16(number), Target: target})
		if !slices.ContainsFunc(a.Extra, func(rr dns.RR) bool { return rr.Header().Name == target }) {
			a.Extra = append(a.Extra, addressRecords(target, at, dns.TypeA).Records...)
		}
	}
	fits := func(p string, q corev1.Protocol) bool {
		return (port == "" || p == port) && (protocol == "" || strings.EqualFold(string(q), protocol))
	}
	if !headless(s) {
		for _, p := range s.Spec.Ports {
			if fits(p.Name, p.Protocol) {
				add(self, p.Port, addresses(s))
			}
		}
		return a
	}
	for _, e := range n.endpoints(types.NamespacedName{Namespace: s.Namespace, Name: s.Name}) {
		for _, p := range e.ports {
			if p.Port != nil && fits(value(p.Name, ""), value(p.Protocol, corev1.ProtocolTCP)) {
				add(e.hostname+"."+self, *p.Port, []netip.Addr{e.address})
			}
		}
	}
	return a
}

// pod answers "1-2-3-4.NAMESPACE.pod" with the address in it, whoever has it.
func (n *Names) pod(name string, labels []string, kind uint16) Answer {
	switch len(labels) {
	case 0, 1:
		return Answer{}
	case 2:
		address, err := netip.ParseAddr(strings.ReplaceAll(labels[1], "-", "."))
		if err != nil {
			address, err = netip.ParseAddr(strings.ReplaceAll(labels[1], "-", ":"))
		}
		if err == nil {
			return addressRecords(name, []netip.Addr{address}, kind)
		}
	}
	return noName
}

// reverse names the Service or the endpoints that have an address. An address
// that is none of them is not ours to answer for.
func (n *Names) reverse(name string, address netip.Addr, kind uint16) (Answer, bool) {
	owners := n.owners[address]
	if len(owners) == 0 {
		return Answer{}, false
	}
	var targets []string
	for key := range owners {
		self := key.Name + "." + key.Namespace + ".svc." + n.domain
		s := n.services[key]
		switch {
		case s == nil:
		case slices.Contains(addresses(s), address):
			targets = append(targets, self)
		case headless(s):
			for _, e := range n.endpoints(key) {
				if e.address == address {
					targets = append(targets, e.hostname+"."+self)
				}
			}
		}
	}
	if len(targets) == 0 {
		return noName, true
	}
	var a Answer
	if kind == dns.TypePTR || kind == dns.TypeANY {
		slices.Sort(targets)
		for _, target := range slices.Compact(targets) {
			a.Records = append(a.Records, &dns.PTR{Hdr: header(name, dns.TypePTR), Ptr: target})
		}
	}
	return a, true
}

// reversed takes a name below in-addr.arpa or ip6.arpa apart.
func reversed(name string) (netip.Addr, bool) {
	labels := dns.SplitDomainName(name)
	slices.Reverse(labels)
	if len(labels) < 2 || labels[0] != "arpa" {
		return netip.Addr{}, false
	}
	text := ""
	switch rest := labels[2:]; {
	case labels[1] == "in-addr" && len(rest) == 4:
		text = strings.Join(rest, ".")
	case labels[1] == "ip6" && len(rest) == 32:
		for i, nibble := range rest {
			if i > 0 && i%4 == 0 {
				text += ":"
			}
			text += nibble
		}
	}
	address, err := netip.ParseAddr(text)
	return address, err == nil
}

// addressRecords are the addresses of the family that kind asks for.
func addressRecords(name string, at []netip.Addr, kind uint16) Answer {
	var a Answer
	for _, address := range at {
		switch {
		case address.Is4() && (kind == dns.TypeA || kind == dns.TypeANY):
			a.Records = append(a.Records, &dns.A{Hdr: header(name, dns.TypeA), A: address.AsSlice()})
		case address.Is6() && (kind == dns.TypeAAAA || kind == dns.TypeANY):
			a.Records = append(a.Records, &dns.AAAA{Hdr: header(name, dns.TypeAAAA), AAAA: address.AsSlice()})
		}
	}
	return a
}

func header(name string, kind uint16) dns.RR_Header {
	return dns.RR_Header{Name: name, Rrtype: kind, Class: dns.ClassINET, Ttl: ttl}
}

// value is what p points at, or a default.
func value[T any](p *T, otherwise T) T {
	if p == nil {
		return otherwise
	}
	return *p
}
