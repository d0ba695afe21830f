package e2e

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
)

// TestPodsReachTheServerByItsService checks the kubernetes Service from a pod,
// with the credentials that every pod gets.
func TestPodsReachTheServerByItsService(t *testing.T) {
	s := newSpace(t)
	s.kubectl("run", "client", "--image=busybox", "--restart=Never", "--command", "--", "sleep", "3600")
	s.kubectl("wait", "pod/client", "--for=condition=Ready", "--timeout=90s")
	const script = `cd /var/run/secrets/kubernetes.io/serviceaccount && test -s token && test -s ca.crt && cat namespace &&
		printf 'GET / HTTP/1.0\r\n\r\n' | nc $KUBERNETES_SERVICE_HOST $KUBERNETES_SERVICE_PORT`
	eventually(t, "an answer from the server", func() error {
		out, err := s.try("exec", "client", "--", "sh", "-c", script)
		// To a plain request a TLS server says that it wants another.
		if err != nil || !strings.HasPrefix(out, s.name) || !strings.Contains(out, "HTTP request to an HTTPS server") {
			return fmt.Errorf("%v: %s", err, out)
		}
		return nil
	})
}

// TestStreams drives exec, logs, cp and port-forward with the real kubectl.
func TestStreams(t *testing.T) {
	s := newSpace(t)
	s.kubectl("run", "web", "--image=nginx", "--labels=app=web")
	s.kubectl("wait", "pod/web", "--for=condition=Ready", "--timeout=90s")

	out, err := s.tryWith("over the wire\n", "exec", "-i", "web", "--", "cat")
	if err != nil || out != "over the wire\n" {
		t.Errorf("exec with input: %v, %q", err, out)
	}
	if out, err := s.try("exec", "web", "--", "sh", "-c", "exit 7"); err == nil || !strings.Contains(out, "exit code 7") {
		t.Errorf("exec of what fails: %v, %q", err, out)
	}
	if out := s.kubectl("logs", "web", "--tail=1", "--timestamps"); !regexp.MustCompile(`^\d{4}-\d\d-\d\dT\S+Z .*\n$`).MatchString(out) {
		t.Errorf("the last line of the log: %q", out)
	}
	file := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(file, []byte("copied\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	s.kubectl("cp", file, "web:/usr/share/nginx/html/copied.html")
	page, err := s.forwarded(t, "pod/web", "80", "/copied.html")
	if err != nil || page != "copied\n" {
		t.Errorf("the page by port-forward: %v, %q", err, page)
	}
}

// forwarded fetches a path through kubectl port-forward.
func (s *space) forwarded(t *testing.T, object, port, path string) (string, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, skiff(), "kubectl", "-n", s.name, "port-forward", "--address=127.0.0.1", object, ":"+port)
	cmd.Env = append(os.Environ(), "KUBECONFIG="+s.c.kubeconfig)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := cmd.Start(); err != nil {
		return "", err
	}
	defer func() {
		cancel()
		_ = cmd.Wait() // killed
	}()
	line := make([]byte, 256)
	n, err := stdout.Read(line) // "Forwarding from 127.0.0.1:40123 -> 80"
	if err != nil {
		return "", err
	}
	found := regexp.MustCompile(`127\.0\.0\.1:\d+`).Find(line[:n])
	if found == nil {
		return "", fmt.Errorf("kubectl says %q", line[:n])
	}
	return fetch("http://" + string(found) + path)
}

// TestImageThatIsNowhere is told of in words that users know.
func TestImageThatIsNowhere(t *testing.T) {
	s := newSpace(t)
	s.kubectl("run", "lost", "--image=nowhere.example/lost:1")
	eventually(t, "ErrImagePull or ImagePullBackOff", func() error {
		statuses := get[corev1.Pod](s, "pod", "lost").Status.ContainerStatuses
		if len(statuses) != 1 || statuses[0].State.Waiting == nil {
			return fmt.Errorf("%+v", statuses)
		}
		if reason := statuses[0].State.Waiting.Reason; reason != "ErrImagePull" && reason != "ImagePullBackOff" {
			return fmt.Errorf("waiting because of %s", reason)
		}
		return nil
	})
}

// TestPodThatFitsNowhere is told of in words that users know, and its trace has
// the verdict on every node.
func TestPodThatFitsNowhere(t *testing.T) {
	s := newSpace(t)
	s.kubectl("run", "huge", "--image=busybox", "--overrides",
		`{"spec":{"containers":[{"name":"huge","image":"busybox","resources":{"requests":{"cpu":"1000"}}}]}}`)
	eventually(t, "FailedScheduling", func() error {
		out := s.kubectl("get", "events", "--field-selector", "reason=FailedScheduling")
		if !strings.Contains(out, "0/2 nodes are available: 2 Insufficient cpu.") {
			return fmt.Errorf("events: %s", out)
		}
		return nil
	})
	out := s.trace("pod/huge", "-o", "json")
	for _, node := range s.c.state(t).Nodes {
		if !strings.Contains(out, `"`+node.Name+`"`) {
			t.Errorf("the trace has no verdict on %s:\n%s", node.Name, out)
		}
	}
}
