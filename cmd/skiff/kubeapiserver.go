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

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"github.com/skiff-k8s/skiff/store"
	"github.com/skiff-k8s/skiff/store/local"
)

// kubeAPIServerName is the name by which skiff takes kube-apiserver's place, such
// as in the folder that KUBEBUILDER_ASSETS names.
const kubeAPIServerName = "kube-apiserver"

func newKubeAPIServerCommand() *cobra.Command {
	var o kubeAPIServerOptions
	cmd := &cobra.Command{
		Use:   kubeAPIServerName,
		Short: "Run the API server alone, with the flags of kube-apiserver",
		Long: `Run the API server alone, with the flags of kube-apiserver: in its place for
tests of operators (envtest) and for those who run their own control plane.
A program of this name that is skiff, a link for example, does the same.

There are no controllers, no scheduler and no node, unless --skiff-controllers is
given. The state is kept in the etcd of --etcd-servers, or with --skiff-data-dir
in skiff's own store.`,
		GroupID: groupServices,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.version {
				fmt.Fprintln(cmd.OutOrStdout(), "Kubernetes", kubernetesVersion)
				return nil
			}
			log, err := o.log.logger(cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			if err := o.refused.check(cmd.Flags()); err != nil {
				return err
			}
			for _, name := range o.ignored.used(cmd.Flags()) {
				log.Warn("flag has no effect here", "flag", "--"+name)
			}
			return runKubeAPIServer(cmd.Context(), o, log)
		},
	}
	o.add(cmd.Flags())
	return cmd
}

// runKubeAPIServer runs until ctx ends.
func runKubeAPIServer(ctx context.Context, o kubeAPIServerOptions, log *slog.Logger) (err error) {
	plugins, err := o.disabledAdmission()
	if err != nil {
		return err
	}
	trust, err := o.trust()
	if err != nil {
		return err
	}
	tokens, err := o.tokens()
	if err != nil {
		return err
	}
	kept, err := o.openStore(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, kept.Close()) }()
	config, err := o.config()
	if err != nil {
		return err
	}
	if err := o.oidc.apply(&config); err != nil {
		return err
	}
	auditor, endAudit, err := o.audit.open(log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, endAudit()) }()
	config.Audit = auditor
	config.Store, config.Trust, config.Tokens, config.DisableAdmission, config.Log = kept, trust, tokens, plugins, log
	plane, err := startControlPlane(ctx, config, netip.MustParsePrefix(defaultClusterCIDR))
	if err != nil {
		return err
	}
	defer plane.server.Close()
	listener, err := net.Listen("tcp", net.JoinHostPort(o.bindAddress.String(), strconv.Itoa(o.securePort)))
	if err != nil {
		return err
	}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return plane.server.Serve(ctx, listener) })
	if o.controllers {
		g.Go(func() error { return plane.loops(ctx) })
		g.Go(func() error { return plane.scheduler(ctx) })
	}
	return g.Wait()
}

// openStore opens the etcd that the flags name, or skiff's own store.
func (o *kubeAPIServerOptions) openStore(ctx context.Context) (store.Store, error) {
	switch {
	case o.etcd.used():
		return o.etcd.open(ctx)
	case o.dataDir != "":
		if err := os.MkdirAll(o.dataDir, 0o700); err != nil {
			return nil, err
		}
		return local.Open(filepath.Join(o.dataDir, "store"), local.Options{})
	}
	return nil, errors.New("--etcd-servers must be specified, or --skiff-data-dir")
}
