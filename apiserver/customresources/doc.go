// Package customresources serves the kinds that CustomResourceDefinitions define.
//
// A definition becomes descriptors (api.Resource), one for each version that is
// served, and from there on the same REST code serves its objects as it serves
// the built-in ones. Objects are kept as they were stored, each in the version
// that was the storage version then; a version is shown by converting
// (conversion). What a schema demands is in package schema; the OpenAPI
// documents are made in package openapi.
//
// Manager follows the definitions: it accepts their names, establishes them,
// serves them, and takes them away with all their objects. It acts before the
// write of a definition is answered, so whoever was told that a definition is
// established finds its resources served.
package customresources
