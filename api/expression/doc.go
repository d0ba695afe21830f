// Package expression compiles and evaluates the CEL expressions that admission
// knows: the match conditions of webhooks, and every expression of admission
// policies.
//
// A Scope says which variables an expression may name; Compile makes a Program of
// its text, or says why not, in the words of kube-apiserver. A Compiler does the
// same for the expressions of one policy, which share composed variables. To
// evaluate, make an Input of what a request is about and an Evaluation with a
// budget of cost, which all programs evaluated by it share.
//
// Everything is made at first need: a server without policies pays nothing. The
// language, its libraries and what they cost are those of k8s.io/apiserver/pkg/cel.
package expression
