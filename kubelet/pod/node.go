package pod

import (
	"context"
	"log/slog"
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
	criapi "k8s.io/cri-api/pkg/apis/runtime/v1"

	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/kubelet/cgroups"
	"github.com/skiff-k8s/skiff/kubelet/cri"
	"github.com/skiff-k8s/skiff/kubelet/env"
	"github.com/skiff-k8s/skiff/kubelet/images"
	"github.com/skiff-k8s/skiff/kubelet/probes"
	"github.com/skiff-k8s/skiff/kubelet/state"
	"github.com/skiff-k8s/skiff/kubelet/volumes"
)

// Runtime is what workers ask of the container runtime; cri.Client is one.
type Runtime interface {
	Observe(ctx context.Context, uid types.UID) (state.Runtime, error)
	RunSandbox(ctx context.Context, config *criapi.PodSandboxConfig, handler string) (id string, err error)
	StopSandbox(ctx context.Context, id string) error
	RemoveSandbox(ctx context.Context, id string) error
	CreateContainer(ctx context.Context, sandbox string, config *criapi.ContainerConfig, sandboxConfig *criapi.PodSandboxConfig) (id string, err error)
	StartContainer(ctx context.Context, id string) error
	StopContainer(ctx context.Context, id string, grace time.Duration) error
	RemoveContainer(ctx context.Context, id string) error
	Resize(ctx context.Context, id string, to *criapi.LinuxContainerResources) error
	MemoryUse(ctx context.Context, id string) (int64, error)
	Exec(ctx context.Context, id string, cmd []string, timeout time.Duration) (out []byte, code int, err error)
}

// Node is what the workers of one node share.
type Node struct {
	// Name of the node; HostIPs are its addresses, the primary one first.
	Name    string
	HostIPs []string
	// RuntimeName is the scheme of container IDs: "containerd".
	RuntimeName string
	// LogDir holds the pods' logs, SeccompDir the profiles of the Localhost type.
	LogDir, SeccompDir string
	// Config of the node that goes into sandboxes and containers.
	Config cri.Node

	Client  client.Client
	Runtime Runtime
	Images  *images.Manager
	Volumes *volumes.Manager
	Probes  *probes.Manager
	Cgroups *cgroups.Tree
	// Objects looks up ConfigMaps and Secrets for environments.
	Objects env.Objects
	// Services that a pod of the namespace is told of.
	Services func(ctx context.Context, namespace string) []*v1.Service
	// Handler of the runtime that a runtime class names.
	Handler func(ctx context.Context, class string) (string, error)
	// Allocatable of the node.
	Allocatable func() v1.ResourceList
	// Watch is told what ConfigMaps and Secrets a pod shows, and nil when the pod
	// is gone; their changes come back through Manager.Refresh.
	Watch func(uid types.UID, namespace string, configMaps, secrets []string)
	// Admit says why a pod cannot run here, nil when it can.
	Admit func(pod *v1.Pod, others []*v1.Pod) *state.Waiting
	// Room says why a running pod cannot have the resources that its spec asks for
	// (Deferred, Infeasible), nil when it can. The manager asks it.
	Room func(pod *v1.Pod, others []*v1.Pod) *state.Waiting
	// Fits is Room with the other pods of the node filled in by the manager.
	Fits func(pod *v1.Pod) *state.Waiting
	// Event reports on a pod or, where it is named, on one of its containers.
	Event func(pod *v1.Pod, container, kind, reason, message string)
	// Dial is nil for this process's own network.
	Dial probes.Dial
	Now  func() time.Time
	Log  *slog.Logger
}

func (n *Node) event(pod *v1.Pod, container, kind, reason, message string) {
	n.Event(pod, container, kind, reason, message)
}
