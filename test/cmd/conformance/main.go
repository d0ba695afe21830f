// Command conformance builds and runs Kubernetes' own conformance tests against
// skiff.
//
//	conformance build             compile the suite and make its images, once
//	conformance run [flags]       start a cluster, run the tests, show the table
//	conformance report FILE       show the table of an earlier run's JUnit file
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/skiff-k8s/skiff/test/conformance"
	"github.com/skiff-k8s/skiff/test/conformance/report"
	"github.com/skiff-k8s/skiff/test/upstream"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "conformance:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	commands := map[string]func(context.Context, string, []string) error{
		"build":  build,
		"run":    runTests,
		"report": show,
	}
	if len(args) == 0 || commands[args[0]] == nil {
		return errors.New("say one of build, run, report")
	}
	root, err := upstream.Root()
	if err != nil {
		return err
	}
	return commands[args[0]](ctx, root, args[1:])
}

func build(ctx context.Context, root string, _ []string) error {
	return conformance.Find(root).Build(ctx)
}

func runTests(ctx context.Context, root string, args []string) error {
	suite := conformance.Find(root)
	o := conformance.Options{Kubectl: filepath.Join(root, "bin", "libexec", "kubectl")}
	flags := flag.NewFlagSet("run", flag.ContinueOnError)
	flags.StringVar(&o.Skiff, "skiff", filepath.Join(root, "bin", "skiff"), "the program to test")
	flags.StringVar(&o.Focus, "focus", "", "run only tests whose name matches this regular expression")
	flags.StringVar(&o.Skip, "skip", "", "leave out tests whose name matches this regular expression")
	flags.IntVar(&o.Parallel, "parallel", 1, "tests to run at once")
	flags.DurationVar(&o.Timeout, "timeout", 4*time.Hour, "end the tests after this time")
	flags.StringVar(&o.Name, "name", "conformance", "name of the cluster")
	flags.StringVar(&o.Out, "out", filepath.Join(root, ".cache", "conformance", "results"), "folder for reports and logs")
	flags.BoolVar(&o.Keep, "keep", false, "leave the cluster running")
	flags.Func("server-flag", "further flag for \"skiff server\"; may be repeated", func(s string) error {
		o.ServerFlags = append(o.ServerFlags, s)
		return nil
	})
	if err := flags.Parse(args); err != nil {
		return err
	}
	for _, path := range []*string{&o.Skiff, &o.Out} {
		abs, err := filepath.Abs(*path)
		if err != nil {
			return err
		}
		*path = abs
	}
	if err := suite.Build(ctx); err != nil {
		return err
	}
	results, err := suite.Run(ctx, o)
	if err != nil {
		return err
	}
	page := filepath.Join(o.Out, "report.md")
	if err := writePage(page, o.Title(), results); err != nil {
		return err
	}
	if err := report.Terminal(os.Stdout, results); err != nil {
		return err
	}
	fmt.Printf("\n%s\n", page)
	return verdict(results)
}

// show prints the table of a JUnit file.
func show(_ context.Context, _ string, args []string) error {
	if len(args) != 1 {
		return errors.New("report: name one JUnit file")
	}
	file, err := os.Open(args[0])
	if err != nil {
		return err
	}
	defer file.Close()
	results, err := report.Read(file, report.Selection{})
	if err != nil {
		return err
	}
	return report.Terminal(os.Stdout, results)
}

func writePage(path, title string, results []report.Result) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := report.Markdown(file, title, results); err != nil {
		return err
	}
	return file.Close()
}

// verdict is nil when every test that was selected ran, and none failed.
func verdict(results []report.Result) error {
	_, total := report.Table(results)
	if total.Failed > 0 || total.NotRun > 0 {
		return fmt.Errorf("%d of %d tests failed, %d did not run", total.Failed, total.Tests(), total.NotRun)
	}
	return nil
}
