package pod

import (
	"testing"
	"testing/synctest"
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/skiff-k8s/skiff/kubelet/state"
)

// of makes resources with the same requests and limits.
func of(cpu, memory string) v1.ResourceRequirements {
	list := v1.ResourceList{v1.ResourceCPU: resource.MustParse(cpu), v1.ResourceMemory: resource.MustParse(memory)}
	return v1.ResourceRequirements{Requests: list, Limits: list.DeepCopy()}
}

func sized(restart ...v1.ResourceName) *v1.Pod {
	pod := podOf("Always", "a b")
	for i := range pod.Spec.Containers {
		pod.Spec.Containers[i].Resources = of("100m", "64Mi")
	}
	for _, name := range restart {
		pod.Spec.Containers[1].ResizePolicy = append(pod.Spec.Containers[1].ResizePolicy,
			v1.ContainerResizePolicy{ResourceName: name, RestartPolicy: v1.RestartContainer})
	}
	return pod
}

// resize asks for other resources of both containers.
func (s *sim) resize(a, b v1.ResourceRequirements) {
	s.ask(func(p *v1.Pod) {
		p.Spec.Containers[0].Resources, p.Spec.Containers[1].Resources = a, b
		p.Generation++
	})
}

func TestResizeInPlace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSim(t, sized())
		s.start()
		time.Sleep(time.Second)
		s.took()
		s.resize(of("200m", "128Mi"), of("50m", "64Mi"))
		time.Sleep(time.Second)
		expect(t, "both in place", s.took(), "resize a0 to 204 shares, 20000 µs, 134217728 bytes; resize b0 to 51 shares, 5000 µs, 67108864 bytes")
		p := s.status()
		if got := p.Status.ContainerStatuses[0]; got.RestartCount != 0 || got.Resources.Limits.Cpu().String() != "200m" || got.AllocatedResources.Memory().String() != "128Mi" {
			t.Errorf("status of a: %+v", got)
		}
		if p.Status.ObservedGeneration != 2 || condition(p, v1.PodResizePending) != nil || condition(p, v1.PodResizeInProgress) != nil {
			t.Errorf("observed generation %d, conditions %+v", p.Status.ObservedGeneration, p.Status.Conditions)
		}
		s.stop()
	})
}

func TestResizeByRestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSim(t, sized(v1.ResourceMemory))
		s.start()
		time.Sleep(time.Second)
		s.took()
		s.resize(of("100m", "64Mi"), of("200m", "64Mi"))
		time.Sleep(time.Second)
		expect(t, "CPU alone", s.took(), "resize b0 to 204 shares, 20000 µs, 67108864 bytes")
		s.resize(of("100m", "64Mi"), of("200m", "128Mi"))
		time.Sleep(time.Second)
		expect(t, "memory", s.took(), "stop b0 within 30s; create b1; start b1")
		if got := s.status().Status.ContainerStatuses[1]; got.RestartCount != 1 || got.Resources.Limits.Memory().String() != "128Mi" {
			t.Errorf("status of b: %+v", got)
		}
		s.stop()
	})
}

func TestResizeThatDoesNotFit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSim(t, sized())
		full := &state.Waiting{Reason: v1.PodReasonDeferred, Message: "Node didn't have enough resource: cpu"}
		s.node.Room = func(*v1.Pod, []*v1.Pod) *state.Waiting {
			s.mu.Lock()
			defer s.mu.Unlock()
			return full
		}
		s.start()
		time.Sleep(time.Second)
		s.took()
		s.resize(of("4", "64Mi"), of("100m", "64Mi"))
		time.Sleep(time.Second)
		expect(t, "nothing is done", s.took(), "")
		p := s.status()
		if c := condition(p, v1.PodResizePending); c == nil || c.Reason != "Deferred" || c.ObservedGeneration != 2 || c.Message != full.Message {
			t.Errorf("condition %+v", c)
		}
		if got := p.Status.ContainerStatuses[0]; got.Resources.Limits.Cpu().String() != "100m" || got.AllocatedResources.Cpu().String() != "100m" {
			t.Errorf("status of a: %+v", got)
		}
		// A new node agent goes on with what was agreed, not with what is asked for.
		s.stop()
		s.start()
		time.Sleep(time.Second)
		expect(t, "after a restart", s.took(), "")
		s.mu.Lock()
		full = nil
		s.mu.Unlock()
		time.Sleep(resizeRetry)
		expect(t, "there is room", s.took(), "resize a0 to 4096 shares, 400000 µs, 67108864 bytes")
		if c := condition(s.status(), v1.PodResizePending); c != nil {
			t.Errorf("condition %+v", c)
		}
		s.stop()
	})
}

func TestResizeBelowWhatIsUsed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSim(t, sized())
		s.uses = 40 << 20
		s.start()
		time.Sleep(time.Second)
		s.took()
		s.resize(of("100m", "32Mi"), of("100m", "64Mi"))
		time.Sleep(time.Second)
		expect(t, "the kernel would kill", s.took(), "")
		if c := condition(s.status(), v1.PodResizeInProgress); c == nil || c.Reason != "Error" {
			t.Errorf("condition %+v", c)
		}
		if got := s.status().Status.ContainerStatuses[0]; got.Resources.Limits.Memory().String() != "64Mi" || got.AllocatedResources.Memory().String() != "32Mi" {
			t.Errorf("status of a: %+v", got)
		}
		s.mu.Lock()
		s.uses = 20 << 20
		s.mu.Unlock()
		time.Sleep(2 * retryMax)
		expect(t, "there is less in use", s.took(), "resize a0 to 102 shares, 10000 µs, 33554432 bytes")
		if c := condition(s.status(), v1.PodResizeInProgress); c != nil {
			t.Errorf("condition %+v", c)
		}
		s.stop()
	})
}

func condition(p *v1.Pod, kind v1.PodConditionType) *v1.PodCondition {
	for i := range p.Status.Conditions {
		if p.Status.Conditions[i].Type == kind {
			return &p.Status.Conditions[i]
		}
	}
	return nil
}
