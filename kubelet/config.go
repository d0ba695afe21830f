package kubelet

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"time"

	v1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/client"
)

// Defaults of a Config.
const (
	DefaultMaxPods       = 110
	DefaultClusterDomain = "cluster.local"
	DefaultResolvConf    = "/etc/resolv.conf"
	// DefaultPort is where the endpoint of a node agent is by custom.
	DefaultPort = 10250
)

// Recorder records events; events.Recorder is one.
type Recorder interface {
	EventFor(ctx context.Context, ref v1.ObjectReference, kind, reason, message string)
}

// Config says which node to look after, and with what.
type Config struct {
	// NodeName is the name in the cluster, Hostname what the machine calls itself;
	// empty means NodeName.
	NodeName, Hostname string
	// NodeIPs are the node's addresses, the primary one first; at least one.
	NodeIPs []string
	// Client acts as system:node:NodeName.
	Client client.Client
	// RuntimeEndpoint is the socket of the container runtime: a path or unix://path.
	RuntimeEndpoint string
	// RootDir holds the pods' volumes; LogDir their logs, empty for RootDir/logs.
	RootDir, LogDir string
	// CgroupRoot is the control group below which the node's pods live; empty for
	// the topmost. Nodes that share a machine need one each.
	CgroupRoot string
	// ClusterDNS servers; without any, pods that ask for the cluster's DNS get the
	// node's own configuration, which is read from ResolvConf.
	ClusterDNS    []string
	ClusterDomain string
	ResolvConf    string
	// Listener, where set, is where the API server calls this node, over TLS with
	// Certificate; callers' certificates must come from ClientCA.
	Listener    net.Listener
	Certificate tls.Certificate
	ClientCA    *x509.CertPool
	// Dial opens connections in the node's network namespace; nil for this
	// process's own.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Labels and Taints of a node that registers.
	Labels  map[string]string
	Taints  []v1.Taint
	MaxPods int
	// PodCIDRs are the ranges of the node's pods where it brings its own; empty
	// for those that the control plane gives it.
	PodCIDRs []string
	// Version that the node reports.
	Version string
	Events  Recorder
	// Now is the clock of what is decided and reported; nil for the time of day.
	Now func() time.Time
	Log *slog.Logger
}

func (c Config) withDefaults() (Config, error) {
	switch {
	case c.NodeName == "":
		return c, errors.New("kubelet: no node name")
	case len(c.NodeIPs) == 0:
		return c, errors.New("kubelet: no node address")
	case c.Client == nil, c.Events == nil:
		return c, errors.New("kubelet: no client or recorder")
	case c.RuntimeEndpoint == "":
		return c, errors.New("kubelet: no container runtime")
	case !filepath.IsAbs(c.RootDir):
		return c, errors.New("kubelet: RootDir must be an absolute path")
	}
	def := func(s *string, v string) {
		if *s == "" {
			*s = v
		}
	}
	def(&c.Hostname, c.NodeName)
	def(&c.ClusterDomain, DefaultClusterDomain)
	def(&c.ResolvConf, DefaultResolvConf)
	def(&c.Version, "v1.36.3+skiff")
	if c.MaxPods == 0 {
		c.MaxPods = DefaultMaxPods
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	if err := os.MkdirAll(filepath.Join(c.RootDir, "pods"), 0o750); err != nil {
		return c, err
	}
	// Mounts are looked up by the kernel's names.
	root, err := filepath.EvalSymlinks(c.RootDir)
	if err != nil {
		return c, err
	}
	c.RootDir = root
	def(&c.LogDir, filepath.Join(root, "logs"))
	return c, os.MkdirAll(c.LogDir, 0o750)
}

// port of the endpoint.
func (c Config) port() int32 {
	if c.Listener != nil {
		if a, ok := c.Listener.Addr().(*net.TCPAddr); ok {
			return int32(a.Port)
		}
	}
	return DefaultPort
}
