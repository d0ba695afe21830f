// Package volumebinding brings claims and volumes together, and sees to volumes
// whose claim is gone.
//
// A binding is written in two halves: first the volume names the claim, then the
// claim names the volume. Whatever happens between them, the next look completes
// the binding from what is there.
package volumebinding

import (
	"context"
	"slices"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/storage"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/events"
	"github.com/skiff-k8s/skiff/reconcile"
)

// again is after how long a claim that waits is looked at anew: the event that
// tells why is refreshed.
const again = time.Minute

// New makes the loop, whose writes go through c. remove removes a folder of this
// machine, os.RemoveAll in earnest.
func New(c client.Client, now func() time.Time, remove func(path string) error) reconcile.Loop {
	b := &binder{client: c, events: events.New(c, "persistentvolume-controller", "", now), remove: remove}
	return reconcile.Loop{
		Name:   "volume binder",
		Client: c,
		Sources: []reconcile.Source{
			{Resource: core.PersistentVolumeClaims, Keys: claimKeys},
			{Resource: core.PersistentVolumes, Keys: b.volumeKeys},
			{Resource: core.Pods, Keys: podKeys},
			{Resource: storage.StorageClasses, Keys: func(e client.Event) []reconcile.Request {
				if e.Type == client.Deleted {
					return nil
				}
				return b.waiting()
			}},
		},
		Reconciler: b,
		// Two claims must not choose at once: they would choose the same volume.
		Workers: 1,
	}
}

// Keys with a namespace are claims, those without volumes.

func claimKeys(e client.Event) []reconcile.Request {
	c := e.Object.(*corev1.PersistentVolumeClaim)
	keys := []reconcile.Request{reconcile.Key(c.Namespace, c.Name)}
	if c.Spec.VolumeName != "" {
		keys = append(keys, reconcile.Key("", c.Spec.VolumeName))
	}
	return keys
}

// volumeKeys wakes the volume and its claim; one that is free, all that wait.
func (b *binder) volumeKeys(e client.Event) []reconcile.Request {
	v := e.Object.(*corev1.PersistentVolume)
	keys := []reconcile.Request{reconcile.Key("", v.Name)}
	switch ref := v.Spec.ClaimRef; {
	case ref != nil:
		keys = append(keys, reconcile.Key(ref.Namespace, ref.Name))
	case e.Type != client.Deleted && v.Status.Phase == corev1.VolumeAvailable:
		keys = append(keys, b.waiting()...)
	}
	return keys
}

// podKeys wakes the claims of a pod that has come to a node.
func podKeys(e client.Event) []reconcile.Request {
	p := e.Object.(*corev1.Pod)
	if p.Spec.NodeName == "" || e.Type == client.Deleted {
		return nil
	}
	if old, ok := e.Old.(*corev1.Pod); ok && old != nil && old.Spec.NodeName != "" {
		return nil
	}
	var keys []reconcile.Request
	for _, name := range claimsOf(p) {
		keys = append(keys, reconcile.Key(p.Namespace, name))
	}
	return keys
}

// claimsOf are the names of the claims that a pod names, or has made for it.
func claimsOf(p *corev1.Pod) (names []string) {
	for _, v := range p.Spec.Volumes {
		switch {
		case v.PersistentVolumeClaim != nil:
			names = append(names, v.PersistentVolumeClaim.ClaimName)
		case v.Ephemeral != nil:
			names = append(names, p.Name+"-"+v.Name)
		}
	}
	return names
}

// waiting are the keys of all claims without a volume.
func (b *binder) waiting() (keys []reconcile.Request) {
	claims, err := client.List[*corev1.PersistentVolumeClaim](context.Background(), b.client, core.PersistentVolumeClaims, client.ListOptions{})
	if err != nil {
		return nil // a hint only: each is looked at again by itself
	}
	for _, c := range claims {
		if c.Status.Phase == corev1.ClaimPending {
			keys = append(keys, reconcile.Key(c.Namespace, c.Name))
		}
	}
	return keys
}

type binder struct {
	client client.Client
	events *events.Recorder
	remove func(path string) error
}

// Reconcile sees to one claim or one volume.
func (b *binder) Reconcile(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	if req.Namespace == "" {
		return reconcile.Result{}, b.volume(ctx, req.Name)
	}
	return b.claim(ctx, req)
}

func (b *binder) claim(ctx context.Context, req reconcile.Request) (reconcile.Result, error) {
	c, err := client.Get[*corev1.PersistentVolumeClaim](ctx, b.client, core.PersistentVolumeClaims, req.Namespace, req.Name)
	if err != nil {
		return reconcile.Result{}, ignoreGone(err)
	}
	v := claimView{claim: c}
	if v.volumes, err = client.List[*corev1.PersistentVolume](ctx, b.client, core.PersistentVolumes, client.ListOptions{}); err != nil {
		return reconcile.Result{}, err
	}
	slices.SortFunc(v.volumes, func(a, b *corev1.PersistentVolume) int { return strings.Compare(a.Name, b.Name) })
	if c.Spec.VolumeName == "" {
		if err := b.surroundings(ctx, &v); err != nil {
			return reconcile.Result{}, err
		}
	}
	plan := decideClaim(v)
	if plan.note.message != "" {
		b.events.Event(ctx, c, plan.note.kind, plan.note.reason, plan.note.message)
	}
	if err := b.actOnClaim(ctx, c, plan); err != nil {
		return reconcile.Result{}, err
	}
	if plan.bind == nil && plan.note.message != "" {
		return reconcile.Result{RequeueAfter: again}, nil
	}
	return reconcile.Result{}, nil
}

// surroundings looks up the class of a claim and the node of a pod that uses it.
func (b *binder) surroundings(ctx context.Context, v *claimView) error {
	if name := classOfClaim(v.claim); name != "" {
		class, err := client.Get[*storagev1.StorageClass](ctx, b.client, storage.StorageClasses, "", name)
		if err != nil && !apierrors.IsNotFound(err) {
			return err
		}
		v.class = class
	}
	name := v.claim.Annotations[selectedNode]
	if name == "" {
		pods, err := client.List[*corev1.Pod](ctx, b.client, core.Pods, client.ListOptions{Namespace: v.claim.Namespace})
		if err != nil {
			return err
		}
		for _, p := range pods {
			if p.Spec.NodeName != "" && slices.Contains(claimsOf(p), v.claim.Name) {
				name = p.Spec.NodeName
				break
			}
		}
	}
	if name == "" {
		return nil
	}
	node, err := client.Get[*corev1.Node](ctx, b.client, core.Nodes, "", name)
	if err == nil {
		v.node = node
	}
	return ignoreGone(err)
}

func (b *binder) volume(ctx context.Context, name string) error {
	v, err := client.Get[*corev1.PersistentVolume](ctx, b.client, core.PersistentVolumes, "", name)
	if err != nil {
		return ignoreGone(err)
	}
	var c *corev1.PersistentVolumeClaim
	if ref := v.Spec.ClaimRef; ref != nil {
		c, err = client.Get[*corev1.PersistentVolumeClaim](ctx, b.client, core.PersistentVolumeClaims, ref.Namespace, ref.Name)
		if err != nil && !apierrors.IsNotFound(err) {
			return err
		}
	}
	plan := decideVolume(v, c)
	if plan.note.message != "" {
		b.events.Event(ctx, v, plan.note.kind, plan.note.reason, plan.note.message)
	}
	return b.actOnVolume(ctx, v, plan)
}

func ignoreGone(err error) error {
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}
