package conformance

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/skiff-k8s/skiff/test/upstream"
)

// Suite is the compiled suite in the project's cache.
type Suite struct {
	root   string // the project's
	E2E    string // e2e.test
	Ginkgo string // runs several e2e.test side by side
	Images string // a folder of archives
}

// Find returns where the suite of the project at root is, built or not.
func Find(root string) Suite {
	dir := filepath.Join(root, ".cache", "conformance", upstream.Version)
	return Suite{
		root:   root,
		E2E:    filepath.Join(dir, "e2e.test"),
		Ginkgo: filepath.Join(dir, "ginkgo"),
		Images: filepath.Join(dir, "images"),
	}
}

// Build compiles what is not in the cache yet, and makes the images unless those
// that are there were made from the same sources. It needs the Go module proxy, Debian's
// packages and, the first time, some ten minutes on two cores.
func (s Suite) Build(ctx context.Context) error {
	const version = "k8s.io/component-base/version"
	ldflags := fmt.Sprintf("-s -w -X %[1]s.gitVersion=%[2]s -X %[1]s.gitMajor=1 -X %[1]s.gitMinor=36", version, upstream.Version)
	for _, target := range []struct {
		out  string
		args []string
	}{
		{s.E2E, []string{"test", "-c", "-vet=off", "-trimpath", "-ldflags", ldflags, "-o", s.E2E, "k8s.io/kubernetes/test/e2e"}},
		{s.Ginkgo, []string{"build", "-trimpath", "-ldflags", "-s -w", "-o", s.Ginkgo, "github.com/onsi/ginkgo/v2/ginkgo"}},
	} {
		if _, err := os.Stat(target.out); err == nil {
			continue
		} else if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err := os.MkdirAll(filepath.Dir(target.out), 0o755); err != nil {
			return err
		}
		cmd := command(ctx, "go", target.args...)
		cmd.Dir = filepath.Join(s.root, "test", "oracle")
		// A workspace or vendoring of the product must not change what is built.
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOWORK=off", "GOFLAGS=-mod=readonly -buildvcs=false")
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("build %s: %w", filepath.Base(target.out), err)
		}
	}
	return s.buildImages(ctx)
}

// buildImages makes the images by the names that the suite asks for.
func (s Suite) buildImages(ctx context.Context) error {
	names, err := exec.CommandContext(ctx, s.E2E, "--list-images").Output()
	if err != nil {
		return fmt.Errorf("ask the suite for its images: %w", err)
	}
	from, err := s.ingredients(names)
	if err != nil {
		return err
	}
	stamp := filepath.Join(s.Images, "made-from")
	if old, err := os.ReadFile(stamp); err == nil && string(old) == from {
		return nil
	}
	// From nothing, so that an image that is no longer made is not used; the
	// stamp comes last, as the sign that all are there.
	if err := os.RemoveAll(s.Images); err != nil {
		return err
	}
	if err := os.MkdirAll(s.Images, 0o755); err != nil {
		return err
	}
	list := filepath.Join(s.Images, "images.txt")
	if err := os.WriteFile(list, names, 0o644); err != nil {
		return err
	}
	cmd := command(ctx, "go", "run", "./images/build", "-suite", list, "-module", filepath.Join("test", "oracle"), "-out", s.Images)
	cmd.Dir = s.root
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("make the images: %w", err)
	}
	return os.WriteFile(stamp, []byte(from), 0o644)
}

// ingredients is a digest of the images' names and of the sources that they are
// made from. Debian's packages are not in it: what a machine has made it keeps.
func (s Suite) ingredients(names []byte) (string, error) {
	sources := []string{filepath.Join(s.root, "test", "oracle", "go.mod")}
	for _, pattern := range []string{"images/*.go", "images/build/*.go", "cmd/skiff-pause/*.c"} {
		found, err := filepath.Glob(filepath.Join(s.root, pattern))
		if err != nil {
			return "", err
		}
		sources = append(sources, slices.DeleteFunc(found, func(p string) bool { return strings.HasSuffix(p, "_test.go") })...)
	}
	lines := strings.Fields(string(names))
	slices.Sort(lines) // the suite lists them in any order
	h := sha256.New()
	fmt.Fprintln(h, lines)
	for _, source := range sources {
		raw, err := os.ReadFile(source)
		if err != nil {
			return "", err
		}
		fmt.Fprintln(h, filepath.Base(source), len(raw))
		h.Write(raw)
	}
	return hex.EncodeToString(h.Sum(nil)) + "\n", nil
}

// archives returns the image archives.
func (s Suite) archives() ([]string, error) {
	found, err := filepath.Glob(filepath.Join(s.Images, "*.tar"))
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("no images in %s", s.Images)
	}
	return found, err
}
