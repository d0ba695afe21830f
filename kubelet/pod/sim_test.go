package pod

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"google.golang.org/grpc"
	v1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/strategicpatch"
	criapi "k8s.io/cri-api/pkg/apis/runtime/v1"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/kubelet/cgroups"
	"github.com/skiff-k8s/skiff/kubelet/images"
	"github.com/skiff-k8s/skiff/kubelet/probes"
	"github.com/skiff-k8s/skiff/kubelet/state"
	"github.com/skiff-k8s/skiff/kubelet/volumes"
	"github.com/skiff-k8s/skiff/trace"
)

// sim is a node whose container runtime and API are simulated, in the test's own
// time.
type sim struct {
	t    *testing.T
	node *Node
	root string
	mgr  *Manager
	stop context.CancelFunc

	mu       sync.Mutex
	next     int
	seen     state.Runtime
	obey     time.Duration // how long a container takes to stop
	startErr error
	uses     int64 // bytes of memory
	mounts   []*criapi.Mount
	calls    []string

	pod      *v1.Pod // nil when deleted
	revision int64
	causes   []trace.Cause
	apiErr   error
	events   []string
}

func newSim(t *testing.T, pod *v1.Pod) *sim {
	s := &sim{t: t, root: t.TempDir(), revision: 100, pod: pod}
	pod.ResourceVersion, pod.Generation = "100", 1
	tree, _ := cgroups.Open(filepath.Join(s.root, "cgroup"), "/")
	allocatable := func() v1.ResourceList { return nil }
	event := func(_ *v1.Pod, container, _, reason, message string) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.events = append(s.events, reason+" "+container+": "+message)
	}
	s.node = &Node{
		Name: "n1", HostIPs: []string{"192.0.2.1"}, RuntimeName: "sim", LogDir: filepath.Join(s.root, "logs"),
		Client: s, Runtime: s, Cgroups: tree, Allocatable: allocatable, Event: event, Now: time.Now, Log: slog.New(slog.DiscardHandler),
		Images:   images.New(images.Config{Images: simImages{}, Event: event, Now: time.Now}),
		Volumes:  volumes.New(volumes.Config{Root: filepath.Join(s.root, "kubelet"), Allocatable: allocatable, Now: time.Now}),
		Services: func(context.Context, string) []*v1.Service { return nil },
		Watch:    func(types.UID, string, []string, []string) {},
		Admit:    func(*v1.Pod, []*v1.Pod) *state.Waiting { return nil },
		Room:     func(*v1.Pod, []*v1.Pod) *state.Waiting { return nil },
	}
	return s
}

// start starts the node agent, as after a restart.
func (s *sim) start() {
	ctx, cancel := context.WithCancel(s.t.Context())
	s.stop = func() { cancel(); s.mgr.Wait() }
	s.node.Probes = probes.New(ctx, probes.Config{Exec: s.Exec, Event: s.node.Event, Changed: func(types.UID) { s.wake() }})
	s.mgr = NewManager(ctx, s.node)
	s.mu.Lock()
	p, r := s.pod, s.revision
	s.mu.Unlock()
	if p != nil {
		s.mgr.Update(p, r)
	}
}

func (s *sim) wake() { s.mgr.Wake("u1") }

func (s *sim) call(format string, args ...any) {
	s.calls = append(s.calls, fmt.Sprintf(format, args...))
}

// took returns the calls since it was last asked.
func (s *sim) took() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := strings.Join(s.calls, "; ")
	s.calls = nil
	return out
}

// told returns the reasons since it was last asked.
func (s *sim) told() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, c := range s.causes {
		out = append(out, fmt.Sprintf("%v %s", c.Parents, c.Reason))
	}
	s.causes = nil
	return strings.Join(out, "\n")
}

func (s *sim) status() *v1.Pod {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.pod
}

// exit ends the running container of that name.
func (s *sim) exit(name string, code int32) {
	s.mu.Lock()
	for i := range s.seen.Containers {
		if c := &s.seen.Containers[i]; c.Name == name && c.Phase == state.Running {
			c.Phase, c.ExitCode, c.Finished = state.Exited, code, time.Now()
		}
	}
	s.mu.Unlock()
	s.wake()
}

