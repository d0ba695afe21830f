package cluster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/skiff-k8s/skiff/apiserver/pki"
	"github.com/skiff-k8s/skiff/network/topology"
)

// Port is where a cluster's API server listens, on its first node's address.
const Port = 6443

// Options say what cluster to start.
type Options struct {
	Name string
	// Dir is the cluster's data folder, an absolute path.
	Dir   string
	Nodes int
	// Isolated nodes have no route beyond this machine.
	Isolated bool
	// Program is the skiff to run, with its absolute path; ServerFlags are
	// further flags for "skiff server".
	Program     string
	ServerFlags []string
	// Kubeconfig is the file that a context is merged into.
	Kubeconfig string
	Progress   *Progress
}

// Bounds of starting.
const (
	serverPatience = 60 * time.Second
	nodePatience   = 120 * time.Second
	pollInterval   = 20 * time.Millisecond
)

// Up starts a cluster, or what does not run of it, and returns when all its
// nodes are Ready.
func Up(ctx context.Context, o Options) (*State, error) {
	if err := CheckName(o.Name); err != nil {
		return nil, err
	}
	if os.Geteuid() != 0 {
		return nil, errors.New("a cluster needs namespaces, mounts and control groups, which only root can make: try sudo")
	}
	s, err := plan(o)
	if err != nil {
		return nil, err
	}
	for _, dir := range []string{o.Dir, filepath.Join(o.Dir, "logs")} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, err
		}
	}
	if err := s.save(o.Dir); err != nil {
		return nil, err
	}
	u := &upper{Options: o, state: s}
	steps := []struct {
		title string
		do    func(context.Context, note) error
	}{
		{fmt.Sprintf("Network for %d %s", len(s.Nodes), plural(len(s.Nodes), "node")), u.network},
		{"API server", u.server},
		{fmt.Sprintf("%d more %s", len(s.Nodes)-1, plural(len(s.Nodes)-1, "node agent")), u.agents},
		{"Nodes Ready", u.ready},
		{"Context " + ContextName(o.Name) + " in " + o.Kubeconfig, u.kubeconfig},
	}
	for i, step := range steps {
		if i == 2 && len(s.Nodes) == 1 {
			continue
		}
		err := o.Progress.Step(step.title, func(n func(string, ...any)) error { return step.do(ctx, n) })
		if err != nil {
			return nil, fmt.Errorf("%s: %w", strings.ToLower(step.title[:1])+step.title[1:], err)
		}
	}
	return s, nil
}

// note reports what is waited for.
type note func(format string, args ...any)

// upper carries one Up.
type upper struct {
	Options
	state *State
}

// plan returns the state of a new cluster, or that of the one that is there.
func plan(o Options) (*State, error) {
	old, err := Load(o.Dir)
	if err == nil {
		if old.Name != o.Name {
			return nil, fmt.Errorf("%s holds the cluster %q", o.Dir, old.Name)
		}
		if len(old.Nodes) != o.Nodes || old.Isolated != o.Isolated {
			return nil, fmt.Errorf("cluster %q exists with %d %s, isolated: %t; \"skiff down --name %s\" removes it", o.Name, len(old.Nodes), plural(len(old.Nodes), "node"), old.Isolated, o.Name)
		}
		old.Kubeconfig = o.Kubeconfig
		return old, nil
	}
	if !errors.Is(err, ErrNone) {
		return nil, err
	}
	taken, err := topology.Taken()
	if err != nil {
		return nil, err
	}
	config := topology.Config{Cluster: o.Name, Taken: taken, Isolated: o.Isolated}
	for i := range o.Nodes {
		config.NodeNames = append(config.NodeNames, nodeName(o.Name, i+1))
	}
	network, err := topology.New(config)
	if err != nil {
		return nil, err
	}
	s := &State{
		Name: o.Name, Created: time.Now().UTC(), Isolated: o.Isolated, Link: network.Link,
		Server:     fmt.Sprintf("https://%s:%d", network.Nodes[0].Address, Port),
		Kubeconfig: o.Kubeconfig,
	}
	for _, n := range network.Nodes {
		s.Nodes = append(s.Nodes, Node{Name: n.Name, Namespace: n.Namespace, Address: n.Address.String(), PodCIDR: n.PodCIDR.String()})
	}
	return s, nil
}

