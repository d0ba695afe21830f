package metrics

import (
	"strings"
	"testing"
	"time"

	"github.com/skiff-k8s/skiff/apiserver/endpoints"
)

func TestSizesAndWhatLasts(t *testing.T) {
	r := New(time.Now)
	read := endpoints.Seen{Verb: "list", Version: "v1", Resource: "pods", Scope: "cluster", Code: 200, Written: 5000}
	r.Done(nil, read)
	read.Code, read.Written = 500, 10
	r.Done(nil, read)
	r.Done(nil, endpoints.Seen{Verb: "create", Version: "v1", Resource: "pods", Scope: "cluster", Code: 201, Written: 5000})
	r.Done(nil, endpoints.Seen{Verb: "get", Code: 200, Written: 5000}) // a path
	watch := endpoints.Seen{Verb: "watch", Version: "v1", Resource: "pods", Scope: "cluster", LongRunning: true}
	end := r.Lasts(watch)
	second := r.Lasts(watch)
	second()
	text := string(r.text())
	const labels = `{component="apiserver",group="",resource="pods",scope="cluster",subresource="",verb="LIST",version="v1"`
	for _, want := range []string{
		"apiserver_response_sizes_bucket" + labels + `,le="1000"} 1`, "apiserver_response_sizes_bucket" + labels + `,le="10000"} 2`,
		"apiserver_response_sizes_bucket" + labels + `,le="+Inf"} 2`, "apiserver_response_sizes_sum" + labels + "} 5010", "apiserver_response_sizes_count" + labels + "} 2",
		`apiserver_longrunning_requests{component="apiserver",group="",resource="pods",scope="cluster",subresource="",verb="WATCH",version="v1"} 1`,
	} {
		if !strings.Contains(text, want+"\n") {
			t.Errorf("%s is missing in\n%s", want, text)
		}
	}
	if n := strings.Count(text, "apiserver_response_sizes_count"); n != 1 {
		t.Errorf("%d series", n)
	}
	end()
	if text := string(r.text()); !strings.Contains(text, `verb="WATCH",version="v1"} 0`) {
		t.Error("what is over is still counted")
	}
}
