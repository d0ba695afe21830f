package main

import (
	"archive/tar"
	"bytes"
	"context"
	"debug/elf"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"

	"github.com/skiff-k8s/skiff/images"
)

// packages are the files of some of the distribution's packages, by their
// path without a leading slash.
type packages map[string]images.File

// fetch downloads packages into a folder of work and returns their files.
func fetch(ctx context.Context, work string, names ...string) (packages, error) {
	dir, err := os.MkdirTemp(work, "packages-*")
	if err != nil {
		return nil, err
	}
	// As the package tool's own user where there is one, it writes here too.
	if err := os.Chmod(dir, 0o777); err != nil {
		return nil, err
	}
	if err := os.Chmod(work, 0o755); err != nil {
		return nil, err
	}
	download := func() error {
		_, err := output(ctx, dir, "apt-get", append([]string{"-q", "download"}, names...)...)
		return err
	}
	if err := download(); err != nil {
		// A fresh machine has no lists of packages yet.
		if _, err2 := output(ctx, dir, "apt-get", "-q", "update"); err2 != nil {
			return nil, errors.Join(err, err2)
		}
		if err := download(); err != nil {
			return nil, err
		}
	}
	debs, err := filepath.Glob(filepath.Join(dir, "*.deb"))
	if err != nil {
		return nil, err
	}
	all := packages{}
	for _, deb := range debs {
		raw, err := output(ctx, dir, "dpkg-deb", "--fsys-tarfile", deb)
		if err != nil {
			return nil, err
		}
		if err := all.add(bytes.NewReader(raw)); err != nil {
			return nil, fmt.Errorf("%s: %w", deb, err)
		}
	}
	return all, nil
}

// libraries returns the packages of libraries that the named one depends on.
func libraries(ctx context.Context, work, name string) ([]string, error) {
	raw, err := output(ctx, work, "apt-cache", "depends", "--important", name)
	if err != nil {
		return nil, err
	}
	var found []string
	for line := range strings.Lines(string(raw)) {
		kind, dependency, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if ok && strings.HasSuffix(kind, "Depends") && (strings.HasPrefix(dependency, "lib") || strings.HasPrefix(dependency, "zlib")) {
			found = append(found, dependency)
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("package %s depends on no library", name)
	}
	return found, nil
}

// add reads a tar of files.
func (p packages) add(r io.Reader) error {
	reader := tar.NewReader(r)
	for {
		header, err := reader.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		file := images.File{Path: strings.TrimPrefix(path.Clean(header.Name), "/"), Mode: header.Mode & 0o7777}
		switch header.Typeflag {
		case tar.TypeReg:
			if file.Content, err = io.ReadAll(reader); err != nil {
				return err
			}
		case tar.TypeSymlink:
			file.Link = header.Linkname
		default:
			continue
		}
		p[file.Path] = file
	}
}

// program returns an executable with the libraries that it needs, each where
// the dynamic linker looks.
func (p packages) program(name string) ([]images.File, error) {
	file, err := p.resolve(name)
	if err != nil {
		return nil, err
	}
	file.Path = name
	found := map[string]images.File{name: file}
	queue := []images.File{file}
	for len(queue) > 0 {
		next := queue[0]
		queue = queue[1:]
		needed, err := needs(next.Content)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", next.Path, err)
		}
		for _, library := range needed {
			file, err := p.library(library)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", next.Path, err)
			}
			if _, ok := found[file.Path]; !ok {
				found[file.Path] = file
				queue = append(queue, file)
			}
		}
	}
	var files []images.File
	for _, file := range found {
		files = append(files, file)
	}
	return files, nil
}

// needs returns the libraries that an ELF file names, its interpreter by its
// path.
func needs(content []byte) ([]string, error) {
	file, err := elf.NewFile(bytes.NewReader(content))
	if err != nil {
		return nil, err
	}
	needed, err := file.ImportedLibraries()
	if err != nil {
		return nil, err
	}
	if section := file.Section(".interp"); section != nil {
		raw, err := section.Data()
		if err != nil {
			return nil, err
		}
		needed = append(needed, strings.TrimRight(string(raw), "\x00"))
	}
	return needed, nil
}

// library finds a library by its name, or the interpreter by its path, and
// returns its content under the path that will be looked for.
func (p packages) library(name string) (images.File, error) {
	var candidates []string
	if strings.HasPrefix(name, "/") {
		candidates = []string{name[1:], "usr" + name}
	} else {
		for candidate := range p {
			if path.Base(candidate) == name {
				candidates = append(candidates, candidate)
			}
		}
	}
	for _, candidate := range candidates {
		if file, err := p.resolve(candidate); err == nil {
			file.Path = candidate
			if strings.HasPrefix(name, "/") {
				file.Path = name[1:]
			}
			return file, nil
		}
	}
	return images.File{}, fmt.Errorf("library %s is in none of the packages", name)
}

// resolve follows symbolic links to a file.
func (p packages) resolve(name string) (images.File, error) {
	for range 8 {
		file, ok := p[name]
		if !ok {
			return file, fmt.Errorf("%s is in none of the packages", name)
		}
		if file.Link == "" {
			return file, nil
		}
		if path.IsAbs(file.Link) {
			name = strings.TrimPrefix(path.Clean(file.Link), "/")
		} else {
			name = path.Join(path.Dir(name), file.Link)
		}
	}
	return images.File{}, fmt.Errorf("%s: too many symbolic links", name)
}

// output runs a program and returns what it printed.
func output(ctx context.Context, dir, name string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w: %s", name, strings.Join(args, " "), err, strings.TrimSpace(stderr.String()))
	}
	return out, nil
}