// ask changes the pod as a user would.
func (s *sim) ask(change func(*v1.Pod)) {
	s.mu.Lock()
	s.revision++
	p := s.pod.DeepCopy()
	change(p)
	p.ResourceVersion = fmt.Sprint(s.revision)
	s.pod = p
	r := s.revision
	s.mu.Unlock()
	s.mgr.Update(p, r)
}

// The container runtime.

func (s *sim) Observe(context.Context, types.UID) (state.Runtime, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return state.Runtime{Sandboxes: slices.Clone(s.seen.Sandboxes), Containers: slices.Clone(s.seen.Containers)}, nil
}

func (s *sim) RunSandbox(_ context.Context, c *criapi.PodSandboxConfig, _ string) (string, error) {
	time.Sleep(20 * time.Millisecond)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next++
	id := fmt.Sprint("sb", s.next)
	s.call("run %s", id)
	s.seen.Sandboxes = append([]state.Sandbox{{ID: id, Attempt: c.Metadata.Attempt, Ready: true, Created: time.Now(), IPs: []string{"10.0.0.9"}}}, s.seen.Sandboxes...)
	return id, os.MkdirAll(c.LogDirectory, 0o755)
}

func (s *sim) StopSandbox(_ context.Context, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.call("stop %s", id)
	for i := range s.seen.Sandboxes {
		if s.seen.Sandboxes[i].ID == id {
			s.seen.Sandboxes[i].Ready = false
		}
	}
	return nil
}

func (s *sim) RemoveSandbox(_ context.Context, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.call("remove %s", id)
	s.seen.Sandboxes = slices.DeleteFunc(s.seen.Sandboxes, func(x state.Sandbox) bool { return x.ID == id })
	return nil
}

func (s *sim) CreateContainer(_ context.Context, sandbox string, c *criapi.ContainerConfig, _ *criapi.PodSandboxConfig) (string, error) {
	time.Sleep(10 * time.Millisecond)
	s.mu.Lock()
	defer s.mu.Unlock()
	id := fmt.Sprint(c.Metadata.Name, c.Metadata.Attempt)
	s.call("create %s", id)
	s.mounts = c.Mounts
	log := filepath.Join(s.node.LogDir, id)
	if err := os.WriteFile(log, nil, 0o600); err != nil {
		return "", err
	}
	s.seen.Containers = append([]state.Container{{ID: id, Name: c.Metadata.Name, SandboxID: sandbox, Restarts: int(c.Metadata.Attempt), Created: time.Now(), Image: "img", LogPath: log,
		InForce: inForce(c.Linux.Resources)}}, s.seen.Containers...)
	return id, nil
}

func inForce(r *criapi.LinuxContainerResources) *state.InForce {
	return &state.InForce{Shares: r.CpuShares, Quota: r.CpuQuota, Memory: r.MemoryLimitInBytes}
}

func (s *sim) StartContainer(_ context.Context, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.startErr != nil {
		return s.startErr
	}
	s.call("start %s", id)
	c := s.seen.ByID(id)
	c.Phase, c.Started = state.Running, time.Now()
	return nil
}

func (s *sim) StopContainer(ctx context.Context, id string, grace time.Duration) error {
	s.mu.Lock()
	s.call("stop %s within %v", id, grace)
	took, code := s.obey, int32(0)
	s.mu.Unlock()
	if took > grace {
		took, code = grace, 137
	}
	select {
	case <-time.After(took):
	case <-ctx.Done():
		return ctx.Err()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.seen.ByID(id); c != nil && c.Phase == state.Running {
		c.Phase, c.ExitCode, c.Finished = state.Exited, code, time.Now()
	}
	return nil
}

func (s *sim) Resize(_ context.Context, id string, to *criapi.LinuxContainerResources) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.call("resize %s to %d shares, %d µs, %d bytes", id, to.CpuShares, to.CpuQuota, to.MemoryLimitInBytes)
	s.seen.ByID(id).InForce = inForce(to)
	return nil
}

