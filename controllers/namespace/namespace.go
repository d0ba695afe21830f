// Package namespace empties namespaces that are being deleted and then lets them
// go.
package namespace

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	corev1 "k8s.io/api/core/v1"
	apiequality "k8s.io/apimachinery/pkg/api/equality"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/reconcile"
	"github.com/skiff-k8s/skiff/trace"
)

type controller struct {
	client    client.Client
	resources client.Resources
	remotes   func() []client.Remote
	now       func() time.Time
}

// New makes the loop. Its writes go through c; resources tells what is stored,
// remotes what other servers serve behind this one.
func New(c client.Client, resources client.Resources, remotes func() []client.Remote, now func() time.Time) reconcile.Loop {
	return reconcile.Loop{
		Name:   "namespace controller",
		Client: c,
		Sources: []reconcile.Source{{
			Resource: core.Namespaces,
			Keys: func(e client.Event) []reconcile.Request {
				if e.Type == client.Deleted || e.Object.GetDeletionTimestamp() == nil {
					return nil
				}
				return []reconcile.Request{reconcile.Key("", e.Object.GetName())}
			},
		}},
		Reconciler: &controller{client: c, resources: resources, remotes: remotes, now: now},
		Workers:    10,
	}
}

// Reconcile takes a namespace that is being deleted one step on.
func (n *controller) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	ns, err := client.Get[*corev1.Namespace](ctx, n.client, core.Namespaces, "", req.Name)
	if apierrors.IsNotFound(err) {
		return reconcile.Result{}, nil
	}
	if err != nil {
		return reconcile.Result{}, err
	}
	if ns.DeletionTimestamp == nil {
		return reconcile.Result{}, nil
	}
	if !slices.Contains(ns.Spec.Finalizers, corev1.FinalizerKubernetes) {
		return reconcile.Result{}, nil // other finalizers are for others to remove
	}

	o := n.empty(ctx, ns.Name)
	status := decideStatus(ns, o, n.now())
	if !apiequality.Semantic.DeepEqual(status, ns.Status) {
		next := ns.DeepCopy()
		next.Status = status
		written, err := n.client.Update(trace.Because(ctx, o.describe()), core.Namespaces, next, "status")
		if apierrors.IsNotFound(err) {
			return reconcile.Result{}, nil
		}
		if err != nil {
			return reconcile.Result{}, err
		}
		ns = written.(*corev1.Namespace)
	}
	ending := n.now().Sub(ns.DeletionTimestamp.Time)
	switch {
	case len(o.failed) > 0:
		// What fails is told by the conditions. It is tried again however long it
		// took: a server that is back must not find nobody there.
		return reconcile.Result{RequeueAfter: patience(ending, longest)}, nil
	case len(o.undiscovered) > 0, len(o.left) > 0:
		return reconcile.Result{RequeueAfter: patience(ending, usual)}, nil
	}
	return reconcile.Result{}, n.finalize(ctx, ns)
}

// The longest pauses between two looks at a namespace: where it waits for others,
// and where deleting fails.
const (
	usual   = 2 * time.Second
	longest = time.Minute
)

// patience returns when to look again at a namespace that has been ending for so
// long: soon at first, then at most after the pause given.
func patience(ending, most time.Duration) time.Duration {
	return min(max(ending/8, 25*time.Millisecond), most)
}

// outcome is how far the emptying of a namespace came.
type outcome struct {
	left []remaining
	// failed are errors of deleting, one for each kind at most; undiscovered are
	// the group-versions of servers that do not say what they serve.
	failed       []error
	undiscovered []schema.GroupVersion
}

// remaining is what is left of one kind.
type remaining struct {
	resource   *api.Resource
	count      int
	finalizers map[string]int // how many objects have each
}

