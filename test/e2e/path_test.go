package e2e

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
)

func example(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", "examples", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// pods returns the pods that a selector selects and that are not on their way out.
func (s *space) pods(selector string) []corev1.Pod {
	s.t.Helper()
	list := get[corev1.PodList](s, "pods", "-l", selector)
	return slices.DeleteFunc(list.Items, func(p corev1.Pod) bool { return p.DeletionTimestamp != nil })
}

// fetch gets a page from this machine.
func fetch(url string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return "", err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil {
		return "", err
	}
	if resp.StatusCode != http.StatusOK {
		return "", fmt.Errorf("%s: %s", resp.Status, body)
	}
	return string(body), nil
}

// TestTheWholePath takes one manifest from kubectl to nginx's page, and back.
func TestTheWholePath(t *testing.T) {
	s := newSpace(t)
	manifest := example(t, "nginx-demo.yaml")

	// Without its selector the server must refuse it, and nothing is there.
	broken := strings.Replace(manifest, "  selector: {matchLabels: {app: nginx-demo}}\n", "", 1)
	if broken == manifest {
		t.Fatal("the example has no selector line to take out")
	}
	out, err := s.tryWith(broken, "apply", "-f", "-")
	if err == nil || !strings.Contains(out, "spec.selector: Required value") {
		t.Errorf("a Deployment without selector: %v\n%s", err, out)
	}
	if out := s.kubectl("get", "deployments,replicasets,pods", "-o", "name"); out != "" {
		t.Errorf("refused, and yet there is %s", out)
	}

	s.apply(manifest)
	s.apply(example(t, "nginx-demo-service.yaml"))
	s.kubectl("rollout", "status", "deployment/nginx-demo", "--timeout=90s")
	pods := s.pods("app=nginx-demo")
	if len(pods) != 2 {
		t.Fatalf("%d pods, want 2", len(pods))
	}
	if pods[0].Spec.NodeName == pods[1].Spec.NodeName {
		t.Errorf("both pods are on %s, though there are two nodes", pods[0].Spec.NodeName)
	}

	s.pageThroughService(t, "Welcome to nginx")
	s.healsADeletedPod(t, pods[0].Name)
	s.scales(t)
	s.rollsOutAndBack(t)
}

// pageThroughService fetches the page by the node port from this machine and by
// the cluster IP from a pod.
func (s *space) pageThroughService(t *testing.T, want string) {
	t.Helper()
	service := get[corev1.Service](s, "service", "nginx-demo")
	nodes := get[corev1.NodeList](s, "nodes")
	for _, node := range nodes.Items {
		url := fmt.Sprintf("http://%s:%d/", node.Status.Addresses[0].Address, service.Spec.Ports[0].NodePort)
		eventually(t, "the page by "+url, func() error {
			page, err := fetch(url)
			if err == nil && !strings.Contains(page, want) {
				err = fmt.Errorf("no %q in %s", want, page)
			}
			return err
		})
	}
	s.kubectl("run", "client", "--image=busybox", "--restart=Never", "--command", "--", "sleep", "3600")
	s.kubectl("wait", "pod/client", "--for=condition=Ready", "--timeout=90s")
	eventually(t, "the page by the cluster IP", func() error {
		page, err := s.try("exec", "client", "--", "wget", "-q", "-O", "-", "http://"+service.Spec.ClusterIP+":"+fmt.Sprint(service.Spec.Ports[0].Port)+"/")
		if err == nil && !strings.Contains(page, want) {
			err = fmt.Errorf("no %q", want)
		}
		if err != nil {
			err = fmt.Errorf("%w: %s", err, page)
		}
		return err
	})
	s.kubectl("delete", "pod", "client", "--now")
}

// healsADeletedPod deletes a pod; its replacement's trace says who did.
func (s *space) healsADeletedPod(t *testing.T, victim string) {
	t.Helper()
	known := map[string]bool{}
	for _, p := range s.pods("app=nginx-demo") {
		known[p.Name] = true
	}
	s.kubectl("delete", "pod", victim, "--wait=false")
	var replacement string
	eventually(t, "the replacement", func() error {
		for _, p := range s.pods("app=nginx-demo") {
			if !known[p.Name] {
				replacement = p.Name
				return nil
			}
		}
		return fmt.Errorf("no new pod")
	})
	s.kubectl("wait", "pod/"+replacement, "--for=condition=Ready", "--timeout=90s")
	text := s.trace("pod/" + replacement)
	first, _, _ := strings.Cut(text, "\n")
	if !strings.Contains(first, "kubectl delete by kubernetes-admin") || !strings.Contains(first, "pod/"+victim) {
		t.Errorf("the replacement's trace does not begin with who deleted %s:\n%s", victim, text)
	}
	for _, want := range []string{"replicaset controller: ", "scheduler: 2 of 2 nodes fit", "kubelet ", "Running"} {
		if !strings.Contains(text, want) {
			t.Errorf("the replacement's trace has no %q:\n%s", want, text)
		}
	}
}

func (s *space) scales(t *testing.T) {
	t.Helper()
	for _, n := range []int{5, 2} {
		s.kubectl("scale", "deployment/nginx-demo", fmt.Sprintf("--replicas=%d", n))
		s.kubectl("rollout", "status", "deployment/nginx-demo", "--timeout=90s")
		eventually(t, fmt.Sprintf("%d pods", n), func() error {
			if have := len(s.pods("app=nginx-demo")); have != n {
				return fmt.Errorf("there are %d", have)
			}
			return nil
		})
	}
}

// rollsOutAndBack updates to the second image tag, sees its page, and undoes it.
func (s *space) rollsOutAndBack(t *testing.T) {
	t.Helper()
	s.kubectl("set", "image", "deployment/nginx-demo", "nginx=nginx:next")
	s.kubectl("rollout", "status", "deployment/nginx-demo", "--timeout=90s")
	s.pageThroughService(t, "nginx:next")
	s.kubectl("rollout", "undo", "deployment/nginx-demo")
	s.kubectl("rollout", "status", "deployment/nginx-demo", "--timeout=90s")
	s.pageThroughService(t, "Welcome to nginx")
	if out := s.kubectl("rollout", "history", "deployment/nginx-demo"); !strings.Contains(out, "3") || strings.Contains(out, "\n1 ") {
		t.Errorf("history after an undo:\n%s", out)
	}
	text := s.trace("deployment/nginx-demo")
	for _, want := range []string{"kubectl apply by kubernetes-admin", "deployment controller: ", "replicaset controller: ", "sandbox "} {
		if !strings.Contains(text, want) {
			t.Errorf("the deployment's trace has no %q:\n%s", want, text)
		}
	}
}
