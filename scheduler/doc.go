// Package scheduler assigns pods to nodes.
//
// It watches pods, nodes and namespaces through client.Client, keeps what
// decisions need in memory (scheduler/decide) and the pods that wait in a queue
// (scheduler/queue), and writes a binding for each pod that fits somewhere. One
// goroutine owns all state: watch handlers and finished writes send it messages.
// Decisions are pure and take microseconds; writes happen beside it, a bounded
// number at a time, while the pod is already counted on its node.
//
// For a pod that fits nowhere others of a lower priority may have to leave: which,
// is decided too, and room that is being made is kept.
//
// The verdict on every node travels with the binding, or with the status that
// says why no node fits, as the cause's detail, so that it can be read back with
// the trace.
package scheduler
