// Package apply answers server-side apply and keeps the books of who owns which
// field: metadata.managedFields.
//
// What an apply makes of an object is decided by the rules of Kubernetes' structured
// merge. Package ownership has them for the kinds of Go types, and merges what it is
// sure of. Custom resources, first applies, conflicts and mistakes go to the library,
// with a schema of each kind, which comes out of the OpenAPI document of its
// group-version. A schema is built (45 ms and 2 MiB for the core group, the largest)
// when the library is first asked about its group-version. There are at most as many
// as documents.
//
// Every object has books from its creation on: each write by any verb is booked under
// the fieldManager it names or, without, the first part of the user agent. Where a
// client has emptied the books they stay empty until the next apply. What is there
// belongs then to kubectl's client-side apply where the object carries that one's
// annotation, so that kubectl migrates it as it does everywhere, and to
// "before-first-apply" otherwise.
package apply
