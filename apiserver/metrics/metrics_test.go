package metrics

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/skiff-k8s/skiff/apiserver/endpoints"
)

func TestRegistry(t *testing.T) {
	r := New(time.Now)
	one := endpoints.Seen{Verb: "create", Version: "v1", Resource: "pods", Scope: "namespace", Code: 201, Took: 30 * time.Millisecond}
	r.Done(nil, one)
	r.Done(nil, one)
	slow := one
	slow.Code, slow.Took = 500, 2*time.Minute
	r.Done(nil, slow)
	r.Done(nil, endpoints.Seen{Verb: "watch", Version: "v1", Resource: "pods", Scope: "cluster", Code: 200, Took: time.Hour, LongRunning: true})
	r.Gauge("things", "Number of things.", "gauge", func(emit func(string, float64)) { emit(`kind="a"`, 7) })
	w := httptest.NewRecorder()
	r.ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	const labels = `component="apiserver",dry_run="",group="",resource="pods",scope="namespace",subresource="",verb="POST",version="v1"`
	for _, want := range []string{
		"# TYPE apiserver_request_total counter",
		`apiserver_request_total{` + labels + `,code="201"} 2`,
		`apiserver_request_total{` + labels + `,code="500"} 1`,
		`verb="WATCH",version="v1",code="200"} 1`,
		`apiserver_request_duration_seconds_bucket{` + labels + `,le="0.025"} 0`,
		`apiserver_request_duration_seconds_bucket{` + labels + `,le="0.05"} 2`,
		`apiserver_request_duration_seconds_bucket{` + labels + `,le="60"} 2`,
		`apiserver_request_duration_seconds_bucket{` + labels + `,le="+Inf"} 3`,
		`apiserver_request_duration_seconds_count{` + labels + `} 3`,
		`things{kind="a"} 7`,
		"go_goroutines ",
	} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("missing %s in:\n%s", want, w.Body)
		}
	}
	if strings.Contains(w.Body.String(), `duration_seconds_count{component="apiserver",dry_run="",group="",resource="pods",scope="cluster"`) {
		t.Error("the time of a watch counts as latency")
	}
}
