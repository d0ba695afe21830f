package main

import (
	"context"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	ocispec "github.com/opencontainers/image-spec/specs-go/v1"

	"github.com/skiff-k8s/skiff/images"
)

// suite makes the images of Kubernetes' end-to-end suite. Parts that several
// images share are made once.
type suite struct {
	work string
	// module is the folder of the Go module that requires the suite; programs
	// are compiled and files are read from there.
	module string
	shell  []images.File
	made   map[string][]images.File
}

// suiteImages says how each repository of the suite is made; the tag comes from
// the suite. A repository that is not here is left out: nothing that the
// conformance tests run is.
var suiteImages = map[string]func(*suite, context.Context) (images.Recipe, error){
	"registry.k8s.io/e2e-test-images/agnhost":                (*suite).agnhost,
	"registry.k8s.io/e2e-test-images/busybox":                (*suite).busybox,
	"registry.k8s.io/e2e-test-images/glibc-dns-testing":      (*suite).dnsTools,
	"registry.k8s.io/e2e-test-images/ipc-utils":              (*suite).ipcUtils,
	"registry.k8s.io/e2e-test-images/kitten":                 (*suite).kitten,
	"registry.k8s.io/e2e-test-images/nautilus":               (*suite).nautilus,
	"registry.k8s.io/e2e-test-images/nginx":                  (*suite).nginx,
	"registry.k8s.io/e2e-test-images/nonewprivs":             (*suite).noNewPrivs,
	"registry.k8s.io/e2e-test-images/nonroot":                (*suite).nonRoot,
	"registry.k8s.io/e2e-test-images/perl":                   (*suite).perl,
	"registry.k8s.io/e2e-test-images/regression-issue-74839": (*suite).regression74839,
	"registry.k8s.io/e2e-test-images/resource-consumer":      (*suite).resourceConsumer,
	"registry.k8s.io/e2e-test-images/sample-apiserver":       (*suite).sampleAPIServer,
	"registry.k8s.io/etcd":                                   (*suite).etcd,
	"registry.k8s.io/pause":                                  (*suite).pause,
}

// buildSuite writes an archive into out for each image of names that it knows,
// and says which it left out.
func buildSuite(ctx context.Context, out, work, module string, names []string) error {
	shell, err := busyboxLayer(ctx, work)
	if err != nil {
		return err
	}
	s := &suite{work: work, module: module, shell: shell, made: map[string][]images.File{}}
	known := map[string]bool{}
	for _, name := range slices.Compact(slices.Sorted(slices.Values(names))) {
		repository, tag, _ := strings.Cut(name, ":")
		recipe := suiteImages[repository]
		if recipe == nil {
			fmt.Printf("left out: %s\n", name)
			continue
		}
		known[repository] = true
		r, err := recipe(s, ctx)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		r.Names = []string{name}
		// Versions differ, as the real ones do, even where the files are equal.
		r.Config.Labels = map[string]string{ocispec.AnnotationVersion: tag}
		file := filepath.Join(out, path.Base(repository)+"-"+tag+".tar")
		if err := write(file, r); err != nil {
			return err
		}
		fmt.Printf("%s: %s\n", file, name)
	}
	for repository := range suiteImages {
		if !known[repository] {
			return fmt.Errorf("the suite names no image %s: has it been renamed?", repository)
		}
	}
	return nil
}

// once keeps what make returns under a key.
func (s *suite) once(key string, make func() ([]images.File, error)) ([]images.File, error) {
	if files, ok := s.made[key]; ok {
		return files, nil
	}
	files, err := make()
	if err == nil {
		s.made[key] = files
	}
	return files, err
}

// program compiles a package of the module into one file of an image.
func (s *suite) program(ctx context.Context, pkg, name string, mode int64) ([]images.File, error) {
	return s.once("program "+name, func() ([]images.File, error) {
		compiled := filepath.Join(s.work, "program-"+path.Base(name))
		// Without the workspace and vendoring of whoever runs this.
		_, err := output(ctx, s.module, "env", "CGO_ENABLED=0", "GOWORK=off", "GOFLAGS=-mod=readonly",
			"go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", compiled, pkg)
		if err != nil {
			return nil, err
		}
		raw, err := os.ReadFile(compiled)
		return []images.File{{Path: name, Mode: mode, Content: raw}}, err
	})
}

// source returns files of a package's folder in the module, by their path in it,
// placed at the root of an image.
func (s *suite) source(ctx context.Context, folder string, names ...string) ([]images.File, error) {
	dir, err := output(ctx, s.module, "env", "GOWORK=off", "GOFLAGS=-mod=readonly", "go", "list", "-m", "-f", "{{.Dir}}", "k8s.io/kubernetes")
	if err != nil {
		return nil, err
	}
	var files []images.File
	for _, name := range names {
		raw, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), folder, name))
		if err != nil {
			return nil, err
		}
		files = append(files, images.File{Path: path.Base(name), Content: raw})
	}
	return files, nil
}

// tools returns programs of the distribution as a layer.
func (s *suite) tools(ctx context.Context, key string, wanted ...tool) ([]images.File, error) {
	return s.once("tools "+key, func() ([]images.File, error) { return tools(ctx, s.work, wanted...) })
}

// over is a recipe with the shell below further layers.
func (s *suite) over(config ocispec.ImageConfig, layers ...[]images.File) images.Recipe {
	config.Env = append([]string{searchPath}, config.Env...)
	return images.Recipe{Config: config, Layers: append([][]images.File{s.shell}, layers...)}
}
