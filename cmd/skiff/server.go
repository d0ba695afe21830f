package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"github.com/skiff-k8s/skiff/apiserver/pki"
	"github.com/skiff-k8s/skiff/bundle"
	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/cluster"
	"github.com/skiff-k8s/skiff/heap"
	"github.com/skiff-k8s/skiff/images"
	"github.com/skiff-k8s/skiff/store"
	"github.com/skiff-k8s/skiff/store/local"
)

// Defaults of the cluster's ranges.
const (
	defaultClusterCIDR = "10.244.0.0/16"
	defaultServiceCIDR = "10.96.0.0/16"
)

// serverOptions are the flags of "skiff server".
type serverOptions struct {
	dataDir         string
	listen          string
	writeKubeconfig string
	noAgent         bool
	clusterCIDR     string
	serviceCIDR     string
	clusterDNS      string
	images          string
	etcd            etcdFlags
	audit           auditFlags
	oidc            oidcFlags
	log             logFlags
	node            nodeFlags
}

func newServerCommand() *cobra.Command {
	var o serverOptions
	cmd := &cobra.Command{
		Use:   "server",
		Short: "Run the control plane, and a node unless --no-agent is given, in the foreground",
		Long: `Run the control plane (API server, store, controllers, scheduler) in the
foreground, and a node agent with it unless --no-agent is given. Containers go on
when it ends, and it takes them over again when it starts.`,
		GroupID: groupServices,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			log, err := o.log.logger(cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			if o.dataDir, err = filepath.Abs(o.dataDir); err != nil {
				return err
			}
			return runServer(cmd.Context(), o, log)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.dataDir, "data-dir", filepath.Join(defaultDataRoot, "server"), "folder for everything that is kept")
	f.StringVar(&o.listen, "listen", ":6443", "address of the API server")
	f.StringVar(&o.writeKubeconfig, "write-kubeconfig", "", "write the administrator's kubeconfig to this file, mode 0600 (default DATA-DIR/admin.kubeconfig)")
	f.BoolVar(&o.noAgent, "no-agent", false, "run the control plane only")
	f.StringVar(&o.clusterCIDR, "cluster-cidr", defaultClusterCIDR, "range of pod addresses")
	f.StringVar(&o.serviceCIDR, "service-cidr", defaultServiceCIDR, "range of Service addresses")
	f.StringVar(&o.clusterDNS, "cluster-dns", "", "address of the cluster's DNS, or \"none\" (default: the tenth of the range of Services)")
	f.StringVar(&o.images, "images", "", "folder of image archives to load at the start (default DATA-DIR/image-archives)")
	o.etcd.add(f)
	o.audit.add(f)
	o.oidc.add(f)
	o.log.add(f)
	o.node.add(f)
	return cmd
}

// runServer runs until ctx ends. What is not needed to answer requests starts
// after the API server does.
func runServer(ctx context.Context, o serverOptions, log *slog.Logger) (err error) {
	advertise, err := advertised(o)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(o.dataDir, 0o700); err != nil {
		return err
	}
	kept, err := openStore(ctx, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, kept.Close()) }()
	loaded, err := images.Open(imagesDir(o.dataDir))
	if err != nil {
		return err
	}
	auditor, endAudit, err := o.audit.open(log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, endAudit()) }()
	plane, err := newControlPlane(ctx, o, advertise, kept, loaded, auditor, log)
	if err != nil {
		return err
	}
	defer plane.server.Close()
	listener, err := net.Listen("tcp", o.listen)
	if err != nil {
		return err
	}
	if err := plane.writeAccess(o, advertise); err != nil {
		return err
	}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return plane.server.Serve(ctx, listener) })
	g.Go(func() error { return plane.loops(ctx) })
	g.Go(func() error { heap.Keep(ctx); return nil })
	g.Go(func() error { return plane.scheduler(ctx) })
	addPause(ctx, loaded, log)
	g.Go(func() error { loadArchives(ctx, o, loaded, log); return nil })
	if !o.noAgent {
		g.Go(func() error { return plane.ownNode(ctx, o, advertise, loaded) })
	}
	return g.Wait()
}

