// Package metrics counts what the API server does and shows it in the text
// format of Prometheus, under the names of kube-apiserver where they mean the
// same.
//
// It is a small thing of its own: the counters on the request path are looked up
// by a comparable key and cost a few tens of nanoseconds.
package metrics

import (
	"fmt"
	"net/http"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/skiff-k8s/skiff/apiserver/endpoints"
)

// maxSeries bounds the series of requests; what is over it is counted as "other".
const maxSeries = 10_000

// buckets are the upper bounds of the latency histogram, in seconds.
var buckets = []float64{0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60}

// Registry holds the metrics of one server. The zero value is not ready, use New.
type Registry struct {
	started time.Time
	now     func() time.Time
	series  sync.Map // requestKey to *series
	count   atomic.Int64
	lasting sync.Map // requestKey, without a code, to *atomic.Int64
	lasts   atomic.Int64

	mu         sync.Mutex
	gauges     []gauge
	histograms []histogram
}

type requestKey struct {
	verb, group, version, resource, subresource, scope string
	code                                               int
}

type series struct {
	total   atomic.Int64
	seconds atomic.Int64 // in nanoseconds
	bucket  [24]atomic.Int64
	long    bool
	// bytes are the sizes of the answers to reads.
	bytes sizes
}

type gauge struct {
	name, help, kind string
	read             func(emit func(labels string, value float64))
}

// New makes an empty registry.
func New(now func() time.Time) *Registry {
	return &Registry{started: now(), now: now}
}

// Gauge adds a metric that is read when it is asked for. kind is gauge or counter,
// labels are pairs as in a="b",c="d", or empty.
func (r *Registry) Gauge(name, help, kind string, read func(emit func(labels string, value float64))) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.gauges = append(r.gauges, gauge{name, help, kind, read})
}

// Done implements endpoints.Observer.
func (r *Registry) Done(_ *http.Request, s endpoints.Seen) {
	key := keyOf(&s)
	v, ok := r.series.Load(key)
	if !ok {
		if r.count.Load() >= maxSeries {
			key = requestKey{verb: "other", code: s.Code}
		}
		var had bool
		if v, had = r.series.LoadOrStore(key, &series{long: s.LongRunning}); !had {
			r.count.Add(1)
		}
	}
	c := v.(*series)
	c.total.Add(1)
	if s.LongRunning {
		return
	}
	c.seconds.Add(int64(s.Took))
	c.bucket[sort.SearchFloat64s(buckets, s.Took.Seconds())].Add(1)
	if s.Resource != "" && (s.Verb == "get" || s.Verb == "list") {
		c.bytes.add(s.Written)
	}
}

func keyOf(s *endpoints.Seen) requestKey {
	verb := strings.ToUpper(s.Verb)
	switch s.Verb {
	case "create":
		verb = "POST"
	case "update":
		verb = "PUT"
	}
	return requestKey{verb, s.Group, s.Version, s.Resource, s.Subresource, s.Scope, s.Code}
}

// ServeHTTP implements http.Handler.
func (r *Registry) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	_, _ = w.Write(r.text())
}

func (r *Registry) text() []byte {
	type row struct {
		key requestKey
		s   *series
	}
	var rows []row
	r.series.Range(func(k, v any) bool {
		rows = append(rows, row{k.(requestKey), v.(*series)})
		return true
	})
	sort.Slice(rows, func(i, j int) bool { return fmt.Sprint(rows[i].key) < fmt.Sprint(rows[j].key) })
	var b []byte
	b = head(b, "apiserver_request_total", "Requests by verb, group, version, resource, scope and code.", "counter")
	for _, x := range rows {
		b = sample(b, "apiserver_request_total", x.key.labels()+`,code="`+strconv.Itoa(x.key.code)+`"`, float64(x.s.total.Load()))
	}
	b = head(b, "apiserver_request_duration_seconds", "Time that requests took.", "histogram")
	merged := map[string]*[25]int64{}
	sums := map[string]float64{}
	var order []string
	for _, x := range rows {
		if x.s.long {
			continue
		}
		l := x.key.labels()
		m := merged[l]
		if m == nil {
			m = &[25]int64{}
			merged[l] = m
			order = append(order, l)
		}
		for i := range x.s.bucket {
			m[i] += x.s.bucket[i].Load()
		}
		sums[l] += time.Duration(x.s.seconds.Load()).Seconds()
	}
	for _, l := range order {
		var below int64
		for i, n := range merged[l][:len(buckets)+1] {
			below += n
			le := "+Inf"
			if i < len(buckets) {
				le = strconv.FormatFloat(buckets[i], 'g', -1, 64)
			}
			b = sample(b, "apiserver_request_duration_seconds_bucket", l+`,le="`+le+`"`, float64(below))
		}
		b = sample(b, "apiserver_request_duration_seconds_sum", l, sums[l])
		b = sample(b, "apiserver_request_duration_seconds_count", l, float64(below))
	}
	sized := make([]sizedSeries, len(rows))
	for i, x := range rows {
		sized[i] = sizedSeries{x.key.lastingLabels(), &x.s.bytes}
	}
	b = appendSizes(b, sized)
	b = r.appendLasting(b)
	return r.process(b)
}

// process appends what is known of the process itself and the gauges.
func (r *Registry) process(b []byte) []byte {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	for _, g := range []struct {
		name, help, kind string
		value            float64
	}{
		{"go_goroutines", "Number of goroutines that currently exist.", "gauge", float64(runtime.NumGoroutine())},
		{"go_memstats_heap_inuse_bytes", "Bytes of heap in use.", "gauge", float64(m.HeapInuse)},
		{"go_memstats_sys_bytes", "Bytes obtained from the system.", "gauge", float64(m.Sys)},
		{"go_gc_cycles_total_gc_cycles_total", "Completed cycles of the garbage collector.", "counter", float64(m.NumGC)},
		{"process_start_time_seconds", "Start of the process since unix epoch in seconds.", "gauge", float64(r.started.UnixNano()) / 1e9},
	} {
		b = head(b, g.name, g.help, g.kind)
		b = sample(b, g.name, "", g.value)
	}
	r.mu.Lock()
	gauges := r.gauges
	r.mu.Unlock()
	for _, g := range gauges {
		b = head(b, g.name, g.help, g.kind)
		g.read(func(labels string, value float64) { b = sample(b, g.name, labels, value) })
	}
	return r.appendHistograms(b)
}

func (k requestKey) labels() string {
	component := "apiserver"
	return fmt.Sprintf(`component=%q,dry_run="",group=%q,resource=%q,scope=%q,subresource=%q,verb=%q,version=%q`,
		component, k.group, k.resource, k.scope, k.subresource, k.verb, k.version)
}

// lastingLabels are those of the gauge of requests that last.
func (k requestKey) lastingLabels() string {
	return fmt.Sprintf(`component="apiserver",group=%q,resource=%q,scope=%q,subresource=%q,verb=%q,version=%q`,
		k.group, k.resource, k.scope, k.subresource, k.verb, k.version)
}

func head(b []byte, name, help, kind string) []byte {
	return fmt.Appendf(b, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind)
}

func sample(b []byte, name, labels string, value float64) []byte {
	b = append(b, name...)
	if labels != "" {
		b = append(b, '{')
		b = append(b, labels...)
		b = append(b, '}')
	}
	b = append(b, ' ')
	b = strconv.AppendFloat(b, value, 'g', -1, 64)
	return append(b, '\n')
}