// network makes what is missing of the cluster's namespaces and links.
func (u *upper) network(ctx context.Context, _ note) error {
	config := topology.Config{Cluster: u.Name, Link: u.state.Link, Isolated: u.Isolated}
	for _, n := range u.state.Nodes {
		config.NodeNames = append(config.NodeNames, n.Name)
	}
	network, err := topology.New(config)
	if err != nil {
		return err
	}
	return topology.Up(ctx, network)
}

// server starts the first node's process, which has the control plane in it, and
// waits until it answers that it is ready.
func (u *upper) server(ctx context.Context, tell note) error {
	n := &u.state.Nodes[0]
	argv := append([]string{u.Program, "server",
		"--data-dir", u.Dir,
		"--listen", fmt.Sprintf("%s:%d", n.Address, Port),
		"--write-kubeconfig", AdminKubeconfig(u.Dir),
	}, u.nodeFlags(n)...)
	argv = append(argv, u.ServerFlags...)
	if err := u.start(n, argv); err != nil {
		return err
	}
	return u.await(ctx, serverPatience, n, func(ctx context.Context) error {
		client, err := newClient(u.Dir)
		if err != nil {
			return errors.New("its certificates")
		}
		if err := client.readyz(ctx); err != nil {
			return fmt.Errorf("%s to be ready", u.state.Server)
		}
		return nil
	}, tell)
}

// agents starts the processes of the other nodes.
func (u *upper) agents(_ context.Context, _ note) error {
	for i := range u.state.Nodes[1:] {
		n := &u.state.Nodes[i+1]
		argv := append([]string{u.Program, "agent",
			"--server", u.state.Server,
			"--token-file", TokenFile(u.Dir),
			"--data-dir", u.Dir,
		}, u.nodeFlags(n)...)
		if err := u.start(n, argv); err != nil {
			return err
		}
	}
	return nil
}

// nodeFlags are the flags that say which node a process is.
func (u *upper) nodeFlags(n *Node) []string {
	flags := []string{
		"--node-name", n.Name, "--node-ip", n.Address, "--pod-cidr", n.PodCIDR,
		"--cgroup-root", CgroupRoot(n.Name),
	}
	if u.Isolated {
		flags = append(flags, "--mirror-only", "--cluster-names-only")
	}
	return flags
}

// start starts a node's process unless it runs.
func (u *upper) start(n *Node, argv []string) error {
	if n.Process.Alive() {
		return nil
	}
	p, err := startProcess(n.Namespace, LogFile(u.Dir, n.Name), argv)
	if err != nil {
		return err
	}
	n.Process = p
	return u.state.save(u.Dir)
}

// ready waits until every node is Ready.
func (u *upper) ready(ctx context.Context, tell note) error {
	client, err := newClient(u.Dir)
	if err != nil {
		return err
	}
	for i := range u.state.Nodes {
		n := &u.state.Nodes[i]
		err := u.await(ctx, nodePatience, n, func(ctx context.Context) error { return client.nodeReady(ctx, n.Name) }, tell)
		if err != nil {
			return err
		}
	}
	return nil
}

// await waits until check returns nil, the node's process dies or time is over.
func (u *upper) await(ctx context.Context, limit time.Duration, n *Node, check func(context.Context) error, tell note) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	ticker := time.NewTicker(pollInterval)
	defer ticker.Stop()
	for {
		err := check(ctx)
		if err == nil {
			return nil
		}
		tell("waiting for %v", err)
		if !n.Process.Alive() {
			return fmt.Errorf("the process of %s ended:\n%s\nall of it is in %s", n.Name, tail(LogFile(u.Dir, n.Name)), LogFile(u.Dir, n.Name))
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("gave up waiting for %w; see %s", err, LogFile(u.Dir, n.Name))
		case <-ticker.C:
		}
	}
}

// kubeconfig merges the administrator's access into the kubeconfig that the
// person uses.
func (u *upper) kubeconfig(context.Context, note) error {
	access, err := readAccess(u.Dir)
	if err != nil {
		return err
	}
	access.Name = ContextName(u.Name)
	return pki.MergeKubeconfig(u.Kubeconfig, access)
}

// tail returns the last lines of a file, indented.
func tail(file string) string {
	const lines, bytes = 10, 4 << 10
	raw, err := os.ReadFile(file)
	if err != nil {
		return err.Error()
	}
	all := strings.Split(strings.TrimRight(string(raw[max(0, len(raw)-bytes):]), "\n"), "\n")
	return "   " + strings.Join(all[max(0, len(all)-lines):], "\n   ")
}

func plural(n int, word string) string {
	if n == 1 {
		return word
	}
	return word + "s"
}
