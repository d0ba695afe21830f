// Package conformance runs Kubernetes' own end-to-end suite against skiff.
//
// The suite is compiled from its Go module by way of the nested module in
// test/oracle, and kept in the project's .cache folder with the images that its
// tests run, which are made from Debian packages and Go programs: nothing comes
// from a container registry. Run starts a cluster of two nodes without a route
// beyond this machine, loads the images, runs the tests that were asked for,
// removes the cluster, whatever happened, and returns the results. No test is
// changed or left out to make a run pass.
package conformance
