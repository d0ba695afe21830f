// Command envtest runs controller-runtime's own tests against skiff: skiff stands
// where envtest looks for kube-apiserver, beside the real etcd.
//
//	go run ./test/cmd/envtest [-skiff bin/skiff] [-v] [package ...]
//
// Packages are below sigs.k8s.io/controller-runtime/pkg; without any, all that
// start a control plane are run, one after the other. It prints how each ended
// and fails when one did.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"time"

	"github.com/skiff-k8s/skiff/test/upstream"
)

const (
	module = "sigs.k8s.io/controller-runtime/pkg/"
	// longest bounds the tests of one package.
	longest = 20 * time.Minute
)

// suites are the packages of controller-runtime whose tests start a control plane.
var suites = []string{
	"builder", "cache", "client", "client/apiutil", "cluster", "controller",
	"controller/controllerutil", "envtest", "handler", "internal/controller",
	"internal/recorder", "internal/testing/controlplane", "manager",
	"manager/internal/integration", "metrics/filters", "reconcile", "source", "webhook",
}

// left are tests that say nothing of the server under test: by package, the flag
// of go test that leaves them out.
var left = map[string]string{
	// They download an older kube-apiserver.
	"client/apiutil": "-skip=/aggregatedDiscovery=false",
	// They run scripts in place of kube-apiserver, which are not executable in
	// Go's module cache.
	"internal/testing/controlplane": "-ginkgo.skip=argument defaulting",
}

// alone runs a test, and the servers that it starts, in a network namespace that has
// nothing but a loopback interface: whatever a test tries to reach, it stays here. With
// the namespace of processes end the servers that a test has left running.
const alone = `unshare --net --pid --fork --kill-child --mount-proc sh -c 'ip link set lo up && exec "$0" "$@"'`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "envtest:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("envtest", flag.ContinueOnError)
	skiff := flags.String("skiff", "", "skiff's binary; empty means bin/skiff of the project")
	verbose := flags.Bool("v", false, "print all that the tests print")
	if err := flags.Parse(args); err != nil {
		return err
	}
	root, err := upstream.Root()
	if err != nil {
		return err
	}
	assets, err := makeAssets(root, *skiff)
	if err != nil {
		return err
	}
	defer os.RemoveAll(assets)
	names := flags.Args()
	if len(names) == 0 {
		names = suites
	}
	var failed []string
	for _, name := range names {
		if !suite(ctx, root, assets, name, *verbose) {
			failed = append(failed, name)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	fmt.Printf("%d of %d packages pass\n", len(names)-len(failed), len(names))
	if len(failed) > 0 {
		return fmt.Errorf("failed: %s", strings.Join(failed, ", "))
	}
	return nil
}

// makeAssets makes the folder that KUBEBUILDER_ASSETS names.
func makeAssets(root, skiff string) (dir string, err error) {
	bin, err := upstream.Find(root)
	if err != nil {
		return "", err
	}
	if skiff == "" {
		skiff = filepath.Join(root, "bin", "skiff")
	}
	if skiff, err = filepath.Abs(skiff); err != nil {
		return "", err
	}
	if dir, err = os.MkdirTemp("", "skiff-envtest-"); err != nil {
		return "", err
	}
	for name, target := range map[string]string{
		"kube-apiserver": skiff,
		"etcd":           bin.Etcd,
		"kubectl":        filepath.Join(root, "bin", "libexec", "kubectl"),
	} {
		if _, err = os.Stat(target); err == nil {
			err = os.Symlink(target, filepath.Join(dir, name))
		}
		if err != nil {
			return "", errors.Join(err, os.RemoveAll(dir))
		}
	}
	return dir, nil
}

// suite runs the tests of one package, prints how they ended and reports whether
// they passed.
func suite(ctx context.Context, root, assets, name string, verbose bool) bool {
	args := []string{"test", "-mod=readonly", "-count=1", "-timeout", longest.String(), "-v", "-exec", alone, module + name}
	if flag := left[name]; flag != "" {
		args = append(args, flag)
	}
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = filepath.Join(root, "test", "envtest")
	cmd.Env = append(os.Environ(), "KUBEBUILDER_ASSETS="+assets, "GOWORK=off")
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	var log bytes.Buffer
	cmd.Stdout = &log
	if verbose {
		cmd.Stdout = io.MultiWriter(&log, os.Stdout)
	}
	cmd.Stderr = cmd.Stdout
	err := cmd.Run()
	out := colours.ReplaceAll(log.Bytes(), nil)
	for _, line := range closing.FindAllString(string(out), -1) {
		fmt.Printf("%-30s %s\n", name, strings.TrimSpace(line))
	}
	if err != nil && !verbose {
		for _, line := range failures.FindAllString(string(out), -1) {
			fmt.Printf("%-30s %s\n", name, strings.TrimSpace(line))
		}
		if !failures.Match(out) { // it did not even build or start
			os.Stdout.Write(out[max(0, len(out)-4<<10):])
		}
	}
	return err == nil
}

var (
	colours = regexp.MustCompile(`\x1b\[[0-9;]*m`)
	// closing are the lines with which ginkgo and go test end.
	closing = regexp.MustCompile(`(?m)^(Ran \d+ of \d+ Specs.*|(SUCCESS|FAIL)! -- .*|(ok  |FAIL)\tsigs.*)$`)
	// failures are ginkgo's summary, and the tests of go test that failed.
	failures = regexp.MustCompile(`(?m)^(\s*\[FAIL\] .*|\s*--- FAIL: .*)$`)
)
