package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	ocispec "github.com/opencontainers/image-spec/specs-go/v1"

	"github.com/skiff-k8s/skiff/images"
)

const searchPath = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

// busyboxLayer is the base of every image here: busybox with its libraries and a
// link for each of its programs, and the few files that programs expect of a
// system. It is not Debian's static busybox, because glibc looks up names through
// libraries even in a static program.
func busyboxLayer(ctx context.Context, work string) ([]images.File, error) {
	needed, err := libraries(ctx, work, "busybox")
	if err != nil {
		return nil, err
	}
	all, err := fetch(ctx, work, append(needed, "busybox")...)
	if err != nil {
		return nil, err
	}
	parts, err := all.program("bin/busybox")
	if err != nil {
		return nil, err
	}
	program := parts[slices.IndexFunc(parts, func(f images.File) bool { return f.Path == "bin/busybox" })]
	runnable := filepath.Join(work, "busybox")
	if err := os.WriteFile(runnable, program.Content, 0o700); err != nil {
		return nil, err
	}
	list, err := output(ctx, work, runnable, "--list")
	if err != nil {
		return nil, err
	}
	files := append(parts, system()...)
	for name := range strings.FieldsSeq(string(list)) {
		if name != "busybox" {
			files = append(files, images.File{Path: "bin/" + name, Link: "busybox"})
		}
	}
	if len(files) < 100 {
		return nil, fmt.Errorf("busybox lists only %d programs", len(files))
	}
	return files, nil
}

// system is the skeleton of a root file system.
func system() []images.File {
	return []images.File{
		{Path: "etc/passwd", Content: []byte("root:x:0:0:root:/root:/bin/sh\nwww-data:x:33:33:www-data:/var/www:/bin/false\nnobody:x:65534:65534:nobody:/:/bin/false\n")},
		{Path: "etc/group", Content: []byte("root:x:0:\nwww-data:x:33:\nnogroup:x:65534:\n")},
		{Path: "etc/nsswitch.conf", Content: []byte("passwd: files\ngroup: files\nhosts: files dns\n")},
		{Path: "root", Dir: true, Mode: 0o700},
		{Path: "run", Dir: true},
		{Path: "tmp", Dir: true, Mode: 0o1777},
		{Path: "var/log", Dir: true},
		{Path: "var/tmp", Dir: true, Mode: 0o1777},
		{Path: "var/run", Link: "../run"},
	}
}

func busybox(shell []images.File) images.Recipe {
	return images.Recipe{
		Names:  []string{"busybox:latest"},
		Config: ocispec.ImageConfig{Env: []string{searchPath}, Cmd: []string{"sh"}},
		Layers: [][]images.File{shell},
	}
}
