// Package etcd is the engine of skiff's store for several servers: it keeps
// everything in an etcd v3 cluster, which may be shared with others.
//
// # What is in etcd
//
// All keys begin with Options.Prefix, "/skiff/" by default:
//
//	k/KEY        the newest value of each key; its revisions are etcd's own
//	n/TIME-ID-N  the notes, named so that the oldest sort first; N is the size
//	m/head       written by every commit: its mod revision is the newest commit's,
//	             its value is the commit's identity
//	m/compacted  the revision of the last compaction
//
// One commit is one etcd transaction with the expectations as comparisons of mod
// revisions, so its revision is etcd's, and the note's mod revision is the commit's.
//
// # How it differs from the embedded engine
//
// Nothing in the contract, but in what the contract leaves open: revisions are not
// dense, because etcd counts other users' writes, dropped notes and compactions
// too. Every revision that this package returns is that of a skiff commit all the
// same. The outcome of a Commit is unknown also when the connection is lost
// before the answer. History ends where etcd's does: whoever compacts the cluster
// compacts the store.
//
// A watch outlives lost connections and leaders: it goes on where it was.
package etcd
