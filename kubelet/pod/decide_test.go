package pod

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	v1 "k8s.io/api/core/v1"

	"github.com/skiff-k8s/skiff/kubelet/state"
)

var now = time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)

// podOf makes a pod of containers "a", "b", … and init containers; a name ending
// in "*" is a sidecar.
func podOf(policy v1.RestartPolicy, containers string, inits ...string) *v1.Pod {
	p := &v1.Pod{}
	p.Name, p.Namespace, p.UID = "p", "ns", "u1"
	p.Spec.RestartPolicy = policy
	for _, n := range strings.Fields(containers) {
		p.Spec.Containers = append(p.Spec.Containers, v1.Container{Name: n, Image: "img", TerminationMessagePath: "/dev/termination-log"})
	}
	always := v1.ContainerRestartPolicyAlways
	for _, n := range inits {
		c := v1.Container{Name: strings.TrimSuffix(n, "*"), Image: "img"}
		if strings.HasSuffix(n, "*") {
			c.RestartPolicy = &always
		}
		p.Spec.InitContainers = append(p.Spec.InitContainers, c)
	}
	return p
}

func sandbox(id string, attempt uint32, ready bool) state.Sandbox {
	return state.Sandbox{ID: id, Attempt: attempt, Ready: ready, IPs: []string{"10.0.0.2"}}
}

func running(name, sandbox string, restarts int) state.Container {
	return state.Container{ID: fmt.Sprintf("%s%d", name, restarts), Name: name, SandboxID: sandbox, Restarts: restarts,
		Phase: state.Running, Created: now.Add(-time.Hour), Started: now.Add(-time.Hour)}
}

func exited(name, sandbox string, restarts int, code int32, ago time.Duration) state.Container {
	c := running(name, sandbox, restarts)
	c.Phase, c.ExitCode, c.Finished = state.Exited, code, now.Add(-ago)
	c.Created = c.Finished.Add(-time.Second)
	return c
}

func show(p Plan) string {
	var out []string
	for _, a := range p.Actions {
		s := a.Kind.String()
		for _, v := range []string{a.Container, a.ID} {
			if v != "" {
				s += " " + v
			}
		}
		if a.Attempt > 0 {
			s += fmt.Sprintf(" #%d", a.Attempt)
		}
		out = append(out, s)
	}
	var names []string
	for n := range p.Waiting {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		out = append(out, fmt.Sprintf("(%s: %s)", n, p.Waiting[n].Reason))
	}
	if p.WakeAfter > 0 {
		out = append(out, "wake "+p.WakeAfter.String())
	}
	if p.Over {
		out = append(out, "over")
	}
	if p.Stopped {
		out = append(out, "stopped")
	}
	return strings.Join(out, "; ")
}

