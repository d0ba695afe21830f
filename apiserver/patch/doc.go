// Package patch applies the patches of the API to objects: JSON patches (RFC
// 6902), JSON merge patches (RFC 7386) and Kubernetes' strategic merge patches.
//
// It is pure: from the present object and the patch to the next object, or to
// the error that the client is told. Server-side apply, which needs the history
// of who set what, is not a patch in this sense and lives beside it.
package patch
