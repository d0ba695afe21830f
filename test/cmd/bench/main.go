// Command bench measures skiff beside kube-apiserver with etcd and prints the
// rows of the design's budget table.
//
//	go run ./test/cmd/bench -skiff bin/skiff
//
// Both servers run as children on loopback with empty data folders, one after
// the other, and are ended before the command is. Without -skiff only the peer
// is measured, without -peer only skiff.
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

	"github.com/skiff-k8s/skiff/test/bench"
	"github.com/skiff-k8s/skiff/test/upstream"
)

// longest bounds a whole run.
const longest = 30 * time.Minute

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	plan := bench.DefaultPlan
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	skiff := flags.String("skiff", "", "skiff's binary; empty leaves skiff out")
	peer := flags.Bool("peer", true, "measure kube-apiserver with etcd too, when they are built (make oracle)")
	starts := flags.Int("starts", 3, "how often each is started to measure the start; 0 leaves it out")
	rows := flags.Bool("rows", true, "measure the request rows")
	restart := flags.Int("restart", 50_000, "pods with which each is killed and started again; 0 leaves it out")
	flags.IntVar(&plan.Pods, "pods", plan.Pods, "pods that are created, listed and deleted")
	flags.IntVar(&plan.Changes, "changes", plan.Changes, "requests of each row that reads or changes one pod")
	flags.IntVar(&plan.Lists, "lists", plan.Lists, "requests of each list row")
	flags.IntVar(&plan.InFlight, "inflight", plan.InFlight, "requests in flight")
	flags.IntVar(&plan.Watchers, "watchers", plan.Watchers, "watchers of the watch row")
	flags.IntVar(&plan.Events, "events", plan.Events, "changes that each watcher is told of")
	profiles := flags.String("profile", "", "folder to write profiles to: the heap before each row and at the end, CPU from the beginning of each on")
	if err := flags.Parse(args); err != nil {
		return err
	}
	root, err := upstream.Root()
	if err != nil {
		return err
	}

	var servers []contestant
	if *skiff != "" {
		servers = append(servers, contestant{"skiff", startSkiff(*skiff)})
	}
	if *peer {
		bin, err := upstream.Find(root)
		if err != nil && *skiff == "" {
			return err
		} else if errors.Is(err, upstream.ErrNotBuilt) {
			fmt.Fprintln(os.Stderr, "bench: measuring skiff alone:", err)
		} else if err != nil {
			return err
		} else {
			servers = append(servers, contestant{"kube-apiserver + etcd", startPeer(bin)})
		}
	}
	if len(servers) == 0 {
		return errors.New("nothing to measure: -skiff names no binary and -peer is off")
	}
	if !*rows {
		plan.Pods = 0
	}
	var reports []*bench.Report
	for _, s := range servers {
		report, err := s.measure(ctx, plan, *starts, *restart, *profiles)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		reports = append(reports, report)
	}
	return bench.Print(os.Stdout, reports...)
}

// contestant is a server that can be started afresh.
type contestant struct {
	name  string
	start func(context.Context) (*bench.Process, error)
}

func (c contestant) measure(ctx context.Context, plan bench.Plan, starts, restart int, profiles string) (*bench.Report, error) {
	report := &bench.Report{Name: c.name}
	var err error
	if starts > 0 {
		fmt.Fprintf(os.Stderr, "%s: starting %d times\n", c.name, starts)
		if report.Startup, err = bench.MeasureStartup(ctx, starts, c.start); err != nil {
			return nil, err
		}
	}
	if plan.Pods > 0 {
		err := c.with(ctx, func(p *bench.Process) error { return c.rows(ctx, p.Server, plan, report, profiles) })
		if err != nil {
			return nil, err
		}
	}
	if restart > 0 {
		fmt.Fprintf(os.Stderr, "%s: creating %d pods, to kill it and start it again\n", c.name, restart)
		err := c.with(ctx, func(p *bench.Process) (err error) {
			report.Restart, err = bench.MeasureRestart(ctx, p, restart, plan.InFlight)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return report, nil
}

// with runs do with a fresh server, and ends the server.
func (c contestant) with(ctx context.Context, do func(*bench.Process) error) error {
	p, err := c.start(ctx)
	if err != nil {
		return err
	}
	defer p.Stop()
	if err := p.Server.Connect(); err != nil {
		return err
	}
	defer p.Server.Close()
	return do(p)
}

func (c contestant) rows(ctx context.Context, server *bench.Server, plan bench.Plan, report *bench.Report, profiles string) error {
	if profiles != "" {
		rec, err := newProfiler(server, filepath.Join(profiles, c.name))
		if err != nil {
			return err
		}
		defer rec.finish(ctx)
		plan.Begin = func(row string) { rec.begin(ctx, row) }
	}
	err := bench.Run(ctx, server, plan, func(r bench.Result) {
		fmt.Fprintf(os.Stderr, "%s: %s: %d requests, %s CPU each\n", c.name, r.Row, r.Requests, r.CPU)
		report.Rows = append(report.Rows, r)
	})
	if err != nil {
		return err
	}
	report.Resident, err = bench.Resident(server.PIDs)
	return err
}
