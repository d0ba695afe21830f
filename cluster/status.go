package cluster

import (
	"context"
	"os"
	"path/filepath"
	"time"
)

// NodeStatus is how a node is.
type NodeStatus struct {
	Node
	// Running says whether its skiff process runs.
	Running bool `json:"running"`
	// Ready is what the API server says of the node, and Message why not.
	Ready   bool   `json:"ready"`
	Message string `json:"message,omitempty"`
}

// Status is how a cluster is.
type Status struct {
	Name     string       `json:"name"`
	Created  time.Time    `json:"created"`
	Server   string       `json:"server"`
	Isolated bool         `json:"isolated"`
	Healthy  bool         `json:"healthy"` // the API server says that it is ready
	Nodes    []NodeStatus `json:"nodes"`
}

// statusTimeout bounds asking one cluster.
const statusTimeout = 3 * time.Second

// Look returns how the cluster in dir is. The error wraps ErrNone when there is
// none.
func Look(ctx context.Context, dir string) (*Status, error) {
	s, err := Load(dir)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, statusTimeout)
	defer cancel()
	out := &Status{Name: s.Name, Created: s.Created, Server: s.Server, Isolated: s.Isolated}
	known := map[string]NodeStatus{}
	if c, err := newClient(dir); err == nil && s.Nodes[0].Process.Alive() {
		out.Healthy = c.readyz(ctx) == nil
		nodes, _ := c.nodes(ctx) // then nothing is known of them
		for i := range nodes {
			ready, why := isReady(&nodes[i])
			known[nodes[i].Name] = NodeStatus{Ready: ready, Message: why}
		}
	}
	for _, n := range s.Nodes {
		status := known[n.Name]
		status.Node, status.Running = n, n.Process.Alive()
		out.Nodes = append(out.Nodes, status)
	}
	return out, nil
}

// List returns the data folders of the clusters below root.
func List(root string) ([]string, error) {
	files, err := filepath.Glob(filepath.Join(root, "*", stateFile))
	if err != nil {
		return nil, err
	}
	dirs := make([]string, 0, len(files))
	for _, file := range files {
		if info, err := os.Stat(file); err == nil && info.Mode().IsRegular() {
			dirs = append(dirs, filepath.Dir(file))
		}
	}
	return dirs, nil
}
