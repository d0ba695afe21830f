// Package proxy makes Services work on a node: what is sent to a Service's
// address or node port reaches one of its endpoints, by rules in the kernel's
// nftables.
//
// It has three steps. Desired is a pure function from Services and
// EndpointSlices to a Ruleset, plain data. change writes the difference of two
// Rulesets as one nftables transaction, so the kernel goes from one consistent
// state to the next and connections to other Services notice nothing. Proxy is
// the loop that watches, and applies.
//
// The rules of the table "skiff-services":
//
//	services      looks the destination up: first in the map service-ips (address,
//	              protocol, port), then, for the node's own addresses, in the map
//	              node-ports
//	svc-…         one per port of a Service: picks an endpoint at random and
//	              translates the destination to it
//	local-…       the same among the endpoints on this node, where the Service's
//	              traffic policy says so
//	outside-…     what came by a node port or an external address: it gets the
//	              node's own address as its source, unless only local endpoints
//	              may answer
//	endpoint-…    one endpoint of a Service with session affinity: remembers the
//	              client in the set client-…
//	sources       gives packets the node's address as their source where the
//	              answer could not come back otherwise
//	unknown       refuses what was sent to the range of Services and found none
//
// IPv6 comes as a second table of the same form: what depends on the family is
// in type family.
package proxy
