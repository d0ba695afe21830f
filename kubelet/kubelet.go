// Package kubelet is the node agent: it runs the pods that are bound to its node.
//
// It knows the cluster only through a client.Client and the containers only
// through the container runtime's socket, and it keeps nothing of its own that
// matters: after a restart it finds its sandboxes and containers again by their
// labels and takes them over as they are.
//
//	state     the vocabulary: what is known of a pod
//	pod       what to do about a pod (pure), and the workers that do it
//	status    a pod's status from what is known of it (pure)
//	cri       the runtime: configurations (pure) and calls
//	env       a container's variables and command (pure)
//	cgroups   the pods' control groups
//	images    pulling
//	volumes   the pods' volumes
//	probes    startup, liveness and readiness
//	hooks     postStart and preStop
//	logs      the containers' log files
//	node      the node's object, status and lease
//	eviction  what must go when the node runs out of something
//	gc        what pods have left behind
//	stats     what the node and its pods use
//	server    the endpoint that the API server calls
package kubelet

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	authenticationv1 "k8s.io/api/authentication/v1"
	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/kubelet/cgroups"
	"github.com/skiff-k8s/skiff/kubelet/cri"
	"github.com/skiff-k8s/skiff/kubelet/eviction"
	"github.com/skiff-k8s/skiff/kubelet/images"
	"github.com/skiff-k8s/skiff/kubelet/node"
	"github.com/skiff-k8s/skiff/kubelet/pod"
	"github.com/skiff-k8s/skiff/kubelet/probes"
	"github.com/skiff-k8s/skiff/kubelet/server"
	"github.com/skiff-k8s/skiff/kubelet/stats"
	"github.com/skiff-k8s/skiff/kubelet/volumes"
	"github.com/skiff-k8s/skiff/trace"
)

// Kubelet is one node agent.
type Kubelet struct {
	Config
	facts   node.Facts
	cri     *cri.Client
	cgroups *cgroups.Tree
	objects *objects
	volumes *volumes.Manager
	images  *images.Manager
	probes  *probes.Manager
	pods    *pod.Manager

	synced      atomic.Bool // the list of pods is complete
	pressure    atomic.Pointer[eviction.Pressure]
	allocatable v1.ResourceList
	nodeObject  atomic.Pointer[v1.Node]
}

// New makes a node agent that does nothing yet.
func New(config Config) (*Kubelet, error) {
	config, err := config.withDefaults()
	if err != nil {
		return nil, err
	}
	k := &Kubelet{Config: config}
	if k.facts, err = node.ReadFacts(config.RootDir); err != nil {
		return nil, err
	}
	_, k.allocatable = k.facts.Resources(config.MaxPods)
	k.pressure.Store(&eviction.Pressure{})
	if k.cri, err = cri.Dial(config.RuntimeEndpoint); err != nil {
		return nil, err
	}
	return k, nil
}

// Run looks after the node until ctx ends. Containers run on then. It returns an
// error only when it cannot begin.
func (k *Kubelet) Run(ctx context.Context) error {
	defer k.cri.Close()
	name, version, err := k.cri.Version(ctx)
	if err != nil {
		return fmt.Errorf("container runtime %s: %w", k.RuntimeEndpoint, err)
	}
	k.facts.Info.KubeletVersion = k.Version
	k.facts.Info.ContainerRuntimeVersion = name + "://" + version
	var warnings []error
	k.cgroups, warnings = cgroups.Open(cgroups.Mount, k.CgroupRoot)
	for _, w := range warnings {
		k.Log.Warn("control groups are limited here", "error", w)
	}
	if err := k.build(ctx, name); err != nil {
		return err
	}
	var wg sync.WaitGroup
	for _, part := range []func(context.Context){k.keeper().Run, k.followRuntime, k.relist, k.rotateLogs, k.watchPressure} {
		wg.Go(func() { part(ctx) })
	}
	if k.Listener != nil {
		s := server.New(server.Config{Node: (*endpoint)(k), Runtime: k.cri.Runtime, Certificate: k.Certificate, ClientCA: k.ClientCA, Dial: k.Dial, Log: k.Log,
			Stats: stats.Source{NodeName: k.NodeName, Dir: k.RootDir, Runtime: k.cri.Runtime, Now: k.Now}.Summary})
		wg.Go(func() {
			if err := s.Serve(ctx, k.Listener); err != nil && ctx.Err() == nil {
				k.Log.Error("the node's endpoint ended", "error", err)
			}
		})
	}
	err = k.watchPods(ctx)
	if err == nil {
		<-ctx.Done()
	}
	k.pods.Wait()
	wg.Wait()
	return err
}

