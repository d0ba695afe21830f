// Package bench measures API servers with one load generator: the CPU that the
// server spends on each kind of request, the time that the client waits, and
// the memory that the server holds.
//
// A Server is any kube-apiserver-like program on loopback whose process ids are
// known. Rows are run in a fixed order on one server at a time, since each
// builds on what the one before it left: the pods created by the first are what
// the others read, change, watch and delete.
//
// MeasureRestart kills a server that holds many pods, starts it again, and counts
// them.
//
// CPU is read from /proc/<pid>/stat of every process of the server (for
// kube-apiserver, its etcd too) before and after a row, in ticks of 10 ms, and
// divided by the number of requests; it does not depend on how much the client
// or other programs use. Times and throughput do, as client and server share
// the machine. Everything is bounded: the number of requests, the requests in
// flight, and the time of each.
package bench
