// Package images makes the images of containers present on the node: pull
// policies, pull secrets, back-off after failures, and a bound on how many pulls
// run at once.
package images

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	grpcstatus "google.golang.org/grpc/status"
	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
	cri "k8s.io/cri-api/pkg/apis/runtime/v1"

	"github.com/skiff-k8s/skiff/kubelet/state"
)

const (
	// MaxPulls is how many pulls run at once; others wait for a place.
	MaxPulls = 5

	backoffFirst = 10 * time.Second
	backoffMax   = 5 * time.Minute
	// notice is how long a failure is shown before it is called back-off.
	notice = 2 * time.Second
	// pullTimeout bounds one pull.
	pullTimeout = time.Hour
)

// Reasons for which a container waits for its image.
const (
	InvalidImageName  = "InvalidImageName"
	ErrImageNeverPull = "ErrImageNeverPull"
	ErrImagePull      = "ErrImagePull"
	ImagePullBackOff  = "ImagePullBackOff"
	ImageInspectError = "ImageInspectError"
)

// Config is what a Manager works with.
type Config struct {
	Images cri.ImageServiceClient
	// Secret looks up a pull secret.
	Secret func(ctx context.Context, namespace, name string) (*v1.Secret, error)
	// Event reports on a container of a pod.
	Event func(pod *v1.Pod, container, kind, reason, message string)
	Now   func() time.Time
}

// Manager is safe for concurrent use.
type Manager struct {
	Config
	slots chan struct{}

	mu    sync.Mutex
	fails map[failKey]failure
}

type failKey struct {
	pod   types.UID
	image string
}

type failure struct {
	delay time.Duration
	until time.Time
	why   string
}

// New makes a Manager.
func New(c Config) *Manager {
	return &Manager{Config: c, slots: make(chan struct{}, MaxPulls), fails: map[failKey]failure{}}
}

// Ensure says whether the image of a container is present. When it has to be
// pulled, that goes on in the background until ctx ends and done is called with
// the outcome.
func (m *Manager) Ensure(ctx context.Context, pod *v1.Pod, c *v1.Container, done func(state.Image)) state.Image {
	name, err := Normalize(c.Image)
	if err != nil {
		why := fmt.Sprintf("Failed to apply default image tag %q: %v", c.Image, err)
		m.Event(pod, c.Name, v1.EventTypeWarning, "InspectFailed", why)
		return state.Image{Phase: state.ImageFailed, Reason: InvalidImageName, Message: why, Retry: m.Now().Add(backoffMax)}
	}
	policy := c.ImagePullPolicy
	if policy != v1.PullAlways {
		img, err := m.status(ctx, name)
		if err != nil {
			return state.Image{Phase: state.ImageFailed, Reason: ImageInspectError, Message: err.Error(), Retry: m.Now().Add(backoffFirst)}
		}
		if img.Phase == state.ImagePresent {
			m.Event(pod, c.Name, v1.EventTypeNormal, "Pulled", fmt.Sprintf("Container image %q already present on machine", c.Image))
			return img
		}
		if policy == v1.PullNever {
			why := fmt.Sprintf("Container image %q is not present with pull policy of Never", c.Image)
			m.Event(pod, c.Name, v1.EventTypeWarning, ErrImageNeverPull, why)
			return state.Image{Phase: state.ImageFailed, Reason: ErrImageNeverPull, Message: why, Retry: m.Now().Add(backoffFirst)}
		}
	}
	if f, ok := m.backoff(pod.UID, name); ok {
		why := fmt.Sprintf("Back-off pulling image %q: %s", c.Image, f.why)
		m.Event(pod, c.Name, v1.EventTypeNormal, "BackOff", why)
		return state.Image{Phase: state.ImageFailed, Reason: ImagePullBackOff, Message: why, Retry: f.until}
	}
	go func() { done(m.pull(ctx, pod, c, name)) }()
	return state.Image{Phase: state.ImagePulling}
}

// backoff returns the failure that the pod still has to wait for.
func (m *Manager) backoff(pod types.UID, image string) (failure, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f, ok := m.fails[failKey{pod, image}]
	return f, ok && f.until.After(m.Now())
}

// Forget drops what is remembered of a pod that is gone.
func (m *Manager) Forget(pod types.UID) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for k := range m.fails {
		if k.pod == pod {
			delete(m.fails, k)
		}
	}
}

