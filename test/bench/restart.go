package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// Restart is what coming back after kill -9 costs with many objects stored.
type Restart struct {
	Objects  int
	Ready    time.Duration // from exec to the first 200 of /readyz
	Listed   time.Duration // from exec until a list has counted the objects
	CPU      time.Duration // of the server, until then
	Resident int64         // bytes, then
}

// MeasureRestart fills a server with the given number of pods, kills it, starts
// it again and counts the pods: one that is missing is an error, since each had
// been acknowledged.
func MeasureRestart(ctx context.Context, p *Process, objects, inflight int) (Restart, error) {
	s := p.Server
	if err := s.prepare(ctx); err != nil {
		return Restart{}, err
	}
	if _, err := s.measure(ctx, RowCreate, objects, inflight, s.create); err != nil {
		return Restart{}, err
	}
	s.Close()
	begin := time.Now()
	ready, err := p.Restart(ctx)
	if err != nil {
		return Restart{}, err
	}
	killed := time.Since(begin) - ready // what killing took, before the exec
	if err := s.Connect(); err != nil {
		return Restart{}, err
	}
	found, err := s.count(ctx)
	if err != nil {
		return Restart{}, err
	}
	r := Restart{Objects: found, Ready: ready, Listed: time.Since(begin) - killed}
	if found != objects {
		return r, fmt.Errorf("%s: %d pods were acknowledged, %d are there after the restart", s.Name, objects, found)
	}
	if r.CPU, err = cpuTime(s.PIDs); err != nil {
		return r, err
	}
	r.Resident, err = Resident(s.PIDs)
	return r, err
}

// count asks for one pod and for how many remain.
func (s *Server) count(ctx context.Context) (int, error) {
	body, _, err := s.do(ctx, request{method: "GET", path: podsPath + "?limit=1"}, true)
	if err != nil {
		return 0, err
	}
	var list struct {
		Metadata struct{ RemainingItemCount int }
		Items    []json.RawMessage
	}
	if err := json.Unmarshal(body, &list); err != nil {
		return 0, err
	}
	return len(list.Items) + list.Metadata.RemainingItemCount, nil
}
