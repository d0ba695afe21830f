// Package fairness shares the server between its clients, by the objects of
// flowcontrol.apiserver.k8s.io (API Priority and Fairness).
//
// A request is sorted by the first FlowSchema that matches it (match.go) into a
// priority level and, there, into a flow: that of its user or namespace. Each level
// has a number of seats (limits.go), of which it lends what it does not need
// (borrowing.go). A request takes a seat, or more if it is a long list, while it
// runs. When all are taken it waits in one of the level's queues (queues.go): every
// flow is dealt a few of them, joins the shortest, and the queues take turns by the
// time that they have had, so that a flow that sends much waits behind itself and
// not in front of others. Where a queue is full, or the wait too long, the answer is
// 429.
//
// A request that need not wait costs a look through the schemas, a lock and two
// looks at the clock.
package fairness
