package reconcile

import (
	"context"
	"fmt"
	"strconv"
	"sync"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/client"
)

// Tracked returns a client that notes each write in the run whose context it is
// made with, so that the engine can hold the key back until reads reflect it.
// Writes with a context from elsewhere pass through unnoted.
func Tracked(c client.Client) client.Client {
	if t, ok := c.(tracked); ok {
		return t
	}
	return tracked{c}
}

type tracked struct{ client.Client }

func (t tracked) Create(ctx context.Context, r *api.Resource, o api.Object, opts client.CreateOptions) (api.Object, error) {
	out, err := t.Client.Create(ctx, r, o, opts)
	if err == nil && !opts.DryRun {
		noteWrite(ctx, r, out)
	}
	return out, err
}

func (t tracked) Update(ctx context.Context, r *api.Resource, o api.Object, subresource string) (api.Object, error) {
	out, err := t.Client.Update(ctx, r, o, subresource)
	if err == nil {
		noteWrite(ctx, r, out)
	}
	return out, err
}

func (t tracked) Patch(ctx context.Context, r *api.Resource, namespace, name string, kind types.PatchType, patch []byte, subresource string) (api.Object, error) {
	out, err := t.Client.Patch(ctx, r, namespace, name, kind, patch, subresource)
	if err == nil {
		noteWrite(ctx, r, out)
	}
	return out, err
}

// Delete has no revision to wait for (a deletion is answered without one), so
// what is noted is the object: it must be gone, marked, or another.
func (t tracked) Delete(ctx context.Context, r *api.Resource, namespace, name string, opts metav1.DeleteOptions) error {
	w := writesOf(ctx)
	if w == nil || len(opts.DryRun) > 0 {
		return t.Client.Delete(ctx, r, namespace, name, opts)
	}
	d := deletion{resource: r, namespace: namespace, name: name}
	if p := opts.Preconditions; p != nil && p.UID != nil {
		d.uid = *p.UID
	} else if o, err := d.read(ctx, t.Client); err == nil && o != nil {
		d.uid = o.GetUID()
	}
	err := t.Client.Delete(ctx, r, namespace, name, opts)
	if err == nil && d.uid != "" {
		w.deleted(d)
	}
	return err
}

func (t tracked) Act(ctx context.Context, r *api.Resource, namespace, name, subresource string, body api.Object) (api.Object, error) {
	out, err := t.Client.Act(ctx, r, namespace, name, subresource, body)
	if err == nil {
		noteWrite(ctx, r, out)
	}
	return out, err
}

// writes are what one run of one key wrote.
type writes struct {
	mu        sync.Mutex
	revisions map[*api.Resource]int64 // the newest of each resource
	deletions []deletion
}

type deletion struct {
	resource        *api.Resource
	namespace, name string
	uid             types.UID
}

type writesKey struct{}

func withWrites(ctx context.Context, w *writes) context.Context {
	return context.WithValue(ctx, writesKey{}, w)
}

func writesOf(ctx context.Context) *writes {
	w, _ := ctx.Value(writesKey{}).(*writes)
	return w
}

// noteWrite notes the revision of the object that a write returned. Answers
// without a revision (reviews, bindings) are nothing to wait for.
func noteWrite(ctx context.Context, r *api.Resource, o api.Object) {
	w := writesOf(ctx)
	if w == nil || o == nil {
		return
	}
	revision, err := strconv.ParseInt(o.GetResourceVersion(), 10, 64)
	if err != nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.revisions == nil {
		w.revisions = make(map[*api.Resource]int64)
	}
	w.revisions[r] = max(w.revisions[r], revision)
}

func (w *writes) deleted(d deletion) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.deletions = append(w.deletions, d)
}

// How long a worker waits for reads to reflect a run's writes before it turns
// to other keys, and how often it looks for a deletion.
const (
	settleTimeout  = 5 * time.Second
	deletionPolled = 2 * time.Millisecond
)

// settle waits until reads through c reflect the writes, for at most
// settleTimeout.
func (w *writes) settle(ctx context.Context, c client.Reader) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.revisions) == 0 && len(w.deletions) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, settleTimeout)
	defer cancel()
	for r, revision := range w.revisions {
		if err := c.CaughtUp(ctx, r, revision); err != nil {
			return fmt.Errorf("waiting for %s to reflect revision %d: %w", r.Name, revision, err)
		}
		delete(w.revisions, r)
	}
	for len(w.deletions) > 0 {
		d := w.deletions[0]
		if err := d.settle(ctx, c); err != nil {
			return fmt.Errorf("waiting for the deletion of %s %s/%s to be seen: %w", d.resource.Singular, d.namespace, d.name, err)
		}
		w.deletions = w.deletions[1:]
	}
	return nil
}

func (d deletion) settle(ctx context.Context, c client.Reader) error {
	for {
		o, err := d.read(ctx, c)
		switch {
		case err != nil:
			return err
		case o == nil || o.GetUID() != d.uid || o.GetDeletionTimestamp() != nil:
			return nil
		}
		select {
		case <-time.After(deletionPolled):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// read returns the object, nil when it is gone. Some of Kubernetes' roles may
// list what they may not get.
func (d deletion) read(ctx context.Context, c client.Reader) (api.Object, error) {
	o, err := c.Get(ctx, d.resource, d.namespace, d.name)
	switch {
	case apierrors.IsNotFound(err):
		return nil, nil
	case apierrors.IsForbidden(err):
		list, _, err := c.List(ctx, d.resource, client.ListOptions{
			Namespace: d.namespace,
			Fields:    fields.OneTermEqualSelector(metav1.ObjectNameField, d.name),
		})
		if err != nil || len(list) == 0 {
			return nil, err
		}
		return list[0], nil
	}
	return o, err
}
