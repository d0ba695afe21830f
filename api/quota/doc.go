// Package quota says what objects cost: which resources of a ResourceQuota each
// kind of object uses, how much of them, and which scopes it is in. Admission
// charges by it, and the controller that recounts uses the same measure.
//
// A Meter measures the objects of one resource. Every namespaced kind has one,
// custom kinds too: whatever is not measured in a way of its own is counted, as
// count/<resource>.<group>.
package quota
