package status

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/kubelet/state"
)

var now = time.Date(2026, 1, 2, 3, 4, 5, 678, time.UTC)

func show(s v1.PodStatus) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s", s.Phase)
	if s.Reason != "" {
		fmt.Fprintf(&b, "/%s", s.Reason)
	}
	for _, list := range [][]v1.ContainerStatus{s.InitContainerStatuses, s.ContainerStatuses} {
		for _, c := range list {
			fmt.Fprintf(&b, "; %s", c.Name)
			for i, st := range []v1.ContainerState{c.State, c.LastTerminationState} {
				if i == 1 && st.Terminated != nil {
					fmt.Fprintf(&b, " last")
				}
				switch {
				case st.Waiting != nil:
					fmt.Fprintf(&b, " %s", st.Waiting.Reason)
				case st.Running != nil:
					fmt.Fprintf(&b, " running")
				case st.Terminated != nil:
					fmt.Fprintf(&b, " %s(%d)", st.Terminated.Reason, st.Terminated.ExitCode)
				}
			}
			if c.RestartCount > 0 {
				fmt.Fprintf(&b, " #%d", c.RestartCount)
			}
			if c.Ready {
				b.WriteString(" ready")
			}
		}
	}
	for _, c := range s.Conditions {
		if c.Type == v1.PodScheduled {
			continue
		}
		fmt.Fprintf(&b, "; %s=%s", c.Type, c.Status)
		if c.Reason != "" {
			fmt.Fprintf(&b, "(%s)", c.Reason)
		}
	}
	return b.String()
}

func TestCompute(t *testing.T) {
	pod := func(policy v1.RestartPolicy, mutate ...func(*v1.Pod)) *v1.Pod {
		p := &v1.Pod{ObjectMeta: metav1.ObjectMeta{Name: "p", Namespace: "ns", UID: "u", Generation: 3}}
		p.Spec.RestartPolicy = policy
		p.Spec.Containers = []v1.Container{{Name: "a", Image: "img"}}
		for _, m := range mutate {
			m(p)
		}
		return p
	}
	always := v1.ContainerRestartPolicyAlways
	withInit := func(p *v1.Pod) { p.Spec.InitContainers = []v1.Container{{Name: "i"}} }
	withSidecar := func(p *v1.Pod) { p.Spec.InitContainers = []v1.Container{{Name: "s", RestartPolicy: &always}} }
	withReadiness := func(p *v1.Pod) { p.Spec.Containers[0].ReadinessProbe = &v1.Probe{} }
	withGate := func(p *v1.Pod) { p.Spec.ReadinessGates = []v1.PodReadinessGate{{ConditionType: "x/y"}} }
	up := []state.Sandbox{{ID: "sb", Ready: true, IPs: []string{"10.1.0.5", "fd00::5"}}}
	c := func(name string, phase state.Phase, restarts int, code int32) state.Container {
		return state.Container{ID: fmt.Sprint(name, restarts), Name: name, SandboxID: "sb", Phase: phase, Restarts: restarts, ExitCode: code, Started: now, Finished: now}
	}
	ready := "; PodReadyToStartContainers=True; Initialized=True; Ready=True; ContainersReady=True"
	unready := "; PodReadyToStartContainers=True; Initialized=True; Ready=False(ContainersNotReady); ContainersReady=False(ContainersNotReady)"
	tests := []struct {
		name string
		in   Input
		want string
	}{
		{"nothing yet", Input{Pod: pod("Always")},
			"Pending; a ContainerCreating; PodReadyToStartContainers=False; Initialized=True; Ready=False(ContainersNotReady); ContainersReady=False(ContainersNotReady)"},
		{"init pending", Input{Pod: pod("Always", withInit), Seen: state.Runtime{Sandboxes: up}},
			"Pending; i PodInitializing; a PodInitializing; PodReadyToStartContainers=True; Initialized=False(ContainersNotInitialized); Ready=False(ContainersNotReady); ContainersReady=False(ContainersNotReady)"},
		{"init runs", Input{Pod: pod("Always", withInit), Seen: state.Runtime{Sandboxes: up, Containers: []state.Container{c("i", state.Running, 0, 0)}}},
			"Pending; i running; a PodInitializing; PodReadyToStartContainers=True; Initialized=False(ContainersNotInitialized); Ready=False(ContainersNotReady); ContainersReady=False(ContainersNotReady)"},
		{"init failed", Input{Pod: pod("Never", withInit), Seen: state.Runtime{Sandboxes: up, Containers: []state.Container{c("i", state.Exited, 0, 2)}}},
			"Failed; i Error(2); a PodInitializing; PodReadyToStartContainers=True; Initialized=False(ContainersNotInitialized); Ready=False(PodFailed); ContainersReady=False(PodFailed)"},
		{"init done", Input{Pod: pod("Always", withInit), Seen: state.Runtime{Sandboxes: up, Containers: []state.Container{c("a", state.Running, 0, 0), c("i", state.Exited, 0, 0)}}},
			"Running; i Completed(0) ready; a running ready" + ready},
		{"runs", Input{Pod: pod("Always"), Seen: state.Runtime{Sandboxes: up, Containers: []state.Container{c("a", state.Running, 0, 0)}}},
			"Running; a running ready" + ready},
		{"readiness not yet known", Input{Pod: pod("Always", withReadiness), Seen: state.Runtime{Sandboxes: up, Containers: []state.Container{c("a", state.Running, 0, 0)}}},
			"Running; a running" + unready},
		{"readiness known", Input{Pod: pod("Always", withReadiness), Seen: state.Runtime{Sandboxes: up, Containers: []state.Container{c("a", state.Running, 0, 0)}},
			Health: map[string]state.Health{"a0": {Started: true, Ready: true}}}, "Running; a running ready" + ready},
		{"gate missing", Input{Pod: pod("Always", withGate), Seen: state.Runtime{Sandboxes: up, Containers: []state.Container{c("a", state.Running, 0, 0)}}},
			"Running; a running ready; PodReadyToStartContainers=True; Initialized=True; Ready=False(ReadinessGatesNotReady); ContainersReady=True"},
		{"postStart", Input{Pod: pod("Always"), Seen: state.Runtime{Sandboxes: up, Containers: []state.Container{c("a", state.Running, 0, 0)}}, Starting: map[string]bool{"a0": true}},
			"Pending; a ContainerCreating" + unready},
		{"image fails", Input{Pod: pod("Always"), Seen: state.Runtime{Sandboxes: up}, Waiting: map[string]state.Waiting{"a": {Reason: "ErrImagePull"}}},
			"Pending; a ErrImagePull" + unready},
		{"crash loop", Input{Pod: pod("Always"), Seen: state.Runtime{Sandboxes: up, Containers: []state.Container{c("a", state.Exited, 1, 137), c("a", state.Exited, 0, 1)}},
			Waiting: map[string]state.Waiting{"a": {Reason: "CrashLoopBackOff"}}}, "Running; a CrashLoopBackOff last Error(137) #1" + unready},
		{"restarted", Input{Pod: pod("Always"), Seen: state.Runtime{Sandboxes: up, Containers: []state.Container{c("a", state.Running, 1, 0), c("a", state.Exited, 0, 1)}}},
			"Running; a running last Error(1) #1 ready" + ready},
		{"succeeded", Input{Pod: pod("Never"), Final: true, Seen: state.Runtime{Containers: []state.Container{c("a", state.Exited, 0, 0)}}},
			"Succeeded; a Completed(0); PodReadyToStartContainers=False; Initialized=True(PodCompleted); Ready=False(PodCompleted); ContainersReady=False(PodCompleted)"},
		{"failed", Input{Pod: pod("Never"), Final: true, Seen: state.Runtime{Containers: []state.Container{c("a", state.Exited, 0, 9)}}},
			"Failed; a Error(9); PodReadyToStartContainers=False; Initialized=True; Ready=False(PodFailed); ContainersReady=False(PodFailed)"},
		{"ended, a sidecar still runs", Input{Pod: pod("Never", withSidecar), Seen: state.Runtime{Sandboxes: up, Containers: []state.Container{c("s", state.Running, 0, 0), c("a", state.Exited, 0, 0)}}},
			"Running; s running ready; a Completed(0)" + unready},
		{"evicted", Input{Pod: pod("Always"), Failure: &state.Waiting{Reason: "Evicted"}, Seen: state.Runtime{Sandboxes: up, Containers: []state.Container{c("a", state.Exited, 0, 0)}}},
			"Failed/Evicted; a Completed(0); PodReadyToStartContainers=True; Initialized=True; Ready=False(PodFailed); ContainersReady=False(PodFailed)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.in.Now, tt.in.RuntimeName, tt.in.HostIPs = now, "containerd", []string{"192.0.2.1"}
			s := Compute(tt.in)
			if got := show(s); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			tt.in.Pod.Status, tt.in.Now = *stored(t, &s), now.Add(time.Minute)
			again := Compute(tt.in)
			if p, changed, err := Patch("u", stored(t, &s), &again); changed || err != nil {
				t.Errorf("the same state gives another status: %s %v", p, err)
			}
		})
	}
}

