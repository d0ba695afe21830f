// Package bootstrap makes what a cluster has from its first moment: the system
// namespaces, the default roles and bindings, the system priority classes, and
// the kubernetes Service with its endpoints.
//
// It runs at every start. What is missing is made, in as few commits as possible;
// default roles and bindings that lost something get it back unless somebody
// switched that off for them, as in kube-apiserver; what users added stays.
package bootstrap
