// Package rest is the generic REST code of the API server: what every verb does
// to every kind, built-in or custom, with nothing known of any kind but its
// descriptor.
//
// It begins where HTTP ends: requests arrive here authenticated, authorized and
// decoded, and results leave as cache entries whose encodings the front door
// serves. The in-process client calls the same methods, so there is one way in.
//
// The order of a write is: Default, Admit (mutating), Prepare, allocators,
// Validate, Admit (validating), commit. One commit is one revision and carries
// one trace record.
package rest
