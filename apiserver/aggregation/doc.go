// Package aggregation puts other API servers behind this one. An APIService
// object says who answers for a group-version: this server, or a Service.
//
// For each APIService with a Service there is a remote: it checks whether the
// other server can be reached and says so in the condition Available, keeps what
// that server serves for the discovery and OpenAPI documents, and passes every
// request for the group-version on, with the name of its user in headers that the
// other server believes because of the front-proxy certificate. Requests go to the
// ready endpoints of the Service, so no service proxy is needed where the API
// server runs.
//
// The APIServices of the built-in groups are made at the start (Local); those of
// custom resources come and go with their definitions (labelled "automanaged").
package aggregation
