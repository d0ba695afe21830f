// Command build makes the images of the examples and tests without a
// container engine and without a registry: nginx and busybox from the
// distribution's packages, testserver from its source beside this folder. The
// archives go to the folder that -out names, ready for "skiff image load".
//
// With -suite it makes the images of Kubernetes' end-to-end suite instead, by
// the names that the file lists, one a line; their programs are compiled from
// the Go module in the folder that -module names.
//
// What goes in is pinned by the distribution, and the archives hold no times
// and no order of chance: the same packages make the same images.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"

	"github.com/skiff-k8s/skiff/images"
)

func main() {
	out := flag.String("out", "bin/images", "the folder for the archives")
	list := flag.String("suite", "", "a file with the names of the suite's images, to make those")
	module := flag.String("module", "test/oracle", "the folder of the Go module that requires the suite")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *out, *list, *module); err != nil {
		fmt.Fprintln(os.Stderr, "build images:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out, list, module string) error {
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "skiff-images-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	if list == "" {
		return buildExamples(ctx, out, work)
	}
	names, err := os.ReadFile(list)
	if err != nil {
		return err
	}
	return buildSuite(ctx, out, work, module, strings.Fields(string(names)))
}

// buildExamples makes the images of the examples and of skiff's own tests.
func buildExamples(ctx context.Context, out, work string) error {
	shell, err := busyboxLayer(ctx, work)
	if err != nil {
		return err
	}
	server, err := nginxLayer(ctx, work)
	if err != nil {
		return err
	}
	tester, err := testserverLayer(ctx, work)
	if err != nil {
		return err
	}
	for file, recipe := range map[string]images.Recipe{
		"busybox.tar":    busybox(shell),
		"nginx.tar":      nginx("nginx:latest", shell, server),
		"nginx-next.tar": nginx("nginx:next", shell, server, nextPage()),
		"testserver.tar": testserver(shell, tester),
	} {
		if err := write(filepath.Join(out, file), recipe); err != nil {
			return err
		}
		fmt.Printf("%s: %s\n", filepath.Join(out, file), recipe.Names[0])
	}
	return nil
}

// write writes an archive, whole or not at all.
func write(path string, recipe images.Recipe) error {
	file, err := os.Create(path + ".new")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) // fails after the rename, as it should
	defer file.Close()
	if err := recipe.Write(file); err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}
