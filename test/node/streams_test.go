package node

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/portforward"
	"k8s.io/client-go/tools/remotecommand"
	"k8s.io/client-go/transport/spdy"
	utilexec "k8s.io/client-go/util/exec"
	criapi "k8s.io/cri-api/pkg/apis/runtime/v1"

	"github.com/skiff-k8s/skiff/kubelet/cri"
	"github.com/skiff-k8s/skiff/store"
	"github.com/skiff-k8s/skiff/trace"
)

// exec runs a command through the node's endpoint.
func (w *world) exec(t *testing.T, pod, container string, stdin io.Reader, command ...string) (string, error) {
	t.Helper()
	e, err := remotecommand.NewSPDYExecutor(w.rest(t), http.MethodPost, w.stream(t, "exec", pod, container, stdin, command))
	must(t, err)
	var out output
	err = e.StreamWithContext(t.Context(), remotecommand.StreamOptions{Stdin: stdin, Stdout: &out, Stderr: &out})
	return out.b.String(), err
}

// output takes what two streams write.
type output struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(p)
}

func (w *world) stream(t *testing.T, what, pod, container string, stdin io.Reader, command []string) *url.URL {
	t.Helper()
	q := url.Values{"command": command, "output": {"1"}, "error": {"1"}}
	if stdin != nil {
		q.Set("input", "1")
	}
	u, err := url.Parse("https://" + w.address + "/" + what + "/default/" + pod + "/" + container + "?" + q.Encode())
	must(t, err)
	return u
}

func testStreams(t *testing.T, w *world) {
	w.run(t, "streams", `{spec: {containers: [{name: c, stdin: true, command: [sh, -c, "mkdir /www; echo page > /www/index.html; httpd -p 8080 -h /www; while read x; do echo got $x; done; sleep 1000"]}]}}`)
	w.until(t, "streams", "ready", ready)
	if got, err := w.exec(t, "streams", "c", strings.NewReader("in"), "sh", "-c", "cat; echo err >&2"); err != nil || got != "inerr\n" && got != "err\nin" {
		t.Errorf("stdin: %q %v", got, err)
	}
	_, err := w.exec(t, "streams", "c", nil, "sh", "-c", "exit 7")
	if code := (utilexec.CodeExitError{}); !errors.As(err, &code) || code.Code != 7 {
		t.Errorf("exit code: %v", err)
	}
	t.Run("attach", func(t *testing.T) {
		in, feed := io.Pipe()
		lines := make(chan string, 10)
		e, err := remotecommand.NewSPDYExecutor(w.rest(t), http.MethodPost, w.stream(t, "attach", "streams", "c", in, nil))
		must(t, err)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		go e.StreamWithContext(ctx, remotecommand.StreamOptions{Stdin: in, Stdout: lineWriter(lines), Stderr: io.Discard})
		fmt.Fprintln(feed, "line")
		select {
		case got := <-lines:
			if got != "got line\n" {
				t.Errorf("%q", got)
			}
		case <-time.After(patience):
			t.Error("no answer")
		}
	})
	t.Run("port-forward", func(t *testing.T) {
		transport, upgrader, err := spdy.RoundTripperFor(w.rest(t))
		must(t, err)
		u, err := url.Parse("https://" + w.address + "/portForward/default/streams")
		must(t, err)
		stop, ready := make(chan struct{}), make(chan struct{})
		defer close(stop)
		f, err := portforward.New(spdy.NewDialer(upgrader, &http.Client{Transport: transport}, http.MethodPost, u), []string{"0:8080"}, stop, ready, io.Discard, io.Discard)
		must(t, err)
		go f.ForwardPorts()
		<-ready
		ports, err := f.GetPorts()
		must(t, err)
		resp, err := http.Get("http://" + net.JoinHostPort("localhost", fmt.Sprint(ports[0].Local)))
		must(t, err)
		defer resp.Body.Close()
		if body, _ := io.ReadAll(resp.Body); string(body) != "page\n" {
			t.Errorf("%q", body)
		}
	})
	if code, body := w.ask(t, "/exec/default/none/c?command=x"); code != http.StatusNotFound {
		t.Errorf("exec in no pod: %d %s", code, body)
	}
}

type lineWriter chan string

func (w lineWriter) Write(p []byte) (int, error) {
	w <- string(p)
	return len(p), nil
}

