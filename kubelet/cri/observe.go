package cri

import (
	"context"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"

	"google.golang.org/grpc/codes"
	grpcstatus "google.golang.org/grpc/status"
	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
	cri "k8s.io/cri-api/pkg/apis/runtime/v1"

	"github.com/skiff-k8s/skiff/kubelet/logs"
	"github.com/skiff-k8s/skiff/kubelet/state"
)

// Gone says whether an error means that the runtime does not know what was asked
// about.
func Gone(err error) bool { return grpcstatus.Code(err) == codes.NotFound }

// Observe returns what the runtime knows of a pod.
func (c *Client) Observe(ctx context.Context, uid types.UID) (state.Runtime, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	mine := map[string]string{LabelPodUID: string(uid)}
	sandboxes, err := c.Runtime.ListPodSandbox(ctx, &cri.ListPodSandboxRequest{Filter: &cri.PodSandboxFilter{LabelSelector: mine}})
	if err != nil {
		return state.Runtime{}, err
	}
	containers, err := c.Runtime.ListContainers(ctx, &cri.ListContainersRequest{Filter: &cri.ContainerFilter{LabelSelector: mine}})
	if err != nil {
		return state.Runtime{}, err
	}
	var seen state.Runtime
	for _, item := range sandboxes.Items {
		s := state.Sandbox{ID: item.Id, Attempt: item.GetMetadata().GetAttempt(), Created: time.Unix(0, item.CreatedAt),
			Ready: item.State == cri.PodSandboxState_SANDBOX_READY}
		if s.Ready {
			r, err := c.Runtime.PodSandboxStatus(ctx, &cri.PodSandboxStatusRequest{PodSandboxId: item.Id})
			if Gone(err) {
				continue
			}
			if err != nil {
				return state.Runtime{}, err
			}
			s.Ready = r.GetStatus().GetState() == cri.PodSandboxState_SANDBOX_READY
			s.IPs = addresses(r.GetStatus().GetNetwork())
		}
		seen.Sandboxes = append(seen.Sandboxes, s)
	}
	for _, item := range containers.Containers {
		r, err := c.Runtime.ContainerStatus(ctx, &cri.ContainerStatusRequest{ContainerId: item.Id})
		if Gone(err) {
			continue
		}
		if err != nil {
			return state.Runtime{}, err
		}
		seen.Containers = append(seen.Containers, c.container(item.PodSandboxId, r.Status))
	}
	slices.SortFunc(seen.Sandboxes, func(a, b state.Sandbox) int { return b.Created.Compare(a.Created) })
	slices.SortStableFunc(seen.Containers, func(a, b state.Container) int {
		if a.Name == b.Name && a.Restarts != b.Restarts {
			return b.Restarts - a.Restarts
		}
		return b.Created.Compare(a.Created)
	})
	return seen, nil
}

func addresses(n *cri.PodSandboxNetworkStatus) []string {
	if n.GetIp() == "" {
		return nil
	}
	out := []string{n.Ip}
	for _, ip := range n.AdditionalIps {
		out = append(out, ip.Ip)
	}
	return out
}

func (c *Client) container(sandbox string, s *cri.ContainerStatus) state.Container {
	out := state.Container{
		ID: s.Id, Name: s.Labels[LabelContainerName], SandboxID: sandbox,
		Created: time.Unix(0, s.CreatedAt), ExitCode: s.ExitCode, Reason: s.Reason,
		Image: s.GetImage().GetImage(), ImageID: s.ImageRef, Hash: s.Annotations[annotationHash], LogPath: s.LogPath,
	}
	if s.StartedAt > 0 {
		out.Started = time.Unix(0, s.StartedAt)
	}
	if s.FinishedAt > 0 {
		out.Finished = time.Unix(0, s.FinishedAt)
	}
	if user := s.GetImage().GetUserSpecifiedImage(); out.Image == "" && user != "" {
		out.Image = user
	}
	if n, err := strconv.Atoi(s.Annotations[annotationRestarts]); err == nil {
		out.Restarts = n
	} else {
		out.Restarts = int(s.GetMetadata().GetAttempt())
	}
	if u := s.GetUser().GetLinux(); u != nil {
		out.User = &v1.ContainerUser{Linux: &v1.LinuxContainerUser{UID: u.Uid, GID: u.Gid, SupplementalGroups: u.SupplementalGroups}}
	}
	if l := s.GetResources().GetLinux(); l != nil {
		out.InForce = &state.InForce{Shares: l.CpuShares, Quota: max(0, l.CpuQuota), Memory: max(0, l.MemoryLimitInBytes)}
	}
	switch s.State {
	case cri.ContainerState_CONTAINER_RUNNING:
		out.Phase = state.Running
	case cri.ContainerState_CONTAINER_EXITED:
		out.Phase = state.Exited
		out.Message = c.message(s)
	case cri.ContainerState_CONTAINER_UNKNOWN:
		out.Phase = state.Unknown
	}
	return out
}

// message returns the termination message of a container that ended: what it
// wrote to its termination log, or the end of its log where its policy says so,
// or what the runtime has to say.
func (c *Client) message(s *cri.ContainerStatus) string {
	if m, ok := c.messages.Load(s.Id); ok {
		return m.(string)
	}
	m := ""
	for _, mount := range s.Mounts {
		if mount.ContainerPath == s.Annotations[annotationMessage] && mount.ContainerPath != "" {
			m = logs.TerminationMessage(mount.HostPath)
		}
	}
	if m == "" && s.ExitCode != 0 && s.Annotations[annotationPolicy] == string(v1.TerminationMessageFallbackToLogsOnError) {
		m = logs.LastLines(s.LogPath)
	}
	if m == "" {
		m = s.Message
	}
	m = strings.ToValidUTF8(m, "�")
	c.messages.Store(s.Id, m)
	return m
}

// Pod is what the runtime knows of a pod without looking closer.
type Pod struct {
	UID             types.UID
	Namespace, Name string
	// Grace that the pod's containers were promised, 0 when unknown.
	Grace time.Duration
	// Print changes whenever a sandbox or container of the pod comes, goes or
	// changes its state.
	Print uint64
}

// Pods returns all pods that the runtime knows, with two calls.
func (c *Client) Pods(ctx context.Context) (map[types.UID]*Pod, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	sandboxes, err := c.Runtime.ListPodSandbox(ctx, &cri.ListPodSandboxRequest{})
	if err != nil {
		return nil, err
	}
	containers, err := c.Runtime.ListContainers(ctx, &cri.ListContainersRequest{})
	if err != nil {
		return nil, err
	}
	out := map[types.UID]*Pod{}
	see := func(labels, annotations map[string]string, print string) {
		uid := types.UID(labels[LabelPodUID])
		if uid == "" {
			return
		}
		p := out[uid]
		if p == nil {
			p = &Pod{UID: uid, Namespace: labels[LabelPodNamespace], Name: labels[LabelPodName]}
			out[uid] = p
		}
		if seconds, err := strconv.Atoi(annotations[annotationGrace]); err == nil {
			p.Grace = time.Duration(seconds) * time.Second
		}
		h := fnv.New64a()
		h.Write([]byte(print))
		// Addition, so that the order of the lists does not matter.
		p.Print += h.Sum64()
	}
	for _, s := range sandboxes.Items {
		see(s.Labels, s.Annotations, fmt.Sprint(s.Id, s.State))
	}
	for _, s := range containers.Containers {
		see(s.Labels, s.Annotations, fmt.Sprint(s.Id, s.State))
	}
	return out, nil
}
