// Command skiff is Kubernetes as one program: API server, store, controllers,
// scheduler, node agent and container runtime, and it shows its work.
//
// This package holds the commands and their flags, and wires the parts together;
// it is the only place where they meet. A file per command.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/spf13/cobra"
)

// version and commit are set by the build.
var (
	version = "dev"
	commit  = "unknown"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	root := newRootCommand()
	if filepath.Base(os.Args[0]) == kubeAPIServerName {
		root = newKubeAPIServerCommand()
	}
	err := root.ExecuteContext(ctx)
	stop()
	if err == nil {
		return
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		os.Exit(exit.ExitCode()) // kubectl has said what is wrong
	}
	fmt.Fprintln(os.Stderr, "Error:", err)
	os.Exit(1)
}

// Command groups, in the order in which help lists them.
const (
	groupCluster  = "cluster"
	groupUse      = "use"
	groupServices = "services"
)

func newRootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "skiff",
		Short: "Kubernetes as one small, fast program that shows its work",
		Long: `skiff is Kubernetes as one small, fast program that shows its work.

  skiff up                                start a cluster on this machine
  skiff kubectl apply -f deployment.yaml  use it, or any kubectl you have
  skiff trace deployment/nginx-demo       see what happened, and why
  skiff down                              remove every trace of it`,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.AddGroup(
		&cobra.Group{ID: groupCluster, Title: "Clusters on this machine:"},
		&cobra.Group{ID: groupUse, Title: "Using a cluster:"},
		&cobra.Group{ID: groupServices, Title: "For a service manager:"},
	)
	root.AddCommand(
		newTraceCommand(),
		newUpCommand(),
		newDownCommand(),
		newStatusCommand(),
		newServerCommand(),
		newAgentCommand(),
		newKubeAPIServerCommand(),
		newImageCommand(),
		newKubectlCommand(),
		newVersionCommand(),
	)
	return root
}
