// Package audit writes down who asked for what: an audit.k8s.io/v1 Event for each
// stage of a request, as much of it as a policy says.
//
// A request begins with Begin, which asks the policy; where that says None there is
// no Record, and all methods of a nil *Record do nothing. Events go to sinks: a Log
// (one JSON object a line) and a Webhook (lists of events, by HTTP). Each has a
// bounded buffer and sends from goroutines of its own, so no request waits for the
// disk or the network unless that is asked for; what does not fit is dropped and
// counted.
package audit
