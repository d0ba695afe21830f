package pod

import (
	"context"
	"slices"
	"sync"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/kubelet/cri"
	"github.com/skiff-k8s/skiff/kubelet/state"
)

// Manager keeps a worker for each pod of the node. It is safe for concurrent use.
type Manager struct {
	node *Node
	ctx  context.Context

	mu      sync.Mutex
	workers map[types.UID]*Worker
	wg      sync.WaitGroup
}

// NewManager makes a Manager whose workers end with ctx; what they have started
// in the runtime stays.
func NewManager(ctx context.Context, n *Node) *Manager {
	m := &Manager{ctx: ctx, workers: map[types.UID]*Worker{}}
	own := *n
	own.Fits = m.fits
	m.node = &own
	return m
}

// Update takes a pod that is new or has changed by the write with that revision.
func (m *Manager) Update(pod *v1.Pod, revision int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if w := m.workers[pod.UID]; w != nil {
		w.update(pod, revision)
		return
	}
	w := newWorker(m.node, pod)
	w.noteParent(revision)
	if fresh(pod) {
		if why := m.node.Admit(pod, m.active()); why != nil {
			w.failure = why
			m.node.event(pod, "", v1.EventTypeWarning, why.Reason, why.Message)
		}
	}
	m.start(w)
}

// fresh says whether no node agent has looked at the pod before.
func fresh(pod *v1.Pod) bool {
	return pod.Status.StartTime == nil && pod.DeletionTimestamp == nil && len(pod.Status.ContainerStatuses) == 0
}

// start runs a worker; mu is held.
func (m *Manager) start(w *Worker) {
	m.workers[w.uid] = w
	m.wg.Add(1)
	go func() {
		defer m.wg.Done()
		w.run(m.ctx)
		w.ops.Wait()
		m.mu.Lock()
		defer m.mu.Unlock()
		if m.workers[w.uid] == w {
			delete(m.workers, w.uid)
		}
	}()
}

// Remove takes the news that a pod is no longer in the API; last is its last state.
func (m *Manager) Remove(last *v1.Pod, revision int64) {
	m.mu.Lock()
	w := m.workers[last.UID]
	m.mu.Unlock()
	if w != nil {
		w.vanish(last, revision)
	}
}

// Orphan ends a pod that the runtime knows and the API does not.
func (m *Manager) Orphan(p *cri.Pod) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.workers[p.UID] != nil {
		return
	}
	seconds := int64(p.Grace.Seconds())
	pod := &v1.Pod{
		ObjectMeta: metav1.ObjectMeta{Namespace: p.Namespace, Name: p.Name, UID: p.UID},
		Spec:       v1.PodSpec{NodeName: m.node.Name, TerminationGracePeriodSeconds: &seconds},
	}
	w := newWorker(m.node, pod)
	w.gone = true
	m.start(w)
}

// Known says whether there is a worker for the pod.
func (m *Manager) Known(uid types.UID) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.workers[uid] != nil
}

// Wake has the worker of a pod look again.
func (m *Manager) Wake(uid types.UID) {
	m.mu.Lock()
	w := m.workers[uid]
	m.mu.Unlock()
	if w != nil {
		w.Wake()
	}
}

// Refresh tells the worker of a pod that what its volumes show has changed.
func (m *Manager) Refresh(uid types.UID) {
	m.mu.Lock()
	w := m.workers[uid]
	m.mu.Unlock()
	if w != nil {
		w.refresh()
	}
}

// Evict ends a pod as Failed because the node cannot keep it.
func (m *Manager) Evict(uid types.UID, why state.Waiting) {
	m.mu.Lock()
	w := m.workers[uid]
	m.mu.Unlock()
	if w != nil {
		w.fail(why, true)
	}
}

// Pods returns the pods of the node that are in the API.
func (m *Manager) Pods() []*v1.Pod {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []*v1.Pod
	for _, w := range m.workers {
		w.mu.Lock()
		if !w.gone {
			out = append(out, w.pod)
		}
		w.mu.Unlock()
	}
	return out
}

// fits says why a running pod cannot have more. Its worker, which asks, then counts
// with the new resources.
func (m *Manager) fits(pod *v1.Pod) *state.Waiting {
	m.mu.Lock()
	defer m.mu.Unlock()
	others := slices.DeleteFunc(m.active(), func(o *v1.Pod) bool { return o.UID == pod.UID })
	why := m.node.Room(pod, others)
	if w := m.workers[pod.UID]; w != nil && why == nil {
		w.setEffective(pod)
	}
	return why
}

// active are the pods that take up room; mu is held. One that is not in the API
// any more does not, though it may still be ending: the scheduler has given its
// room away.
func (m *Manager) active() []*v1.Pod {
	var out []*v1.Pod
	for _, w := range m.workers {
		w.mu.Lock()
		p := w.pod
		if w.effective != nil {
			p = w.effective
		}
		ended := w.gone || p.Status.Phase == v1.PodSucceeded || p.Status.Phase == v1.PodFailed || w.failure != nil
		w.mu.Unlock()
		if !ended {
			out = append(out, p)
		}
	}
	return out
}

// Wait waits until all workers have ended, after the end of their context.
func (m *Manager) Wait() { m.wg.Wait() }