// build makes the parts that look after pods.
func (k *Kubelet) build(ctx context.Context, runtimeName string) error {
	resolv, err := k.resolv()
	if err != nil {
		return err
	}
	allocatable := func() v1.ResourceList { return k.allocatable }
	k.objects = newObjects(ctx, k.Client, func(uid types.UID) { k.pods.Refresh(uid) })
	k.volumes = volumes.New(volumes.Config{Root: k.RootDir, Objects: k.objects, Token: k.token, Allocatable: allocatable, Now: k.Now})
	k.images = images.New(images.Config{Images: k.cri.Images, Secret: k.objects.secret, Event: k.event, Now: k.Now})
	k.probes = probes.New(ctx, probes.Config{Exec: k.cri.Exec, Dial: k.Dial, Event: k.event, Changed: func(uid types.UID) { k.pods.Wake(uid) }})
	k.pods = pod.NewManager(ctx, &pod.Node{
		Name: k.NodeName, HostIPs: k.NodeIPs, RuntimeName: runtimeName, LogDir: k.LogDir, SeccompDir: filepath.Join(k.RootDir, "seccomp"),
		Config: cri.Node{ClusterDNS: k.ClusterDNS, ClusterDomain: k.ClusterDomain, Resolv: resolv, MemoryCapacity: k.facts.Memory},
		Client: k.Client, Runtime: k.cri, Images: k.images, Volumes: k.volumes, Probes: k.probes, Cgroups: k.cgroups,
		Objects: k.objects, Services: k.objects.services, Handler: k.objects.handler, Allocatable: allocatable, Watch: k.objects.watch, Admit: k.admit, Room: k.room,
		Event: k.event, Dial: k.Dial, Now: k.Now, Log: k.Log,
	})
	return nil
}

// resolv reads the node's own resolver configuration; none is an empty one.
func (k *Kubelet) resolv() (cri.Resolv, error) {
	raw, err := os.ReadFile(k.ResolvConf)
	if os.IsNotExist(err) {
		return cri.Resolv{}, nil
	}
	if err != nil {
		return cri.Resolv{}, err
	}
	return cri.ParseResolv(bytes.NewReader(raw))
}

func (k *Kubelet) keeper() *node.Keeper {
	return node.New(node.Config{
		Name: k.NodeName, Hostname: k.Hostname, IPs: k.NodeIPs, Port: k.port(), Labels: k.Labels, Taints: k.Taints, MaxPods: k.MaxPods, PodCIDRs: k.PodCIDRs,
		Facts: k.facts, Client: k.Client, Health: k.health, Known: k.nodeObject.Store, Now: k.Now, Log: k.Log,
	})
}

// health looks after the node.
func (k *Kubelet) health(ctx context.Context) node.Health {
	_, why := k.cri.Ready(ctx)
	p := k.pressure.Load()
	h := node.Health{NotReady: why, Memory: p.Memory, Disk: p.Disk, PIDs: p.PIDs}
	if list, err := k.cri.ListImages(ctx, node.MaxImages); err == nil {
		h.Images = list
	}
	return h
}

// event reports on a pod or one of its containers.
func (k *Kubelet) event(p *v1.Pod, container, kind, reason, message string) {
	ref := v1.ObjectReference{APIVersion: "v1", Kind: "Pod", Namespace: p.Namespace, Name: p.Name, UID: p.UID, ResourceVersion: p.ResourceVersion}
	if container != "" {
		ref.FieldPath = fieldPath(p, container)
	}
	ctx := trace.With(context.Background(), trace.Cause{Actor: "kubelet " + k.NodeName, Reason: reason})
	k.Events.EventFor(ctx, ref, kind, reason, message)
}

func fieldPath(p *v1.Pod, container string) string {
	list := "containers"
	for i := range p.Spec.InitContainers {
		if p.Spec.InitContainers[i].Name == container {
			list = "initContainers"
		}
	}
	for i := range p.Spec.EphemeralContainers {
		if p.Spec.EphemeralContainers[i].Name == container {
			list = "ephemeralContainers"
		}
	}
	return fmt.Sprintf("spec.%s{%s}", list, container)
}

// token asks for a token of a pod's service account that is good only as long as
// the pod exists.
func (k *Kubelet) token(ctx context.Context, p *v1.Pod, audience string, seconds int64) (string, time.Time, error) {
	req := &authenticationv1.TokenRequest{Spec: authenticationv1.TokenRequestSpec{
		ExpirationSeconds: &seconds,
		BoundObjectRef:    &authenticationv1.BoundObjectReference{APIVersion: "v1", Kind: "Pod", Name: p.Name, UID: p.UID},
	}}
	if audience != "" {
		req.Spec.Audiences = []string{audience}
	}
	account := p.Spec.ServiceAccountName
	if account == "" {
		account = "default"
	}
	ctx = trace.With(ctx, trace.Cause{Actor: "kubelet " + k.NodeName, Reason: "token for pod " + p.Name})
	o, err := k.Client.Act(ctx, core.ServiceAccounts, p.Namespace, account, "token", req)
	if err != nil {
		return "", time.Time{}, err
	}
	t, ok := o.(*authenticationv1.TokenRequest)
	if !ok || t.Status.Token == "" {
		return "", time.Time{}, fmt.Errorf("the API returned no token for service account %s/%s", p.Namespace, account)
	}
	return t.Status.Token, t.Status.ExpirationTimestamp.Time, nil
}
