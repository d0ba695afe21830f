// Package e2e runs whole clusters with real containers and real clients: the
// binary in bin/skiff, its kubectl, and images built by "make images". Clusters
// are isolated: namespaces of their own with no route beyond the machine.
package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// patience bounds every wait; a wait ends as soon as its condition holds.
const patience = 2 * time.Minute

// testCluster is a cluster under test and how to talk to it.
type testCluster struct {
	name       string
	dir        string
	kubeconfig string
}

// shared is the cluster that most tests use, each in a namespace of its own.
var shared *testCluster

func TestMain(m *testing.M) {
	os.Exit(runAll(m))
}

func runAll(m *testing.M) (code int) {
	if os.Geteuid() != 0 {
		fmt.Println("skipped: real containers need root")
		return 0
	}
	if _, err := os.Stat(skiff()); err != nil {
		fmt.Println("skipped: build bin/skiff first, with \"make build images\"")
		return 0
	}
	dir, err := os.MkdirTemp("", "skiff-e2e-")
	if err != nil {
		fmt.Println(err)
		return 1
	}
	defer os.RemoveAll(dir)
	shared = &testCluster{name: fmt.Sprintf("e2e-%d", os.Getpid()), dir: filepath.Join(dir, "data"), kubeconfig: filepath.Join(dir, "kubeconfig")}
	defer func() {
		if out, err := shared.run(context.Background(), "", "down", "--name", shared.name, "--data-dir", shared.dir); err != nil {
			fmt.Printf("down: %v\n%s\n", err, out)
			code = 1
		}
	}()
	if out, err := shared.up(2); err != nil {
		fmt.Printf("up: %v\n%s\n%s\n", err, out, shared.logs())
		return 1
	}
	code = m.Run()
	if code != 0 {
		fmt.Println(shared.logs())
	}
	return code
}

func skiff() string {
	path, err := filepath.Abs(filepath.Join("..", "..", "bin", "skiff"))
	if err != nil {
		panic(err)
	}
	return path
}

func image(name string) string {
	path, err := filepath.Abs(filepath.Join("..", "..", "bin", "images", name+".tar"))
	if err != nil {
		panic(err)
	}
	return path
}

// up starts the cluster and loads the images.
func (c *testCluster) up(nodes int) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	out, err := c.run(ctx, "", "up", "--name", c.name, "--data-dir", c.dir, "--nodes", fmt.Sprint(nodes), "--isolated")
	if err != nil {
		return out, err
	}
	return c.run(ctx, "", "image", "load", "--name", c.name, "--data-dir", c.dir,
		image("nginx"), image("nginx-next"), image("busybox"), image("testserver"))
}

// run runs skiff with the cluster's kubeconfig and returns what it printed.
func (c *testCluster) run(ctx context.Context, stdin string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, skiff(), args...)
	cmd.Env = append(os.Environ(), "KUBECONFIG="+c.kubeconfig)
	cmd.Stdin = strings.NewReader(stdin)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	return out.String(), err
}

// logs returns the ends of the cluster's log files.
func (c *testCluster) logs() string {
	var out strings.Builder
	files, _ := filepath.Glob(filepath.Join(c.dir, "logs", "*"))
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		fmt.Fprintf(&out, "==> %s\n%s\n", file, raw[max(0, len(raw)-20_000):])
	}
	return out.String()
}

// space is a namespace of the shared cluster that goes with the test.
type space struct {
	t    *testing.T
	c    *testCluster
	name string
}

func newSpace(t *testing.T) *space {
	t.Helper()
	name := strings.Trim(strings.ToLower(strings.NewReplacer("/", "-", "_", "-").Replace(t.Name())), "-")
	s := &space{t: t, c: shared, name: name}
	s.kubectl("create", "namespace", name)
	t.Cleanup(func() {
		if t.Failed() {
			out, _ := s.try("get", "all,events", "-o", "wide")
			t.Log(out)
		}
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		if out, err := s.c.run(ctx, "", "kubectl", "delete", "namespace", name, "--timeout=90s"); err != nil {
			t.Errorf("the namespace does not go away: %v\n%s", err, out)
		}
	})
	return s
}

// try runs kubectl in the namespace.
func (s *space) try(args ...string) (string, error) { return s.tryWith("", args...) }

func (s *space) tryWith(stdin string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	return s.c.run(ctx, stdin, append([]string{"kubectl", "-n", s.name}, args...)...)
}

// kubectl runs kubectl in the namespace; it must succeed.
func (s *space) kubectl(args ...string) string {
	s.t.Helper()
	out, err := s.try(args...)
	if err != nil {
		s.t.Fatalf("kubectl %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return out
}

// apply applies a manifest; it must succeed.
func (s *space) apply(manifest string) string {
	s.t.Helper()
	out, err := s.tryWith(manifest, "apply", "-f", "-")
	if err != nil {
		s.t.Fatalf("kubectl apply: %v\n%s\n%s", err, out, manifest)
	}
	return out
}

// get decodes what kubectl get prints as JSON.
func get[T any](s *space, args ...string) T {
	s.t.Helper()
	var into T
	out := s.kubectl(append([]string{"get", "-o", "json"}, args...)...)
	if err := json.Unmarshal([]byte(out), &into); err != nil {
		s.t.Fatalf("kubectl get %v: %v\n%s", args, err, out)
	}
	return into
}

// eventually waits until check returns nil and fails with its last error.
func eventually(t *testing.T, what string, check func() error) {
	t.Helper()
	deadline := time.Now().Add(patience)
	var err error
	for time.Now().Before(deadline) {
		if err = check(); err == nil {
			return
		}
		// Each look starts a process: there is nothing to be told by.
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("%s: %v", what, err)
}

// trace returns the causal tree of an object as text.
func (s *space) trace(object string, args ...string) string {
	s.t.Helper()
	out, err := s.c.run(context.Background(), "", append([]string{"trace", object, "-n", s.name}, args...)...)
	if err != nil {
		s.t.Fatalf("trace %s: %v\n%s", object, err, out)
	}
	return out
}
