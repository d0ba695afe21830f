package inprocess

import (
	"context"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/rest"
	"github.com/skiff-k8s/skiff/cache"
	"github.com/skiff-k8s/skiff/client"
)

// Watch tells handler of the objects that opts select. The handler runs on a
// goroutine of its own and reads the cache's history at its own pace; when it
// falls behind what the history holds, it is told the difference instead.
func (c *Client) Watch(ctx context.Context, r *api.Resource, opts client.ListOptions, handler func(client.Event)) error {
	for _, verb := range []string{"list", "watch"} {
		if _, err := c.request(ctx, verb, r, opts.Namespace, "", "", opts.Fields); err != nil {
			return err
		}
	}
	if r.Alias != nil {
		return apierrors.NewBadRequest("watch " + r.Alias.Stored.Name + " in the form that is stored")
	}
	t := c.cache.Table(r)
	if t == nil {
		return apierrors.NewNotFound(r.GR(), "")
	}
	if err := rest.CheckFields(r, opts.Fields); err != nil {
		return err
	}
	w, err := t.Watch(selection(opts), 0, true, true)
	if err != nil {
		return apierrors.NewInternalError(err)
	}
	go tell(ctx, w, handler)
	return nil
}

var eventTypes = [...]client.EventType{
	cache.Added:    client.Added,
	cache.Modified: client.Modified,
	cache.Deleted:  client.Deleted,
	cache.Synced:   client.Synced,
}

// tell hands the changes to the handler until ctx ends.
func tell(ctx context.Context, w *cache.Watcher, handler func(client.Event)) {
	defer w.Stop()
	var changes []cache.Change
	for {
		select {
		case <-ctx.Done():
			return
		case <-w.Ready():
		}
		// What a durable watcher would have missed it is told as a difference; the
		// only error is that the resource is gone.
		var err error
		if changes, err = w.Take(changes[:0]); err != nil {
			return
		}
		for i := range changes {
			if ctx.Err() != nil {
				return
			}
			handler(event(&changes[i]))
		}
		clear(changes)
	}
}

func event(c *cache.Change) client.Event {
	e := client.Event{Type: eventTypes[c.Type], Revision: c.Revision}
	if c.Entry != nil {
		e.Object = c.Entry.Object()
	}
	if c.Type == cache.Modified && c.Old != nil {
		e.Old = c.Old.Object()
	}
	return e
}
