package pod

import (
	"fmt"
	"strings"
	"sync"
	"time"

	v1 "k8s.io/api/core/v1"
)

// maxSteps bounds what one write of a pod's status tells of; older steps are
// dropped.
const maxSteps = 32

// Step is one thing that the node did or saw.
type Step struct {
	// What in plain words: "sandbox", "container nginx exited with 137".
	What string `json:"step"`
	// Ms is how long it took in milliseconds; zero for what took no time.
	Ms float64 `json:"ms,omitempty"`
	// ID of the container or sandbox.
	ID string `json:"id,omitempty"`
}

// story collects the steps between two writes of a pod's status.
type story struct {
	mu    sync.Mutex
	began time.Time
	steps []Step
}

func (s *story) add(now time.Time, what string, took time.Duration, id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.steps) == 0 {
		s.began = now.Add(-took)
	}
	for i := range s.steps {
		// Said once is enough.
		if s.steps[i].What == what && took == 0 {
			return
		}
	}
	if len(s.steps) == maxSteps {
		s.steps = s.steps[1:]
	}
	s.steps = append(s.steps, Step{What: what, Ms: float64(took.Microseconds()) / 1000, ID: id})
}

// retell puts text in the place of a step that begins with old, or before all
// others when there is none.
func (s *story) retell(now time.Time, old, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.steps) == 0 {
		s.began = now
	}
	for i := range s.steps {
		if strings.HasPrefix(s.steps[i].What, old) {
			s.steps[i].What = text
			return
		}
	}
	s.steps = append([]Step{{What: text}}, s.steps[:min(len(s.steps), maxSteps-1)]...)
}

// take returns the steps so far and starts anew.
func (s *story) take() (steps []Step, began time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	steps, began = s.steps, s.began
	s.steps, s.began = nil, time.Time{}
	return steps, began
}

// back puts steps back that could not be told.
func (s *story) back(steps []Step, began time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.steps = append(steps, s.steps...)
	s.steps = s.steps[max(0, len(s.steps)-maxSteps):]
	if !began.IsZero() {
		s.began = began
	}
}

// reason tells the steps in one line; without any, what changed in the status.
func reason(steps []Step, old, s *v1.PodStatus) string {
	var parts []string
	for _, st := range steps {
		if st.Ms > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", st.What, millis(st.Ms)))
		} else {
			parts = append(parts, st.What)
		}
	}
	if len(parts) == 0 {
		return change(old, s)
	}
	return strings.Join(parts, ", ")
}

func millis(ms float64) string {
	switch {
	case ms >= 10_000:
		return fmt.Sprintf("%.1f s", ms/1000)
	case ms >= 1:
		return fmt.Sprintf("%.0f ms", ms)
	}
	return "under 1 ms"
}

// change says what is new in a status.
func change(old, s *v1.PodStatus) string {
	var parts []string
	if old.Phase != s.Phase {
		parts = append(parts, "phase "+string(s.Phase))
	}
	was := map[string]v1.ContainerStatus{}
	for _, cs := range old.ContainerStatuses {
		was[cs.Name] = cs
	}
	for _, cs := range s.ContainerStatuses {
		o := was[cs.Name]
		switch {
		case cs.State.Waiting != nil && (o.State.Waiting == nil || o.State.Waiting.Reason != cs.State.Waiting.Reason):
			parts = append(parts, fmt.Sprintf("container %s waits: %s", cs.Name, cs.State.Waiting.Reason))
		case cs.Ready && !o.Ready:
			parts = append(parts, fmt.Sprintf("container %s is ready", cs.Name))
		case !cs.Ready && o.Ready && cs.State.Running != nil:
			parts = append(parts, fmt.Sprintf("container %s is not ready", cs.Name))
		}
	}
	if len(parts) == 0 {
		return "status changed"
	}
	return strings.Join(parts, ", ")
}
