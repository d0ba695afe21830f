// Package ownership merges what is applied and books who set which field of an object.
// For an apply it lays the fields applied over the object and takes out what the manager
// applied before and nobody wants any longer (Apply); after every other verb it compares
// two states of an object as their Go types hold them and hands what changed to whoever
// changed it (Compare, Book).
//
// The rules are those of sigs.k8s.io/structured-merge-diff, whose sets it uses; the
// library compares values of any shape by a schema, which for each write costs more
// than the write itself. Here a plan is made once per Go type from its JSON names and
// the table in structure.txt, which says what the OpenAPI documents say of lists with
// keys and of what is replaced as a whole. What a plan cannot tell apart, and what a
// client is to be told is wrong, is left to the library (ErrUnsure).
//
// Sets are kept in objects as JSON. Those that were read last are remembered by their
// text, and the text of a set that did not change stays as it is.
package ownership
