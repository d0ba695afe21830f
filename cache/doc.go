// Package cache holds the present state of every object once, as its Go type,
// shared and immutable, with the recent history of each resource and the
// encodings that were made of its objects.
//
// It follows the store's commits in revision order. Each resource is a Table: an
// ordered copy-on-write tree keyed by namespace and name, indexes by owner and by
// node, and a ring of the latest events. Reads never touch the store; watchers
// read the ring at their own pace, so a slow one holds nobody up and loses
// nothing until the ring has moved past it.
//
// Writes go through Commit, which returns when the cache has applied the
// revision: whoever was told of a write finds it in every later read.
//
// Nobody changes what the cache hands out.
package cache
