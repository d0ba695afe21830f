package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	ocispec "github.com/opencontainers/image-spec/specs-go/v1"

	"github.com/skiff-k8s/skiff/images"
)

// testserverLayer compiles the test program.
func testserverLayer(ctx context.Context, work string) ([]images.File, error) {
	path := filepath.Join(work, "testserver")
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", path, "github.com/skiff-k8s/skiff/images/testserver")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%s: %w: %s", cmd, err, out)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return []images.File{{Path: "testserver", Mode: 0o755, Content: raw}}, nil
}

func testserver(layers ...[]images.File) images.Recipe {
	return images.Recipe{
		Names: []string{"skiff.dev/testserver:latest", "skiff.dev/testserver:2"},
		Config: ocispec.ImageConfig{
			Env:          []string{searchPath},
			Entrypoint:   []string{"/testserver"},
			ExposedPorts: map[string]struct{}{"8080/tcp": {}, "8081/tcp": {}, "8082/udp": {}, "8083/tcp": {}},
		},
		Layers: layers,
	}
}
