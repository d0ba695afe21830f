// Package replay sends recorded conversations to an API server and compares its
// answers with those that kube-apiserver gave.
//
// A story (testdata/stories/*.story) is a transcript that a person can read: a
// comment, then steps, each a request with the answer that the recorder got
// from kube-apiserver.
//
//	# What the story is about.
//
//	=== a name that is no DNS label
//	POST /api/v1/namespaces
//	@yaml
//
//	apiVersion: v1
//	kind: Namespace
//	metadata: {name: Upper_Case}
//	--- 422
//	Content-Type: application/json
//
//	{ "kind": "Status", ... }
//
// The request is sent as it stands; directives change that:
//
//	@as USER [GROUP...]  who asks, by client certificate; "admin" (the default)
//	                     is in system:masters, "anonymous" presents nothing
//	@yaml                the body is YAML here and travels as JSON
//	@protobuf            the body is YAML here and travels as protobuf
//	@cut N               the last N bytes of the encoded body are left out
//	@fill N              ${fill} stands for N letters
//	@keep NAME PATH      ${NAME} stands from now on for the value at PATH of the
//	                     answer, like metadata.resourceVersion
//	@events N            the answer is a stream: read N events, then hang up
//	@only PATH...        compare these parts of the answer's body only
//	@setup               the answer is not compared; 409 is as good as 201
//	@until STATUS        the request is sent again until it is answered with that
//	                     status (4xx: any of these); the answer is not compared.
//	                     kube-apiserver takes some things up only after a while
//	@unlisted            the request may change what the server holds although
//	                     its answer is an error
//
// What differs from one run to the next (UIDs, times, revisions, allocated
// addresses, tokens) is replaced by placeholders on both sides; see Normalise.
// After every refused write each collection that the story names is listed
// again and must be as it was before.
//
// Differences that are meant to be are listed in testdata/known-differences.txt
// with the reason for each; one that no longer shows is an error too.
package replay
