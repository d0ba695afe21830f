// Package state is the vocabulary of the node agent: what is known of a pod at
// one moment, as plain values.
//
// The runtime client fills them in, the pure parts (package pod's decisions,
// package status) read them. Nothing here acts, and nothing here holds a lock.
package state

import (
	"time"

	v1 "k8s.io/api/core/v1"
)

// Runtime is what the container runtime says of one pod.
type Runtime struct {
	// Sandboxes, newest first.
	Sandboxes []Sandbox
	// Containers of all sandboxes, newest first.
	Containers []Container
}

// Sandbox is one pod sandbox: the namespaces and the address of a pod.
type Sandbox struct {
	ID      string
	Attempt uint32
	Ready   bool
	Created time.Time
	// IPs in the runtime's order; none for a pod on the host's network.
	IPs []string
}

// Phase is the state of one container.
type Phase uint8

const (
	// Created but never started.
	Created Phase = iota
	Running
	Exited
	// Unknown to the runtime: it lost track.
	Unknown
)

// Container is one container, running or not.
type Container struct {
	ID, Name, SandboxID string
	// Restarts is the restart count it was created with.
	Restarts int
	Phase    Phase

	Created, Started, Finished time.Time
	ExitCode                   int32
	// Reason and Message of the exit: "OOMKilled", "Error", "Completed"; the
	// message is the termination message.
	Reason, Message string

	Image, ImageID string
	// Hash of the spec it was made from; empty when unknown.
	Hash string
	User *v1.ContainerUser
	// InForce is nil when the runtime does not say.
	InForce *InForce
	// LogPath on this machine.
	LogPath string
}

// Health is what the probes say of one container.
type Health struct {
	// Started: the startup probe succeeded, or there is none.
	Started bool
	// Ready: the readiness probe succeeds, or there is none.
	Ready bool
	// Failed is the kind of probe that condemned the container ("liveness",
	// "startup"), empty when none did.
	Failed string
}

// ImagePhase is how far the image of a container is.
type ImagePhase uint8

const (
	// ImageUnasked: nobody has looked yet.
	ImageUnasked ImagePhase = iota
	// ImagePulling: a pull is under way.
	ImagePulling
	// ImagePresent: the container may be created from Ref.
	ImagePresent
	// ImageFailed: see Reason, Message and Retry.
	ImageFailed
)

// Image is what is known of the image that a container is to start from.
type Image struct {
	Phase ImagePhase
	// Ref is what the runtime calls the image.
	Ref string
	// User that the image says to run as: a number, or a name, or neither.
	User     *int64
	UserName string
	// Took is how long a pull took, 0 when the image was there; Size in bytes.
	Took time.Duration
	Size uint64
	// Reason is a container's waiting reason: ErrImagePull, ImagePullBackOff,
	// InvalidImageName, ErrImageNeverPull.
	Reason, Message string
	// Retry is when a failed image may be asked for again.
	Retry time.Time
}

// Waiting is why a container does not run.
type Waiting struct {
	Reason, Message string
}

// Newest returns the newest container with that name, nil when there is none.
func (r *Runtime) Newest(name string) *Container {
	for i := range r.Containers {
		if r.Containers[i].Name == name {
			return &r.Containers[i]
		}
	}
	return nil
}

// Previous returns the newest container with that name that is older than c.
func (r *Runtime) Previous(c *Container) *Container {
	seen := false
	for i := range r.Containers {
		o := &r.Containers[i]
		if o.Name != c.Name {
			continue
		}
		if seen {
			return o
		}
		seen = o.ID == c.ID
	}
	return nil
}

// ByID returns the container with that ID, nil when there is none.
func (r *Runtime) ByID(id string) *Container {
	for i := range r.Containers {
		if r.Containers[i].ID == id {
			return &r.Containers[i]
		}
	}
	return nil
}

// Current returns the newest sandbox, nil when there is none.
func (r *Runtime) Current() *Sandbox {
	if len(r.Sandboxes) == 0 {
		return nil
	}
	return &r.Sandboxes[0]
}

// Busy says whether any container runs or any sandbox is up.
func (r *Runtime) Busy() bool {
	for i := range r.Sandboxes {
		if r.Sandboxes[i].Ready {
			return true
		}
	}
	for i := range r.Containers {
		if r.Containers[i].Phase == Running {
			return true
		}
	}
	return false
}
