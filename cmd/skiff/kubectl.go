package main

import (
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/skiff-k8s/skiff/bundle"
)

func newKubectlCommand() *cobra.Command {
	return &cobra.Command{
		Use:                "kubectl [flags] [command]",
		Short:              "Run the kubectl that skiff carries",
		GroupID:            groupUse,
		DisableFlagParsing: true,
		ValidArgsFunction:  completeKubectl,
		RunE: func(cmd *cobra.Command, args []string) error {
			path, err := bundle.Open(bundleDir()).Path(cmd.Context(), bundle.Kubectl)
			if err != nil {
				return err
			}
			// kubectl takes this process's place, so signals and the terminal
			// are its own.
			signal.Reset()
			return syscall.Exec(path, append([]string{"kubectl"}, args...), os.Environ())
		},
	}
}

// completeKubectl asks kubectl itself, which answers in cobra's own protocol.
func completeKubectl(cmd *cobra.Command, args []string, toComplete string) ([]string, cobra.ShellCompDirective) {
	path, err := bundle.Open(bundleDir()).Path(cmd.Context(), bundle.Kubectl)
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	out, err := exec.CommandContext(cmd.Context(), path, append(append([]string{"__complete"}, args...), toComplete)...).Output()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	return parseCompletions(string(out))
}

// bundleDir is where the programs that skiff carries are unpacked for whoever
// runs it: once for the machine as root, else once for the person.
func bundleDir() string {
	if os.Geteuid() == 0 {
		return "/var/lib/skiff-bundle"
	}
	if dir, err := os.UserCacheDir(); err == nil {
		return filepath.Join(dir, "skiff")
	}
	return filepath.Join(os.TempDir(), "skiff-"+os.Getenv("USER"))
}
