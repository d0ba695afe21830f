// Package webhook calls the webhooks that a cluster's users bring: admission
// reviews and conversion reviews are posted to where a client configuration
// points, which is a URL or a Service.
//
// A Client keeps the connections of each configuration and resolves a Service
// when it dials, so that a Service that moves is found again. Everything is
// bounded: the number of configurations that keep connections, the connections of
// each, the size of an answer. The time a call may take is the caller's, by its
// context. Redirects are not followed: a webhook must not choose whom the control
// plane talks to.
package webhook
