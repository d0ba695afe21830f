package probes

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/skiff-k8s/skiff/kubelet/state"
)

func TestCount(t *testing.T) {
	for _, tt := range []struct {
		success, failure int
		answers, want    string // "+" for good, "-" for bad; "." for no verdict yet
	}{
		{1, 3, "+---+--+", "+..-+..+"},
		{2, 1, "++-++", ".+-.+"},
		{0, 0, "+-", "+-"},
	} {
		c := count{success: tt.success, failure: tt.failure}
		var got strings.Builder
		for _, a := range tt.answers {
			switch {
			case !c.add(a == '+'):
				got.WriteByte('.')
			case c.verdict:
				got.WriteByte('+')
			default:
				got.WriteByte('-')
			}
		}
		if got.String() != tt.want {
			t.Errorf("%d/%d %s: %s, want %s", tt.success, tt.failure, tt.answers, got.String(), tt.want)
		}
	}
}

func TestAsk(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/ok", func(w http.ResponseWriter, r *http.Request) {
		if r.Host != "shop" || r.Header.Get("X-Y") != "z" || r.UserAgent() != userAgent {
			http.Error(w, fmt.Sprint(r.Host, r.Header), 400)
		}
	})
	mux.HandleFunc("/bad", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) })
	mux.HandleFunc("/here", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/bad", 302) })
	mux.HandleFunc("/away", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "http://elsewhere.example/", 302) })
	mux.HandleFunc("/slow", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	plain := httptest.NewServer(mux)
	defer plain.Close()
	secure := httptest.NewTLSServer(mux)
	defer secure.Close()
	port := func(s *httptest.Server) int { return s.Listener.Addr().(*net.TCPAddr).Port }

	lis, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	g := grpc.NewServer()
	hs := health.NewServer()
	hs.SetServingStatus("down", healthpb.HealthCheckResponse_NOT_SERVING)
	healthpb.RegisterHealthServer(g, hs)
	go g.Serve(lis)
	defer g.Stop()
	gport := int32(lis.Addr().(*net.TCPAddr).Port)
	closed, _ := net.Listen("tcp", "127.0.0.1:0")
	closedPort := closed.Addr().(*net.TCPAddr).Port
	closed.Close()

	get := func(port int, path string, scheme v1.URIScheme) v1.ProbeHandler {
		return v1.ProbeHandler{HTTPGet: &v1.HTTPGetAction{Path: path, Port: intstr.FromInt32(int32(port)), Scheme: scheme,
			HTTPHeaders: []v1.HTTPHeader{{Name: "Host", Value: "shop"}, {Name: "X-Y", Value: "z"}}}}
	}
	tcp := func(port intstr.IntOrString) v1.ProbeHandler {
		return v1.ProbeHandler{TCPSocket: &v1.TCPSocketAction{Port: port}}
	}
	rpc := func(service string) v1.ProbeHandler {
		return v1.ProbeHandler{GRPC: &v1.GRPCAction{Port: gport, Service: &service}}
	}
	exec := func(cmd string) v1.ProbeHandler {
		return v1.ProbeHandler{Exec: &v1.ExecAction{Command: []string{cmd}}}
	}
	tests := []struct {
		name string
		h    v1.ProbeHandler
		why  string // empty: success
	}{
		{"http", get(port(plain), "/ok", ""), ""},
		{"https, unknown certificate", get(port(secure), "ok", v1.URISchemeHTTPS), ""},
		{"http 503", get(port(plain), "/bad", ""), "HTTP probe failed with statuscode: 503"},
		{"http redirected here", get(port(plain), "/here", ""), "HTTP probe failed with statuscode: 503"},
		{"http redirected away", get(port(plain), "/away", ""), ""},
		{"http too slow", get(port(plain), "/slow", ""), "Client.Timeout"},
		{"http refused", get(closedPort, "/", ""), "refused"},
		{"tcp", tcp(intstr.FromInt32(int32(port(plain)))), ""},
		{"tcp, named port", tcp(intstr.FromString("web")), ""},
		{"tcp, unknown port", tcp(intstr.FromString("nope")), "invalid port number: nope"},
		{"tcp refused", tcp(intstr.FromInt32(int32(closedPort))), "refused"},
		{"grpc", rpc(""), ""},
		{"grpc not serving", rpc("down"), "NOT_SERVING"},
		{"grpc unknown", rpc("nope"), "unknown service"},
		{"exec", exec("true"), ""},
		{"exec fails", exec("false"), "it said no"},
		{"exec errs", exec("error"), "no such container"},
	}
	run := func(_ context.Context, id string, cmd []string, _ time.Duration) ([]byte, int, error) {
		switch cmd[0] {
		case "true":
			return nil, 0, nil
		case "false":
			return []byte("it said no"), 1, nil
		}
		return nil, 0, errors.New("no such container")
	}
	target := Target{PodIP: "127.0.0.1", Container: &v1.Container{Ports: []v1.ContainerPort{{Name: "web", ContainerPort: int32(port(plain))}}}}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			ok, why := ask(t.Context(), &v1.Probe{ProbeHandler: tt.h, TimeoutSeconds: 1}, target, run)
			if ok != (tt.why == "") || !strings.Contains(why, tt.why) {
				t.Errorf("%v %q, want %q", ok, why, tt.why)
			}
		})
	}
}

