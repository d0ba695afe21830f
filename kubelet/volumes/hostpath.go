package volumes

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	v1 "k8s.io/api/core/v1"
)

// hostPath is a file or folder of the node.
var hostPath = plugin{name: "host-path", outside: func(v *v1.Volume) (string, error) {
	path, want := v.HostPath.Path, v1.HostPathUnset
	if v.HostPath.Type != nil {
		want = *v.HostPath.Type
	}
	switch want {
	case v1.HostPathUnset:
		return path, nil
	case v1.HostPathDirectoryOrCreate:
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			if err := os.MkdirAll(path, 0o755); err != nil {
				return "", err
			}
		}
		want = v1.HostPathDirectory
	case v1.HostPathFileOrCreate:
		f, err := os.OpenFile(path, os.O_CREATE, 0o644)
		if err != nil {
			return "", fmt.Errorf("hostPath type check failed: %w", err)
		}
		f.Close()
		want = v1.HostPathFile
	}
	st, err := os.Stat(path)
	if err != nil {
		return "", fmt.Errorf("hostPath type check failed: %s is not %s", path, kinds[want])
	}
	m := st.Mode()
	ok := false
	switch want {
	case v1.HostPathDirectory:
		ok = m.IsDir()
	case v1.HostPathFile:
		ok = m.IsRegular()
	case v1.HostPathSocket:
		ok = m&os.ModeSocket != 0
	case v1.HostPathCharDev:
		ok = m&os.ModeCharDevice != 0
	case v1.HostPathBlockDev:
		ok = m&os.ModeDevice != 0 && m&os.ModeCharDevice == 0
	}
	if !ok {
		return "", fmt.Errorf("hostPath type check failed: %s is not %s", path, kinds[want])
	}
	return path, nil
}}

var kinds = map[v1.HostPathType]string{
	v1.HostPathDirectory: "a directory", v1.HostPathFile: "a file", v1.HostPathSocket: "a socket file",
	v1.HostPathCharDev: "a character device", v1.HostPathBlockDev: "a block device",
}
