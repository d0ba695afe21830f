package volumes

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
	cri "k8s.io/cri-api/pkg/apis/runtime/v1"

	"github.com/skiff-k8s/skiff/kubelet/env"
)

// etcHosts is where a container finds its /etc/hosts.
const etcHosts = "/etc/hosts"

// ContainerMounts returns what is mounted into one run of a container, and makes
// what that needs. vars are the container's variables, for subPathExpr.
func (m *Manager) ContainerMounts(r Request, c *v1.Container, attempt int, vars []env.Var, hostname, domain string) ([]*cri.Mount, error) {
	var out []*cri.Mount
	ownHosts := false
	for i := range c.VolumeMounts {
		vm := &c.VolumeMounts[i]
		path, err := m.path(r.Pod, vm.Name)
		if err != nil {
			return nil, err
		}
		sub := vm.SubPath
		if vm.SubPathExpr != "" {
			if sub, err = expandSubPath(vm.SubPathExpr, vars); err != nil {
				return nil, err
			}
		}
		mount, err := r.imageMount(vm, sub)
		if err != nil {
			return nil, err
		}
		if mount == nil && sub != "" {
			at := filepath.Join(m.PodDir(r.Pod.UID), "volume-subpaths", vm.Name, c.Name, strconv.Itoa(i))
			if path, err = bindSubPath(path, sub, at, fsGroup(r.Pod)); err != nil {
				return nil, fmt.Errorf("failed to prepare subPath for volumeMount %q of container %q: %w", vm.Name, c.Name, err)
			}
		}
		target := vm.MountPath
		if !filepath.IsAbs(target) {
			target = "/" + target
		}
		ownHosts = ownHosts || target == etcHosts
		if mount == nil {
			mount = &cri.Mount{HostPath: path, Readonly: vm.ReadOnly}
		}
		mount.ContainerPath = target
		if vm.RecursiveReadOnly != nil && *vm.RecursiveReadOnly == v1.RecursiveReadOnlyEnabled {
			mount.RecursiveReadOnly = true
		}
		if p := vm.MountPropagation; p != nil {
			switch *p {
			case v1.MountPropagationHostToContainer:
				mount.Propagation = cri.MountPropagation_PROPAGATION_HOST_TO_CONTAINER
			case v1.MountPropagationBidirectional:
				mount.Propagation = cri.MountPropagation_PROPAGATION_BIDIRECTIONAL
			}
		}
		out = append(out, mount)
	}
	if !ownHosts {
		path, err := m.hosts(r, hostname, domain)
		if err != nil {
			return nil, err
		}
		out = append(out, &cri.Mount{ContainerPath: etcHosts, HostPath: path})
	}
	if c.TerminationMessagePath != "" {
		path, err := m.lastWords(r.Pod, c, attempt)
		if err != nil {
			return nil, err
		}
		out = append(out, &cri.Mount{ContainerPath: c.TerminationMessagePath, HostPath: path})
	}
	return out, nil
}

func expandSubPath(expr string, vars []env.Var) (string, error) {
	sub := env.ExpandAll([]string{expr}, vars)[0]
	// Whatever is still a reference names nothing.
	if strings.Contains(sub, "$(") && sub == expr {
		return "", fmt.Errorf("cannot expand subPathExpr %q", expr)
	}
	return sub, nil
}

// ForgetContainer removes the termination message of one run of a container.
func (m *Manager) ForgetContainer(uid types.UID, container string, attempt int) error {
	err := os.Remove(m.messagePath(uid, container, attempt))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func (m *Manager) messagePath(uid types.UID, container string, attempt int) string {
	return filepath.Join(m.PodDir(uid), "containers", container, strconv.Itoa(attempt))
}

// lastWords makes the file for a container's termination message.
func (m *Manager) lastWords(pod *v1.Pod, c *v1.Container, attempt int) (string, error) {
	path := m.messagePath(pod.UID, c.Name, attempt)
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return "", err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o666)
	if err != nil {
		return "", err
	}
	defer f.Close()
	// Any user may write it, whatever the umask says.
	return path, f.Chmod(0o666)
}

// hosts writes the pod's /etc/hosts. By its first line programs know whose it is.
func (m *Manager) hosts(r Request, hostname, domain string) (string, error) {
	var b strings.Builder
	if r.Pod.Spec.HostNetwork {
		node, err := os.ReadFile(etcHosts)
		if err != nil {
			return "", err
		}
		b.WriteString("# Kubernetes-managed hosts file (host network).\n")
		b.Write(node)
	} else {
		b.WriteString("# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n" +
			"fe00::0\tip6-localnet\nfe00::0\tip6-mcastprefix\nfe00::1\tip6-allnodes\nfe00::2\tip6-allrouters\n")
		for _, ip := range r.PodIPs {
			if domain != "" {
				fmt.Fprintf(&b, "%s\t%s.%s\t%s\n", ip, hostname, domain, hostname)
			} else {
				fmt.Fprintf(&b, "%s\t%s\n", ip, hostname)
			}
		}
	}
	if len(r.Pod.Spec.HostAliases) > 0 {
		b.WriteString("\n# Entries added by HostAliases.\n")
		for _, a := range r.Pod.Spec.HostAliases {
			fmt.Fprintf(&b, "%s\t%s\n", a.IP, strings.Join(a.Hostnames, "\t"))
		}
	}
	path := filepath.Join(m.PodDir(r.Pod.UID), "etc-hosts")
	if old, err := os.ReadFile(path); err == nil && string(old) == b.String() {
		return path, nil
	}
	// Written in place: containers that run have this very file mounted.
	return path, os.WriteFile(path, []byte(b.String()), 0o644)
}
