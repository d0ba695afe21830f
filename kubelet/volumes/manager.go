// Package volumes makes the volumes of pods on the node, keeps their contents
// fresh, mounts them into containers and removes them.
//
// A pod's volumes live below <root>/pods/<uid>:
//
//	volumes/<plugin>/<name>                    the volume
//	volume-subpaths/<volume>/<container>/<n>   what subPath mounts go through
//	containers/<container>/<attempt>           termination messages
//	etc-hosts                                  the pod's /etc/hosts
//
// Each kind of volume has a file of its own. What holds secrets is in memory
// only (tmpfs).
package volumes

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
)

// Objects looks up what volumes show. A missing object is a NotFound error of
// k8s.io/apimachinery.
type Objects interface {
	ConfigMap(namespace, name string) (*v1.ConfigMap, error)
	Secret(namespace, name string) (*v1.Secret, error)
}

// Config is what a Manager works with.
type Config struct {
	// Root is the node agent's folder.
	Root    string
	Objects Objects
	// Token asks for a token of the pod's service account that is bound to the pod.
	Token func(ctx context.Context, pod *v1.Pod, audience string, seconds int64) (token string, expires time.Time, err error)
	// Allocatable of the node: what a missing limit means to the downward API.
	Allocatable func() v1.ResourceList
	Now         func() time.Time
}

// Manager is safe for concurrent use, with one call at a time for each pod.
type Manager struct {
	Config
	mu     sync.Mutex
	tokens map[tokenKey]token
}

// New makes a Manager.
func New(c Config) *Manager { return &Manager{Config: c, tokens: map[tokenKey]token{}} }

// Request is one look at the volumes of a pod.
type Request struct {
	Pod             *v1.Pod
	PodIPs, HostIPs []string
	images          map[string]string // by volume
}

// errUnsupported is returned for kinds of volumes that the node does not know.
var errUnsupported = errors.New("this kind of volume is not supported by the node")

// PodDir is the folder of a pod.
func (m *Manager) PodDir(uid types.UID) string { return filepath.Join(m.Root, "pods", string(uid)) }

// plugin is one kind of volume.
type plugin struct {
	// name as it stands in the path: kubernetes.io~configmap.
	name string
	// outside gives the path of a volume that is not the pod's own (hostPath).
	outside func(v *v1.Volume) (string, error)
	// setUp makes the volume at dir or brings its content up to date; refresh is
	// when the content will be stale, zero for never.
	setUp func(ctx context.Context, m *Manager, r Request, v *v1.Volume, dir string) (refresh time.Time, err error)
}

// pluginOf returns the kind of a volume.
func pluginOf(v *v1.Volume) (plugin, error) {
	switch s := &v.VolumeSource; {
	case s.EmptyDir != nil:
		return emptyDir, nil
	case s.ConfigMap != nil:
		return configMap, nil
	case s.Secret != nil:
		return secret, nil
	case s.Projected != nil:
		return projected, nil
	case s.DownwardAPI != nil:
		return downwardAPI, nil
	case s.HostPath != nil:
		return hostPath, nil
	case s.Image != nil:
		return image, nil
	}
	return plugin{}, errUnsupported
}

func (m *Manager) dir(uid types.UID, p plugin, volume string) string {
	return filepath.Join(m.PodDir(uid), "volumes", "kubernetes.io~"+p.name, volume)
}

// Mount makes the volumes of a pod, or brings them up to date. refresh is when to
// call it again at the latest, zero for no need.
func (m *Manager) Mount(ctx context.Context, r Request) (refresh time.Time, err error) {
	if err := os.MkdirAll(m.PodDir(r.Pod.UID), 0o750); err != nil {
		return time.Time{}, err
	}
	var errs []error
	for i := range r.Pod.Spec.Volumes {
		v := &r.Pod.Spec.Volumes[i]
		p, err := pluginOf(v)
		if err != nil {
			errs = append(errs, fmt.Errorf("volume %q: %w", v.Name, err))
			continue
		}
		if p.outside != nil {
			if _, err := p.outside(v); err != nil {
				errs = append(errs, fmt.Errorf("MountVolume.SetUp failed for volume %q : %w", v.Name, err))
			}
			continue
		}
		at, err := p.setUp(ctx, m, r, v, m.dir(r.Pod.UID, p, v.Name))
		if err != nil {
			errs = append(errs, fmt.Errorf("MountVolume.SetUp failed for volume %q : %w", v.Name, err))
			continue
		}
		if !at.IsZero() && (refresh.IsZero() || at.Before(refresh)) {
			refresh = at
		}
	}
	return refresh, errors.Join(errs...)
}

// path is where a volume of a pod is on the node.
func (m *Manager) path(pod *v1.Pod, name string) (string, error) {
	for i := range pod.Spec.Volumes {
		v := &pod.Spec.Volumes[i]
		if v.Name != name {
			continue
		}
		p, err := pluginOf(v)
		if err != nil {
			return "", err
		}
		if p.outside != nil {
			return p.outside(v)
		}
		return m.dir(pod.UID, p, name), nil
	}
	return "", fmt.Errorf("volume %q is not in the pod", name)
}

// Unmount removes a pod's folder and everything that is mounted in it. It must
// not run while containers use the volumes.
func (m *Manager) Unmount(uid types.UID) error {
	m.mu.Lock()
	for k := range m.tokens {
		if k.pod == uid {
			delete(m.tokens, k)
		}
	}
	m.mu.Unlock()
	return removeMounted(m.PodDir(uid))
}

// Pods returns the UIDs of the pods that have a folder.
func (m *Manager) Pods() []types.UID {
	entries, err := os.ReadDir(filepath.Join(m.Root, "pods"))
	if err != nil {
		return nil
	}
	var out []types.UID
	for _, e := range entries {
		out = append(out, types.UID(e.Name()))
	}
	return out
}

// Refs names the ConfigMaps and Secrets that the volumes of a pod show, whose
// changes call for a new Mount.
func Refs(pod *v1.Pod) (configMaps, secrets []string) {
	for i := range pod.Spec.Volumes {
		s := &pod.Spec.Volumes[i].VolumeSource
		if s.ConfigMap != nil {
			configMaps = append(configMaps, s.ConfigMap.Name)
		}
		if s.Secret != nil {
			secrets = append(secrets, s.Secret.SecretName)
		}
		if s.Projected == nil {
			continue
		}
		for _, src := range s.Projected.Sources {
			if src.ConfigMap != nil {
				configMaps = append(configMaps, src.ConfigMap.Name)
			}
			if src.Secret != nil {
				secrets = append(secrets, src.Secret.Name)
			}
		}
	}
	return configMaps, secrets
}