// clusterDNSAddress is where the cluster's DNS is, invalid for none.
func (o serverOptions) clusterDNSAddress(services netip.Prefix) (netip.Addr, error) {
	const custom = 10 // the number that other clusters give it
	switch o.clusterDNS {
	case "none":
		return netip.Addr{}, nil
	case "":
		address := services.Addr()
		for range custom {
			address = address.Next()
		}
		if !services.Contains(address) {
			return netip.Addr{}, fmt.Errorf("--service-cidr: %s has no tenth address for the cluster's DNS; give --cluster-dns", services)
		}
		return address, nil
	}
	address, err := netip.ParseAddr(o.clusterDNS)
	if err == nil && !services.Contains(address) {
		err = fmt.Errorf("%s is not in the range of Services, %s", address, services)
	}
	if err != nil {
		return netip.Addr{}, fmt.Errorf("--cluster-dns: %w", err)
	}
	return address, nil
}

// openStore opens the embedded store, or the etcd that the flags name.
func openStore(ctx context.Context, o serverOptions) (store.Store, error) {
	if o.etcd.used() {
		return o.etcd.open(ctx)
	}
	return local.Open(filepath.Join(o.dataDir, "store"), local.Options{})
}

// advertised is where nodes and pods reach the API server: the address that it
// listens on, or this machine's when it listens on all.
func advertised(o serverOptions) (netip.AddrPort, error) {
	host, port, err := net.SplitHostPort(o.listen)
	if err != nil {
		return netip.AddrPort{}, fmt.Errorf("--listen: %w", err)
	}
	number, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return netip.AddrPort{}, fmt.Errorf("--listen: port %q is not a number", port)
	}
	for _, text := range []string{host, o.node.ip} {
		if address, err := netip.ParseAddr(text); err == nil && !address.IsUnspecified() {
			return netip.AddrPortFrom(address, uint16(number)), nil
		}
	}
	address, err := ownAddress()
	return netip.AddrPortFrom(address, uint16(number)), err
}

// ownAddress returns the first address of this machine that others could reach,
// or the loopback address when it has none.
func ownAddress() (netip.Addr, error) {
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		return netip.Addr{}, err
	}
	for _, a := range addresses {
		if prefix, err := netip.ParsePrefix(a.String()); err == nil && prefix.Addr().Is4() && prefix.Addr().IsGlobalUnicast() {
			return prefix.Addr(), nil
		}
	}
	return netip.MustParseAddr("127.0.0.1"), nil
}

// loadArchives loads the folder of image archives; a broken one is told of and
// passed over.
func loadArchives(ctx context.Context, o serverOptions, loaded *images.Store, log *slog.Logger) {
	dir := o.images
	if dir == "" {
		dir = filepath.Join(o.dataDir, "image-archives")
	}
	names, err := loaded.LoadFolder(ctx, dir)
	for _, name := range names {
		log.Info("image loaded", "image", name)
	}
	if err != nil && ctx.Err() == nil {
		log.Error("loading image archives", "folder", dir, "error", err)
	}
}

// writeAccess writes the administrator's kubeconfig and the join token.
func (p *controlPlane) writeAccess(o serverOptions, advertise netip.AddrPort) error {
	file := o.writeKubeconfig
	if file == "" {
		file = cluster.AdminKubeconfig(o.dataDir)
	}
	pair, err := p.server.Keys().Admin(time.Now())
	if err != nil {
		return err
	}
	return pki.WriteKubeconfig(file, pki.Access{
		Name: defaultName, Server: "https://" + advertise.String(), CA: p.server.Keys().CA.PEM, Client: pair,
	})
}

// ownNode runs the node of the server's own machine, through the same interface
// as any other node, in process.
func (p *controlPlane) ownNode(ctx context.Context, o serverOptions, advertise netip.AddrPort, loaded *images.Store) error {
	address, err := o.node.address(advertise.Addr())
	if err != nil {
		return err
	}
	serving, err := p.server.Keys().CA.IssueServing("system:node:"+o.node.name, []string{address.String(), o.node.name, "127.0.0.1"}, time.Now())
	if err != nil {
		return err
	}
	return runNode(ctx, node{
		nodeFlags: o.node,
		dir:       cluster.NodeDir(o.dataDir, o.node.name),
		address:   address,
		client:    func(user string, groups ...string) client.Client { return p.as(user, groups...) },
		serving:   serving,
		ca:        p.server.Keys().CA.PEM,
		registry:  loaded.Handler(),
		cluster:   p.cluster,
		log:       p.log,
	})
}

// addPause puts the image of pods' sandboxes into the registry, from which every
// node takes it. A build without its bundle can still serve a control plane.
func addPause(ctx context.Context, loaded *images.Store, log *slog.Logger) {
	program, err := bundle.Open(bundleDir()).Path(ctx, bundle.Pause)
	if err == nil {
		err = loaded.AddPause(ctx, program)
	}
	if err != nil {
		log.Warn("no image for the sandboxes of pods: nodes cannot run any", "error", err)
	}
}