func TestDecide(t *testing.T) {
	present := map[string]state.Image{}
	for _, n := range []string{"a", "b", "i1", "i2", "s1", "s2"} {
		present[n] = state.Image{Phase: state.ImagePresent, Ref: "sha256:1"}
	}
	up := []state.Sandbox{sandbox("sb", 0, true)}
	probed := func(p *v1.Pod) *v1.Pod {
		p.Spec.InitContainers[0].StartupProbe = &v1.Probe{}
		return p
	}
	tests := []struct {
		name string
		pod  *v1.Pod
		seen state.Runtime
		with func(in *Input)
		want string
	}{
		{name: "volumes come first", pod: podOf("Always", "a"), with: func(in *Input) { in.VolumesReady = false }, want: "mount volumes"},
		{name: "a failed mount waits", pod: podOf("Always", "a"),
			with: func(in *Input) {
				in.VolumesReady, in.VolumesFailed = false, &Retry{At: now.Add(3 * time.Second)}
			}, want: "wake 3s"},
		{name: "then the sandbox", pod: podOf("Always", "a"), want: "create sandbox"},
		{name: "and the images meanwhile", pod: podOf("Always", "a", "i1"), with: func(in *Input) { in.Images = nil },
			want: "ensure image i1; ensure image a; create sandbox"},
		{name: "a failed sandbox waits", pod: podOf("Always", "a"),
			with: func(in *Input) { in.SandboxFailed = &Retry{At: now.Add(time.Second)} }, want: "wake 1s"},
		{name: "a sandbox without address is replaced", pod: podOf("Always", "a"),
			seen: state.Runtime{Sandboxes: []state.Sandbox{{ID: "sb", Ready: true}}}, want: "stop sandbox sb; create sandbox #1"},
		{name: "images are looked up", pod: podOf("Always", "a b"), seen: state.Runtime{Sandboxes: up},
			with: func(in *Input) { in.Images = nil }, want: "ensure image a; ensure image b"},
		{name: "containers start together", pod: podOf("Always", "a b"), seen: state.Runtime{Sandboxes: up},
			want: "start container a; start container b"},
		{name: "a slow image holds up the next", pod: podOf("Always", "a b"), seen: state.Runtime{Sandboxes: up},
			with: func(in *Input) {
				in.Images = map[string]state.Image{"a": {Phase: state.ImagePulling}, "b": present["b"]}
			}, want: ""},
		{name: "a failed image does not", pod: podOf("Always", "a b"), seen: state.Runtime{Sandboxes: up},
			with: func(in *Input) {
				in.Images = map[string]state.Image{"a": {Phase: state.ImageFailed, Reason: "ErrImagePull", Retry: now.Add(10 * time.Second)}, "b": present["b"]}
			}, want: "start container b; (a: ErrImagePull); wake 10s"},
		{name: "a failed start waits", pod: podOf("Always", "a"), seen: state.Runtime{Sandboxes: up},
			with: func(in *Input) {
				in.StartFailed = map[string]Retry{"a": {Reason: "CreateContainerConfigError", At: now.Add(time.Second)}}
			}, want: "(a: CreateContainerConfigError); wake 1s"},
		{name: "all run", pod: podOf("Always", "a"), seen: state.Runtime{Sandboxes: up, Containers: []state.Container{running("a", "sb", 0)}}, want: ""},
		{name: "the first crash restarts at once", pod: podOf("Always", "a"),
			seen: state.Runtime{Sandboxes: up, Containers: []state.Container{exited("a", "sb", 0, 137, 0)}}, want: "start container a #1"},
		{name: "the second waits", pod: podOf("Always", "a"),
			seen: state.Runtime{Sandboxes: up, Containers: []state.Container{exited("a", "sb", 1, 1, 4*time.Second)}},
			want: "(a: CrashLoopBackOff); wake 6s"},
		{name: "back-off is at most five minutes", pod: podOf("Always", "a"),
			seen: state.Runtime{Sandboxes: up, Containers: []state.Container{exited("a", "sb", 50, 1, 0)}},
			want: "(a: CrashLoopBackOff); wake 5m0s"},
		{name: "old ones are removed", pod: podOf("Always", "a"),
			seen: state.Runtime{Sandboxes: up, Containers: []state.Container{running("a", "sb", 2), exited("a", "sb", 1, 1, 0), exited("a", "sb", 0, 1, 0)}},
			want: "remove container a a0"},
		{name: "never started is removed", pod: podOf("Always", "a"),
			seen: state.Runtime{Sandboxes: up, Containers: []state.Container{{ID: "x", Name: "a", SandboxID: "sb"}}}, want: "remove container a x"},
		{name: "OnFailure: success ends", pod: podOf("OnFailure", "a"),
			seen: state.Runtime{Sandboxes: up, Containers: []state.Container{exited("a", "sb", 0, 0, 0)}}, want: "stop sandbox sb; over"},
		{name: "OnFailure: failure restarts", pod: podOf("OnFailure", "a"),
			seen: state.Runtime{Sandboxes: up, Containers: []state.Container{exited("a", "sb", 0, 3, 0)}}, want: "start container a #1"},
		{name: "Never: over, stopped", pod: podOf("Never", "a"),
			seen: state.Runtime{Sandboxes: []state.Sandbox{sandbox("sb", 0, false)}, Containers: []state.Container{exited("a", "sb", 0, 3, 0)}}, want: "over; stopped"},
		{name: "Never: one still runs", pod: podOf("Never", "a b"),
			seen: state.Runtime{Sandboxes: up, Containers: []state.Container{exited("a", "sb", 0, 3, 0), running("b", "sb", 0)}}, want: ""},
		{name: "over stops the sidecars in reverse", pod: podOf("Never", "a", "s1*", "s2*"),
			seen: state.Runtime{Sandboxes: up, Containers: []state.Container{running("s1", "sb", 0), running("s2", "sb", 0), exited("a", "sb", 0, 0, 0)}},
			want: "stop container s2 s20; over"},
		{name: "lost sandbox: stop what runs", pod: podOf("Always", "a"),
			seen: state.Runtime{Sandboxes: []state.Sandbox{sandbox("sb", 0, false)}, Containers: []state.Container{running("a", "sb", 0)}},
			want: "stop container a a0"},
		{name: "lost sandbox: a new one", pod: podOf("Always", "a"),
			seen: state.Runtime{Sandboxes: []state.Sandbox{sandbox("sb", 4, false)}, Containers: []state.Container{exited("a", "sb", 0, 137, 0)}},
			want: "create sandbox #5"},
		{name: "init one by one", pod: podOf("Always", "a", "i1", "i2"), seen: state.Runtime{Sandboxes: up}, want: "start container i1"},
		{name: "init: next", pod: podOf("Always", "a", "i1", "i2"),
			seen: state.Runtime{Sandboxes: up, Containers: []state.Container{exited("i1", "sb", 0, 0, 0)}}, want: "start container i2"},
		{name: "init: runs", pod: podOf("Always", "a", "i1", "i2"),
			seen: state.Runtime{Sandboxes: up, Containers: []state.Container{running("i1", "sb", 0)}}, want: ""},
		{name: "init: done", pod: podOf("Always", "a", "i1"),
			seen: state.Runtime{Sandboxes: up, Containers: []state.Container{exited("i1", "sb", 0, 0, 0)}}, want: "start container a"},
		{name: "init: failed, Never", pod: podOf("Never", "a", "i1"),
			seen: state.Runtime{Sandboxes: up, Containers: []state.Container{exited("i1", "sb", 0, 1, 0)}}, want: "stop sandbox sb; over"},
		{name: "init: failed, Always", pod: podOf("Always", "a", "i1"),
			seen: state.Runtime{Sandboxes: up, Containers: []state.Container{exited("i1", "sb", 0, 1, 0)}}, want: "start container i1 #1"},
		{name: "init runs again in a new sandbox", pod: podOf("Always", "a", "i1"),
			seen: state.Runtime{Sandboxes: []state.Sandbox{sandbox("sb2", 1, true), sandbox("sb", 0, false)},
				Containers: []state.Container{exited("a", "sb", 0, 137, 0), exited("i1", "sb", 0, 0, time.Hour)}}, want: "start container i1 #1"},
		{name: "init is not looked at once containers began", pod: podOf("Always", "a b", "i1"),
			seen: state.Runtime{Sandboxes: up, Containers: []state.Container{running("a", "sb", 0)}}, want: "start container b"},
		{name: "a sidecar without probe suffices to run", pod: podOf("Always", "a", "s1*", "i1"),
			seen: state.Runtime{Sandboxes: up, Containers: []state.Container{running("s1", "sb", 0)}}, want: "start container i1"},
		{name: "a sidecar's startup probe holds up", pod: probed(podOf("Always", "a", "s1*")),
			seen: state.Runtime{Sandboxes: up, Containers: []state.Container{running("s1", "sb", 0)}}, want: ""},
		{name: "a sidecar's startup probe lets go", pod: probed(podOf("Always", "a", "s1*")),
			seen: state.Runtime{Sandboxes: up, Containers: []state.Container{running("s1", "sb", 0)}},
			with: func(in *Input) { in.Health = map[string]state.Health{"s10": {Started: true}} }, want: "start container a"},
		{name: "a dead sidecar restarts beside its pod", pod: podOf("Always", "a", "s1*"),
			seen: state.Runtime{Sandboxes: up, Containers: []state.Container{running("a", "sb", 0), exited("s1", "sb", 0, 0, 0)}}, want: "start container s1 #1"},
		{name: "liveness condemns", pod: podOf("Always", "a"),
			seen: state.Runtime{Sandboxes: up, Containers: []state.Container{running("a", "sb", 0)}},
			with: func(in *Input) { in.Health = map[string]state.Health{"a0": {Started: true, Failed: "liveness"}} }, want: "stop container a a0"},
		{name: "once", pod: podOf("Always", "a"),
			seen: state.Runtime{Sandboxes: up, Containers: []state.Container{running("a", "sb", 0)}},
			with: func(in *Input) {
				in.Health = map[string]state.Health{"a0": {Failed: "liveness"}}
				in.Stopping = map[string]time.Time{"a0": now.Add(time.Second)}
			}, want: ""},
		{name: "a postStart hook holds up the next", pod: podOf("Always", "a b"),
			seen: state.Runtime{Sandboxes: up, Containers: []state.Container{running("a", "sb", 0)}},
			with: func(in *Input) { in.Starting = map[string]bool{"a0": true} }, want: ""},
		{name: "a failed postStart hook condemns", pod: podOf("Always", "a"),
			seen: state.Runtime{Sandboxes: up, Containers: []state.Container{running("a", "sb", 0)}},
			with: func(in *Input) { in.HookFailed = map[string]string{"a0": "exit 1"} }, want: "stop container a a0"},
		{name: "end: containers together", pod: podOf("Always", "a b", "s1*"),
			seen: state.Runtime{Sandboxes: up, Containers: []state.Container{running("a", "sb", 0), running("b", "sb", 0), running("s1", "sb", 0)}},
			with: func(in *Input) { in.Ending = &Ending{Deadline: now.Add(time.Minute)} },
			want: "stop container a a0; stop container b b0"},
		{name: "end: under way", pod: podOf("Always", "a"),
			seen: state.Runtime{Sandboxes: up, Containers: []state.Container{running("a", "sb", 0)}},
			with: func(in *Input) {
				in.Ending = &Ending{Deadline: now.Add(time.Minute)}
				in.Stopping = map[string]time.Time{"a0": now.Add(time.Minute)}
			}, want: ""},
		{name: "end: hurried", pod: podOf("Always", "a"),
			seen: state.Runtime{Sandboxes: up, Containers: []state.Container{running("a", "sb", 0)}},
			with: func(in *Input) {
				in.Ending = &Ending{Deadline: now.Add(time.Second)}
				in.Stopping = map[string]time.Time{"a0": now.Add(time.Minute)}
			}, want: "stop container a a0"},
		{name: "end: the sandbox last", pod: podOf("Always", "a"),
			seen: state.Runtime{Sandboxes: up, Containers: []state.Container{exited("a", "sb", 0, 137, 0)}},
			with: func(in *Input) { in.Ending = &Ending{Deadline: now} }, want: "stop sandbox sb"},
		{name: "end: stopped", pod: podOf("Always", "a"),
			seen: state.Runtime{Sandboxes: []state.Sandbox{sandbox("sb", 0, false)}, Containers: []state.Container{exited("a", "sb", 0, 137, 0)}},
			with: func(in *Input) { in.Ending = &Ending{Deadline: now} }, want: "stopped"},
		{name: "end: a pod that is not known", pod: nil,
			seen: state.Runtime{Sandboxes: up, Containers: []state.Container{running("a", "sb", 0)}},
			with: func(in *Input) { in.Ending = &Ending{Deadline: now} }, want: "stop container a a0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := Input{Pod: tt.pod, Seen: tt.seen, Now: now, Images: present, VolumesReady: true}
			if tt.with != nil {
				tt.with(&in)
			}
			if got := show(Decide(in)); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestDefinitionChange(t *testing.T) {
	p := podOf("Always", "a")
	c := running("a", "sb", 0)
	c.Hash = state.Hash(&p.Spec.Containers[0])
	in := Input{Pod: p, Now: now, VolumesReady: true,
		Seen: state.Runtime{Sandboxes: []state.Sandbox{sandbox("sb", 0, true)}, Containers: []state.Container{c}}}
	if got := show(Decide(in)); got != "" {
		t.Fatalf("unchanged: %q", got)
	}
	p.Spec.Containers[0].Image = "other"
	if got := show(Decide(in)); got != "stop container a a0" {
		t.Fatalf("changed: %q", got)
	}
}

func TestBackoff(t *testing.T) {
	var b Backoff
	at := now
	for i, want := range []time.Duration{0, 10, 20, 40, 80, 160, 300, 300} {
		if got := b.wait(at, at); got != want*time.Second {
			t.Fatalf("crash %d waits %v, want %v", i, got, want*time.Second)
		}
		at = at.Add(b.wait(at, at))
		b = b.next(at, at)
	}
	late := at.Add(11 * time.Minute)
	if got := b.wait(late, late); got != 0 {
		t.Fatalf("after ten minutes of running it waits %v", got)
	}
	if got := b.next(late, late).Delay; got != backoffFirst {
		t.Fatalf("and starts over with %v", got)
	}
}
