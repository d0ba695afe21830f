// Package cri speaks to the container runtime: it makes the configurations of
// sandboxes and containers from a pod's spec (pure), calls the runtime over its
// gRPC interface, and reads back what is running as package state's values.
package cri

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	cri "k8s.io/cri-api/pkg/apis/runtime/v1"
)

const (
	// maxMessage bounds one answer of the runtime: the lists of a full node.
	maxMessage = 16 << 20
	// callTimeout bounds calls that have no reason to take long.
	callTimeout = 2 * time.Minute
	// sandboxTimeout bounds making a sandbox, the pod network included.
	sandboxTimeout = 4 * time.Minute
)

// Client is a connection to a container runtime. It is safe for concurrent use.
type Client struct {
	conn    *grpc.ClientConn
	Runtime cri.RuntimeServiceClient
	Images  cri.ImageServiceClient

	// messages keeps termination messages by container ID, for they do not change;
	// an entry goes with its container.
	messages sync.Map
}

// Dial makes a client of the runtime at a unix socket, given as a path or as
// "unix://path". It does not wait for the runtime to be up.
func Dial(endpoint string) (*Client, error) {
	if !strings.Contains(endpoint, "://") {
		endpoint = "unix://" + endpoint
	}
	conn, err := grpc.NewClient(endpoint,
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(maxMessage)))
	if err != nil {
		return nil, fmt.Errorf("container runtime %s: %w", endpoint, err)
	}
	return &Client{conn: conn, Runtime: cri.NewRuntimeServiceClient(conn), Images: cri.NewImageServiceClient(conn)}, nil
}

// Close ends the connection.
func (c *Client) Close() error { return c.conn.Close() }

// Version waits until the runtime answers and returns its name and version.
func (c *Client) Version(ctx context.Context) (name, version string, err error) {
	r, err := c.Runtime.Version(ctx, &cri.VersionRequest{}, grpc.WaitForReady(true))
	if err != nil {
		return "", "", err
	}
	return r.RuntimeName, r.RuntimeVersion, nil
}

// Ready says whether the runtime and the pod network are ready, and if not, why.
func (c *Client) Ready(ctx context.Context) (ok bool, why string) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	r, err := c.Runtime.Status(ctx, &cri.StatusRequest{})
	if err != nil {
		return false, "container runtime is down: " + err.Error()
	}
	var missing []string
	seen := map[string]bool{}
	for _, cond := range r.GetStatus().GetConditions() {
		seen[cond.Type] = true
		if !cond.Status && (cond.Type == cri.RuntimeReady || cond.Type == cri.NetworkReady) {
			missing = append(missing, fmt.Sprintf("container runtime network not ready: %s=false reason:%s message:%s", cond.Type, cond.Reason, cond.Message))
		}
	}
	for _, t := range []string{cri.RuntimeReady, cri.NetworkReady} {
		if !seen[t] {
			missing = append(missing, t+" is not reported by the container runtime")
		}
	}
	return len(missing) == 0, strings.Join(missing, "; ")
}

// RunSandbox makes and starts a sandbox with a handler of the runtime, empty for
// the default one.
func (c *Client) RunSandbox(ctx context.Context, config *cri.PodSandboxConfig, handler string) (id string, err error) {
	ctx, cancel := context.WithTimeout(ctx, sandboxTimeout)
	defer cancel()
	r, err := c.Runtime.RunPodSandbox(ctx, &cri.RunPodSandboxRequest{Config: config, RuntimeHandler: handler})
	if err != nil {
		return "", err
	}
	return r.PodSandboxId, nil
}

// StopSandbox stops a sandbox, what runs in it, and takes its address back.
func (c *Client) StopSandbox(ctx context.Context, id string) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	_, err := c.Runtime.StopPodSandbox(ctx, &cri.StopPodSandboxRequest{PodSandboxId: id})
	return err
}

