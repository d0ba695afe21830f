package conformance

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/skiff-k8s/skiff/test/conformance/report"
)

// Options say what to run and how.
type Options struct {
	// Skiff is the program to test, Kubectl the one that tests use.
	Skiff, Kubectl string
	// Name is the cluster's.
	Name string
	// Focus and Skip are regular expressions over the full names of tests;
	// empty means all conformance tests, and none.
	Focus, Skip string
	// Parallel is how many tests run at once; those that the suite calls serial
	// run alone after the others.
	Parallel int
	// Timeout ends the tests; what has not run by then is reported so.
	Timeout time.Duration
	// Out is a folder for the report, the suite's log and the nodes' logs.
	Out string
	// ServerFlags are further flags for "skiff server".
	ServerFlags []string
	// Keep leaves the cluster running.
	Keep bool
}

// nodes is the size of the cluster: the smallest that has tests of what is
// between nodes.
const nodes = 2

// Bounds of what surrounds the tests.
const (
	startPatience  = 5 * time.Minute
	removePatience = 3 * time.Minute
)

// selection compiles the options.
func (o Options) selection() (s report.Selection, err error) {
	if o.Focus != "" {
		if s.Focus, err = regexp.Compile(o.Focus); err != nil {
			return s, fmt.Errorf("focus: %w", err)
		}
	}
	if o.Skip != "" {
		if s.Skip, err = regexp.Compile(o.Skip); err != nil {
			return s, fmt.Errorf("skip: %w", err)
		}
	}
	return s, nil
}

// Run runs the tests in a cluster of their own and returns their results. It is
// an error when there are none; a failed test is not. The cluster is gone when
// Run returns, unless Options.Keep.
func (s Suite) Run(ctx context.Context, o Options) (results []report.Result, err error) {
	selected, err := o.selection()
	if err != nil {
		return nil, err
	}
	archives, err := s.archives()
	if err != nil {
		return nil, err
	}
	// The report of an earlier run must not be taken for this one's.
	if err := os.RemoveAll(o.Out); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(o.Out, 0o755); err != nil {
		return nil, err
	}
	c := cluster{
		skiff: o.Skiff, name: o.Name,
		dir:        filepath.Join("/var/lib/skiff", o.Name),
		kubeconfig: filepath.Join(o.Out, "kubeconfig"),
	}
	defer func() {
		err = errors.Join(err, c.keepLogs(o.Out))
		if o.Keep {
			return
		}
		// Also after an interrupt, hence without ctx's end.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), removePatience)
		defer cancel()
		err = errors.Join(err, c.remove(ctx))
	}()
	starting, cancel := context.WithTimeout(ctx, startPatience)
	defer cancel()
	if err := c.start(starting, nodes, o.ServerFlags, archives); err != nil {
		return nil, err
	}
	if err := s.test(ctx, o, c.kubeconfig); err != nil {
		return nil, err
	}
	file, err := os.Open(filepath.Join(o.Out, junitFile))
	if err != nil {
		return nil, fmt.Errorf("the suite left no report, see %s: %w", filepath.Join(o.Out, logFile), err)
	}
	defer file.Close()
	results, err = report.Read(file, selected)
	if err == nil && len(results) == 0 {
		err = errors.New("no conformance test is called like that")
	}
	return results, err
}

// Files in Options.Out.
const (
	junitFile = "junit_01.xml"
	logFile   = "e2e.log"
)

// test runs the suite. It is no error when tests fail: the report tells.
func (s Suite) test(ctx context.Context, o Options, kubeconfig string) error {
	log, err := os.Create(filepath.Join(o.Out, logFile))
	if err != nil {
		return err
	}
	defer log.Close()
	begin := time.Now()
	p := &progress{out: os.Stderr, alone: o.Parallel < 2, since: func() time.Duration { return time.Since(begin) }}
	ctx, cancel := context.WithTimeout(ctx, o.Timeout+stopPatience)
	defer cancel()
	program, args := s.arguments(o, kubeconfig)
	cmd := command(ctx, program, args...)
	cmd.Dir = o.Out
	cmd.Stdout, cmd.Stderr = io.MultiWriter(log, p), log
	cmd.Env = append(os.Environ(), "KUBECONFIG="+kubeconfig)
	err = runGroup(ctx, cmd)
	if exited := cmd.ProcessState; exited != nil && exited.Exited() {
		return nil
	}
	return err
}

// arguments returns what to execute: the suite itself, or ginkgo to run several
// of it side by side.
func (s Suite) arguments(o Options, kubeconfig string) (program string, args []string) {
	choice := []string{"no-color", "v", "label-filter=Conformance", "timeout=" + o.Timeout.String()}
	if o.Focus != "" {
		choice = append(choice, "focus="+o.Focus)
	}
	if o.Skip != "" {
		choice = append(choice, "skip="+o.Skip)
	}
	own := []string{
		"--provider=skeleton", "--kubeconfig=" + kubeconfig, "--kubectl-path=" + o.Kubectl,
		"--report-dir=" + o.Out, "--e2e-output-dir=" + o.Out, "--disable-log-dump",
		"--node-os-distro=custom",
	}
	prefix := "--ginkgo."
	program = s.E2E
	if o.Parallel > 1 {
		program, prefix = s.Ginkgo, "--"
		args = append(args, fmt.Sprintf("--procs=%d", o.Parallel))
	}
	for _, flag := range choice {
		args = append(args, prefix+flag)
	}
	if o.Parallel > 1 {
		args = append(args, s.E2E, "--")
	}
	return program, append(args, own...)
}

// Title says what was run.
func (o Options) Title() string {
	parts := []string{"Conformance of skiff"}
	if o.Focus != "" {
		parts = append(parts, "focus `"+o.Focus+"`")
	}
	if o.Skip != "" {
		parts = append(parts, "skip `"+o.Skip+"`")
	}
	return strings.Join(parts, ", ")
}
