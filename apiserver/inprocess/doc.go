// Package inprocess is the client.Client of the parts that live in the server's
// own process: controllers, scheduler, and the node agent of a single node.
//
// It has no back doors. Every call is authorized as the user that the component
// has in Kubernetes, and every write passes admission and validation, exactly as
// over HTTP; only the bytes are skipped. Reads share the objects of the cache.
package inprocess
