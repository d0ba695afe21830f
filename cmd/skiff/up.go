package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"golang.org/x/term"
	"k8s.io/client-go/tools/clientcmd"

	"github.com/skiff-k8s/skiff/cluster"
)

func newUpCommand() *cobra.Command {
	var (
		where       clusterFlags
		o           cluster.Options
		serverFlags []string
	)
	cmd := &cobra.Command{
		Use:   "up",
		Short: "Start a cluster on this machine, in the background",
		Long: `Start a cluster on this machine, in the background: each node in a network
namespace of its own with its own containerd. When all nodes are Ready a context
is merged into your kubeconfig ($KUBECONFIG, or ~/.kube/config) and made the
current one.

A cluster that exists already is completed: what does not run is started, and
containers that run go on.`,
		Example: `  skiff up
  skiff up --name dev --nodes 3 --isolated`,
		GroupID: groupCluster,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var err error
			if o.Dir, err = where.dir(); err != nil {
				return err
			}
			if o.Program, err = os.Executable(); err != nil {
				return err
			}
			o.Name, o.Kubeconfig, o.ServerFlags = where.name, kubeconfigFile(), serverFlags
			o.Progress = progress(cmd)
			s, err := cluster.Up(cmd.Context(), o)
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "\nCluster %q is up at %s.\n  skiff kubectl get nodes\n  skiff down%s\n", s.Name, s.Server, nameFlag(s.Name))
			return nil
		},
	}
	where.add(cmd.Flags())
	f := cmd.Flags()
	f.IntVar(&o.Nodes, "nodes", 1, "number of nodes")
	f.BoolVar(&o.Isolated, "isolated", false, "give the nodes no route beyond this machine")
	f.StringArrayVar(&serverFlags, "server-flag", nil, "further flag for \"skiff server\", such as --log-level=debug; may be repeated")
	return cmd
}

func newDownCommand() *cobra.Command {
	var (
		where clusterFlags
		o     cluster.DownOptions
	)
	cmd := &cobra.Command{
		Use:     "down",
		Short:   "Remove every trace of a cluster",
		Long:    "Remove every trace of a cluster: processes, containers, mounts, namespaces, its\ncontext in your kubeconfig and, unless --keep-data is given, its data.",
		GroupID: groupCluster,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			dir, err := where.dir()
			if err != nil {
				return err
			}
			o.Name, o.Dir, o.Progress = where.name, dir, progress(cmd)
			return cluster.Down(cmd.Context(), o)
		},
	}
	where.add(cmd.Flags())
	cmd.Flags().BoolVar(&o.KeepData, "keep-data", false, "keep the data folder, so that \"skiff up\" goes on with it")
	return cmd
}

func newStatusCommand() *cobra.Command {
	var (
		where  clusterFlags
		output string
	)
	cmd := &cobra.Command{
		Use:     "status",
		Short:   "Show the clusters of this machine and their nodes",
		GroupID: groupCluster,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			dirs, err := statusDirs(cmd, where)
			if err != nil {
				return err
			}
			return printStatus(cmd.Context(), cmd.OutOrStdout(), dirs, output)
		},
	}
	where.add(cmd.Flags())
	cmd.Flags().StringVarP(&output, "output", "o", "", "output format: json")
	return cmd
}

// statusDirs returns the folder of the cluster that was named, or of all.
func statusDirs(cmd *cobra.Command, where clusterFlags) ([]string, error) {
	if cmd.Flags().Changed("name") || cmd.Flags().Changed("data-dir") {
		dir, err := where.existing()
		return []string{dir}, err
	}
	dirs, err := cluster.List(defaultDataRoot)
	if err == nil && len(dirs) == 0 {
		err = errors.New("no cluster on this machine; \"skiff up\" starts one")
	}
	return dirs, err
}

// progress shows steps where the person looks.
func progress(cmd *cobra.Command) *cluster.Progress {
	return cluster.NewProgress(cmd.ErrOrStderr(), term.IsTerminal(int(os.Stderr.Fd())))
}

// kubeconfigFile is the file that kubectl would write to.
func kubeconfigFile() string {
	file := clientcmd.NewDefaultPathOptions().GetDefaultFilename()
	if abs, err := filepath.Abs(file); err == nil {
		return abs
	}
	return file
}

// nameFlag is what commands need to find a cluster of that name.
func nameFlag(name string) string {
	if name == defaultName {
		return ""
	}
	return " --name " + name
}
