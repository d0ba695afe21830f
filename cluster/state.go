package cluster

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"time"
)

// State is what is known of a cluster on this machine; it is the file
// cluster.json in the cluster's data folder.
type State struct {
	Name     string    `json:"name"`
	Created  time.Time `json:"created"`
	Isolated bool      `json:"isolated"`
	Server   string    `json:"server"` // URL of the API server
	// Link is the range of the nodes' addresses.
	Link  netip.Prefix `json:"link"`
	Nodes []Node       `json:"nodes"`
	// Kubeconfig is the file that a context of the cluster's was merged into.
	Kubeconfig string `json:"kubeconfig,omitempty"`
}

// Node is one node of a cluster.
type Node struct {
	Name      string  `json:"name"`
	Namespace string  `json:"namespace"` // network namespace
	Address   string  `json:"address"`
	PodCIDR   string  `json:"podCIDR"`
	Process   Process `json:"process"`
}

// ErrNone says that there is no cluster of that name.
var ErrNone = errors.New("no such cluster")

const stateFile = "cluster.json"

// validName keeps names usable in namespaces, interfaces and files.
var validName = regexp.MustCompile(`^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$`)

// CheckName says what is wrong with a cluster's name, nil for nothing.
func CheckName(name string) error {
	if !validName.MatchString(name) {
		return fmt.Errorf("%q cannot name a cluster: use 1 to 20 lower-case letters, digits and dashes, beginning with a letter", name)
	}
	return nil
}

// Load reads a cluster's state; the error wraps ErrNone when there is none.
func Load(dir string) (*State, error) {
	raw, err := os.ReadFile(filepath.Join(dir, stateFile))
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%w in %s", ErrNone, dir)
	}
	if err != nil {
		return nil, err
	}
	s := new(State)
	if err := json.Unmarshal(raw, s); err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Join(dir, stateFile), err)
	}
	return s, nil
}

// save writes the state so that a reader sees either the old or the new one.
func (s *State) save(dir string) error {
	raw, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	next := filepath.Join(dir, stateFile+".new")
	if err := os.WriteFile(next, append(raw, '\n'), 0o600); err != nil {
		return err
	}
	return os.Rename(next, filepath.Join(dir, stateFile))
}
