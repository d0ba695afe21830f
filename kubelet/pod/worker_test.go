package pod

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/skiff-k8s/skiff/kubelet/cri"
	"github.com/skiff-k8s/skiff/kubelet/logs"
	"github.com/skiff-k8s/skiff/kubelet/state"
)

func expect(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n%s\nwant:\n%s", what, got, want)
	}
}

func deleted(seconds int64) func(*v1.Pod) {
	return func(p *v1.Pod) {
		at := metav1.NewTime(time.Now().Add(time.Duration(seconds) * time.Second))
		p.DeletionTimestamp, p.DeletionGracePeriodSeconds = &at, &seconds
	}
}

func TestLifeOfAPod(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSim(t, podOf("Always", "c"))
		s.obey = 3 * time.Second
		s.start()
		time.Sleep(time.Second)
		expect(t, "start", s.took(), "run sb1; create c0; start c0")
		expect(t, "start, told", s.told(), "[100] image present, sandbox 20 ms, container c 10 ms")
		if p := s.status(); p.Status.Phase != v1.PodRunning || p.Status.PodIP != "10.0.0.9" || p.Status.ContainerStatuses[0].ContainerID != "sim://c0" {
			t.Errorf("status %+v", p.Status)
		}
		time.Sleep(time.Hour)
		expect(t, "an hour later", s.took()+s.told(), "")

		s.exit("c", 137)
		time.Sleep(time.Second)
		expect(t, "crash", s.took(), "create c1; start c1")
		expect(t, "crash, told", s.told(), "[101] container c exited with 137, restarting (back-off 10 s), image present, container c 10 ms")

		s.exit("c", 1)
		time.Sleep(5 * time.Second)
		expect(t, "second crash", s.took(), "")
		expect(t, "second crash, told", s.told(), "[102] container c exited with 1, CrashLoopBackOff for 10 s")
		time.Sleep(6 * time.Second)
		// The one before the last is kept for its logs, older ones are not.
		expect(t, "after the back-off", s.took(), "create c2; start c2; remove c0")
		if left, _ := filepath.Glob(filepath.Join(s.node.LogDir, "c?")); len(left) != 2 {
			t.Errorf("logs: %v", left)
		}
		if left, _ := filepath.Glob(filepath.Join(s.node.Volumes.PodDir("u1"), "containers/c/*")); len(left) != 2 {
			t.Errorf("last words: %v", left)
		}
		expect(t, "after the back-off, told", s.told(), "[103] container c exited with 1, restarting (back-off 20 s), image present, container c 10 ms")

		s.ask(deleted(30))
		time.Sleep(time.Second)
		expect(t, "deletion", s.took(), "stop c2 within 30s")
		expect(t, "deletion, told", s.told(), "")
		time.Sleep(5 * time.Second)
		expect(t, "the end", s.took(), "stop sb1; remove c2; remove c1; stop sb1; remove sb1")
		expect(t, "the end, told", s.told(), "[105] stopping container c: deleted, container c exited with 0, all containers stopped\n[106] all containers stopped, nothing is left of the pod")
		if s.status() != nil || s.mgr.Known("u1") {
			t.Error("something is left of the pod")
		}
		if _, err := os.Stat(logs.PodDir(s.node.LogDir, "ns", "p", "u1")); !os.IsNotExist(err) {
			t.Errorf("logs: %v", err)
		}
		s.stop()
	})
}

func TestTakeover(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSim(t, podOf("Always", "a b"))
		s.start()
		time.Sleep(time.Second)
		s.took()
		s.told()
		s.stop()
		s.start()
		time.Sleep(time.Hour)
		expect(t, "after a restart", s.took()+s.told(), "")

		// Stopped in the middle of a stop, the next one goes on with it.
		s.obey = time.Hour
		s.ask(deleted(30))
		time.Sleep(10 * time.Second)
		s.stop()
		s.took()
		s.start()
		time.Sleep(31 * time.Second)
		if got := s.took(); !strings.Contains(got, "stop a0 within 30s") || !strings.Contains(got, "remove sb1") {
			t.Errorf("the stop went on as %s", got)
		}
		s.stop()
	})
}

func TestHurriedDeletion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSim(t, podOf("Always", "c"))
		s.obey = time.Hour
		s.start()
		time.Sleep(time.Second)
		s.ask(deleted(30))
		time.Sleep(time.Second)
		s.took()
		s.ask(deleted(2))
		time.Sleep(3 * time.Second)
		if got := s.took(); !strings.HasPrefix(got, "stop c0 within 2s; stop sb1") {
			t.Errorf("hurried: %s", got)
		}
		s.stop()
	})
}

