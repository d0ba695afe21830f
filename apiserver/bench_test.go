package apiserver_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/skiff-k8s/skiff/apiserver/apiservertest"
	"github.com/skiff-k8s/skiff/apiserver/authn"
)

const benchPod = `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p%d","labels":{"app":"bench"}},"spec":{"containers":[` +
	`{"name":"c","image":"nginx","env":[{"name":"A","value":"b"}],"resources":{"requests":{"cpu":"100m","memory":"64Mi"}}}]}}`

// nowhere is a response that is thrown away.
type nowhere struct {
	header http.Header
	code   int
	bytes  int
}

func (w *nowhere) Header() http.Header { return w.header }
func (w *nowhere) WriteHeader(c int)   { w.code = c }
func (w *nowhere) Write(b []byte) (int, error) {
	w.bytes += len(b)
	return len(b), nil
}

// caller sends requests to the handler as administrator, without a network.
func caller(b *testing.B, s *apiservertest.Server) func(method, path, accept, body string) {
	pair, err := s.Keys().Admin(time.Now())
	if err != nil {
		b.Fatal(err)
	}
	cert, err := pair.TLS()
	if err != nil {
		b.Fatal(err)
	}
	conn := authn.ConnContext(context.Background(), nil)
	state := &tls.ConnectionState{PeerCertificates: []*x509.Certificate{cert.Leaf}}
	handler := s.Handler()
	return func(method, path, accept, body string) {
		r := httptest.NewRequestWithContext(conn, method, path, bytes.NewReader([]byte(body)))
		r.TLS = state
		r.Header.Set("Accept", accept)
		if body != "" {
			r.Header.Set("Content-Type", contentTypes[method])
		}
		w := &nowhere{header: http.Header{}}
		handler.ServeHTTP(w, r)
		if w.code/100 != 2 {
			b.Fatalf("%s %s: %d", method, path, w.code)
		}
	}
}

// contentTypes of the bodies by method; a patch is an apply.
var contentTypes = map[string]string{"POST": "application/json", "PATCH": "application/apply-patch+yaml"}

func BenchmarkRequests(b *testing.B) {
	s := apiservertest.Start(b)
	call := caller(b, s)
	const pods = 1000
	for i := range pods {
		call("POST", "/api/v1/namespaces/default/pods", "application/json", fmt.Sprintf(benchPod, i))
	}
	next := pods
	for _, c := range []struct {
		name string
		one  func(i int)
	}{
		{"get", func(i int) {
			call("GET", fmt.Sprintf("/api/v1/namespaces/default/pods/p%d", i%pods), "application/json", "")
		}},
		{"get protobuf", func(i int) {
			call("GET", fmt.Sprintf("/api/v1/namespaces/default/pods/p%d", i%pods), "application/vnd.kubernetes.protobuf", "")
		}},
		{"list JSON", func(int) { call("GET", "/api/v1/namespaces/default/pods", "application/json", "") }},
		{"list protobuf", func(int) {
			call("GET", "/api/v1/namespaces/default/pods", "application/vnd.kubernetes.protobuf", "")
		}},
		{"list table", func(int) {
			call("GET", "/api/v1/namespaces/default/pods", "application/json;as=Table;v=v1;g=meta.k8s.io", "")
		}},
		{"create", func(int) {
			next++
			call("POST", "/api/v1/namespaces/default/pods", "application/json", fmt.Sprintf(benchPod, next))
		}},
		{"apply", func(i int) {
			body := fmt.Sprintf(`{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p%d","labels":{"round":"r%d"}}}`, i%pods, i)
			call("PATCH", fmt.Sprintf("/api/v1/namespaces/default/pods/p%d?fieldManager=bench", i%pods), "application/json", body)
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				c.one(i)
			}
		})
	}
}
