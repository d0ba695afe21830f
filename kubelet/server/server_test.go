package server

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// node runs one pod with one container, whose log is a file of the test's.
type node struct{ log string }

var pod = &v1.Pod{ObjectMeta: metav1.ObjectMeta{Namespace: "default", Name: "web", UID: "u-1"}}

func (n node) Pods() []*v1.Pod { return []*v1.Pod{pod} }
func (n node) Pod(namespace, name string) (*v1.Pod, bool) {
	return pod, namespace == pod.Namespace && name == pod.Name
}
func (n node) Container(_ context.Context, _ *v1.Pod, name string) (string, bool, error) {
	if name != "nginx" {
		return "", false, fmt.Errorf("container %q: %w", name, ErrNotFound)
	}
	return "id", false, nil
}
func (n node) Sandbox(context.Context, *v1.Pod) (string, error) { return "", ErrNotFound }
func (n node) Log(_ context.Context, _ *v1.Pod, container string, previous bool) (string, error) {
	if previous {
		return "", fmt.Errorf("previous terminated container %q not found", container)
	}
	return n.log, nil
}

func get(t *testing.T, method, path string, caller pkix.Name) (int, string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "0.log")
	lines := "2026-01-01T00:00:00.000000001Z stdout F one\n2026-01-01T00:00:01.000000001Z stderr F two\n"
	if err := os.WriteFile(file, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(method, path, nil)
	r.TLS = &tls.ConnectionState{PeerCertificates: []*x509.Certificate{{Subject: caller}}}
	w := httptest.NewRecorder()
	New(Config{Node: node{file}}).ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

var apiServer = pkix.Name{CommonName: apiServerUser}

func TestWhoMayCall(t *testing.T) {
	for caller, want := range map[string]int{apiServerUser: http.StatusOK, "system:node:other": http.StatusForbidden, "": http.StatusForbidden} {
		if code, _ := get(t, "GET", "/pods", pkix.Name{CommonName: caller}); code != want {
			t.Errorf("%q gets %d, want %d", caller, code, want)
		}
	}
	if code, _ := get(t, "GET", "/pods", pkix.Name{CommonName: "me", Organization: []string{adminGroup}}); code != http.StatusOK {
		t.Errorf("an administrator gets %d", code)
	}
	w := httptest.NewRecorder()
	New(Config{Node: node{}}).ServeHTTP(w, httptest.NewRequest("GET", "/pods", nil))
	if w.Code != http.StatusUnauthorized {
		t.Errorf("without a certificate %d", w.Code)
	}
}

func TestAnswers(t *testing.T) {
	tests := []struct {
		method, path string
		code         int
		body         string
	}{
		{"GET", "/containerLogs/default/web/nginx", 200, "one\ntwo\n"},
		{"GET", "/containerLogs/default/web/nginx?tailLines=1", 200, "two\n"},
		{"GET", "/containerLogs/default/web/nginx?stream=Stdout", 200, "one\n"},
		{"GET", "/containerLogs/default/web/nginx?sinceTime=2026-01-01T00:00:01Z&timestamps=true", 200, "2026-01-01T00:00:01.000000001Z two\n"},
		{"GET", "/containerLogs/default/web/nginx?previous=true", 400, "previous terminated container"},
		{"GET", "/containerLogs/default/web/nginx?tailLines=-1", 422, "tailLines"},
		{"GET", "/containerLogs/default/web/nginx?follow=perhaps", 422, "follow"},
		{"GET", "/containerLogs/default/other/nginx", 404, `pod "other" not found`},
		{"POST", "/exec/default/web/nginx?command=ls", 404, "is not running"},
		{"POST", "/exec/default/web/other?command=ls", 404, `container "other"`},
		{"POST", "/exec/default/web/u-2/nginx?command=ls", 404, "not found"},
		{"POST", "/attach/default/web/nginx", 404, "is not running"},
		{"POST", "/portForward/default/web", 404, "not found"},
		{"PUT", "/pods", 405, ""},
		{"GET", "/else", 404, ""},
	}
	for _, test := range tests {
		code, body := get(t, test.method, test.path, apiServer)
		if code != test.code || !strings.Contains(body, test.body) {
			t.Errorf("%s %s: %d %q, want %d with %q", test.method, test.path, code, body, test.code, test.body)
		}
	}
}

func TestStreams(t *testing.T) {
	for query, want := range map[string]streams{
		"input=1&output=1&tty=1":                {stdin: true, stdout: true, tty: true},
		"stdin=true&stdout=true&stderr=true":    {stdin: true, stdout: true, stderr: true},
		"stdin=false&output=0&error=1&tty=nope": {stderr: true},
	} {
		values, _ := url.ParseQuery(query)
		if got := streamsOf(values); got != want {
			t.Errorf("%s: %+v, want %+v", query, got, want)
		}
	}
}
