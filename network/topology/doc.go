// Package topology gives the nodes of a cluster on one machine a network of
// their own: a namespace for each node, and one more that holds the link
// between them.
//
//	host ── 10.89.7.1 ─┐          namespace skiff-NAME-fabric
//	                   ├─ bridge
//	namespace          │
//	skiff-NAME-1 ── 10.89.7.11 ── routes to the pods of 2, 3, …
//	skiff-NAME-2 ── 10.89.7.12
//
// Nothing of the host's changes but one interface with one address, by which
// the host reaches the nodes: the API server, and the ports of Services. The
// ranges of pods and Services are unreachable from the host, and in each node
// where no pod has the address, so that no packet for them ever leaves by a
// real interface. An isolated cluster has no other way out at all; without
// isolation the host forwards what the nodes send, under its own address.
//
// New decides everything (a Plan is plain data), Up makes it so, Down removes
// it. Both can be repeated, and Down needs no more than the cluster's name: it
// finds what to remove by the names of things, also after a crash.
package topology
