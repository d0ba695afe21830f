package main

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"

	"github.com/spf13/pflag"

	"github.com/skiff-k8s/skiff/apiserver/pki"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/join"
)

// nodeFlags say which node this is and how it runs containers.
type nodeFlags struct {
	name            string
	ip              string
	podCIDR         string
	cgroupRoot      string
	runtimeEndpoint string
	mirrorOnly      bool
	clusterNames    bool
}

func (f *nodeFlags) add(flags *pflag.FlagSet) {
	flags.StringVar(&f.name, "node-name", hostname(), "name of this node")
	flags.StringVar(&f.ip, "node-ip", "", "address by which others reach this node (default: found out)")
	flags.StringVar(&f.podCIDR, "pod-cidr", "", "range of this node's pods (default: given by the control plane)")
	flags.StringVar(&f.cgroupRoot, "cgroup-root", "/", "control group below which this node's pods are")
	flags.StringVar(&f.runtimeEndpoint, "container-runtime-endpoint", "", "socket of an existing containerd (default: one of our own)")
	flags.BoolVar(&f.clusterNames, "cluster-names-only", false, "answer pods' questions for names of the cluster only, and never ask another name server")
	flags.BoolVar(&f.mirrorOnly, "mirror-only", false, "use loaded images only, and never ask another registry")
}

// address is --node-ip, or the fallback.
func (f *nodeFlags) address(fallback netip.Addr) (netip.Addr, error) {
	if f.ip == "" {
		return fallback, nil
	}
	address, err := netip.ParseAddr(f.ip)
	if err != nil {
		return address, fmt.Errorf("--node-ip: %w", err)
	}
	return address, nil
}

// node is all that running a node needs, whether its server is in this process
// or not.
type node struct {
	nodeFlags
	dir     string
	address netip.Addr
	// client returns a client that acts as a user.
	client   func(user string, groups ...string) client.Client
	serving  pki.KeyPair
	ca       []byte
	registry http.Handler
	cluster  join.Cluster
	log      *slog.Logger
}