// empty deletes what the namespace holds, the pods first: what they use (secrets,
// volumes, accounts) stays until they are gone.
func (n *controller) empty(ctx context.Context, namespace string) outcome {
	kinds, undiscovered := n.kinds()
	o := outcome{undiscovered: undiscovered}
	for i, r := range kinds {
		rest, err := n.emptyKind(ctx, namespace, r)
		if err != nil {
			o.failed = append(o.failed, fmt.Errorf("deleting the %s of namespace %s: %w", r.Name, namespace, err))
		}
		if rest.count > 0 {
			o.left = append(o.left, rest)
		}
		if i == 0 && (rest.count > 0 || err != nil) {
			break // pods
		}
	}
	return o
}

// kinds returns what can be in a namespace, pods first, and the group-versions of
// which that is not known.
func (n *controller) kinds() (out []*api.Resource, undiscovered []schema.GroupVersion) {
	seen := make(map[schema.GroupResource]bool)
	add := func(list []*api.Resource) {
		for _, r := range list {
			if r.Namespaced && r.Has("list") && r.Has("delete") && !seen[r.GR()] {
				seen[r.GR()] = true
				out = append(out, r)
			}
		}
	}
	add(n.resources.Resources())
	for _, remote := range n.remotes() {
		if remote.Stale {
			undiscovered = append(undiscovered, remote.GroupVersion)
			continue
		}
		add(remote.Resources)
	}
	pods := core.Pods.GR()
	slices.SortStableFunc(out, func(a, b *api.Resource) int {
		return cmp.Or(-cmp.Compare(rank(a.GR() == pods), rank(b.GR() == pods)))
	})
	return out, undiscovered
}

func rank(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (n *controller) emptyKind(ctx context.Context, namespace string, r *api.Resource) (remaining, error) {
	rest := remaining{resource: r}
	objects, err := n.list(ctx, namespace, r)
	if err != nil {
		return rest, err
	}
	ctx = trace.Because(ctx, "its namespace "+namespace+" is being deleted")
	background := metav1.DeletePropagationBackground
	var first error
	for _, o := range objects {
		if o.GetDeletionTimestamp() == nil {
			uid := o.GetUID()
			err := n.client.Delete(ctx, r, namespace, o.GetName(), metav1.DeleteOptions{
				PropagationPolicy: &background,
				Preconditions:     &metav1.Preconditions{UID: &uid},
			})
			if err != nil && !apierrors.IsNotFound(err) && !apierrors.IsConflict(err) && first == nil {
				first = err
			}
		}
	}
	if len(objects) == 0 {
		return rest, first
	}
	// Most are gone at once; count those that are not.
	if objects, err = n.list(ctx, namespace, r); err != nil {
		return rest, err
	}
	rest.count = len(objects)
	for _, o := range objects {
		for _, f := range o.GetFinalizers() {
			if rest.finalizers == nil {
				rest.finalizers = make(map[string]int)
			}
			rest.finalizers[f]++
		}
	}
	return rest, first
}

// list returns what there is of a kind. Another server may list a verb that it does
// not have, or serve the kind no more: then there is nothing to delete.
func (n *controller) list(ctx context.Context, namespace string, r *api.Resource) ([]api.Object, error) {
	objects, _, err := n.client.List(ctx, r, client.ListOptions{Namespace: namespace})
	if r.Remote && (apierrors.IsNotFound(err) || apierrors.IsMethodNotSupported(err)) {
		return nil, nil
	}
	return objects, err
}

// finalize removes the finalizer that stands for the content; the server deletes
// the namespace when it was the last.
func (n *controller) finalize(ctx context.Context, ns *corev1.Namespace) error {
	ctx = trace.Because(ctx, "nothing is left in it")
	next := ns.DeepCopy()
	next.Spec.Finalizers = slices.DeleteFunc(next.Spec.Finalizers, func(f corev1.FinalizerName) bool { return f == corev1.FinalizerKubernetes })
	_, err := n.client.Update(ctx, core.Namespaces, next, "finalize")
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}
