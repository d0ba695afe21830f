// Package cluster starts, inspects and removes clusters on this machine, as
// "skiff up", "skiff status" and "skiff down" do.
//
// A cluster is a folder (its data folder) with a state file, a network of
// namespaces that are named after the cluster, and one skiff process for each
// node, running in the node's namespace: the first is "skiff server" with a node
// agent in it, the others are "skiff agent". Everything that is started is
// written into the state file before it is started, and everything is named
// after the cluster, so Down finds and removes it all even when Up died halfway.
package cluster
