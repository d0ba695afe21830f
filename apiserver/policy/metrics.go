package policy

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/skiff-k8s/skiff/apiserver/metrics"
)

// maxSeries bounds the series of each metric; whoever comes later is not counted.
const maxSeries = 2000

// Metrics counts what policies decide, under the names of kube-apiserver. It may be
// nil, and is safe for concurrent use.
type Metrics struct {
	mu                 sync.Mutex
	validated, mutated map[string]int // by labels
}

// NewMetrics registers the metrics.
func NewMetrics(r *metrics.Registry) *Metrics {
	m := &Metrics{validated: map[string]int{}, mutated: map[string]int{}}
	for _, c := range []struct {
		name, help string
		series     map[string]int
	}{
		{"apiserver_validating_admission_policy_check_total", "Decisions of validating admission policies, by policy, binding, what came of them and kind of error.", m.validated},
		{"apiserver_mutating_admission_policy_check_total", "Mutations of mutating admission policies, by policy, binding and kind of error.", m.mutated},
	} {
		r.Gauge(c.name, c.help, "counter", func(emit func(labels string, value float64)) {
			m.mu.Lock()
			defer m.mu.Unlock()
			for _, labels := range slices.Sorted(maps.Keys(c.series)) {
				emit(labels, float64(c.series[labels]))
			}
		})
	}
	return m
}

// decided counts what came of a decision: allow, deny, warn or audit.
func (m *Metrics) decided(policy, binding, action, message string) {
	if m != nil {
		m.count(m.validated, fmt.Sprintf("policy=%q,policy_binding=%q,enforcement_action=%q,error_type=%q", policy, binding, action, kindOfMessage(message)))
	}
}

// changed counts a mutation, or why there was none.
func (m *Metrics) changed(policy, binding string, err error) {
	if m != nil {
		m.count(m.mutated, fmt.Sprintf("policy=%q,policy_binding=%q,error_type=%q", policy, binding, kindOfError(err)))
	}
}

func (m *Metrics) count(series map[string]int, labels string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := series[labels]; ok || len(series) < maxSeries {
		series[labels]++
	}
}

func kindOfMessage(message string) string {
	switch {
	case strings.HasPrefix(message, "compilation"):
		return "compile_error"
	case strings.HasPrefix(message, "validation failed due to running out of cost budget"):
		return "out_of_budget"
	}
	return "invalid_error"
}

func kindOfError(err error) string {
	if err == nil {
		return "no_error"
	}
	return kindOfMessage(err.Error())
}
