package scheduler

import (
	"context"
	"maps"
	"reflect"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/api/policy"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/scheduler/decide"
)

// watch starts the watches and returns when everything that exists has been
// told, so that the first decision is made with the whole picture.
func (s *Scheduler) watch(ctx context.Context) error {
	var synced sync.WaitGroup
	for _, w := range []struct {
		resource *api.Resource
		handle   func(client.Event, time.Time)
	}{
		{core.Namespaces, s.namespaceEvent},
		{core.Nodes, s.nodeEvent},
		{policy.PodDisruptionBudgets, s.budgetEvent},
		{core.Pods, s.podEvent},
	} {
		synced.Add(1)
		once := sync.OnceFunc(synced.Done)
		err := s.Client.Watch(ctx, w.resource, client.ListOptions{}, func(e client.Event) {
			if e.Type == client.Synced {
				once()
				return
			}
			s.mail.send(func(now time.Time) { w.handle(e, now) })
		})
		if err != nil {
			return err
		}
	}
	all := make(chan struct{})
	go func() { synced.Wait(); close(all) }()
	select {
	case <-all:
	case <-ctx.Done():
	}
	return nil
}

func (s *Scheduler) namespaceEvent(e client.Event, now time.Time) {
	if e.Type == client.Deleted {
		s.cluster.SetNamespace(e.Object.GetName(), nil)
		return
	}
	s.cluster.SetNamespace(e.Object.GetName(), labels.Set(e.Object.GetLabels()))
	if e.Old != nil && !maps.Equal(e.Old.GetLabels(), e.Object.GetLabels()) {
		s.queue.Changed(decide.PodPlaced, e.Revision, now)
	}
}

func (s *Scheduler) nodeEvent(e client.Event, now time.Time) {
	node := e.Object.(*corev1.Node)
	if e.Type == client.Deleted {
		s.cluster.RemoveNode(node.Name)
		s.queue.Changed(decide.PodGone, e.Revision, now)
		return
	}
	var old *corev1.Node
	if e.Old != nil {
		old = e.Old.(*corev1.Node)
	}
	change := nodeChange(old, node)
	if change == 0 {
		return
	}
	s.cluster.SetNode(node)
	s.queue.Changed(change, e.Revision, now)
}

// nodeChange says what is different about a node for decisions; 0 for nothing,
// which is what most updates (heartbeats) are.
func nodeChange(old, node *corev1.Node) decide.Change {
	if old == nil {
		return decide.Anything
	}
	var change decide.Change
	if !maps.Equal(old.Labels, node.Labels) || old.Spec.Unschedulable != node.Spec.Unschedulable ||
		!reflect.DeepEqual(old.Spec.Taints, node.Spec.Taints) {
		change |= decide.NodeChanged
	}
	if !reflect.DeepEqual(old.Status.Allocatable, node.Status.Allocatable) {
		change |= decide.NodeAdded
	}
	if len(old.Status.Images) != len(node.Status.Images) {
		// Nothing that was rejected fits because of an image, but scores differ.
		change |= decide.NodeChanged
	}
	return change
}

func (s *Scheduler) podEvent(e client.Event, now time.Time) {
	pod := e.Object.(*corev1.Pod)
	switch {
	case e.Type == client.Deleted || ended(pod):
		s.forget(pod.UID)
		if s.cluster.PodOn(pod.UID) != "" {
			s.cluster.RemovePod(pod.UID)
			s.queue.Changed(decide.PodGone, e.Revision, now)
		}
	case pod.Spec.NodeName != "":
		s.placed(e, pod, now)
	case pod.Spec.SchedulerName == s.Name && pod.DeletionTimestamp == nil && len(pod.Spec.SchedulingGates) == 0:
		s.pending(e, pod, now)
	default:
		s.forget(pod.UID)
	}
}

// forget drops a pod that waits no longer, and the room that is made for it.
func (s *Scheduler) forget(uid types.UID) {
	if e := s.queue.Get(uid); e != nil {
		s.cluster.Nominate(e.Pod, "")
	}
	s.queue.Remove(uid)
}

// placed takes note of a pod that is on a node.
func (s *Scheduler) placed(e client.Event, pod *corev1.Pod, now time.Time) {
	s.forget(pod.UID)
	known := s.cluster.PodOn(pod.UID) == pod.Spec.NodeName
	var old *corev1.Pod
	if e.Old != nil {
		old = e.Old.(*corev1.Pod)
	}
	if known && old != nil && old.Spec.NodeName == pod.Spec.NodeName && countsAlike(old, pod) {
		return
	}
	s.cluster.SetPod(decide.NewPod(pod), pod.Spec.NodeName)
	change := decide.PodPlaced
	if known {
		change |= decide.PodGone // it may have been made smaller
	}
	s.queue.Changed(change, e.Revision, now)
}

// pending queues a pod that needs a node.
func (s *Scheduler) pending(e client.Event, pod *corev1.Pod, now time.Time) {
	if s.cluster.PodOn(pod.UID) != "" {
		return // its binding is under way
	}
	changed := true
	if e.Old != nil {
		old := e.Old.(*corev1.Pod)
		if known := s.queue.Get(pod.UID); known != nil && old.Status.NominatedNodeName != pod.Status.NominatedNodeName {
			s.cluster.Nominate(known.Pod, pod.Status.NominatedNodeName)
		}
		changed = !maps.Equal(old.Labels, pod.Labels) || !reflect.DeepEqual(&old.Spec, &pod.Spec)
		if !changed && s.queue.Get(pod.UID) != nil {
			return
		}
	}
	p := decide.NewPod(pod)
	s.queue.Set(p, e.Revision, changed, now)
	if node := pod.Status.NominatedNodeName; node != "" {
		s.cluster.Nominate(p, node) // as before a restart
	}
}

// ended says whether the pod's containers have ended for good: it holds nothing
// on its node any more.
func ended(pod *corev1.Pod) bool {
	return pod.Status.Phase == corev1.PodSucceeded || pod.Status.Phase == corev1.PodFailed
}

// countsAlike says whether two states of a placed pod are the same for decisions
// about other pods. Resizes show in the status, the rest in the generation.
func countsAlike(old, pod *corev1.Pod) bool {
	return old.Generation == pod.Generation && maps.Equal(old.Labels, pod.Labels) &&
		(old.DeletionTimestamp == nil) == (pod.DeletionTimestamp == nil) &&
		!resizing(old) && !resizing(pod)
}

func resizing(pod *corev1.Pod) bool {
	for i := range pod.Status.Conditions {
		switch pod.Status.Conditions[i].Type {
		case corev1.PodResizePending, corev1.PodResizeInProgress:
			return true
		}
	}
	return false
}
