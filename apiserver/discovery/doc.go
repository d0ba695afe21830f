// Package discovery tells clients what the server serves: the legacy documents
// below /api and /apis, and the aggregated list (apidiscovery.k8s.io/v2) that
// newer clients ask for in one request, with an ETag.
//
// The documents are made once for a set of resources and again when it changes.
package discovery
