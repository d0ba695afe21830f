// Package cni writes the configuration by which a node's container runtime
// gives each pod its network: a bridge for the node's pods, addresses out of
// the node's range, and the pods' host ports. The plugins that it names are
// those that skiff carries.
package cni

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
)

// DefaultBridge is the name of the bridge that a node's pods are plugged into.
const DefaultBridge = "skiff0"

// fileName sorts before what other networks leave in a shared folder: the
// runtime takes the first.
const fileName = "10-skiff.conflist"

// Config is the pod network of one node.
type Config struct {
	// Bridge is the interface's name; empty means DefaultBridge.
	Bridge string
	// PodCIDRs are the ranges of the node's pods, one per address family. The
	// first address of each is the bridge's own and the pods' gateway.
	PodCIDRs []netip.Prefix
	// MTU is that of the link to the other nodes, in bytes; 0 lets the kernel
	// choose.
	MTU int
	// StateDir is where addresses in use are kept. It should not survive a
	// reboot, as the pods do not.
	StateDir string
}

// Write puts the configuration into the folder that the runtime watches. It
// leaves the file alone if nothing has changed, so that the runtime does not
// load it again.
func Write(dir string, config Config) error {
	raw, err := config.render()
	if err != nil {
		return fmt.Errorf("cni: %w", err)
	}
	path := filepath.Join(dir, fileName)
	if old, err := os.ReadFile(path); err == nil && string(old) == string(raw) {
		return nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("cni: %w", err)
	}
	tmp := filepath.Join(dir, ".10-skiff.new")
	if err := os.WriteFile(tmp, raw, 0o600); err != nil {
		return fmt.Errorf("cni: %w", err)
	}
	if err := os.Rename(tmp, path); err != nil {
		return fmt.Errorf("cni: %w", err)
	}
	return nil
}

// render returns the configuration list.
func (c Config) render() ([]byte, error) {
	if len(c.PodCIDRs) == 0 {
		return nil, errors.New("the node has no range for its pods")
	}
	if c.Bridge == "" {
		c.Bridge = DefaultBridge
	}
	type object map[string]any
	var ranges [][]object
	var routes []object
	for _, cidr := range c.PodCIDRs {
		if cidr != cidr.Masked() {
			return nil, fmt.Errorf("%s is no range: it has bits beyond its mask", cidr)
		}
		ranges = append(ranges, []object{{"subnet": cidr.String()}})
		all := "0.0.0.0/0"
		if cidr.Addr().Is6() {
			all = "::/0"
		}
		routes = append(routes, object{"dst": all})
	}
	bridge := object{
		"type":        "bridge",
		"bridge":      c.Bridge,
		"isGateway":   true, // the bridge has an address, and the node forwards
		"hairpinMode": true, // a pod reaches itself through its Service
		"ipMasq":      false,
		"ipam": object{
			"type":    "host-local",
			"dataDir": c.StateDir,
			"ranges":  ranges,
			"routes":  routes,
		},
	}
	if c.MTU > 0 {
		bridge["mtu"] = c.MTU
	}
	hostPorts := object{
		"type":         "portmap",
		"backend":      "nftables",
		"snat":         true,
		"capabilities": object{"portMappings": true},
	}
	raw, err := json.MarshalIndent(object{
		"cniVersion": "1.0.0",
		"name":       "skiff",
		"plugins":    []object{bridge, hostPorts},
	}, "", "  ")
	return append(raw, '\n'), err
}
