package apiserver

import (
	"fmt"
	"slices"
	"strings"

	"github.com/skiff-k8s/skiff/api"
)

// gauges adds what the server knows of itself to its metrics.
func (s *Server) gauges() {
	s.metrics.Gauge("apiserver_storage_objects", "Number of stored objects, by resource.", "gauge",
		func(emit func(labels string, value float64)) {
			list := s.cache.Resources()
			slices.SortFunc(list, func(a, b *api.Resource) int { return strings.Compare(a.GR().String(), b.GR().String()) })
			for _, r := range list {
				if t := s.cache.Table(r); t != nil {
					emit(fmt.Sprintf("resource=%q", r.GR().String()), float64(t.Len()))
				}
			}
		})
	if s.config.Audit != nil {
		s.metrics.Gauge("apiserver_audit_event_total", "Audit events that were written.", "counter", func(emit func(labels string, value float64)) {
			written, _ := s.config.Audit.Stats()
			emit("", float64(written))
		})
		s.metrics.Gauge("apiserver_audit_error_total", "Audit events that were lost.", "counter", func(emit func(labels string, value float64)) {
			_, dropped := s.config.Audit.Stats()
			emit(`plugin="log"`, float64(dropped))
		})
	}
	s.metrics.Gauge("skiff_revision", "Newest revision that the server has applied.", "counter",
		func(emit func(labels string, value float64)) { emit("", float64(s.cache.Revision())) })
}
