package apiserver

import (
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"

	"github.com/skiff-k8s/skiff/api"
	"github.com/skiff-k8s/skiff/apiserver/audit"
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
	s.metrics.Gauge("aggregator_unavailable_apiservice", "1 for each APIService that is not available.", "gauge", s.aggregator.Unavailable)
	s.metrics.Gauge("kubernetes_build_info", "1, labelled with the version that the server says it is.", "gauge", func(emit func(labels string, value float64)) {
		emit(fmt.Sprintf(`build_date=%q,compiler=%q,git_commit=%q,git_tree_state="clean",git_version=%q,go_version=%q,major="1",minor="36",platform=%q`,
			s.config.BuildDate, runtime.Compiler, s.config.GitCommit, s.config.GitVersion, runtime.Version(), runtime.GOOS+"/"+runtime.GOARCH), 1)
	})
	if s.config.Audit != nil {
		s.auditGauges(s.config.Audit)
	}
	s.metrics.Gauge("skiff_revision", "Newest revision that the server has applied.", "counter",
		func(emit func(labels string, value float64)) { emit("", float64(s.cache.Revision())) })
}

func (s *Server) auditGauges(a *audit.Auditor) {
	s.metrics.Gauge("apiserver_audit_event_total", "Audit events that were handed to the log and the webhook.", "counter",
		func(emit func(labels string, value float64)) { emit("", float64(a.Events())) })
	byName := func(counts map[string]int64, label string, emit func(labels string, value float64)) {
		for _, name := range slices.Sorted(maps.Keys(counts)) {
			emit(fmt.Sprintf("%s=%q", label, name), float64(counts[name]))
		}
	}
	s.metrics.Gauge("apiserver_audit_error_total", "Audit events that were lost, by what lost them.", "counter",
		func(emit func(labels string, value float64)) { byName(a.Lost(), "plugin", emit) })
	s.metrics.Gauge("apiserver_audit_level_total", "Requests by how much the audit policy wants of them.", "counter", func(emit func(labels string, value float64)) {
		counts := map[string]int64{}
		for level, n := range a.Requests() {
			counts[string(level)] = n
		}
		byName(counts, "level", emit)
	})
}
