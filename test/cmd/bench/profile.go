package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/skiff-k8s/skiff/test/bench"
)

// profileSeconds is how much of each row is profiled. A row that is over sooner
// adds nothing but an idle server.
const profileSeconds = 8

// profiler takes profiles of a server while it is measured. What that costs the
// server, about a hundredth, is in what is measured.
type profiler struct {
	client *http.Client
	url    string
	dir    string
	under  sync.WaitGroup
	rows   int
}

func newProfiler(s *bench.Server, dir string) (*profiler, error) {
	transport := &http.Transport{TLSClientConfig: s.TLS.Clone()}
	return &profiler{client: &http.Client{Transport: transport}, url: s.URL, dir: dir}, os.MkdirAll(dir, 0o755)
}

// begin waits for the profile of the row before and begins this row's.
func (p *profiler) begin(ctx context.Context, row string) {
	p.under.Wait()
	p.rows++
	p.save(ctx, "/debug/pprof/heap?gc=1", fmt.Sprintf("%d-before.heap", p.rows))
	name := fmt.Sprintf("%d-%s.cpu", p.rows, strings.NewReplacer(" ", "-", ",", "", ":", "", "'", "", "+", "and").Replace(row))
	p.under.Go(func() { p.save(ctx, fmt.Sprintf("/debug/pprof/profile?seconds=%d", profileSeconds), name) })
}

// finish takes what is alive at the end.
func (p *profiler) finish(ctx context.Context) {
	p.under.Wait()
	p.save(ctx, "/debug/pprof/heap?gc=1", "heap")
	p.save(ctx, "/debug/pprof/goroutine", "goroutine")
	p.save(ctx, "/metrics", "metrics")
	p.client.CloseIdleConnections()
}

func (p *profiler) save(ctx context.Context, path, name string) {
	if err := p.fetch(ctx, path, filepath.Join(p.dir, name)); err != nil {
		fmt.Fprintln(os.Stderr, "bench: no profile:", err)
	}
}

func (p *profiler) fetch(ctx context.Context, path, file string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.url+path, nil)
	if err != nil {
		return err
	}
	res, err := p.client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", path, res.Status)
	}
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	if _, err := io.Copy(f, res.Body); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
