package volumes

import (
	"context"
	"os"
	"time"

	v1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/kubelet/env"
)

// downwardAPI shows fields of the pod as files.
var downwardAPI = plugin{name: "downward-api", setUp: func(_ context.Context, m *Manager, r Request, v *v1.Volume, dir string) (time.Time, error) {
	c, err := m.downwardContent(r, v.DownwardAPI.Items, mode(v.DownwardAPI.DefaultMode))
	if err != nil {
		return time.Time{}, err
	}
	_, err = write(dir, c, fsGroup(r.Pod))
	return time.Time{}, err
}}

func (m *Manager) downwardContent(r Request, items []v1.DownwardAPIVolumeFile, mode os.FileMode) (content, error) {
	c := content{}
	for _, item := range items {
		var value string
		var err error
		switch {
		case item.FieldRef != nil:
			value, err = env.Field(r.Pod, item.FieldRef.FieldPath, r.PodIPs, r.HostIPs)
		case item.ResourceFieldRef != nil:
			value, err = env.Resource(r.Pod, item.ResourceFieldRef, "", m.Allocatable())
		}
		if err != nil {
			return nil, err
		}
		f := file{data: []byte(value), mode: mode, uid: -1}
		if item.Mode != nil {
			f.mode = os.FileMode(*item.Mode)
		}
		c[item.Path] = f
	}
	return c, nil
}
