// Package wire is the client.Client of components that live in a process of
// their own: node agents, and any other part that is run apart.
//
// Reads come from mirrors: per resource one list and one watch over HTTPS in
// protobuf, which may be narrowed by a field selector (a node's own pods).
// Resources that a component may not list, or reads too seldom to mirror, are
// marked live and read with plain GETs. Writes go to the server and carry the
// cause of their context in a header.
//
// A mirror may be behind the server by the time that an event takes; CaughtUp
// waits for it.
package wire
