package pod

import (
	"time"

	v1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/kubelet/state"
)

// Input is everything that a decision about one pod may depend on.
type Input struct {
	// Pod with the resources that the node has agreed to.
	Pod  *v1.Pod
	Seen state.Runtime
	Now  time.Time
	// Health of running containers by container ID; a container that is missing
	// has no verdict yet.
	Health map[string]state.Health
	// Images by container name, for containers that are to be started, and by
	// state.ImageKey for volumes.
	Images map[string]state.Image
	// Stopping holds the deadline of each container that is being stopped, by ID.
	Stopping map[string]time.Time
	// Starting holds the containers whose postStart hook is still running, by ID.
	Starting map[string]bool
	// HookFailed holds the reason why a container's postStart hook failed, by ID.
	HookFailed map[string]string
	// Backoffs by container name.
	Backoffs map[string]Backoff
	// StartFailed holds containers that could not be created or started, by name.
	StartFailed map[string]Retry
	// ResizeFailed is set when limits could not be changed.
	ResizeFailed *Retry
	// SandboxFailed is set when the sandbox could not be made.
	SandboxFailed *Retry
	// VolumesReady, or why not yet.
	VolumesReady  bool
	VolumesFailed *Retry
	// Ending is set when the pod must end.
	Ending *Ending
}

// Ending says why and by when a pod must end.
type Ending struct {
	// Reason in plain words, for the trace: "deleted", "deadline exceeded".
	Reason string
	// Deadline after which containers are killed.
	Deadline time.Time
	// Hooks are run (preStop); not for a pod whose spec is unknown.
	Hooks bool
}

// Kind of an action.
type Kind uint8

const (
	MountVolumes Kind = iota
	CreateSandbox
	StopSandbox
	EnsureImage
	StartContainer
	StopContainer
	RemoveContainer
	ResizeContainers
)

func (k Kind) String() string {
	return [...]string{"mount volumes", "create sandbox", "stop sandbox", "ensure image",
		"start container", "stop container", "remove container", "resize containers"}[k]
}

// Action is one thing to do, and why.
type Action struct {
	Kind Kind
	// Container is the name in the spec; ID that of a container or sandbox.
	Container, ID string
	// Volume of the container whose image an EnsureImage is about, empty for the
	// container's own.
	Volume string
	// Attempt is the restart count of a container, the attempt of a sandbox.
	Attempt int
	// Backoff is the restart history after a StartContainer.
	Backoff Backoff
	// Reason in plain words, for the trace and events.
	Reason string
	// Deadline of a StopContainer.
	Deadline time.Time
	// Hook: run preStop first.
	Hook bool
}

// Plan is what to do now.
type Plan struct {
	// Actions in order. A plan without actions means: nothing to do until
	// something changes or WakeAfter has passed.
	Actions []Action
	// Waiting says why containers do not run, by name.
	Waiting map[string]state.Waiting
	// WakeAfter is when to decide again at the latest; zero for no need.
	WakeAfter time.Duration
	// Over: every container ended by itself and none will be started again.
	Over bool
	// Stopped: nothing of the pod is left running.
	Stopped bool
}
