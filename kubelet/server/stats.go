package server

import (
	"bytes"
	"encoding/json"
	"net/http"

	"github.com/skiff-k8s/skiff/kubelet/stats"
)

// summary answers with what the node and its pods use.
func (s *Server) summary(w http.ResponseWriter, r *http.Request) {
	sum, err := s.Stats(r.Context())
	if err != nil {
		fail(w, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(sum) // the caller went away
}

// resourceMetrics answers with the same as metrics, for metrics-server.
func (s *Server) resourceMetrics(w http.ResponseWriter, r *http.Request) {
	sum, err := s.Stats(r.Context())
	if err != nil {
		fail(w, err)
		return
	}
	var b bytes.Buffer
	if err := stats.WriteMetrics(&b, sum); err != nil {
		fail(w, err)
		return
	}
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	_, _ = w.Write(b.Bytes()) // the caller went away
}
