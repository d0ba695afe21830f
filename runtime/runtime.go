// Package runtime runs a node's container runtime: containerd, as a child
// process of skiff in the node's network namespace.
//
// Containers must not notice what happens to skiff. So containerd runs in a
// session of its own and writes to files, never to pipes of ours; a new skiff
// adopts the containerd that it finds running, provided that it was started
// from the same program with the same configuration in the same network
// namespace, and replaces it otherwise. When containerd ends it is started
// again over the same folders and finds its containers: each pod's shim, which
// is no child of containerd either, has held them all the while.
//
// On disk, for a node:
//
//	Dir/root             images and writable layers
//	Dir/registries       where images are pulled from
//	Dir/containerd.log   the log, and .1, the part before; 8 MiB each at most
//	RunDir               socket, configuration, mounts, shims' sockets
package runtime

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"golang.org/x/sys/unix"

	"github.com/skiff-k8s/skiff/bundle"
	"github.com/skiff-k8s/skiff/network/netns"
)

// startTimeout bounds how long containerd may take to answer after its start.
// It takes a fifth of a second, more on a slow disk with many containers.
const startTimeout = 60 * time.Second

// Containerd is a node's containerd: one that runs, or is about to be started
// again because it ended.
type Containerd struct {
	config  Config
	program string
	text    string // of the configuration file
	log     *slog.Logger

	cancel  context.CancelFunc // ends supervise
	stopped chan struct{}      // closed when supervise has ended

	mu      sync.Mutex
	process *process
}

// Start starts containerd, or adopts the one that runs, and returns when it
// answers. It is supervised, that is started again whenever it ends, until
// Detach, Stop or Teardown; ctx bounds only the start.
func Start(ctx context.Context, config Config) (*Containerd, error) {
	config, err := config.withDefaults()
	if err != nil {
		return nil, err
	}
	if config.Programs == nil {
		return nil, errors.New("runtime: no programs to run")
	}
	for _, dir := range []string{config.Dir, config.RunDir, config.rootDir(), config.stateDir(), config.CNIConfDir} {
		if err := os.MkdirAll(dir, 0o711); err != nil {
			return nil, fmt.Errorf("runtime: %w", err)
		}
	}
	if err := os.Chmod(config.RunDir, 0o711); err != nil {
		return nil, fmt.Errorf("runtime: %w", err)
	}
	if err := writeHosts(config); err != nil {
		return nil, fmt.Errorf("runtime: %w", err)
	}
	program, text, err := prepare(ctx, config)
	if err != nil {
		return nil, err
	}
	c := &Containerd{config: config, program: program, text: text, log: config.Log, stopped: make(chan struct{})}
	if c.process, err = c.adoptOrSpawn(ctx); err != nil {
		return nil, err
	}
	var run context.Context
	run, c.cancel = context.WithCancel(context.WithoutCancel(ctx))
	go c.supervise(run)
	return c, nil
}

// Socket returns the path of the socket that speaks CRI.
func (c *Containerd) Socket() string { return c.config.socket() }

// Endpoint returns Socket as a gRPC target.
func (c *Containerd) Endpoint() string { return "unix://" + c.config.socket() }

// PID returns containerd's present process ID, or 0 while there is none.
func (c *Containerd) PID() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.process == nil {
		return 0
	}
	return c.process.PID
}

// Detach lets containerd and all containers run on without supervision: what
// skiff does when it ends.
func (c *Containerd) Detach() {
	c.cancel()
	<-c.stopped
}

// Stop ends containerd. Containers run on, held by their shims.
func (c *Containerd) Stop(ctx context.Context) error {
	c.Detach()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.process == nil {
		return nil
	}
	err := c.process.end(ctx)
	if err == nil {
		c.process = nil
	}
	return err
}

// prepare unpacks the programs and returns containerd's path and
// configuration.
func prepare(ctx context.Context, config Config) (program, text string, err error) {
	bin, err := config.Programs.Dir(ctx, bundle.Containerd, bundle.Shim, bundle.Runc, bundle.Bridge, bundle.HostLocal, bundle.PortMap)
	if err != nil {
		return "", "", err
	}
	text, err = render(settings{
		Config:      config,
		Shim:        filepath.Join(bin, bundle.Shim),
		Runc:        filepath.Join(bin, bundle.Runc),
		CNIBinDir:   bin,
		Snapshotter: snapshotter(config.Dir),
		RestrictOOM: !mayLowerOOMScore(),
	})
	return filepath.Join(bin, bundle.Containerd), text, err
}

// writeHosts writes the registry configuration, which containerd reads anew
// at each pull.
func writeHosts(config Config) error {
	dir := filepath.Join(config.hostsDir(), "_default")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	tmp := filepath.Join(config.hostsDir(), ".hosts.toml")
	if err := os.WriteFile(tmp, []byte(renderHosts(config.Mirror, config.MirrorOnly)), 0o600); err != nil {
		return err
	}
	return os.Rename(tmp, filepath.Join(dir, "hosts.toml"))
}

// adoptOrSpawn returns a containerd that answers.
func (c *Containerd) adoptOrSpawn(ctx context.Context) (*process, error) {
	if r, err := c.config.readRecord(); err == nil {
		if p, err := adopt(r); err == nil {
			why := c.unfit(ctx, p)
			if why == "" {
				c.log.Info("adopted the running containerd", "pid", p.PID)
				return p, nil
			}
			c.log.Info("replacing the running containerd", "pid", p.PID, "reason", why)
			if err := p.end(ctx); err != nil {
				return nil, err
			}
		}
	}
	p, err := spawn(c.config, c.program, c.text)
	if err != nil {
		return nil, err
	}
	begun := time.Now()
	if err := c.ready(ctx, p, startTimeout); err != nil {
		p.signal(unix.SIGKILL)
		return nil, err
	}
	if err := os.Chmod(c.config.socket(), 0o600); err != nil {
		return nil, fmt.Errorf("runtime: %w", err)
	}
	c.log.Info("started containerd", "pid", p.PID, "took", time.Since(begun))
	return p, nil
}

// unfit says why a running containerd cannot be adopted, or "".
func (c *Containerd) unfit(ctx context.Context, p *process) string {
	if p.Program != c.program {
		return "it is of another version"
	}
	if p.Config != c.text {
		return "its configuration has changed"
	}
	if same, err := netns.Same(c.config.NetNS, p.PID); err != nil || !same {
		return "it is in another network namespace"
	}
	if err := c.ready(ctx, p, 5*time.Second); err != nil {
		return err.Error()
	}
	return ""
}
