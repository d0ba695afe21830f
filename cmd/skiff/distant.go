package main

import (
	"log/slog"
	"net/http"
	"sync"

	"k8s.io/apiserver/pkg/authentication/user"
	restclient "k8s.io/client-go/rest"

	"github.com/skiff-k8s/skiff/client"
	"github.com/skiff-k8s/skiff/client/wire"
)

// distant makes clients that go the way of HTTP inside this process, by which loops
// reach the resources of aggregated servers.
type distant struct {
	transport func(user.Info) http.RoundTripper
	log       *slog.Logger

	mu   sync.Mutex
	made []*wire.Client
	err  error
}

func newDistant(transport func(user.Info) http.RoundTripper, log *slog.Logger) *distant {
	return &distant{transport: transport, log: log}
}

// as returns the client of a user; where there is none, err says why.
func (d *distant) as(name string) client.Client {
	// Nothing is dialled: the host only fills the place of one.
	c, err := wire.New(&restclient.Config{Host: "https://localhost", Transport: d.transport(identity(name)), UserAgent: "skiff"}, wire.Options{AllLive: true, Log: d.log})
	d.mu.Lock()
	defer d.mu.Unlock()
	if err != nil {
		d.err = err
		return nil
	}
	d.made = append(d.made, c)
	return c
}

// close ends all clients.
func (d *distant) close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, c := range d.made {
		c.Close()
	}
}
