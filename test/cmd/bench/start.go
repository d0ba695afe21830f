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
		return &bench.Process{
			Server: &bench.Server{Name: "kube-apiserver", URL: cp.URL, TLS: cp.TLS(admin), PIDs: cp.PIDs()},
			Ready:  cp.EtcdReady + cp.Ready,
			Stop:   cp.Stop,
		}, nil
	}
}

// startSkiff returns a function that starts skiff's control plane in one
// process, with a data folder of its own that is removed at the end.
func startSkiff(binary string) func(context.Context) (*bench.Process, error) {
	return func(ctx context.Context) (p *bench.Process, err error) {
		dir, err := os.MkdirTemp("", "skiff-bench-")
		if err != nil {
			return nil, err
		}
		address, err := freeAddress()
		if err != nil {
			return nil, err
		}
		kubeconfig := filepath.Join(dir, "kubeconfig")
		log, err := os.Create(filepath.Join(dir, "log"))
		if err != nil {
			return nil, err
		}
		defer log.Close()
		cmd := exec.Command(binary, "server", "--no-agent", "--listen", address,
			"--data-dir", filepath.Join(dir, "data"), "--write-kubeconfig", kubeconfig)
		cmd.Stdout, cmd.Stderr = log, log
		cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
		begin := time.Now()
		if err := cmd.Start(); err != nil {
			os.RemoveAll(dir)
			return nil, err
		}
		ended := make(chan struct{})
		go func() { cmd.Wait(); close(ended) }()
		stop := func() {
			cmd.Process.Signal(syscall.SIGTERM)
			select {
			case <-ended:
			case <-time.After(stopTimeout):
				cmd.Process.Kill()
				<-ended
			}
			os.RemoveAll(dir)
		}
		server := &bench.Server{Name: "skiff", URL: "https://" + address, PIDs: []int{cmd.Process.Pid}}
		ready, err := awaitReady(ctx, server, kubeconfig, ended)
		if err != nil {
			text, _ := os.ReadFile(log.Name())
			stop()
			return nil, fmt.Errorf("%w\n%s", err, text[max(0, len(text)-2048):])
		}
		return &bench.Process{Server: server, Ready: ready.Sub(begin), Stop: stop}, nil
	}
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
