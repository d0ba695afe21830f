// Package authn finds out who asks: by client certificate, by the headers of a
// trusted front proxy, by service-account, bootstrap or static token, and nobody
// (system:anonymous) when a request shows nothing.
//
// What is expensive is done once: a certificate is verified once per connection,
// the signature of a token once while it is in a bounded cache. What may change
// is looked up on every request: a token stops working at the moment its service
// account, or the pod, node or secret it is bound to, is gone.
package authn
