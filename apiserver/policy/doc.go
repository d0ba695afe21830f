// Package policy is the admission plugin of ValidatingAdmissionPolicy and
// MutatingAdmissionPolicy: expressions, kept as objects, that refuse or change
// what is written.
//
// A policy does nothing until a binding puts it to use. For each binding the
// policy is evaluated once with each of the params that the binding refers to, or
// once without. A Source keeps both kinds of objects at hand as they are now, so
// that a policy is in force for the first request after the one that created it;
// what they say is compiled when the first request needs it. Without policies a
// request costs a look at two channels.
package policy
