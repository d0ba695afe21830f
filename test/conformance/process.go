package conformance

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"syscall"
	"time"
)

const (
	// stopPatience is how long a program that was asked to end may take; the
	// suite writes its report in that time.
	stopPatience = 2 * time.Minute
	// insistAfter is when it is asked again: the suite takes that for an order
	// not to tidy up behind its tests, which here goes with the cluster.
	insistAfter = 20 * time.Second
)

// command is a program whose output the person sees. It has a process group of
// its own, so that Ctrl-C reaches it through us and once only.
func command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	cmd.Cancel = func() error { return signal(cmd, syscall.SIGINT) }
	cmd.WaitDelay = stopPatience
	return cmd
}

// runGroup runs a program that starts others. When ctx ends, all of them are
// interrupted, twice, and killed should they not heed that. None is left when it
// returns.
func runGroup(ctx context.Context, cmd *exec.Cmd) error {
	if err := cmd.Start(); err != nil {
		return err
	}
	done := make(chan struct{})
	go func() {
		select {
		case <-done:
			return
		case <-ctx.Done():
		}
		select {
		case <-done:
		case <-time.After(insistAfter):
			_ = signal(cmd, syscall.SIGINT)
		}
	}()
	err := cmd.Wait()
	close(done)
	if killed := signal(cmd, syscall.SIGKILL); killed != nil && !errors.Is(killed, syscall.ESRCH) {
		err = errors.Join(err, killed)
	}
	return err
}

// signal reaches a program and all that it has started.
func signal(cmd *exec.Cmd, s syscall.Signal) error { return syscall.Kill(-cmd.Process.Pid, s) }
