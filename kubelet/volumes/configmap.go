package volumes

import (
	"context"
	"fmt"
	"os"
	"time"

	v1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
)

// configMap shows the keys of a ConfigMap as files.
var configMap = plugin{name: "configmap", setUp: func(_ context.Context, m *Manager, r Request, v *v1.Volume, dir string) (time.Time, error) {
	s := v.ConfigMap
	c, err := m.configMapContent(r.Pod.Namespace, s.Name, s.Items, mode(s.DefaultMode), s.Optional)
	if err != nil {
		return time.Time{}, err
	}
	_, err = write(dir, c, fsGroup(r.Pod))
	return time.Time{}, err
}}

func (m *Manager) configMapContent(namespace, name string, items []v1.KeyToPath, mode os.FileMode, optional *bool) (content, error) {
	o, err := m.Objects.ConfigMap(namespace, name)
	if missing(err, optional) {
		return content{}, nil
	}
	if err != nil {
		return nil, err
	}
	data := make(map[string][]byte, len(o.Data)+len(o.BinaryData))
	for k, d := range o.Data {
		data[k] = []byte(d)
	}
	for k, d := range o.BinaryData {
		data[k] = d
	}
	return pick(data, items, mode, optional, "references non-existent config key")
}

// pick makes the content of some keys, or of all of them.
func pick(data map[string][]byte, items []v1.KeyToPath, mode os.FileMode, optional *bool, complaint string) (content, error) {
	c := content{}
	if len(items) == 0 {
		for k, d := range data {
			c[k] = file{data: d, mode: mode, uid: -1}
		}
		return c, nil
	}
	for _, item := range items {
		d, ok := data[item.Key]
		if !ok {
			if optional != nil && *optional {
				continue
			}
			return nil, fmt.Errorf("%s: %s", complaint, item.Key)
		}
		f := file{data: d, mode: mode, uid: -1}
		if item.Mode != nil {
			f.mode = os.FileMode(*item.Mode)
		}
		c[item.Path] = f
	}
	return c, nil
}

// missing says whether an error means that an optional object does not exist.
func missing(err error, optional *bool) bool {
	return apierrors.IsNotFound(err) && optional != nil && *optional
}

// mode is the mode of files that name none.
func mode(m *int32) os.FileMode {
	if m == nil {
		return 0o644
	}
	return os.FileMode(*m)
}

// fsGroup is the group that owns the volumes of a pod, -1 for none.
func fsGroup(pod *v1.Pod) int {
	if sc := pod.Spec.SecurityContext; sc != nil && sc.FSGroup != nil {
		return int(*sc.FSGroup)
	}
	return -1
}
