package rest

import (
	"context"
	"errors"
	"fmt"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/internalversion"
	internalvalidation "k8s.io/apimachinery/pkg/apis/meta/internalversion/validation"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/watch"

	"github.com/skiff-k8s/skiff/cache"
)

// Watch begins to tell what happens to the objects that opts select.
//
// An empty or zero resource version tells the present objects first. So does
// SendInitialEvents, and then a bookmark says that they end. Any other version
// tells what happened after it. The error is ResourceExpired when the history
// does not reach back to it.
func (s *Service) Watch(ctx context.Context, req *Request, opts WatchOptions) (Watch, error) {
	k, err := s.kept(req.Resource)
	if err != nil {
		return nil, err
	}
	if err := CheckFields(req.Resource, opts.Fields); err != nil {
		return nil, err
	}
	if errs := internalvalidation.ValidateListOptions(&internalversion.ListOptions{
		Watch: true, ResourceVersion: opts.ResourceVersion, ResourceVersionMatch: opts.ResourceVersionMatch,
		SendInitialEvents: opts.SendInitialEvents,
	}, true); len(errs) > 0 {
		return nil, invalid(listOptionsKind, "", errs)
	}
	if err := s.fresh(ctx, opts.ResourceVersion); err != nil {
		return nil, err
	}
	after, _ := cache.ParseRevision(opts.ResourceVersion)
	initial := after == 0
	if opts.SendInitialEvents != nil {
		initial = *opts.SendInitialEvents
		if !initial && after == 0 {
			after = s.cache.Revision()
		}
	}
	sel, rest := k.selection(req.Namespace, &ListOptions{Labels: opts.Labels, Fields: opts.Fields})
	w, err := k.Watch(sel, after, initial, false)
	if errors.Is(err, cache.ErrExpired) {
		return nil, apierrors.NewResourceExpired(fmt.Sprintf("too old resource version: %d (%d)", after, k.Oldest()))
	}
	if errors.Is(err, cache.ErrEnded) {
		return nil, apierrors.NewNotFound(req.Resource.GR(), "")
	}
	if err != nil {
		return nil, storeError(err)
	}
	return &watching{
		Watcher: w, ctx: ctx, kept: k, rest: rest,
		endMark: opts.SendInitialEvents != nil && *opts.SendInitialEvents && opts.AllowBookmarks,
	}, nil
}

// watching is a watcher of the cache in the terms of the API.
type watching struct {
	*cache.Watcher
	ctx     context.Context // of the request, for conversions
	kept    kept
	rest    fields.Selector // that the table could not check
	endMark bool            // tell the end of the initial events
	buf     []cache.Change
}

// Take appends the next events to buf.
func (w *watching) Take(buf []WatchEvent) ([]WatchEvent, error) {
	var err error
	w.buf, err = w.Watcher.Take(w.buf[:0])
	for i := range w.buf {
		e, ok, failed := w.event(&w.buf[i])
		if failed != nil {
			return buf, failed
		}
		if ok {
			buf = append(buf, e)
		}
	}
	clear(w.buf)
	if errors.Is(err, cache.ErrEnded) {
		err = ErrWatchEnded
	}
	if errors.Is(err, cache.ErrExpired) {
		err = apierrors.NewResourceExpired(fmt.Sprintf("too old resource version: %d (%d)", w.Revision(), w.kept.Oldest()))
	}
	return buf, err
}

var eventTypes = [...]watch.EventType{
	cache.Added:    watch.Added,
	cache.Modified: watch.Modified,
	cache.Deleted:  watch.Deleted,
	cache.Synced:   watch.Bookmark,
}

func (w *watching) event(c *cache.Change) (WatchEvent, bool, error) {
	e := WatchEvent{Type: eventTypes[c.Type], Entry: c.Entry, Old: c.Old, Revision: c.Revision}
	if c.Type == cache.Synced {
		e.InitialEnd = true
		return e, w.endMark, nil
	}
	if w.kept.served.Alias != nil {
		return w.aliased(e)
	}
	return e, true, nil
}

// aliased puts an event into the form served, and checks there what the table
// could not.
func (w *watching) aliased(e WatchEvent) (WatchEvent, bool, error) {
	var err error
	if e.Entry, err = w.kept.show(w.ctx, e.Entry); err != nil {
		return e, false, err
	}
	if w.rest == nil && w.kept.served.Alias.Convert != nil {
		// Nobody looks at what a custom object was before.
		e.Old = nil
		return e, true, nil
	}
	if e.Old, err = w.kept.show(w.ctx, e.Old); err != nil {
		return e, false, err
	}
	if w.rest == nil {
		return e, true, nil
	}
	now := e.Type != watch.Deleted && w.kept.fieldsMatch(w.rest, e.Entry.Object())
	before := e.Type != watch.Added && (e.Old == nil || w.kept.fieldsMatch(w.rest, e.Old.Object()))
	switch {
	case now && !before:
		e.Type = watch.Added
	case !now && before:
		e.Type = watch.Deleted
	case !now:
		return e, false, nil
	}
	return e, true, nil
}