// RemoveSandbox removes a stopped sandbox and its containers.
func (c *Client) RemoveSandbox(ctx context.Context, id string) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	_, err := c.Runtime.RemovePodSandbox(ctx, &cri.RemovePodSandboxRequest{PodSandboxId: id})
	return err
}

// CreateContainer makes a container in a sandbox without starting it.
func (c *Client) CreateContainer(ctx context.Context, sandbox string, config *cri.ContainerConfig, sandboxConfig *cri.PodSandboxConfig) (id string, err error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	r, err := c.Runtime.CreateContainer(ctx, &cri.CreateContainerRequest{PodSandboxId: sandbox, Config: config, SandboxConfig: sandboxConfig})
	if err != nil {
		return "", err
	}
	return r.ContainerId, nil
}

// StartContainer starts a created container.
func (c *Client) StartContainer(ctx context.Context, id string) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	_, err := c.Runtime.StartContainer(ctx, &cri.StartContainerRequest{ContainerId: id})
	return err
}

// StopContainer asks a container to stop and kills it after the grace period,
// which is rounded up to whole seconds.
func (c *Client) StopContainer(ctx context.Context, id string, grace time.Duration) error {
	seconds := max(0, int64((grace+time.Second-1)/time.Second))
	ctx, cancel := context.WithTimeout(ctx, grace+callTimeout)
	defer cancel()
	_, err := c.Runtime.StopContainer(ctx, &cri.StopContainerRequest{ContainerId: id, Timeout: seconds})
	return err
}

// Resize changes the limits of a running container.
func (c *Client) Resize(ctx context.Context, id string, to *cri.LinuxContainerResources) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	_, err := c.Runtime.UpdateContainerResources(ctx, &cri.UpdateContainerResourcesRequest{ContainerId: id, Linux: to})
	return err
}

// MemoryUse is what a running container uses, in bytes.
func (c *Client) MemoryUse(ctx context.Context, id string) (int64, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	r, err := c.Runtime.ContainerStats(ctx, &cri.ContainerStatsRequest{ContainerId: id})
	if err != nil {
		return 0, err
	}
	return int64(r.GetStats().GetMemory().GetUsageBytes().GetValue()), nil
}

// RemoveContainer removes a container that does not run.
func (c *Client) RemoveContainer(ctx context.Context, id string) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	_, err := c.Runtime.RemoveContainer(ctx, &cri.RemoveContainerRequest{ContainerId: id})
	c.messages.Delete(id)
	return err
}

// Exec runs a command in a container to its end and returns what it wrote; code
// is its exit code. A command that outlives the timeout is killed and is an error.
func (c *Client) Exec(ctx context.Context, id string, cmd []string, timeout time.Duration) (out []byte, code int, err error) {
	bound := callTimeout
	if timeout > 0 {
		bound = timeout + 5*time.Second
	}
	ctx, cancel := context.WithTimeout(ctx, bound)
	defer cancel()
	r, err := c.Runtime.ExecSync(ctx, &cri.ExecSyncRequest{ContainerId: id, Cmd: cmd, Timeout: int64((timeout + time.Second - 1) / time.Second)})
	if err != nil {
		return nil, 0, err
	}
	return append(r.Stdout, r.Stderr...), int(r.ExitCode), nil
}

// Events calls on for each event of a container, with the UID of its pod, until
// ctx ends or the stream breaks.
func (c *Client) Events(ctx context.Context, on func(podUID string)) error {
	stream, err := c.Runtime.GetContainerEvents(ctx, &cri.GetEventsRequest{}, grpc.WaitForReady(true))
	if err != nil {
		return err
	}
	for {
		e, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		uid := e.GetPodSandboxStatus().GetLabels()[LabelPodUID]
		if uid == "" {
			for _, s := range e.GetContainersStatuses() {
				uid = s.GetLabels()[LabelPodUID]
			}
		}
		on(uid)
	}
}
