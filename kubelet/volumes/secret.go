package volumes

import (
	"context"
	"os"
	"time"

	v1 "k8s.io/api/core/v1"
)

// secret shows the keys of a Secret as files in memory.
var secret = plugin{name: "secret", setUp: func(_ context.Context, m *Manager, r Request, v *v1.Volume, dir string) (time.Time, error) {
	s := v.Secret
	c, err := m.secretContent(r.Pod.Namespace, s.SecretName, s.Items, mode(s.DefaultMode), s.Optional)
	if err != nil {
		return time.Time{}, err
	}
	return time.Time{}, writeInMemory(dir, c, fsGroup(r.Pod))
}}

func (m *Manager) secretContent(namespace, name string, items []v1.KeyToPath, mode os.FileMode, optional *bool) (content, error) {
	o, err := m.Objects.Secret(namespace, name)
	if missing(err, optional) {
		return content{}, nil
	}
	if err != nil {
		return nil, err
	}
	return pick(o.Data, items, mode, optional, "references non-existent secret key")
}

// writeInMemory is write to a tmpfs at dir.
func writeInMemory(dir string, c content, gid int) error {
	if _, err := tmpfs(dir, "mode=0755"); err != nil {
		return err
	}
	_, err := write(dir, c, gid)
	return err
}
