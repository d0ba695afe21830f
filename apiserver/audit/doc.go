// Package audit writes down who asked for what: an audit.k8s.io/v1 Event for each
// stage of a request, one JSON object a line, as much of it as a policy says.
//
// A request begins with Begin, which asks the policy; where that says None there is
// no Record, and all methods of a nil *Record do nothing. Events go into a bounded
// buffer and are written by one goroutine, so no request waits for the disk; what
// does not fit is dropped and counted.
package audit
