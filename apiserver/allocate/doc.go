// Package allocate gives Services their cluster IPs and node ports.
//
// Who has an address is kept in an IPAddress object, who has a node port in an
// object of the internal resource NodePorts; both are written in the same commit
// as the Service and must not exist before it. So nothing can be given out twice,
// whatever happens: the second of two commits fails and is tried again with
// another choice, and there is no state beside the store that a crash could leave
// behind.
package allocate
