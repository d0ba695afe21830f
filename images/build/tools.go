package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/skiff-k8s/skiff/images"
)

// tool is a program of one of the distribution's packages.
type tool struct {
	pkg  string
	path string // in the package
	as   string // in the image; empty where it is in the package
}

// tools returns programs with all libraries that they need, each once.
func tools(ctx context.Context, work string, wanted ...tool) ([]images.File, error) {
	var names []string
	for _, t := range wanted {
		names = append(names, t.pkg)
	}
	needed, err := closure(ctx, work, names...)
	if err != nil {
		return nil, err
	}
	all, err := fetch(ctx, work, needed...)
	if err != nil {
		return nil, err
	}
	found := map[string]images.File{}
	for _, t := range wanted {
		files, err := all.program(t.path)
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			if file.Path == t.path && t.as != "" {
				file.Path = t.as
			}
			found[file.Path] = file
		}
	}
	return slices.Collect(maps.Values(found)), nil
}

// closure returns the named packages and all that they depend on, at any depth.
func closure(ctx context.Context, work string, names ...string) ([]string, error) {
	raw, err := output(ctx, work, "apt-cache", append([]string{"depends", "--recurse",
		"--no-recommends", "--no-suggests", "--no-conflicts", "--no-breaks", "--no-replaces", "--no-enhances"}, names...)...)
	if err != nil {
		return nil, err
	}
	found := map[string]bool{}
	for line := range strings.Lines(string(raw)) {
		// Dependencies are indented, virtual packages are in angle brackets.
		if name := strings.TrimRight(line, "\n"); name != "" && !strings.ContainsAny(name[:1], " <|") {
			found[name] = true
		}
	}
	for _, name := range names {
		if !found[name] {
			return nil, fmt.Errorf("the package %s is not known", name)
		}
	}
	return slices.Sorted(maps.Keys(found)), nil
}

// pauseLayer compiles the program that holds a pod's namespaces.
func pauseLayer(ctx context.Context, work string) ([]images.File, error) {
	dir, err := output(ctx, "", "go", "list", "-f", "{{.Dir}}", "github.com/skiff-k8s/skiff/images")
	if err != nil {
		return nil, err
	}
	source := filepath.Join(filepath.Dir(strings.TrimSpace(string(dir))), "cmd", "skiff-pause", "pause.c")
	compiled := filepath.Join(work, "pause")
	if _, err := output(ctx, "", "cc", "-Os", "-static", "-s", "-o", compiled, source); err != nil {
		return nil, err
	}
	raw, err := os.ReadFile(compiled)
	return []images.File{{Path: "pause", Mode: 0o755, Content: raw}}, err
}
