// Package connect hands connections on: logs, exec, attach and port-forward to
// the node agent of the pod's node, the proxy subresources to nodes, pods and the
// endpoints of services.
//
// Towards the node agent everything is HTTPS with the API server's own client
// certificate. SPDY upgrades pass through; the newer WebSocket clients of exec and
// attach are translated to SPDY, and those of port-forward, which carry SPDY
// inside WebSocket messages, are unwrapped.
package connect
