package conformance

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// cluster is a skiff cluster that exists for one run.
type cluster struct {
	skiff string // the program
	name  string
	dir   string // where we keep its data
	// kubeconfig is written by "skiff up"; the person's own is not touched.
	kubeconfig string
}

// start removes what an earlier run may have left under that name, starts the
// cluster and loads the images.
func (c cluster) start(ctx context.Context, nodes int, serverFlags, archives []string) error {
	if err := c.remove(ctx); err != nil {
		return err
	}
	args := []string{"up", "--nodes", fmt.Sprint(nodes), "--isolated"}
	for _, flag := range serverFlags {
		args = append(args, "--server-flag", flag)
	}
	if err := c.run(ctx, os.Stderr, args...); err != nil {
		return err
	}
	return c.run(ctx, io.Discard, append([]string{"image", "load"}, archives...)...)
}

// remove takes the cluster away; it is no error when there is none.
func (c cluster) remove(ctx context.Context) error {
	if _, err := os.Stat(c.dir); os.IsNotExist(err) {
		return nil
	}
	return c.run(ctx, os.Stderr, "down")
}

func (c cluster) run(ctx context.Context, stdout io.Writer, args ...string) error {
	cmd := command(ctx, c.skiff, append(args, "--name", c.name, "--data-dir", c.dir)...)
	cmd.Env = append(os.Environ(), "KUBECONFIG="+c.kubeconfig)
	cmd.Stdout = stdout
	// The nodes live on when "skiff up" ends, in sessions of their own.
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("skiff %s: %w", args[0], err)
	}
	return nil
}

// keepLogs copies what the nodes' processes printed to a folder.
func (c cluster) keepLogs(to string) error {
	logs, err := filepath.Glob(filepath.Join(c.dir, "logs", "*.log"))
	if err != nil {
		return err
	}
	for _, log := range logs {
		if err := copyFile(filepath.Join(to, filepath.Base(log)), log); err != nil {
			return err
		}
	}
	return nil
}

func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	defer out.Close()
	if _, err := io.Copy(out, in); err != nil {
		return err
	}
	return out.Close()
}
