package rest

import (
	"errors"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/watch"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/cache"
)

// Result is what a verb on one object answers with.
type Result struct {
	// Entry is the object as the cache holds it, with its kept encodings. It is
	// nil when the answer is not a stored object: a dry run, a subresource of
	// another kind (Scale), the answer of an action, a Status.
	Entry *cache.Entry
	// Object is the answer as an object; it is set unless Status is. Objects of
	// built-in kinds have an empty TypeMeta: the kind is the resource's, or that
	// of the subresource.
	Object api.Object
	// Status is the answer of a delete that left nothing to show.
	Status *metav1.Status
	// Created says that the object is new (201 instead of 200).
	Created bool
	// Deleted says, for delete, that the object is gone now; false that it stays
	// until its grace period or finalizers are done.
	Deleted bool
}

// ListOptions select what a list holds; selectors are nil for everything.
type ListOptions struct {
	Labels labels.Selector
	Fields fields.Selector
	// Limit is the page size, 0 for all.
	Limit    int64
	Continue string
	// ResourceVersion and ResourceVersionMatch as in metav1.ListOptions.
	ResourceVersion      string
	ResourceVersionMatch metav1.ResourceVersionMatch
}

// List is one page of a list.
type List struct {
	Revision int64
	Entries  []*cache.Entry
	// Continue is the token of the next page, empty on the last.
	Continue string
	// Remaining is how many objects follow this page, nil when that is not known
	// or nothing follows.
	Remaining *int64
}

// WatchOptions select what a watch tells.
type WatchOptions struct {
	Labels               labels.Selector
	Fields               fields.Selector
	ResourceVersion      string
	ResourceVersionMatch metav1.ResourceVersionMatch
	AllowBookmarks       bool
	SendInitialEvents    *bool
}

// WatchEvent is one event of a watch.
type WatchEvent struct {
	// Type is Added, Modified, Deleted or Bookmark.
	Type watch.EventType
	// Entry is the object; nil for Bookmark. For Deleted it is the last state
	// with the revision of the deletion as its resource version.
	Entry *cache.Entry
	// Old is the state before, for Modified and Deleted, where it is known.
	Old *cache.Entry
	// Revision of the change or of the bookmark.
	Revision int64
	// InitialEnd marks the bookmark that ends the initial events (annotation
	// k8s.io/initial-events-end).
	InitialEnd bool
}

// ErrWatchEnded ends the watches of a custom kind that has been taken away or
// changed. There is nothing to tell the client but that it is over.
var ErrWatchEnded = errors.New("rest: the resource is not served as it was")

// Watch is a watch under way. One goroutine at a time uses it:
//
//	for {
//		select {
//		case <-ctx.Done():
//			return
//		case <-w.Ready():
//		case <-bookmarks.C:
//			send(bookmark at w.Revision())
//			continue
//		}
//		events, err := w.Take(buf[:0])
//		...
//	}
type Watch interface {
	// Ready is signalled when Take has something to give.
	Ready() <-chan struct{}
	// Take appends the next events to buf, at most a batch of them, without
	// waiting; Ready is signalled again when more are left. An error ends the
	// watch: apierrors' ResourceExpired when the reader fell behind the history,
	// ErrWatchEnded when the resource is served no longer, or differently.
	Take(buf []WatchEvent) ([]WatchEvent, error)
	// Revision returns the newest revision up to which everything has been
	// taken: the resource version of a bookmark now.
	Revision() int64
	// Stop ends the watch and frees what it holds.
	Stop()
}
