// Package local is the embedded engine of skiff's store: one process, one folder,
// nothing to set up.
//
// # What is in the folder
//
//	FORMAT    says whose folder this is, which version of the layout, with a checksum
//	LOCK      held (flock) by the process that has the store open; holds its pid
//	log/      the log: every commit in revision order, in segment files
//	state/    a Pebble database with the newest value of each key, and the notes
//
// # The way of a commit
//
// One goroutine, the committer, takes every transaction that waits, checks their
// expectations in order, gives revisions, writes all of them to the log with one
// write and one fsync, applies them to the state, hands them to the watchers and
// only then answers. So nothing that was not durable is ever seen, and the price
// of an fsync is shared by all who wait for it.
//
// The log is both what makes a commit durable and the history that a watch from an
// older revision reads, so a value is written once in the foreground. Pebble runs
// without a log of its own: its memtable is made durable when it is flushed, and
// the revision it reached is flushed with it, in one atomic batch. After a crash
// the log is applied from that revision on.
//
// # What is bounded
//
// History is dropped by whole segments, oldest first, when it is over
// Options.HistoryBytes or Options.HistoryRevisions, or when Compact asks for it;
// notes in chunks of 1/64 of their bound, when over Options.NotesBytes or
// Options.NotesCount. A watcher that stays behind by more than what the hub keeps in memory
// reads from the log files.
//
// # When the disk fails
//
// A failed write or fsync of the log fails every transaction in the batch and
// breaks the store: every later call returns an error that wraps store.ErrBroken,
// because after a failed fsync nobody knows what the disk holds. The same goes for
// an error of Pebble's background work. Opening the store again reads what is
// really there.
package local
