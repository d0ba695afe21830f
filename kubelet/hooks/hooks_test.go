package hooks

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/skiff-k8s/skiff/kubelet/probes"
)

func TestCommandAndHTTP(t *testing.T) {
	var path string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { path = r.URL.Path; w.WriteHeader(500) }))
	defer s.Close()
	port := intstr.FromInt32(int32(s.Listener.Addr().(*net.TCPAddr).Port))
	exec := func(_ context.Context, id string, cmd []string, timeout time.Duration) ([]byte, int, error) {
		if timeout <= 0 || timeout > time.Minute {
			t.Errorf("timeout %v", timeout)
		}
		switch cmd[0] {
		case "ok":
			return nil, 0, nil
		case "fail":
			return []byte("why"), 3, nil
		}
		return nil, 0, errors.New("gone: " + id)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	run := func(h v1.LifecycleHandler) error {
		return Run(ctx, &h, probes.Target{ContainerID: "c1", PodIP: "127.0.0.1", Container: &v1.Container{}}, exec)
	}
	command := func(c string) v1.LifecycleHandler {
		return v1.LifecycleHandler{Exec: &v1.ExecAction{Command: []string{c}}}
	}
	if err := run(command("ok")); err != nil {
		t.Error(err)
	}
	if err := run(command("fail")); err == nil || !strings.Contains(err.Error(), "exited with 3: why") {
		t.Error(err)
	}
	if err := run(command("x")); err == nil || err.Error() != "gone: c1" {
		t.Error(err)
	}
	if err := run(v1.LifecycleHandler{HTTPGet: &v1.HTTPGetAction{Path: "/bye", Port: port}}); err != nil || path != "/bye" {
		t.Error(err, path)
	}
	if err := run(v1.LifecycleHandler{}); err == nil {
		t.Error("an empty hook was run")
	}
}

func TestSleepEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		began := time.Now()
		if err := Run(ctx, &v1.LifecycleHandler{Sleep: &v1.SleepAction{Seconds: 3}}, probes.Target{}, nil); err != nil || time.Since(began) != 3*time.Second {
			t.Error(err, time.Since(began))
		}
		if err := Run(ctx, &v1.LifecycleHandler{Sleep: &v1.SleepAction{Seconds: 9}}, probes.Target{}, nil); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
	})
}
