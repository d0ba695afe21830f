package runtime

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"log/slog"
	"path/filepath"
	"strconv"
	"strings"
	"text/template"

	"github.com/skiff-k8s/skiff/bundle"
)

// Config says where and how one node's containerd runs.
type Config struct {
	// Dir holds what must survive a reboot: images, the containers' writable
	// layers, the log. It is an absolute path, of this node alone.
	Dir string
	// RunDir holds what must not: sockets, mounts, processes' records. Empty
	// means DefaultRunDir(Dir). At most 40 bytes, since the kernel limits the
	// paths of sockets.
	RunDir string
	// NetNS is the path of the network namespace of the node; empty means the
	// namespace of this process.
	NetNS string
	// Programs is where containerd, its shim, runc and the CNI plugins come
	// from.
	Programs *bundle.Bundle
	// SandboxImage is the image of each pod's first container. It is pulled,
	// like any other image, when it is first needed.
	SandboxImage string
	// CNIConfDir holds the network configuration of the node; empty means
	// Dir/cni. It may be filled later: containerd watches it.
	CNIConfDir string
	// Mirror is the address of the registry that is asked first for every
	// image, such as http://127.0.0.1:5005, as seen from NetNS; empty means
	// none. It may change from one start to the next.
	Mirror string
	// MirrorOnly makes the mirror the only registry: an image that it does
	// not have is not found, with no attempt to reach the image's own.
	MirrorOnly bool
	// CgroupRoots are the cgroups, such as /skiff-dev-1, below which the
	// node's pods live. Only Teardown uses them.
	CgroupRoots []string
	// Debug makes containerd's log verbose.
	Debug bool
	// Log receives what this package has to say; nil means slog.Default().
	Log *slog.Logger
}

// DefaultRunDir returns the folder for the volatile part of a node whose data
// is in dir: short, and the same for the same dir.
func DefaultRunDir(dir string) string {
	sum := sha256.Sum256([]byte(filepath.Clean(dir)))
	return "/run/skiff/" + hex.EncodeToString(sum[:6])
}

// withDefaults checks c and fills in what was left empty.
func (c Config) withDefaults() (Config, error) {
	if !filepath.IsAbs(c.Dir) {
		return c, fmt.Errorf("runtime: the folder %q is not an absolute path", c.Dir)
	}
	c.RunDir = cmp.Or(c.RunDir, DefaultRunDir(c.Dir))
	// containerd adds "/s" and allows 42 bytes for the folder of shims' sockets.
	if !filepath.IsAbs(c.RunDir) || len(c.RunDir) > 40 {
		return c, fmt.Errorf("runtime: the folder for sockets, %q, must be an absolute path of at most 40 bytes", c.RunDir)
	}
	for _, root := range c.CgroupRoots {
		if !filepath.IsAbs(root) || filepath.Clean(root) == "/" {
			return c, fmt.Errorf("runtime: %q is not a cgroup that could be removed", root)
		}
	}
	c.CNIConfDir = cmp.Or(c.CNIConfDir, filepath.Join(c.Dir, "cni"))
	if c.Log == nil {
		c.Log = slog.Default()
	}
	return c, nil
}

func (c Config) socket() string     { return filepath.Join(c.RunDir, "containerd.sock") }
func (c Config) recordFile() string { return filepath.Join(c.RunDir, "containerd.json") }
func (c Config) configFile() string { return filepath.Join(c.RunDir, "containerd.toml") }
func (c Config) logFile() string    { return filepath.Join(c.Dir, "containerd.log") }
func (c Config) stateDir() string   { return filepath.Join(c.RunDir, "state") }
func (c Config) rootDir() string    { return filepath.Join(c.Dir, "root") }
func (c Config) hostsDir() string   { return filepath.Join(c.Dir, "registries") }

// settings is what the configuration file depends on beside Config: what was
// found out about the machine.
type settings struct {
	Config
	Shim, Runc, CNIBinDir string
	Snapshotter           string
	// RestrictOOM is set where this process may not make a process less
	// likely to be killed than it is itself, without which runc would fail.
	RestrictOOM bool
}

// Level, Root, State, Socket, RuncRoot, ShimSockets and Hosts serve the
// template.
func (s settings) Level() string {
	if s.Debug {
		return "debug"
	}
	return "warn"
}
func (s settings) Root() string        { return s.rootDir() }
func (s settings) State() string       { return s.stateDir() }
func (s settings) Socket() string      { return s.socket() }
func (s settings) RuncRoot() string    { return filepath.Join(s.RunDir, "runc") }
func (s settings) ShimSockets() string { return filepath.Join(s.RunDir, "s") }
func (s settings) Hosts() string       { return s.hostsDir() }

var configTemplate = template.Must(template.New("containerd.toml").
	Funcs(template.FuncMap{"q": strconv.Quote}).Parse(`# Written by skiff at every start.
version = 4
root = {{q .Root}}
state = {{q .State}}

[debug]
level = {{q .Level}}

[plugins."io.containerd.server.v1.grpc"]
address = {{q .Socket}}

[plugins."io.containerd.server.v1.ttrpc"]
address = {{q (print .Socket ".ttrpc")}}

[plugins."io.containerd.shim.v1.manager"]
socket_dir = {{q .ShimSockets}}

[plugins."io.containerd.nri.v1.nri"]
disable = true

[plugins."io.containerd.grpc.v1.cri"]
stream_server_address = "127.0.0.1"
stream_server_port = "0"

[plugins."io.containerd.cri.v1.images"]
snapshotter = {{q .Snapshotter}}
[plugins."io.containerd.cri.v1.images".registry]
config_path = {{q .Hosts}}
[plugins."io.containerd.cri.v1.images".pinned_images]
sandbox = {{q .SandboxImage}}

[plugins."io.containerd.cri.v1.runtime"]
restrict_oom_score_adj = {{.RestrictOOM}}
netns_mounts_under_state_dir = true
enable_criu = false
[plugins."io.containerd.cri.v1.runtime".cni]
bin_dirs = [{{q .CNIBinDir}}]
conf_dir = {{q .CNIConfDir}}
max_conf_num = 1
use_internal_loopback = true
[plugins."io.containerd.cri.v1.runtime".containerd]
default_runtime_name = "runc"
[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"
runtime_path = {{q .Shim}}
[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]
BinaryName = {{q .Runc}}
Root = {{q .RuncRoot}}
SystemdCgroup = false
`))

// render returns containerd's configuration file.
func render(s settings) (string, error) {
	var out strings.Builder
	if err := configTemplate.Execute(&out, s); err != nil {
		return "", err
	}
	return out.String(), nil
}

// renderHosts returns the file that tells containerd which registries to ask
// for every image.
func renderHosts(mirror string, only bool) string {
	switch {
	case mirror == "":
		return "# No mirror: every registry is asked itself.\n"
	case only:
		return fmt.Sprintf("server = %q\ncapabilities = [\"pull\", \"resolve\"]\n", mirror)
	default:
		return fmt.Sprintf("[host.%q]\ncapabilities = [\"pull\", \"resolve\"]\n", mirror)
	}
}