// stored is a status as the API keeps it.
func stored(t *testing.T, s *v1.PodStatus) *v1.PodStatus {
	t.Helper()
	raw, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	out := &v1.PodStatus{}
	if err := json.Unmarshal(raw, out); err != nil {
		t.Fatal(err)
	}
	if _, changed, err := Patch("u", out, s); changed || err != nil {
		t.Errorf("what was stored differs from what was written: %v", err)
	}
	return out
}

func TestAddresses(t *testing.T) {
	p := &v1.Pod{}
	p.Spec.Containers = []v1.Container{{Name: "a"}}
	in := Input{Pod: p, Now: now, HostIPs: []string{"192.0.2.1"}, Seen: state.Runtime{Sandboxes: []state.Sandbox{{Ready: true, IPs: []string{"10.1.0.5"}}}}}
	s := Compute(in)
	if s.PodIP != "10.1.0.5" || s.HostIP != "192.0.2.1" || len(s.PodIPs) != 1 || len(s.HostIPs) != 1 {
		t.Errorf("pod network: %v %v %v", s.PodIP, s.PodIPs, s.HostIPs)
	}
	p.Spec.HostNetwork = true
	if s := Compute(in); s.PodIP != "192.0.2.1" {
		t.Errorf("host network: %v", s.PodIP)
	}
}

func TestPatch(t *testing.T) {
	old := v1.PodStatus{Phase: v1.PodPending, Conditions: []v1.PodCondition{{Type: "x/y", Status: "True"}}}
	s := *old.DeepCopy()
	s.Phase = v1.PodRunning
	s.Conditions = append(s.Conditions, v1.PodCondition{Type: v1.PodReady, Status: "True"})
	patch, changed, err := Patch("u1", &old, &s)
	if err != nil || !changed {
		t.Fatal(changed, err)
	}
	want := `{"metadata":{"uid":"u1"},"status":{"$setElementOrder/conditions":[{"type":"x/y"},{"type":"Ready"}],"conditions":[{"lastProbeTime":null,"lastTransitionTime":null,"status":"True","type":"Ready"}],"phase":"Running"}}`
	if string(patch) != want {
		t.Errorf("got  %s\nwant %s", patch, want)
	}
}