func testLogs(t *testing.T, w *world) {
	w.run(t, "logs", `{spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, command: [sh, -c, "for i in 1 2 3; do echo line $i; done; while [ ! -e /go ]; do sleep 0.1; done; echo more; exec sleep 1000"]}]}}`)
	w.until(t, "logs", "ready", ready)
	if got := w.logs(t, "logs", "c", "tailLines=2"); got != "line 2\nline 3\n" {
		t.Errorf("tail: %q", got)
	}
	if got := w.logs(t, "logs", "c", "limitBytes=5"); got != "line " {
		t.Errorf("limit: %q", got)
	}
	if got := w.logs(t, "logs", "c", "timestamps=true&tailLines=1"); !strings.HasSuffix(got, "Z line 3\n") {
		t.Errorf("timestamps: %q", got)
	}
	if code, body := w.ask(t, "/containerLogs/default/logs/c?previous=true"); code != 400 || !strings.Contains(body, `previous terminated container "c" in pod "logs" not found`) {
		t.Errorf("previous: %d %s", code, body)
	}
	c, err := rest.HTTPClientFor(w.rest(t))
	must(t, err)
	resp, err := c.Get("https://" + w.address + "/containerLogs/default/logs/c?follow=true&tailLines=1")
	must(t, err)
	defer resp.Body.Close()
	read := func(want string) {
		t.Helper()
		got := make([]byte, len(want))
		if _, err := io.ReadFull(resp.Body, got); err != nil || string(got) != want {
			t.Fatalf("%q %v, want %q", got, err, want)
		}
	}
	read("line 3\n")
	w.sh(t, "logs", "c", "touch /go")
	read("more\n")
}

func testRefused(t *testing.T, w *world) {
	strangers := map[string]*rest.Config{"nobody": {Host: "https://" + w.address, TLSClientConfig: rest.TLSClientConfig{CAData: w.api.Keys().CA.PEM}}}
	pair, err := w.api.Keys().CA.IssueClient("system:node:n2", []string{"system:nodes"}, time.Now())
	must(t, err)
	strangers["another node"] = &rest.Config{Host: "https://" + w.address, TLSClientConfig: rest.TLSClientConfig{CAData: w.api.Keys().CA.PEM, CertData: pair.CertPEM, KeyData: pair.KeyPEM}}
	for who, config := range strangers {
		c, err := rest.HTTPClientFor(config)
		must(t, err)
		resp, err := c.Get("https://" + w.address + "/pods")
		if err == nil {
			resp.Body.Close()
			if resp.StatusCode != http.StatusForbidden && resp.StatusCode != http.StatusUnauthorized {
				t.Errorf("%s got %d", who, resp.StatusCode)
			}
		}
	}
}

// dial returns a client of the container runtime.
func (w *world) cri(t *testing.T) *cri.Client {
	t.Helper()
	c, err := cri.Dial(w.runtime.Endpoint())
	must(t, err)
	t.Cleanup(func() { c.Close() })
	return c
}

// kill kills the process of a container as anybody on the machine could.
func (w *world) kill(t *testing.T, containerID string) {
	t.Helper()
	r, err := w.cri(t).Runtime.ContainerStatus(t.Context(), &criapi.ContainerStatusRequest{ContainerId: strings.TrimPrefix(containerID, "containerd://"), Verbose: true})
	must(t, err)
	var info struct {
		PID int `json:"pid"`
	}
	must(t, json.Unmarshal([]byte(r.Info["info"]), &info))
	if info.PID < 2 {
		t.Fatalf("process %d", info.PID)
	}
	must(t, syscall.Kill(info.PID, syscall.SIGKILL))
}

func (w *world) stopSandbox(t *testing.T, uid types.UID) {
	t.Helper()
	c := w.cri(t)
	seen, err := c.Observe(t.Context(), uid)
	must(t, err)
	must(t, c.StopSandbox(t.Context(), seen.Current().ID))
}

// leftOf says what the node still has of a pod, empty for nothing.
func (w *world) leftOf(p *v1.Pod) string {
	c, err := cri.Dial(w.runtime.Endpoint())
	if err != nil {
		return err.Error()
	}
	defer c.Close()
	seen, err := c.Observe(context.Background(), p.UID)
	if err != nil {
		return err.Error()
	}
	if len(seen.Containers)+len(seen.Sandboxes) > 0 {
		return fmt.Sprintf("left of %s in the runtime: %+v", p.Name, seen)
	}
	places := []string{filepath.Join(w.dir, "pods", string(p.UID)), filepath.Join(w.dir, "logs", "default_"+p.Name+"_"+string(p.UID))}
	groups, _ := filepath.Glob("/sys/fs/cgroup/*/" + w.cgroup + "/kubepods/*/pod" + string(p.UID))
	for _, place := range append(places, groups...) {
		if _, err := os.Stat(place); err == nil {
			return "left of " + p.Name + ": " + place
		}
	}
	return ""
}

// reasons are the reasons that the node gave for what it wrote of a pod.
func (w *world) reasons(t *testing.T, uid types.UID) string {
	t.Helper()
	var out []string
	err := w.api.Store.Notes(t.Context(), 0, func(n store.Note) bool {
		r, err := trace.DecodeRecord(n.Revision, n.Data)
		must(t, err)
		if r.UID == string(uid) && r.Cause.Actor == "kubelet "+nodeName {
			out = append(out, r.Cause.Reason)
		}
		return true
	})
	must(t, err)
	return strings.Join(out, "\n")
}