// A container fails its startup probe twice, starts up, becomes ready, and then
// loses its life.
func TestManager(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		answers := map[string]int{"startup": 1, "ready": 1, "live": 0}
		answer := func(what string, code int) { mu.Lock(); answers[what] = code; mu.Unlock() }
		changed, unhealthy := 0, map[string]int{}
		m := New(t.Context(), Config{
			Exec: func(_ context.Context, _ string, cmd []string, _ time.Duration) ([]byte, int, error) {
				mu.Lock()
				defer mu.Unlock()
				return nil, answers[cmd[0]], nil
			},
			Changed: func(types.UID) { mu.Lock(); changed++; mu.Unlock() },
			Event: func(_ *v1.Pod, _, _, reason, message string) {
				mu.Lock()
				unhealthy[strings.Fields(message)[0]]++
				mu.Unlock()
			},
		})
		probe := func(what string, failures int32) *v1.Probe {
			return &v1.Probe{PeriodSeconds: 10, FailureThreshold: failures, ProbeHandler: v1.ProbeHandler{Exec: &v1.ExecAction{Command: []string{what}}}}
		}
		pod := &v1.Pod{}
		pod.UID = "u"
		pod.Spec.Containers = []v1.Container{{Name: "a", StartupProbe: probe("startup", 30), LivenessProbe: probe("live", 2), ReadinessProbe: probe("ready", 1)}}
		seen := &state.Runtime{Containers: []state.Container{{ID: "a0", Name: "a", Phase: state.Running, Started: time.Now()}}}
		m.Sync(pod, seen, "", nil)
		check := func(when string, want state.Health) {
			t.Helper()
			synctest.Wait()
			if got := m.Health("u")["a0"]; got != want {
				t.Errorf("%s: %+v, want %+v", when, got, want)
			}
		}
		check("at first", state.Health{})
		time.Sleep(15 * time.Second)
		answer("startup", 0)
		check("before the third probe", state.Health{})
		time.Sleep(6 * time.Second)
		check("started up", state.Health{Started: true})
		answer("ready", 0)
		time.Sleep(10 * time.Second)
		check("ready", state.Health{Started: true, Ready: true})
		m.Sync(pod, seen, "", nil) // changes nothing
		answer("live", 1)
		time.Sleep(10 * time.Second)
		check("one failure", state.Health{Started: true, Ready: true})
		time.Sleep(10 * time.Second)
		check("two", state.Health{Started: true, Ready: true, Failed: "liveness"})
		mu.Lock()
		if unhealthy["Startup"] != 2 || unhealthy["Liveness"] != 2 || changed != 3 {
			t.Errorf("events %v, changes %d", unhealthy, changed)
		}
		mu.Unlock()

		m.Sync(pod, &state.Runtime{}, "", nil)
		if got := m.Health("u"); len(got) != 0 {
			t.Errorf("after its end: %v", got)
		}
		// A container taken over from an earlier process stays ready at first.
		answer("ready", 1)
		pod.Spec.Containers[0].ReadinessProbe.InitialDelaySeconds = 60
		m.Sync(pod, seen, "", map[string]state.Health{"a0": {Started: true, Ready: true}})
		check("taken over", state.Health{Started: true, Ready: true})
		time.Sleep(61 * time.Second)
		check("until a probe fails", state.Health{Started: true, Failed: "liveness"})
		m.Remove("u")
		synctest.Wait()
	})
}