func TestHooks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := podOf("Always", "a b")
		hook := func(cmd string) *v1.LifecycleHandler {
			return &v1.LifecycleHandler{Exec: &v1.ExecAction{Command: []string{cmd}}}
		}
		p.Spec.Containers[0].Lifecycle = &v1.Lifecycle{PostStart: hook("hello"), PreStop: hook("bye")}
		s := newSim(t, p)
		s.start()
		time.Sleep(500 * time.Millisecond)
		expect(t, "the hook runs", s.took(), "run sb1; create a0; start a0")
		if c := s.status().Status.ContainerStatuses[0]; c.State.Waiting == nil {
			t.Errorf("running before its hook was done: %+v", c.State)
		}
		time.Sleep(time.Second)
		expect(t, "then the next", s.took(), "exec in a0: hello; create b0; start b0")
		s.ask(deleted(30))
		time.Sleep(5 * time.Second)
		if got := s.took(); !strings.HasPrefix(got, "stop b0 within 30s; exec in a0: bye; stop a0 within 29s; stop sb1") {
			t.Errorf("the end: %s", got)
		}
		s.stop()
	})
}

func TestFailedHookRestarts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := podOf("Always", "a")
		p.Spec.Containers[0].Lifecycle = &v1.Lifecycle{PostStart: &v1.LifecycleHandler{Exec: &v1.ExecAction{Command: []string{"false"}}}}
		s := newSim(t, p)
		s.start()
		time.Sleep(2 * time.Second)
		if got := s.took(); !strings.HasPrefix(got, "run sb1; create a0; start a0; exec in a0: false; stop a0 within 30s; create a1; start a1") {
			t.Errorf("%s", got)
		}
		s.stop()
	})
}

func TestJobEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSim(t, podOf("OnFailure", "c"))
		s.start()
		time.Sleep(time.Second)
		s.took()
		s.exit("c", 0)
		time.Sleep(time.Second)
		expect(t, "success", s.took(), "stop sb1")
		if p := s.status(); p.Status.Phase != v1.PodSucceeded {
			t.Errorf("phase %s", p.Status.Phase)
		}
		// A restart of the agent does not start it anew, even when the runtime has
		// forgotten all of it.
		s.stop()
		s.seen = state.Runtime{}
		s.start()
		time.Sleep(time.Hour)
		expect(t, "after a restart", s.took(), "")
		if p := s.status(); p.Status.Phase != v1.PodSucceeded || p.Status.ContainerStatuses[0].State.Terminated == nil {
			t.Errorf("status %+v", p.Status)
		}
		s.stop()
	})
}

func TestEviction(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSim(t, podOf("Always", "c"))
		s.start()
		time.Sleep(time.Second)
		s.took()
		s.mgr.Evict("u1", state.Waiting{Reason: "Evicted", Message: "The node was low on resource: memory."})
		time.Sleep(time.Second)
		expect(t, "eviction", s.took(), "stop c0 within 30s; stop sb1")
		p := s.status()
		if p.Status.Phase != v1.PodFailed || p.Status.Reason != "Evicted" || p.Status.Conditions[len(p.Status.Conditions)-1].Type != v1.DisruptionTarget {
			t.Errorf("status %+v", p.Status)
		}
		s.stop()
	})
}

func TestRejected(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSim(t, podOf("Always", "c"))
		s.node.Admit = func(*v1.Pod, []*v1.Pod) *state.Waiting { return &state.Waiting{Reason: "OutOfcpu", Message: "no"} }
		s.start()
		time.Sleep(time.Second)
		expect(t, "rejected", s.took(), "")
		if p := s.status(); p.Status.Phase != v1.PodFailed || p.Status.Reason != "OutOfcpu" {
			t.Errorf("status %+v", p.Status)
		}
		s.stop()
	})
}

func TestAPIAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSim(t, podOf("Always", "c"))
		s.apiErr = errors.New("away")
		s.start()
		time.Sleep(10 * time.Second)
		expect(t, "containers run all the same", s.took(), "run sb1; create c0; start c0")
		s.mu.Lock()
		s.apiErr = nil
		s.mu.Unlock()
		time.Sleep(2 * time.Second)
		expect(t, "and nothing of the story is lost", s.told(), "[100] image present, sandbox 20 ms, container c 10 ms")
		s.stop()
	})
}

func TestStartErrorIsShown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSim(t, podOf("Always", "c"))
		s.startErr = errors.New("no such command")
		s.start()
		time.Sleep(100 * time.Millisecond)
		w := s.status().Status.ContainerStatuses[0].State.Waiting
		if w == nil || w.Reason != runError || w.Message != "no such command" {
			t.Errorf("waiting %+v", w)
		}
		s.mu.Lock()
		s.startErr = nil
		s.mu.Unlock()
		time.Sleep(time.Minute)
		if p := s.status(); p.Status.ContainerStatuses[0].State.Running == nil {
			t.Errorf("status %+v", p.Status)
		}
		s.stop()
	})
}

func TestOrphan(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSim(t, podOf("Always", "c"))
		s.start()
		time.Sleep(time.Second)
		s.stop()
		s.took()
		s.pod = nil
		s.start()
		s.mgr.Orphan(&cri.Pod{UID: "u1", Namespace: "ns", Name: "p", Grace: 5 * time.Second})
		time.Sleep(10 * time.Second)
		expect(t, "an orphan", s.took(), "stop c0 within 5s; stop sb1; remove c0; stop sb1; remove sb1")
		if s.mgr.Known("u1") {
			t.Error("its worker is left")
		}
		s.stop()
	})
}