func (s *sim) MemoryUse(context.Context, string) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.uses, nil
}

func (s *sim) RemoveContainer(_ context.Context, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.call("remove %s", id)
	s.seen.Containers = slices.DeleteFunc(s.seen.Containers, func(x state.Container) bool { return x.ID == id })
	return nil
}

func (s *sim) Exec(ctx context.Context, id string, cmd []string, _ time.Duration) ([]byte, int, error) {
	select {
	case <-time.After(time.Second):
	case <-ctx.Done():
		return nil, 0, ctx.Err()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.call("exec in %s: %s", id, strings.Join(cmd, " "))
	if cmd[0] == "false" {
		return nil, 1, nil
	}
	return nil, 0, nil
}

type simImages struct{ criapi.ImageServiceClient }

func (simImages) ImageStatus(context.Context, *criapi.ImageStatusRequest, ...grpc.CallOption) (*criapi.ImageStatusResponse, error) {
	return &criapi.ImageStatusResponse{Image: &criapi.Image{Id: "sha256:1"}}, nil
}

// The API.

func (s *sim) Patch(ctx context.Context, _ *api.Resource, _, name string, kind types.PatchType, patch []byte, sub string) (api.Object, error) {
	s.mu.Lock()
	if s.apiErr != nil || kind != types.StrategicMergePatchType || sub != "status" {
		defer s.mu.Unlock()
		return nil, fmt.Errorf("patch of %s: %w", sub, s.apiErr)
	}
	if s.pod == nil {
		defer s.mu.Unlock()
		return nil, apierrors.NewNotFound(schema.GroupResource{Resource: "pods"}, name)
	}
	old, err := json.Marshal(s.pod)
	if err != nil {
		return nil, err
	}
	merged, err := strategicpatch.StrategicMergePatch(old, patch, v1.Pod{})
	if err != nil {
		return nil, err
	}
	p := &v1.Pod{}
	if err := json.Unmarshal(merged, p); err != nil {
		return nil, err
	}
	s.revision++
	p.ResourceVersion = fmt.Sprint(s.revision)
	s.pod = p
	c, _ := trace.From(ctx)
	s.causes = append(s.causes, c)
	r := s.revision
	s.mu.Unlock()
	// The watch tells before the answer is there.
	s.mgr.Update(p, r)
	return p, nil
}

func (s *sim) Delete(ctx context.Context, _ *api.Resource, _, _ string, opts metav1.DeleteOptions) error {
	s.mu.Lock()
	if *opts.GracePeriodSeconds != 0 || *opts.Preconditions.UID != "u1" {
		return errors.New("a careless deletion")
	}
	last := s.pod
	s.pod = nil
	s.revision++
	r := s.revision
	c, _ := trace.From(ctx)
	s.causes = append(s.causes, c)
	s.mu.Unlock()
	s.mgr.Remove(last, r)
	return nil
}

var errUnexpected = errors.New("the node agent has no business with this")

func (s *sim) Get(context.Context, *api.Resource, string, string) (api.Object, error) {
	return nil, errUnexpected
}
func (s *sim) List(context.Context, *api.Resource, client.ListOptions) ([]api.Object, int64, error) {
	return nil, 0, errUnexpected
}
func (s *sim) Watch(context.Context, *api.Resource, client.ListOptions, func(client.Event)) error {
	return errUnexpected
}
func (s *sim) CaughtUp(context.Context, *api.Resource, int64) error { return errUnexpected }
func (s *sim) Create(context.Context, *api.Resource, api.Object, client.CreateOptions) (api.Object, error) {
	return nil, errUnexpected
}
func (s *sim) Update(context.Context, *api.Resource, api.Object, string) (api.Object, error) {
	return nil, errUnexpected
}
func (s *sim) Act(context.Context, *api.Resource, string, string, string, api.Object) (api.Object, error) {
	return nil, errUnexpected
}
