package conformance

import (
	"context"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// stopPatience is how long a program that was asked to end may take; the suite
// deletes its namespaces and writes its report in that time.
const stopPatience = 2 * time.Minute

// command is a program whose output the person sees. When ctx ends, it is
// interrupted and, should it not heed that, killed. It has a process group of its
// own, so that Ctrl-C reaches it through us and once only.
func command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = stopPatience
	return cmd
}
