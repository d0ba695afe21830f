// Package api says what exists in a skiff cluster: the descriptors of every
// built-in kind.
//
// A descriptor (Resource) holds everything that distinguishes one kind from
// another: names, defaults, validation, update rules, table columns, selectable
// fields and subresources. The REST code in apiserver is generic and knows
// nothing of any kind; to add a kind is to write a descriptor in the folder of
// its API group (api/core, api/apps, …) and to name it in the one list, in
// api/all.
//
// There are no internal types: the served v1 Go type of k8s.io/api is the only
// form of an object. Descriptors are pure: no clocks, no random numbers, no
// look-ups of other objects. What needs those is admission (apiserver/admission)
// or an allocator.
package api
