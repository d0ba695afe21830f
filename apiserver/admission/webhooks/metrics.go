package webhooks

import (
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/skiff-k8s/skiff/apiserver/metrics"
)

const (
	// maxSeries bounds the series of each metric; whoever comes later is not
	// counted.
	maxSeries = 2000
	// maxCode bounds the codes that webhooks can make series of.
	maxCode = 600
)

// callBuckets and conditionBuckets are upper bounds in seconds.
var (
	callBuckets      = []float64{0.005, 0.025, 0.1, 0.5, 1, 2.5, 10, 25}
	conditionBuckets = []float64{0.001, 0.005, 0.01, 0.025, 0.1, 0.2, 0.25}
)

// Metrics counts the calls of webhooks, under the names of kube-apiserver. It may
// be nil, and is safe for concurrent use.
type Metrics struct {
	mu sync.Mutex
	// Series by their labels.
	calls, conditionTimes                                  map[string]*histogram
	requests, rejections, opened, excluded, conditionFails map[string]int
}

type histogram struct {
	buckets []int // one more than there are bounds
	sum     float64
}

// NewMetrics registers the metrics.
func NewMetrics(r *metrics.Registry) *Metrics {
	m := &Metrics{
		calls: map[string]*histogram{}, conditionTimes: map[string]*histogram{},
		requests: map[string]int{}, rejections: map[string]int{}, opened: map[string]int{}, excluded: map[string]int{}, conditionFails: map[string]int{},
	}
	for _, c := range []struct {
		name, help string
		series     map[string]int
	}{
		{"apiserver_admission_webhook_request_total", "Calls of admission webhooks by webhook, type, operation, code and whether the request was rejected.", m.requests},
		{"apiserver_admission_webhook_rejection_count", "Requests rejected by admission webhooks, or because of them, by webhook, type, operation, kind of error and code.", m.rejections},
		{"apiserver_admission_webhook_fail_open_count", "Requests let pass because a webhook could not be asked, by webhook and type.", m.opened},
		{"apiserver_admission_match_condition_exclusions_total", "Requests that match conditions sorted out, by webhook, kind, type and operation.", m.excluded},
		{"apiserver_admission_match_condition_evaluation_errors_total", "Match conditions that could not be evaluated, by webhook, kind, type and operation.", m.conditionFails},
	} {
		r.Gauge(c.name, c.help, "counter", func(emit func(labels string, value float64)) {
			m.mu.Lock()
			defer m.mu.Unlock()
			for _, labels := range sorted(c.series) {
				emit(labels, float64(c.series[labels]))
			}
		})
	}
	r.Histogram("apiserver_admission_webhook_admission_duration_seconds", "Time that calls of admission webhooks took.", m.read(m.calls, callBuckets))
	r.Histogram("apiserver_admission_match_condition_evaluation_seconds", "Time that match conditions of webhooks took.", m.read(m.conditionTimes, conditionBuckets))
	return m
}

func (m *Metrics) read(series map[string]*histogram, bounds []float64) func(func(string, []float64, []int, float64)) {
	return func(emit func(labels string, bounds []float64, counts []int, sum float64)) {
		m.mu.Lock()
		defer m.mu.Unlock()
		for _, labels := range sorted(series) {
			emit(labels, bounds, series[labels].buckets, series[labels].sum)
		}
	}
}

func sorted[V any](series map[string]V) []string {
	out := make([]string, 0, len(series))
	for labels := range series {
		out = append(out, labels)
	}
	slices.Sort(out)
	return out
}

func labels(name, step, operation string) string {
	return fmt.Sprintf(`name=%q,type=%q,operation=%q`, name, step, operation)
}

// called counts a call that is over.
func (m *Metrics) called(name, step, operation string, code int, rejected bool, took time.Duration) {
	if m == nil {
		return
	}
	base := labels(name, step, operation)
	end := `,rejected="` + strconv.FormatBool(rejected) + `"`
	m.mu.Lock()
	defer m.mu.Unlock()
	count(m.requests, base+`,code="`+strconv.Itoa(min(code, maxCode))+`"`+end)
	observe(m.calls, base+end, callBuckets, took)
}

// rejected counts a request that did not pass.
func (m *Metrics) rejected(name, step, operation, kind string, code int) {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	count(m.rejections, labels(name, step, operation)+fmt.Sprintf(`,error_type=%q,rejection_code="%d"`, kind, min(code, maxCode)))
}

// openedFor counts a request that passed because the webhook could not be asked.
func (m *Metrics) openedFor(name, step string) {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	count(m.opened, fmt.Sprintf(`name=%q,type=%q`, name, step))
}

// conditions counts an evaluation of match conditions.
func (m *Metrics) conditions(name, step, operation string, took time.Duration, failed, hold bool) {
	if m == nil {
		return
	}
	if step == "validating" {
		step = "validate"
	}
	l := fmt.Sprintf(`name=%q,kind="webhook",type=%q,operation=%q`, name, step, operation)
	m.mu.Lock()
	defer m.mu.Unlock()
	observe(m.conditionTimes, l, conditionBuckets, took)
	switch {
	case failed:
		count(m.conditionFails, l)
	case !hold:
		count(m.excluded, l)
	}
}

func count(series map[string]int, labels string) {
	if _, ok := series[labels]; ok || len(series) < maxSeries {
		series[labels]++
	}
}

func observe(series map[string]*histogram, labels string, bounds []float64, took time.Duration) {
	h := series[labels]
	if h == nil {
		if len(series) >= maxSeries {
			return
		}
		h = &histogram{buckets: make([]int, len(bounds)+1)}
		series[labels] = h
	}
	i, _ := slices.BinarySearch(bounds, took.Seconds())
	h.buckets[i]++
	h.sum += took.Seconds()
}
