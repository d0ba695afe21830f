// Package authz decides who may do what: role-based access control, the node
// authorizer and the administrators' group.
//
// Roles and bindings are indexed by subject as they change, so that a decision
// looks only at the bindings of the user and of its groups and costs about a
// microsecond, whatever the number of bindings.
package authz
