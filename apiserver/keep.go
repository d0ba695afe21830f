package apiserver

import (
	"context"
	"time"

	"github.com/skiff-k8s/skiff/apiserver/bootstrap"
)

// keepEvery is how often the server looks whether what every cluster has is still
// there: somebody may have deleted the kubernetes Service.
const keepEvery = 10 * time.Second

// startKeeping runs keep until ctx ends or the returned function is called, which
// waits for its end.
func (s *Server) startKeeping(ctx context.Context) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.keep(ctx)
	}()
	return func() { cancel(); <-done }
}

// keep makes what every cluster has anew when it is gone, until ctx ends. Roles are
// left out: who takes a default role away means it, until the next start.
func (s *Server) keep(ctx context.Context) {
	tick := time.NewTicker(keepEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.stopping:
			return
		case <-tick.C:
		}
		if err := bootstrap.Keep(ctx, s.bootstrapConfig()); err != nil && ctx.Err() == nil {
			s.config.Log.Error("keeping what every cluster has", "error", err)
		}
	}
}
