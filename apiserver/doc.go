// Package apiserver is skiff's API server: it puts together the cache over a
// store, the REST code, who-may-do-what and the HTTP endpoints, and serves them.
//
// The start path is short, because a cluster must be there before a person
// notices: keys are elliptic, the store is read once, default objects are made
// in a few commits, and what is large (OpenAPI) is made when it is first asked
// for.
//
//	s, err := apiserver.New(ctx, apiserver.Config{Store: store, DataDir: dir})
//	...
//	err = s.Serve(ctx, listener)
//
// Loops in the same process use Server.LocalClient; they pass authorization,
// admission and validation like any other client.
package apiserver
