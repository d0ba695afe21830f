package upstream

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
)

// Version is the Kubernetes release that the recordings are made from; it is
// the one that test/oracle/go.mod requires.
const Version = "v1.36.3"

// ErrNotBuilt says that the binaries are not in the cache yet.
var ErrNotBuilt = errors.New("kube-apiserver and etcd are not built; run make oracle")

// Binaries are the paths of the two programs.
type Binaries struct {
	APIServer string
	Etcd      string
}

// Find returns the binaries in the cache of the project at root, or an error
// that wraps ErrNotBuilt.
func Find(root string) (Binaries, error) {
	dir := filepath.Join(root, ".cache", "oracle", Version)
	b := Binaries{APIServer: filepath.Join(dir, "kube-apiserver"), Etcd: filepath.Join(dir, "etcd")}
	for _, path := range []string{b.APIServer, b.Etcd} {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return b, fmt.Errorf("%s: %w", path, ErrNotBuilt)
		} else if err != nil {
			return b, err
		}
	}
	return b, nil
}

// Build makes the binaries unless they are in the cache. It needs the Go module
// proxy once and takes about four minutes on two cores; parallel bounds the
// number of compilers at work, 0 leaves it to Go.
func Build(ctx context.Context, root string, parallel int) (Binaries, error) {
	b, err := Find(root)
	if err == nil || !errors.Is(err, ErrNotBuilt) {
		return b, err
	}
	const version = "k8s.io/component-base/version"
	ldflags := fmt.Sprintf("-s -w -X %[1]s.gitVersion=%[2]s -X %[1]s.gitMajor=1 -X %[1]s.gitMinor=36", version, Version)
	for _, target := range []struct{ out, pkg, ldflags string }{
		{b.Etcd, "go.etcd.io/etcd/server/v3", "-s -w"},
		{b.APIServer, "k8s.io/kubernetes/cmd/kube-apiserver", ldflags},
	} {
		args := []string{"build", "-trimpath", "-ldflags", target.ldflags, "-o", target.out}
		if parallel > 0 {
			args = append(args, "-p", fmt.Sprint(parallel))
		}
		cmd := exec.CommandContext(ctx, "go", append(args, target.pkg)...)
		cmd.Dir = filepath.Join(root, "test", "oracle")
		// A workspace or vendoring of the product must not change what is built.
		cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=readonly -buildvcs=false")
		cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
		if err := cmd.Run(); err != nil {
			return b, fmt.Errorf("build %s: %w", target.pkg, err)
		}
	}
	return b, nil
}

// Root returns the project's root folder: the nearest one at or above the
// working directory that holds the product's go.mod.
func Root() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "test", "oracle", "go.mod")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("not inside the project: no test/oracle/go.mod above the working directory")
		}
		dir = parent
	}
}
