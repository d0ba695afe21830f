// Package dns is the cluster's name server: each node runs one for its own pods.
//
// Names is what the cluster's names stand for, kept up to date from Services and
// EndpointSlices, and Names.Answer is the specification of Kubernetes' DNS as a
// pure look-up:
//
//	SERVICE.NAMESPACE.svc.DOMAIN              the Service's address or, of a headless
//	                                          one, those of its ready endpoints; of an
//	                                          ExternalName the other name
//	HOSTNAME.SERVICE.NAMESPACE.svc.DOMAIN     one endpoint of a headless Service
//	_PORT._PROTOCOL.SERVICE.NAMESPACE.svc.DOMAIN
//	                                          where a named port is (SRV)
//	1-2-3-4.NAMESPACE.pod.DOMAIN              the address in it
//	4.3.2.1.in-addr.arpa                      the Service or endpoint (PTR)
//
// Server answers with it over UDP and TCP, and forwards what is not the cluster's
// to the resolvers of the node; where it has none it answers that there is no
// such name. It answers the node and its pods only.
//
// The Service kube-dns leads to it: each node's server is an endpoint of it, and
// its internal traffic policy keeps a pod's questions on its node.
package dns
