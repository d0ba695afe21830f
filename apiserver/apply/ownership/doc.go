// Package ownership books who set which field of an object, for every verb but
// apply: it compares two states of an object as their Go types hold them and hands
// what changed to whoever changed it.
//
// The rules are those of sigs.k8s.io/structured-merge-diff, whose sets it uses; the
// library compares values of any shape by a schema, which for each write costs more
// than the write itself. Here a plan is made once per Go type from its JSON names and
// the table in structure.txt, which says what the OpenAPI documents say of lists with
// keys and of what is replaced as a whole. What a plan cannot tell apart is left to
// the library (ErrUnsure).
package ownership
