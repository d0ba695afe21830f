// Package garbage deletes what nobody owns any more.
//
// An object names its owners by UID. When the last of them is gone, so must the
// object be (background deletion). An owner that is deleted in the foreground
// stays, marked, until the dependents that block it are gone; one that is deleted
// with orphaning stays until its dependents no longer name it.
//
// The collector watches every stored kind, custom ones too, but remembers only
// objects that have owners and those that wait for their dependents (index.go).
// What to do with one object is decided in decide.go.
package garbage

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strconv"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

const (
	// rescan is how often the collector looks for kinds that came or went.
	rescan = time.Second
	// confirmTimeout bounds the wait for news of an owner that is not found.
	confirmTimeout = time.Second
	// remotePatience is how long the start waits for what other servers hold: one
	// that does not answer must not keep everything else from being collected.
	remotePatience = 10 * time.Second
)

type collector struct {
	client    client.Client
	newest    client.Reader
	resources client.Resources
	index     *index
}

// New makes the loop. Its writes go through c; newest reads what is stored without
// any delay; resources tells what is stored, on other servers too.
func New(c client.Client, newest client.Reader, resources client.Resources) reconcile.Loop {
	g := &collector{client: c, newest: newest, resources: resources, index: newIndex()}
	return reconcile.Loop{
		Name:       "garbage collector",
		Client:     c,
		Feed:       g.feed,
		Reconciler: g,
		Workers:    8,
	}
}

// ignored kinds are too many and own nothing.
var ignored = map[schema.GroupResource]bool{
	{Resource: "events"}:                         true,
	{Group: "events.k8s.io", Resource: "events"}: true,
}

// feed watches all kinds, and those that come later from then on.
func (g *collector) feed(ctx context.Context, wake func(reconcile.Request, int64), synced func()) {
	watches := make(map[schema.GroupResource]watch)
	for first := true; ctx.Err() == nil; first = false {
		waits := g.follow(ctx, watches, wake, !first)
		if first {
			if !waits.done(ctx) {
				return
			}
			synced()
		}
		select {
		case <-time.After(rescan):
		case <-ctx.Done():
		}
	}
}

// waiting are watches that have not told what exists yet; those of other servers
// are apart.
type waiting struct {
	near, far chan struct{}
}

// done waits until they have: for those of other servers not for ever. false says
// that ctx ended.
func (w waiting) done(ctx context.Context) bool {
	for range cap(w.near) {
		select {
		case <-w.near:
		case <-ctx.Done():
			return false
		}
	}
	enough := time.NewTimer(remotePatience)
	defer enough.Stop()
	for range cap(w.far) {
		select {
		case <-w.far:
		case <-enough.C:
			return true
		case <-ctx.Done():
			return false
		}
	}
	return true
}

// watch is a running watch of one kind.
type watch struct {
	resource *api.Resource
	stop     context.CancelFunc
}

// follow starts watches of kinds that are not watched yet and stops those of
// kinds that are gone or were replaced. The channels get a value for each started
// watch that has told what exists; their capacity is their number. late says that
// other kinds were watched before: owners of a kind that comes late may have ended
// unseen, so everything that has owners is looked at again.
func (g *collector) follow(ctx context.Context, watches map[schema.GroupResource]watch, wake func(reconcile.Request, int64), late bool) waiting {
	present := make(map[schema.GroupResource]*api.Resource)
	for _, r := range g.resources.Resources() {
		// A kind may be served in two versions; its objects are the same.
		if _, ok := present[r.GR()]; !ok && !ignored[r.GR()] && r.Has("list") && r.Has("watch") && r.Has("delete") {
			present[r.GR()] = r
		}
	}
	for gr, w := range watches {
		if present[gr] != w.resource {
			w.stop()
			delete(watches, gr)
			g.index.forget(gr) // one that was replaced is told anew
		}
	}
	var fresh []*api.Resource
	for gr, r := range present {
		if _, ok := watches[gr]; !ok {
			fresh = append(fresh, r)
		}
	}
	remote := 0
	for _, r := range fresh {
		if r.Remote {
			remote++
		}
	}
	both := waiting{near: make(chan struct{}, len(fresh)-remote), far: make(chan struct{}, remote)}
	for _, r := range fresh {
		waits := both.near
		if r.Remote {
			waits = both.far
		}
		wctx, stop := context.WithCancel(ctx)
		err := g.client.Watch(wctx, r, client.ListOptions{}, func(e client.Event) {
			if e.Type == client.Synced {
				if late {
					for _, uid := range g.index.owned() {
						wake(reconcile.Key("", string(uid)), 0)
					}
				}
				waits <- struct{}{}
				return
			}
			for _, uid := range g.index.observe(r, e) {
				wake(reconcile.Key("", string(uid)), revisionOf(r, e))
			}
		})
		if err != nil {
			stop()
			waits <- struct{}{}
			if ctx.Err() != nil {
				continue
			}
			slog.Warn("garbage collector: kind not watched, trying again", "resource", r.GR().String(), "error", err)
			continue
		}
		watches[r.GR()] = watch{r, stop}
	}
	return both
}

