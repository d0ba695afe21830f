package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/fields"

	"github.com/skiff-k8s/skiff/api/core"
	"github.com/skiff-k8s/skiff/apiserver/pki"
	"github.com/skiff-k8s/skiff/bundle"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/cluster"
	"github.com/skiff-k8s/skiff/events"
	"github.com/skiff-k8s/skiff/images"
	"github.com/skiff-k8s/skiff/kubelet"
	"github.com/skiff-k8s/skiff/network/cni"
	"github.com/skiff-k8s/skiff/network/dns"
	"github.com/skiff-k8s/skiff/network/proxy"
	"github.com/skiff-k8s/skiff/network/routes"
	"github.com/skiff-k8s/skiff/runtime"
)

// runNode runs a node until ctx ends: its registry, containerd, pod network,
// kubelet and service proxy. Containers, containerd and the tables of Services
// outlive it.
func runNode(ctx context.Context, n node) error {
	listener, err := net.Listen("tcp", registryAddress)
	if err != nil {
		return fmt.Errorf("the node's registry: %w", err)
	}
	if err := os.MkdirAll(n.dir, 0o711); err != nil {
		return err
	}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return serveRegistry(ctx, listener, n.registry) })
	socket := n.runtimeEndpoint
	if socket == "" {
		containerd, err := n.startContainerd(ctx)
		if err != nil {
			return errors.Join(err, listener.Close())
		}
		defer containerd.Detach()
		socket = containerd.Socket()
		g.Go(func() error {
			if err := containerd.PullSandboxImage(ctx); err != nil && ctx.Err() == nil {
				n.log.Warn("the first pod will wait for the image of its sandbox", "error", err)
			}
			return nil
		})
	}
	c := n.client("system:node:"+n.name, "system:nodes")
	g.Go(func() error { return n.runKubelet(ctx, c, socket) })
	g.Go(func() error { return n.configureNetwork(ctx, c) })
	g.Go(func() error { return n.runServices(ctx) })
	return g.Wait()
}

// runKubelet runs the node agent.
func (n node) runKubelet(ctx context.Context, c client.Client, socket string) error {
	listener, err := net.Listen("tcp", net.JoinHostPort(n.address.String(), strconv.Itoa(kubelet.DefaultPort)))
	if err != nil {
		return err
	}
	certificate, err := n.serving.TLS()
	if err != nil {
		return err
	}
	roots, err := pki.Pool(n.ca)
	if err != nil {
		return err
	}
	config := kubelet.Config{
		NodeName: n.name, NodeIPs: []string{n.address.String()}, Client: c,
		RuntimeEndpoint: socket, RootDir: filepath.Join(n.dir, "kubelet"), CgroupRoot: n.cgroupRoot,
		Listener: listener, Certificate: certificate, ClientCA: roots,
		Version: kubernetesVersion + "+skiff",
		Events:  events.New(c, "kubelet", n.name, time.Now), Log: n.log,
	}
	if n.cluster.ClusterDNS != "" {
		config.ClusterDNS = []string{n.cluster.ClusterDNS}
	}
	if n.podCIDR != "" {
		config.PodCIDRs = []string{n.podCIDR}
	}
	k, err := kubelet.New(config)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	return k.Run(ctx)
}

// startContainerd starts the node's own containerd, or adopts the one that runs.
func (n node) startContainerd(ctx context.Context) (*runtime.Containerd, error) {
	programs := bundle.Open(bundleDir())
	return runtime.Start(ctx, runtime.Config{
		Dir:          cluster.ContainerdDir(n.dir),
		Programs:     programs,
		SandboxImage: images.PauseImage,
		Mirror:       "http://" + registryAddress,
		MirrorOnly:   n.mirrorOnly,
		CgroupRoots:  n.cgroupRoots(),
		Log:          n.log,
	})
}

// cgroupRoots is what tearing the node down may remove: nothing when its pods
// are at the top.
func (n node) cgroupRoots() []string {
	if n.cgroupRoot == "/" {
		return nil
	}
	return []string{n.cgroupRoot}
}

// configureNetwork writes the pod network's configuration when the control plane
// has given the node its range, and again when that changes.
func (n node) configureNetwork(ctx context.Context, c client.Client) error {
	if n.runtimeEndpoint != "" {
		return nil // whoever runs that containerd gives it its network
	}
	only := client.ListOptions{Fields: fields.OneTermEqualSelector("metadata.name", n.name)}
	return c.Watch(ctx, core.Nodes, only, func(e client.Event) {
		if e.Type == client.Deleted || e.Type == client.Synced {
			return
		}
		var ranges []netip.Prefix
		for _, text := range e.Object.(*corev1.Node).Spec.PodCIDRs {
			prefix, err := netip.ParsePrefix(text)
			if err != nil {
				n.log.Error("the node's range of pod addresses", "range", text, "error", err)
				return
			}
			ranges = append(ranges, prefix)
		}
		if len(ranges) == 0 {
			return
		}
		dir := filepath.Join(cluster.ContainerdDir(n.dir), "cni")
		err := cni.Write(dir, cni.Config{PodCIDRs: ranges, StateDir: filepath.Join(runtime.DefaultRunDir(cluster.ContainerdDir(n.dir)), "cni")})
		if err != nil {
			n.log.Error("writing the pod network's configuration", "error", err)
		}
	})
}

// runServices leads the node's packets to other nodes' pods and keeps its table
// of Services.
func (n node) runServices(ctx context.Context) error {
	pods, err := netip.ParsePrefix(n.cluster.ClusterCIDR)
	if err != nil {
		return err
	}
	services, err := netip.ParsePrefix(n.cluster.ServiceCIDR)
	if err != nil {
		return err
	}
	c := n.client("system:kube-proxy")
	g, ctx := errgroup.WithContext(ctx)
	p, err := proxy.New(proxy.Config{
		Node: n.name, Ranges: proxy.Ranges{Pods: pods, Services: services}, Log: n.log,
	}, c)
	if err != nil {
		return err
	}
	g.Go(func() error { return p.Run(ctx) })
	if n.cluster.ClusterDNS != "" {
		g.Go(func() error { return n.serveNames(ctx, c, pods) })
	}
	if n.runtimeEndpoint == "" { // else whoever runs that containerd routes to its pods
		r, err := routes.New(routes.Config{Node: n.name, Address: n.address, Pods: pods, Services: services, Log: n.log}, c)
		if err != nil {
			return err
		}
		g.Go(func() error { return r.Run(ctx) })
	}
	return g.Wait()
}

// serveNames runs the node's name server. Whoever reads Services may know their
// names.
func (n node) serveNames(ctx context.Context, c client.Client, pods netip.Prefix) error {
	config := dns.Config{
		Domain: kubelet.DefaultClusterDomain, Listen: netip.AddrPortFrom(n.address, dns.Port), Pods: pods, Log: n.log,
	}
	if !n.clusterNames {
		var err error
		if config.Resolvers, err = dns.Resolvers(kubelet.DefaultResolvConf); err != nil {
			n.log.Warn("pods can look up names of the cluster only", "error", err)
		}
	}
	return dns.New(config, c).Run(ctx)
}
