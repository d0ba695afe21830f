package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"

	"github.com/skiff-k8s/skiff/test/bench"
	"github.com/skiff-k8s/skiff/test/upstream"
)

const (
	// startTimeout bounds the wait for /readyz of skiff.
	startTimeout = 60 * time.Second
	// stopTimeout is how long skiff may take to end by itself.
	stopTimeout = 10 * time.Second
	// pollEvery is the resolution of the start-up time.
	pollEvery = 2 * time.Millisecond
)

// startPeer returns a function that starts kube-apiserver with etcd. The time
// counts from the exec of etcd, which kube-apiserver needs.
func startPeer(bin upstream.Binaries) func(context.Context) (*bench.Process, error) {
	return func(ctx context.Context) (*bench.Process, error) {
		cp, err := upstream.Start(ctx, bin, upstream.Options{})
		if err != nil {
			return nil, err
		}
		admin, err := cp.CA.Client("bench", "system:masters")
		if err != nil {
			cp.Stop()
			return nil, err
		}
		server := &bench.Server{Name: "kube-apiserver", URL: cp.URL, TLS: cp.TLS(admin), PIDs: cp.PIDs()}
		return &bench.Process{
			Server: server,
			Ready:  cp.EtcdReady + cp.Ready,
			Stop:   cp.Stop,
			Restart: func(ctx context.Context) (time.Duration, error) {
				err := cp.Restart(ctx)
				server.PIDs = cp.PIDs()
				return cp.EtcdReady + cp.Ready, err
			},
		}, nil
	}
}

// startSkiff returns a function that starts skiff's control plane in one
// process, with a data folder of its own that is removed at the end.
func startSkiff(binary string) func(context.Context) (*bench.Process, error) {
	return func(ctx context.Context) (*bench.Process, error) {
		dir, err := os.MkdirTemp("", "skiff-bench-")
		if err != nil {
			return nil, err
		}
		address, err := freeAddress()
		if err != nil {
			return nil, err
		}
		s := &skiff{binary: binary, dir: dir, address: address}
		s.server = &bench.Server{Name: "skiff", URL: "https://" + address}
		ready, err := s.run(ctx)
		if err != nil {
			s.stop()
			return nil, err
		}
		return &bench.Process{Server: s.server, Ready: ready, Stop: s.stop, Restart: s.restart}, nil
	}
}

// skiff is one data folder and the process that serves it.
type skiff struct {
	binary, dir, address string

	server *bench.Server
	cmd    *exec.Cmd
	ended  chan struct{}
}

// run starts the process and returns the time from exec to ready.
func (s *skiff) run(ctx context.Context) (time.Duration, error) {
	kubeconfig := filepath.Join(s.dir, "kubeconfig")
	log, err := os.Create(filepath.Join(s.dir, "log"))
	if err != nil {
		return 0, err
	}
	defer log.Close()
	cmd := exec.Command(s.binary, "server", "--no-agent", "--listen", s.address,
		"--data-dir", filepath.Join(s.dir, "data"), "--write-kubeconfig", kubeconfig)
	cmd.Stdout, cmd.Stderr = log, log
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	begin := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	ended := make(chan struct{})
	go func() { cmd.Wait(); close(ended) }()
	s.cmd, s.ended, s.server.PIDs = cmd, ended, []int{cmd.Process.Pid}
	ready, err := awaitReady(ctx, s.server, kubeconfig, ended)
	if err != nil {
		text, _ := os.ReadFile(log.Name())
		return 0, fmt.Errorf("%w\n%s", err, text[max(0, len(text)-2048):])
	}
	return ready.Sub(begin), nil
}

func (s *skiff) restart(ctx context.Context) (time.Duration, error) {
	s.cmd.Process.Kill()
	<-s.ended
	return s.run(ctx)
}

// stop asks the process to end, kills it when it does not, and removes the folder.
func (s *skiff) stop() {
	if s.cmd != nil {
		s.cmd.Process.Signal(syscall.SIGTERM)
		select {
		case <-s.ended:
		case <-time.After(stopTimeout):
			s.cmd.Process.Kill()
			<-s.ended
		}
	}
	os.RemoveAll(s.dir)
}

// awaitReady polls /readyz, first until the kubeconfig with the authority and
// the admin's certificate is there, then until the answer is 200.
func awaitReady(ctx context.Context, server *bench.Server, kubeconfig string, ended <-chan struct{}) (time.Time, error) {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		if server.TLS == nil {
			server.TLS, _ = tlsFrom(kubeconfig) // not written yet
		}
		if server.TLS != nil && ready(ctx, server) {
			return time.Now(), nil
		}
		select {
		case <-ctx.Done():
			return time.Time{}, fmt.Errorf("skiff is not ready: %w", ctx.Err())
		case <-ended:
			return time.Time{}, errors.New("skiff ended before it was ready")
		case <-tick.C:
		}
	}
}

func ready(ctx context.Context, server *bench.Server) bool {
	transport := &http.Transport{TLSClientConfig: server.TLS.Clone()}
	defer transport.CloseIdleConnections()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+"/readyz", nil)
	if err != nil {
		return false
	}
	res, err := (&http.Client{Transport: transport}).Do(req)
	if err != nil {
		return false
	}
	defer res.Body.Close()
	io.Copy(io.Discard, io.LimitReader(res.Body, 1<<20))
	return res.StatusCode == http.StatusOK
}

// tlsFrom reads the authority and the client certificate of a kubeconfig.
func tlsFrom(kubeconfig string) (*tls.Config, error) {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return nil, err
	}
	return rest.TLSConfigFor(config)
}

func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}
