package probes

import (
	"context"
	"fmt"
	"sync"
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/kubelet/state"
)

// Config is what a Manager works with.
type Config struct {
	Exec Exec
	// Dial is nil for this process's own network.
	Dial Dial
	// Changed is told when the health of a pod's container changed.
	Changed func(pod types.UID)
	// Event reports on a container of a pod.
	Event func(pod *v1.Pod, container, kind, reason, message string)
}

// Manager probes the running containers of a node, with one goroutine for each
// probe of each. It is safe for concurrent use.
type Manager struct {
	Config
	ctx context.Context

	mu   sync.Mutex
	pods map[types.UID]map[string]*watched // by container ID
}

// watched is one container that is being probed.
type watched struct {
	cancel context.CancelFunc
	health state.Health // guarded by Manager.mu
}

// New makes a Manager whose probes end with ctx.
func New(ctx context.Context, c Config) *Manager {
	return &Manager{Config: c, ctx: ctx, pods: map[types.UID]map[string]*watched{}}
}

// Sync probes the containers of the pod that run and no others. known is the
// health of containers that were running before this process: what their pod's
// status says, which stays until a probe says otherwise.
func (m *Manager) Sync(pod *v1.Pod, seen *state.Runtime, podIP string, known map[string]state.Health) {
	m.mu.Lock()
	defer m.mu.Unlock()
	have := m.pods[pod.UID]
	want := map[string]bool{}
	for _, c := range state.Containers(pod) {
		s := seen.Newest(c.Name)
		if s == nil || s.Phase != state.Running {
			continue
		}
		want[s.ID] = true
		if have[s.ID] != nil {
			continue
		}
		if have == nil {
			have = map[string]*watched{}
			m.pods[pod.UID] = have
		}
		have[s.ID] = m.start(pod, c, s, podIP, known)
	}
	for id, w := range have {
		if !want[id] {
			w.cancel()
			delete(have, id)
		}
	}
	if len(have) == 0 {
		delete(m.pods, pod.UID)
	}
}

// Health returns what is known of a pod's running containers, by container ID.
func (m *Manager) Health(pod types.UID) map[string]state.Health {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := make(map[string]state.Health, len(m.pods[pod]))
	for id, w := range m.pods[pod] {
		out[id] = w.health
	}
	return out
}

// Remove ends the probes of a pod.
func (m *Manager) Remove(pod types.UID) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, w := range m.pods[pod] {
		w.cancel()
	}
	delete(m.pods, pod)
}

func (m *Manager) start(pod *v1.Pod, c *v1.Container, s *state.Container, podIP string, known map[string]state.Health) *watched {
	ctx, cancel := context.WithCancel(m.ctx)
	w := &watched{cancel: cancel, health: state.Health{Started: c.StartupProbe == nil, Ready: c.ReadinessProbe == nil}}
	if h, ok := known[s.ID]; ok {
		w.health.Started = w.health.Started || h.Started
		w.health.Ready = w.health.Ready || h.Ready
	}
	t := Target{Container: c, ContainerID: s.ID, PodIP: podIP, Dial: m.Dial}
	up := make(chan struct{})
	if w.health.Started {
		close(up)
	} else {
		go m.run(ctx, pod, t, "Startup", c.StartupProbe, s.Started, func(ok bool) bool {
			if !ok {
				m.update(pod.UID, w, func(h *state.Health) { h.Failed = "startup" })
				return false
			}
			m.update(pod.UID, w, func(h *state.Health) { h.Started = true })
			close(up)
			return false
		})
	}
	after := func(kind string, p *v1.Probe, on func(ok bool) bool) {
		if p == nil {
			return
		}
		go func() {
			select {
			case <-up:
				m.run(ctx, pod, t, kind, p, s.Started, on)
			case <-ctx.Done():
			}
		}()
	}
	after("Liveness", c.LivenessProbe, func(ok bool) bool {
		if !ok {
			m.update(pod.UID, w, func(h *state.Health) { h.Failed = "liveness" })
		}
		return ok
	})
	after("Readiness", c.ReadinessProbe, func(ok bool) bool {
		m.update(pod.UID, w, func(h *state.Health) { h.Ready = ok })
		return true
	})
	return w
}

// update changes the health of a container and tells of it when it did change.
func (m *Manager) update(pod types.UID, w *watched, change func(*state.Health)) {
	m.mu.Lock()
	old := w.health
	change(&w.health)
	changed := old != w.health
	m.mu.Unlock()
	if changed {
		m.Changed(pod)
	}
}

// run asks again and again, until ctx ends or on, told of every verdict, returns
// false.
func (m *Manager) run(ctx context.Context, pod *v1.Pod, t Target, kind string, p *v1.Probe, started time.Time, on func(ok bool) bool) {
	period := time.Duration(max(p.PeriodSeconds, 1)) * time.Second
	wait := time.Until(started.Add(time.Duration(p.InitialDelaySeconds) * time.Second))
	n := count{success: int(p.SuccessThreshold), failure: int(p.FailureThreshold)}
	timer := time.NewTimer(max(wait, 0))
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		}
		timer.Reset(period)
		ok, why := ask(ctx, p, t, m.Exec)
		if ctx.Err() != nil {
			return
		}
		if !ok {
			m.Event(pod, t.Container.Name, v1.EventTypeWarning, "Unhealthy", fmt.Sprintf("%s probe failed: %s", kind, why))
		}
		if n.add(ok) && !on(ok) {
			return
		}
	}
}
