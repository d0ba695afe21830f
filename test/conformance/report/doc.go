// Package report reads what Kubernetes' end-to-end suite says about its tests
// (a JUnit file) and shows it as a table by special interest group, with each
// failed test and the first line of why it failed.
package report
