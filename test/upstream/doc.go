// Package upstream runs the servers that skiff is compared with: a
// kube-apiserver and an etcd of the versions pinned by the nested module in
// test/oracle.
//
// Build makes the two binaries once and keeps them in the project's .cache
// folder; Start runs them as children on loopback, with certificates, tokens
// and data in a temporary folder of their own, waits until /readyz answers 200,
// and Stop ends them by process id and removes the folder. Nothing listens on
// any address but 127.0.0.1.
package upstream
