package replicas

import (
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/api"
)

// Kind is a kind of object that wants a number of equal pods.
type Kind[T api.Object] struct {
	Resource *api.Resource
	// Name of the loop in words, and of the component that its events are from.
	Name, Component string
	// View reads an object.
	View func(T) Set
	// WithStatus returns a copy of an object with another status, and whether
	// that differs from the status it has.
	WithStatus func(T, Status) (next T, changed bool)
}

// Set is what one object asks for, and what it last reported.
type Set struct {
	api.Object
	Wanted   int
	Selector *metav1.LabelSelector
	Template *corev1.PodTemplateSpec
	MinReady time.Duration // how long a pod must be ready to be available
	Status   Status
}

// Status is what an object reports of its pods.
type Status struct {
	Replicas, FullyLabeled, Ready, Available, Terminating int32

	ObservedGeneration int64
	// Failure is why pods could not be created or deleted, nil when they could.
	Failure *Failure
}

// Failure is what an object says in its ReplicaFailure condition.
type Failure struct {
	Reason, Message string
	Since           metav1.Time
}