// revisionOf is the revision that an event is about, 0 where it is another
// server's.
func revisionOf(r *api.Resource, e client.Event) int64 {
	if r.Remote {
		return 0
	}
	if e.Revision != 0 {
		return e.Revision
	}
	n, _ := strconv.ParseInt(e.Object.GetResourceVersion(), 10, 64)
	return n
}

// Reconcile looks at the object with the UID that the key holds.
func (g *collector) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	uid := types.UID(req.Name)
	at, ok := g.index.find(uid)
	if !ok {
		return reconcile.Result{}, nil
	}
	o, err := g.client.Get(ctx, at.resource, at.namespace, at.name)
	if apierrors.IsNotFound(err) || err == nil && o.GetUID() != uid {
		return reconcile.Result{}, nil
	}
	if err != nil {
		return reconcile.Result{}, err
	}
	if o.GetDeletionTimestamp() != nil && has(o, metav1.FinalizerOrphanDependents) {
		return reconcile.Result{}, g.orphan(ctx, at.resource, o)
	}
	if awaits(o) {
		return g.await(ctx, at.resource, o)
	}
	owners, err := g.owners(ctx, at.resource, o)
	if err != nil {
		return reconcile.Result{}, err
	}
	return reconcile.Result{}, g.act(ctx, at.resource, o, decide(o, owners, g.index.hasDependents(uid)))
}

// owners finds out how each owner of o stands.
func (g *collector) owners(ctx context.Context, r *api.Resource, o api.Object) ([]owner, error) {
	refs := o.GetOwnerReferences()
	out := make([]owner, 0, len(refs))
	for _, ref := range refs {
		state, err := g.standing(ctx, r, o, ref)
		if err != nil {
			return nil, err
		}
		out = append(out, owner{OwnerReference: ref, standing: state})
	}
	return out, nil
}

func (g *collector) standing(ctx context.Context, r *api.Resource, o api.Object, ref metav1.OwnerReference) (standing, error) {
	if g.index.isGone(ref.UID) {
		return absent, nil
	}
	resource := g.resources.ResourceFor(schema.FromAPIVersionAndKind(ref.APIVersion, ref.Kind))
	if resource == nil {
		return 0, fmt.Errorf("%s %s/%s: owner %s is of kind %s %s, which is not served: whether it exists cannot be told",
			r.Singular, o.GetNamespace(), o.GetName(), ref.Name, ref.APIVersion, ref.Kind)
	}
	if resource.Alias != nil {
		resource = resource.Alias.Stored // whether it exists is the same in all versions
	}
	namespace := o.GetNamespace()
	switch {
	case !resource.Namespaced:
		namespace = ""
	case namespace == "":
		// An object outside of all namespaces cannot be owned from within one.
		// Nothing is deleted because of a reference that means nothing.
		return unknowable, nil
	}
	found, err := g.client.Get(ctx, resource, namespace, ref.Name)
	switch missing := apierrors.IsNotFound(err) || err == nil && found.GetUID() != ref.UID; {
	case missing && r.Remote:
		// The revision of o says nothing of what is stored here.
		found, err = g.newest.Get(ctx, resource, namespace, ref.Name)
	case missing && !resource.Remote:
		// The owner existed when o named it; make sure that what is read is not
		// merely from before. A mirror of a kind that is seldom written may take
		// its time to know, which is no reason to keep a worker.
		if revision, perr := strconv.ParseInt(o.GetResourceVersion(), 10, 64); perr == nil {
			wait, cancel := context.WithTimeout(ctx, confirmTimeout)
			err := g.client.CaughtUp(wait, resource, revision)
			cancel()
			if err != nil {
				return 0, fmt.Errorf("whether owner %s/%s exists is not known yet: %w", resource.Singular, ref.Name, err)
			}
			found, err = g.client.Get(ctx, resource, namespace, ref.Name)
		}
	}
	switch {
	case resource.Remote && apierrors.HasStatusCause(err, metav1.CauseTypeUnexpectedServerResponse):
		return 0, err // the kind is not there any more, which says nothing of the owner
	case apierrors.IsNotFound(err):
		return absent, nil
	case err != nil:
		return 0, err
	case found.GetUID() != ref.UID:
		return absent, nil
	case awaits(found):
		return leaving, nil
	}
	return present, nil
}

func (g *collector) act(ctx context.Context, r *api.Resource, o api.Object, v verdict) error {
	ctx = trace.Because(ctx, v.reason)
	uid := o.GetUID()
	switch v.kind {
	case keep:
		return nil
	case disown:
		return gone(g.disown(ctx, r, o, v.disown))
	default:
		version := o.GetResourceVersion()
		return gone(g.client.Delete(ctx, r, o.GetNamespace(), o.GetName(), metav1.DeleteOptions{
			Preconditions:     &metav1.Preconditions{UID: &uid, ResourceVersion: &version},
			PropagationPolicy: &v.policy,
		}))
	}
}

