// Package apply answers server-side apply and keeps the books of who owns which
// field: metadata.managedFields.
//
// What an apply makes of an object is decided by Kubernetes' structured merge
// with a schema of each kind, which comes out of the OpenAPI document of its
// group-version. A schema is built (45 ms and 2 MiB for the core group, the
// largest) when the first object of its group-version is applied or, having been
// applied before, is written; a server that nobody applies to never reads one.
// There are at most as many as documents.
//
// Books are kept for objects that have been applied, and for those that came
// with books. To work out the fields of each write to each object would cost
// every create and update several times what it costs now, and nobody reads it
// until there is an apply. At the first apply, what is there belongs to
// kubectl's client-side apply where the object carries that one's annotation, so
// that kubectl migrates it as it does everywhere, and to "before-first-apply"
// otherwise. From then on every write by any verb is booked under the
// fieldManager it names or, without, the first part of the user agent.
package apply
