package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	corev1 "k8s.io/api/core/v1"
)

// deployment returns a manifest of a Deployment of the test server, which stops
// at once when told to.
func deployment(name string, replicas int, extra string) string {
	return fmt.Sprintf(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: %[1]s}
spec:
  replicas: %[2]d
  selector: {matchLabels: {app: %[1]s}}
  template:
    metadata: {labels: {app: %[1]s}}
    spec:
      terminationGracePeriodSeconds: 1
%[3]s
      containers:
      - name: c
        image: busybox
        command: ["sh", "-c", "trap 'exit 0' TERM; while true; do sleep 0.1; done"]
`, name, replicas, extra)
}

// containerIDs returns the ID of each pod's only container, by the pod's UID.
func (s *space) containerIDs(selector string) map[string]string {
	s.t.Helper()
	ids := map[string]string{}
	for _, p := range s.pods(selector) {
		if len(p.Status.ContainerStatuses) == 1 {
			ids[string(p.UID)] = p.Status.ContainerStatuses[0].ContainerID
		}
	}
	return ids
}

// processesOf returns the processes of a container on this machine.
func processesOf(t *testing.T, containerID string) []int {
	t.Helper()
	_, id, ok := strings.Cut(containerID, "://")
	if !ok || len(id) < 32 {
		t.Fatalf("%q is no container ID", containerID)
	}
	dirs, err := filepath.Glob("/proc/[0-9]*")
	if err != nil {
		t.Fatal(err)
	}
	var pids []int
	for _, dir := range dirs {
		raw, err := os.ReadFile(filepath.Join(dir, "cgroup"))
		if err != nil || !strings.Contains(string(raw), id) {
			continue
		}
		pid, err := strconv.Atoi(filepath.Base(dir))
		if err != nil {
			t.Fatal(err)
		}
		pids = append(pids, pid)
	}
	return pids
}

func TestKilledContainerIsStartedAgain(t *testing.T) {
	s := newSpace(t)
	s.apply(deployment("web", 1, ""))
	s.kubectl("rollout", "status", "deployment/web", "--timeout=90s")
	pod := s.pods("app=web")[0]
	was := pod.Status.ContainerStatuses[0].ContainerID
	for _, pid := range processesOf(t, was) {
		_ = syscall.Kill(pid, syscall.SIGKILL) // one may have gone with another
	}
	eventually(t, "the container to run again", func() error {
		now := get[corev1.Pod](s, "pod", pod.Name)
		status := now.Status.ContainerStatuses[0]
		if status.State.Running == nil || status.ContainerID == was || status.RestartCount != 1 {
			return fmt.Errorf("%+v", status)
		}
		if last := status.LastTerminationState.Terminated; last == nil || last.ExitCode != 137 || last.ContainerID != was {
			return fmt.Errorf("last state %+v", last)
		}
		return nil
	})
	if text := s.trace("pod/" + pod.Name); !strings.Contains(text, "exited with 137") {
		t.Errorf("the pod's trace does not say that its container was killed:\n%s", text)
	}
}

// state reads what "skiff up" wrote of the cluster.
func (c *testCluster) state(t *testing.T) (state struct {
	Nodes []struct {
		Name    string `json:"name"`
		Process struct {
			PID int `json:"pid"`
		} `json:"process"`
	} `json:"nodes"`
}) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(c.dir, "cluster.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &state); err != nil {
		t.Fatal(err)
	}
	return state
}

// resume starts what does not run of the cluster.
func (c *testCluster) resume(t *testing.T) {
	t.Helper()
	out, err := c.run(t.Context(), "", "up", "--name", c.name, "--data-dir", c.dir, "--nodes", "2", "--isolated")
	if err != nil {
		t.Fatalf("up again: %v\n%s", err, out)
	}
}

// TestServerKilledInARollout kills the server (and the node agent in it) in the
// middle of a rolling update. Nothing that runs may notice, and the rollout ends
// as if nothing had happened.
func TestServerKilledInARollout(t *testing.T) {
	s := newSpace(t)
	s.apply(deployment("bystander", 3, ""))
	s.apply(deployment("web", 6, ""))
	s.kubectl("rollout", "status", "deployment/bystander", "--timeout=90s")
	s.kubectl("rollout", "status", "deployment/web", "--timeout=90s")
	before := s.containerIDs("app=bystander")
	if len(before) != 3 {
		t.Fatalf("containers %v", before)
	}
	s.kubectl("set", "env", "deployment/web", "ROUND=2")
	eventually(t, "the rollout to be in its middle", func() error {
		if n := len(s.pods("app=web")); n == 0 {
			return fmt.Errorf("no pods")
		}
		d := get[map[string]any](s, "deployment", "web")
		status, _ := d["status"].(map[string]any)
		if updated, _ := status["updatedReplicas"].(float64); updated < 1 {
			return fmt.Errorf("%v updated", status["updatedReplicas"])
		}
		return nil
	})
	if err := syscall.Kill(s.c.state(t).Nodes[0].Process.PID, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	for id := range before {
		if len(processesOf(t, before[id])) == 0 {
			t.Error("a container ended with the server")
		}
	}
	s.c.resume(t)
	s.kubectl("rollout", "status", "deployment/web", "--timeout=90s")
	eventually(t, "six new pods and no other", func() error {
		pods := s.pods("app=web")
		if len(pods) != 6 {
			return fmt.Errorf("%d pods", len(pods))
		}
		for _, p := range pods {
			if env := p.Spec.Containers[0].Env; len(env) != 1 || env[0].Value != "2" {
				return fmt.Errorf("pod %s is of the old template", p.Name)
			}
		}
		return nil
	})
	after := s.containerIDs("app=bystander")
	for uid, id := range before {
		if after[uid] != id {
			t.Errorf("pod %s: container %s became %q", uid, id, after[uid])
		}
	}
	if len(after) != len(before) {
		t.Errorf("%d bystanders, %d before", len(after), len(before))
	}
}

// TestStoppedAgent stops the agent of the second node: its pods are replaced on
// the first, and when it comes back it cleans up.
func TestStoppedAgent(t *testing.T) {
	s := newSpace(t)
	nodes := s.c.state(t).Nodes
	impatient := `
      tolerations:
      - {key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 1}
      - {key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute, tolerationSeconds: 1}`
	s.apply(deployment("web", 4, strings.TrimPrefix(impatient, "\n")))
	s.kubectl("rollout", "status", "deployment/web", "--timeout=90s")
	if err := syscall.Kill(nodes[1].Process.PID, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	defer func() {
		s.c.resume(t)
		s.kubectl("wait", "node/"+nodes[1].Name, "--for=condition=Ready", "--timeout=90s")
	}()
	s.kubectl("wait", "node/"+nodes[1].Name, "--for=condition=Ready=Unknown", "--timeout=90s")
	var moved string
	eventually(t, "all pods on the node that is left", func() error {
		pods := s.pods("app=web")
		ready := 0
		for _, p := range pods {
			if p.Spec.NodeName == nodes[1].Name {
				return fmt.Errorf("pod %s is still on %s", p.Name, nodes[1].Name)
			}
			for _, c := range p.Status.Conditions {
				if c.Type == corev1.PodReady && c.Status == corev1.ConditionTrue {
					ready++
				}
			}
			moved = p.Name
		}
		if ready != 4 {
			return fmt.Errorf("%d of 4 pods are ready", ready)
		}
		return nil
	})
	if text := s.trace("deployment/web"); !strings.Contains(text, "node lifecycle controller: ") {
		t.Errorf("the trace does not show the eviction (a pod that moved is %s):\n%s", moved, text)
	}
}