// await lets an owner in foreground deletion go when nothing blocks it any more.
// The dependents are woken by the same event, and their ends wake the owner.
//
// Objects that own each other in a circle would wait for ever: the one whose
// deletion closes the circle goes first.
func (g *collector) await(ctx context.Context, r *api.Resource, o api.Object) (reconcile.Result, error) {
	blocking, err := g.blocking(ctx, o.GetUID())
	if err != nil {
		return reconcile.Result{}, err
	}
	reason := "nothing that it owns and that blocks its deletion is left"
	for _, d := range blocking {
		if !awaits(d) {
			return reconcile.Result{}, nil
		}
		waiting, err := reaches(d.GetUID(), o.GetUID(), func(uid types.UID) ([]types.UID, error) {
			return g.awaited(ctx, uid)
		})
		if err != nil || !waiting {
			return reconcile.Result{}, err
		}
		reason = "what it owns waits in turn for its deletion"
	}
	return reconcile.Result{}, g.removeFinalizer(trace.Because(ctx, reason), r, o, metav1.FinalizerDeleteDependents)
}

// blocking returns the dependents that keep an owner from being deleted in the
// foreground.
func (g *collector) blocking(ctx context.Context, owner types.UID) ([]api.Object, error) {
	var out []api.Object
	for _, uid := range g.index.dependents(owner) {
		at, ok := g.index.find(uid)
		if !ok {
			continue
		}
		d, err := g.client.Get(ctx, at.resource, at.namespace, at.name)
		if apierrors.IsNotFound(err) || err == nil && d.GetUID() != uid {
			continue
		}
		if err != nil {
			return nil, err
		}
		if blocks(d, owner) {
			out = append(out, d)
		}
	}
	return out, nil
}

// awaited are the dependents that an owner waits for and that wait themselves.
func (g *collector) awaited(ctx context.Context, owner types.UID) ([]types.UID, error) {
	blocking, err := g.blocking(ctx, owner)
	var out []types.UID
	for _, d := range blocking {
		if awaits(d) {
			out = append(out, d.GetUID())
		}
	}
	return out, err
}

// orphan makes the dependents forget an owner, and then lets it go.
func (g *collector) orphan(ctx context.Context, r *api.Resource, o api.Object) error {
	because := trace.Because(ctx, fmt.Sprintf("its owner %s/%s is deleted and was to leave its dependents alone", r.Singular, o.GetName()))
	for _, uid := range g.index.dependents(o.GetUID()) {
		at, ok := g.index.find(uid)
		if !ok {
			continue
		}
		d, err := g.client.Get(ctx, at.resource, at.namespace, at.name)
		if apierrors.IsNotFound(err) || err == nil && d.GetUID() != uid {
			continue
		}
		if err != nil {
			return err
		}
		if err := gone(g.disown(because, at.resource, d, map[types.UID]bool{o.GetUID(): true})); err != nil {
			return err
		}
	}
	ctx = trace.Because(ctx, "its dependents no longer name it as their owner")
	return g.removeFinalizer(ctx, r, o, metav1.FinalizerOrphanDependents)
}

// disown removes owner references. A merge patch of the whole list fits every
// kind; the resource version makes sure that it is the list that was seen.
func (g *collector) disown(ctx context.Context, r *api.Resource, o api.Object, owners map[types.UID]bool) error {
	left := make([]metav1.OwnerReference, 0, len(o.GetOwnerReferences()))
	for _, ref := range o.GetOwnerReferences() {
		if !owners[ref.UID] {
			left = append(left, ref)
		}
	}
	if len(left) == len(o.GetOwnerReferences()) {
		return nil
	}
	return g.patchMeta(ctx, r, o, "ownerReferences", left)
}

func (g *collector) removeFinalizer(ctx context.Context, r *api.Resource, o api.Object, finalizer string) error {
	left := make([]string, 0, len(o.GetFinalizers()))
	for _, f := range o.GetFinalizers() {
		if f != finalizer {
			left = append(left, f)
		}
	}
	return gone(g.patchMeta(ctx, r, o, "finalizers", left))
}

func (g *collector) patchMeta(ctx context.Context, r *api.Resource, o api.Object, field string, value any) error {
	patch, err := json.Marshal(map[string]any{"metadata": map[string]any{
		"uid":             o.GetUID(),
		"resourceVersion": o.GetResourceVersion(),
		field:             value,
	}})
	if err != nil {
		return err
	}
	_, err = g.client.Patch(ctx, r, o.GetNamespace(), o.GetName(), types.MergePatchType, patch, "")
	return err
}

// gone takes it as success that what was to be changed is no more.
func gone(err error) error {
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}
