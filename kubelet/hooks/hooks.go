// Package hooks runs the lifecycle hooks of containers: what happens right after
// a container's start and right before its stop.
package hooks

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	v1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/kubelet/probes"
)

const (
	// httpTimeout bounds a hook's request where its context does not.
	httpTimeout = 30 * time.Second
	maxBody     = 10 << 10
)

// Run runs one hook until it is done or ctx ends.
func Run(ctx context.Context, h *v1.LifecycleHandler, t probes.Target, exec probes.Exec) error {
	switch {
	case h.Exec != nil:
		out, code, err := runCommand(ctx, h.Exec.Command, t, exec)
		if err != nil {
			return err
		}
		if code != 0 {
			return fmt.Errorf("command %q exited with %d: %s", h.Exec.Command, code, out[:min(len(out), maxBody)])
		}
	case h.HTTPGet != nil:
		req, err := probes.Request(ctx, h.HTTPGet, t)
		if err != nil {
			return err
		}
		// Any answer will do: the hook is about being told.
		resp, err := probes.NewHTTPClient(t, httpTimeout).Do(req)
		if err != nil {
			return err
		}
		defer resp.Body.Close()
		if _, err := io.Copy(io.Discard, io.LimitReader(resp.Body, maxBody)); err != nil {
			return err
		}
	case h.Sleep != nil:
		timer := time.NewTimer(time.Duration(h.Sleep.Seconds) * time.Second)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	default:
		return errors.New("a hook must have an exec, httpGet or sleep action")
	}
	return nil
}

// runCommand runs a command that ends at the latest with ctx.
func runCommand(ctx context.Context, cmd []string, t probes.Target, exec probes.Exec) ([]byte, int, error) {
	var timeout time.Duration
	if deadline, ok := ctx.Deadline(); ok {
		timeout = max(time.Until(deadline), time.Second)
	}
	return exec(ctx, t.ContainerID, cmd, timeout)
}
