package daemonset

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/controllers/podstate"
)

// maxChanges bounds how many pods one run creates or deletes; the next run goes
// on from there.
const maxChanges = 250

// view is all that a decision rests on. Nothing in it is changed.
type view struct {
	ds    *appsv1.DaemonSet
	nodes []*corev1.Node
	pods  []*corev1.Pod // its own
	// current are the hashes of the revisions with the present template.
	current map[string]bool
	now     time.Time
	// wait returns how long a failed pod on that node must stay, since others
	// failed there a moment ago.
	wait func(node string) time.Duration
}

// plan is what is to be done.
type plan struct {
	remove []removal
	create []creation
	notes  []note
	failed []string      // nodes whose failed pods are removed
	after  time.Duration // when to look again though nothing happened; 0 is not
}

type removal struct {
	pod    *corev1.Pod
	reason string
}

type creation struct{ node, reason string }

type note struct{ kind, reason, message string }

// spot is what there is on one node.
type spot struct {
	name        string
	start, stay bool
	pods        []*corev1.Pod // the oldest first
}

// fleet is a view in order.
type fleet struct {
	view
	spots      []spot
	strays     []*corev1.Pod // made for nodes that do not exist
	desired    int           // spots that should have a pod
	generation string        // of the template, as an older label has it
}

func newFleet(v view) *fleet {
	f := &fleet{view: v, generation: v.ds.Annotations[appsv1.DeprecatedTemplateGeneration]}
	byNode := make(map[string][]*corev1.Pod)
	for _, p := range v.pods {
		if p.DeletionTimestamp != nil && podstate.Terminal(p) {
			continue
		}
		if node := targetOf(p); node != "" {
			byNode[node] = append(byNode[node], p)
		}
	}
	place := placementOf(v.ds)
	for _, n := range v.nodes {
		s := spot{name: n.Name, pods: byNode[n.Name]}
		s.start, s.stay = place.on(n)
		delete(byNode, n.Name)
		slices.SortStableFunc(s.pods, byCreation)
		if s.start {
			f.desired++
		}
		f.spots = append(f.spots, s)
	}
	for _, pods := range byNode {
		for _, p := range pods {
			// One that was bound is the pod garbage collector's.
			if p.Spec.NodeName == "" {
				f.strays = append(f.strays, p)
			}
		}
	}
	return f
}

// byCreation puts pods that are scheduled first, then the oldest.
func byCreation(a, b *corev1.Pod) int {
	if on := cmp.Compare(len(b.Spec.NodeName), 0) - cmp.Compare(len(a.Spec.NodeName), 0); on != 0 {
		return on
	}
	return cmp.Or(a.CreationTimestamp.Compare(b.CreationTimestamp.Time), cmp.Compare(a.Name, b.Name))
}

// updated says whether the pod is of the present template.
func (f *fleet) updated(p *corev1.Pod) bool {
	return f.current[p.Labels[appsv1.ControllerRevisionHashLabelKey]] ||
		f.generation != "" && p.Labels[generationLabel] == f.generation
}

func (f *fleet) available(p *corev1.Pod) bool {
	ok, _ := podstate.Available(p, f.minReady(), f.now)
	return ok
}

func (f *fleet) minReady() time.Duration {
	return time.Duration(f.ds.Spec.MinReadySeconds) * time.Second
}

// decide gives each node what belongs there and then, when nothing is left to be
// done about that, moves an update on.
func decide(f *fleet) plan {
	var p plan
	for i := range f.spots {
		f.tend(&p, &f.spots[i])
	}
	for _, pod := range f.strays {
		p.delete(pod, "its node does not exist")
	}
	if len(p.remove)+len(p.create) == 0 {
		f.update(&p)
	}
	p.remove = p.remove[:min(len(p.remove), maxChanges)]
	p.create = p.create[:min(len(p.create), maxChanges)]
	return p
}

func (p *plan) delete(pod *corev1.Pod, reason string) {
	p.remove = append(p.remove, removal{pod, reason})
}

// tend decides about one node.
func (f *fleet) tend(p *plan, s *spot) {
	switch {
	case s.start && len(s.pods) == 0:
		p.create = append(p.create, creation{s.name, fmt.Sprintf("node %s has no pod", s.name)})
	case s.stay:
		f.prune(p, s)
	default:
		for _, pod := range s.pods {
			if pod.DeletionTimestamp == nil {
				p.delete(pod, fmt.Sprintf("it does not belong on node %s", s.name))
			}
		}
	}
}

// prune removes from a node what has ended and what is too much.
func (f *fleet) prune(p *plan, s *spot) {
	var running []*corev1.Pod
	for _, pod := range s.pods {
		switch {
		case pod.DeletionTimestamp != nil:
		case pod.Status.Phase == corev1.PodFailed:
			if wait := f.wait(s.name); wait > 0 {
				p.look(wait)
				continue
			}
			p.failed = append(p.failed, s.name)
			p.delete(pod, "it has failed")
			p.notes = append(p.notes, note{corev1.EventTypeWarning, "FailedDaemonPod",
				fmt.Sprintf("Found failed daemon pod %s/%s on node %s, will try to kill it", pod.Namespace, pod.Name, s.name)})
		case pod.Status.Phase == corev1.PodSucceeded:
			p.delete(pod, "it has ended")
			p.notes = append(p.notes, note{corev1.EventTypeNormal, "SucceededDaemonPod",
				fmt.Sprintf("Found succeeded daemon pod %s/%s on node %s, will try to delete it", pod.Namespace, pod.Name, s.name)})
		default:
			running = append(running, pod)
		}
	}
	if surge, _ := f.limits(); surge > 0 {
		f.pruneSurge(p, s, running)
		return
	}
	for i := 1; i < len(running); i++ {
		p.delete(running[i], fmt.Sprintf("node %s has an older pod", s.name))
	}
}

// pruneSurge lets an old pod be beside a new one until that is available.
func (f *fleet) pruneSurge(p *plan, s *spot, running []*corev1.Pod) {
	if len(running) == 0 && s.start {
		p.create = append(p.create, creation{s.name, fmt.Sprintf("the pod of node %s is being deleted", s.name)})
	}
	if len(running) < 2 {
		return
	}
	var fresh, old *corev1.Pod
	for _, pod := range running {
		switch {
		case f.current[pod.Labels[appsv1.ControllerRevisionHashLabelKey]] && fresh == nil:
			fresh = pod
		case !f.current[pod.Labels[appsv1.ControllerRevisionHashLabelKey]] && old == nil:
			old = pod
		default:
			p.delete(pod, fmt.Sprintf("node %s has an older pod", s.name))
		}
	}
	if fresh == nil || old == nil {
		return
	}
	switch {
	case !podstate.Ready(old):
		p.delete(old, "it is not ready, and the new one is there")
	case f.available(fresh):
		p.delete(old, "the new one is available")
	}
}

// look asks for another run after that time, unless an earlier one was asked for.
func (p *plan) look(after time.Duration) {
	if after > 0 && (p.after == 0 || after < p.after) {
		p.after = after
	}
}