// status asks the runtime whether it has an image.
func (m *Manager) status(ctx context.Context, name string) (state.Image, error) {
	r, err := m.Images.ImageStatus(ctx, &cri.ImageStatusRequest{Image: &cri.ImageSpec{Image: name}})
	if err != nil {
		return state.Image{}, fmt.Errorf("failed to inspect image %q: %w", name, plain(err))
	}
	img := r.GetImage()
	if img.GetId() == "" {
		return state.Image{}, nil
	}
	out := state.Image{Phase: state.ImagePresent, Ref: img.Id, UserName: img.Username, Size: img.Size}
	if img.Uid != nil {
		out.User = &img.Uid.Value
	}
	return out, nil
}

// pull pulls an image with each of the pod's secrets that fit, until one works.
func (m *Manager) pull(ctx context.Context, pod *v1.Pod, c *v1.Container, name string) state.Image {
	queued := m.Now()
	select {
	case m.slots <- struct{}{}:
		defer func() { <-m.slots }()
	case <-ctx.Done():
		return state.Image{}
	}
	ctx, cancel := context.WithTimeout(ctx, pullTimeout)
	defer cancel()
	m.Event(pod, c.Name, v1.EventTypeNormal, "Pulling", fmt.Sprintf("Pulling image %q", c.Image))
	began := m.Now()
	ref, err := m.try(ctx, pod, name)
	if errors.Is(ctx.Err(), context.Canceled) {
		return state.Image{}
	}
	var img state.Image
	if err == nil {
		img, err = m.status(ctx, name)
	}
	if err == nil && img.Phase != state.ImagePresent {
		// The runtime has it under its own name only.
		img = state.Image{Phase: state.ImagePresent, Ref: ref}
	}
	key := failKey{pod.UID, name}
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.Now()
	if err != nil {
		f := m.fails[key]
		f.delay = min(max(2*f.delay, backoffFirst), backoffMax)
		f.until = now.Add(f.delay)
		f.why = ErrImagePull + ": " + err.Error()
		m.fails[key] = f
		m.Event(pod, c.Name, v1.EventTypeWarning, "Failed", fmt.Sprintf("Failed to pull image %q: %v", c.Image, err))
		m.Event(pod, c.Name, v1.EventTypeWarning, "Failed", "Error: "+ErrImagePull)
		return state.Image{Phase: state.ImageFailed, Reason: ErrImagePull, Message: err.Error(), Retry: now.Add(notice)}
	}
	delete(m.fails, key)
	img.Took = now.Sub(began)
	m.Event(pod, c.Name, v1.EventTypeNormal, "Pulled", fmt.Sprintf("Successfully pulled image %q in %v (%v including waiting). Image size: %d bytes.",
		c.Image, img.Took.Round(time.Millisecond), now.Sub(queued).Round(time.Millisecond), img.Size))
	return img
}

func (m *Manager) try(ctx context.Context, pod *v1.Pod, name string) (ref string, err error) {
	var keys Keyring
	for _, s := range pod.Spec.ImagePullSecrets {
		secret, err := m.Secret(ctx, pod.Namespace, s.Name)
		if err != nil {
			m.Event(pod, "", v1.EventTypeWarning, "FailedToRetrieveImagePullSecret",
				fmt.Sprintf("Unable to retrieve some image pull secrets (%s); attempting to pull the image may not succeed.", s.Name))
			continue
		}
		if err := keys.Add(secret); err != nil {
			m.Event(pod, "", v1.EventTypeWarning, "FailedToRetrieveImagePullSecret", fmt.Sprintf("Pull secret %s: %v", s.Name, err))
		}
	}
	var errs []error
	for _, auth := range append(keys.For(name), nil) {
		r, err := m.Images.PullImage(ctx, &cri.PullImageRequest{Image: &cri.ImageSpec{Image: name}, Auth: auth})
		if err == nil {
			return r.ImageRef, nil
		}
		errs = append(errs, plain(err))
	}
	return "", errs[0]
}

// plain is a runtime's error without what gRPC puts around it.
func plain(err error) error {
	if s, ok := grpcstatus.FromError(err); ok {
		return errors.New(s.Message())
	}
	return err
}
