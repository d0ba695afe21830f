// Package decide is the pure core of the scheduler: from what is known of the
// nodes and one pod to a verdict on every node. It has no clock, no goroutine
// and no client.
//
// Words used here:
//
//   - A Pod is a pod with everything that decisions ask for worked out once.
//   - A Node is a node with the sum of what its pods have claimed.
//   - A Cluster holds the nodes and is told of changes by the scheduler's loop.
//   - A filter says whether a pod may run on a node, and if not why.
//   - A score says how good a node that passed all filters is, from 0 to 100.
//   - A Verdict is the outcome: every node's score or reason, and the best node.
//
// Pods of one shape (the pods of one ReplicaSet, say) are judged alike, so the
// judgements are kept by shape and only nodes that changed since are judged
// again. That is what makes a Deployment of thousands cheap.
package decide
