package replicas

import (
	"errors"
	"strings"
	"testing"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
)

var now = time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)

func testSet(wanted int) Set {
	return Set{
		Object:   &appsv1.ReplicaSet{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "web", UID: "rs", Generation: 3}},
		Wanted:   wanted,
		Template: &corev1.PodTemplateSpec{ObjectMeta: metav1.ObjectMeta{Labels: map[string]string{"app": "web"}}},
	}
}

type change func(*corev1.Pod)

// pod makes a running, ready pod on node n that is a day old.
func pod(name string, changes ...change) *corev1.Pod {
	p := &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: name, UID: types.UID(name), Labels: map[string]string{"app": "web"},
			CreationTimestamp: metav1.NewTime(now.Add(-24 * time.Hour))},
		Spec: corev1.PodSpec{NodeName: "n"},
		Status: corev1.PodStatus{Phase: corev1.PodRunning, Conditions: []corev1.PodCondition{{
			Type: corev1.PodReady, Status: corev1.ConditionTrue, LastTransitionTime: metav1.NewTime(now.Add(-24 * time.Hour)),
		}}},
	}
	for _, c := range changes {
		c(p)
	}
	return p
}

func on(node string) change { return func(p *corev1.Pod) { p.Spec.NodeName = node } }
func phase(ph corev1.PodPhase) change {
	return func(p *corev1.Pod) { p.Status.Phase = ph }
}
func unready(p *corev1.Pod)  { p.Status.Conditions[0].Status = corev1.ConditionFalse }
func deleting(p *corev1.Pod) { p.DeletionTimestamp = &metav1.Time{Time: now} }
func cost(c string) change {
	return func(p *corev1.Pod) { p.Annotations = map[string]string{corev1.PodDeletionCost: c} }
}
func readyFor(d time.Duration) change {
	return func(p *corev1.Pod) { p.Status.Conditions[0].LastTransitionTime = metav1.NewTime(now.Add(-d)) }
}
func aged(d time.Duration) change {
	return func(p *corev1.Pod) { p.CreationTimestamp = metav1.NewTime(now.Add(-d)) }
}
func restarted(n int32) change {
	return func(p *corev1.Pod) {
		p.Status.ContainerStatuses = []corev1.ContainerStatus{{RestartCount: n}}
	}
}

func scalePlan(wanted int, pods ...*corev1.Pod) plan {
	return decideScale(testSet(wanted), pods, func() map[string]int {
		counts := make(map[string]int)
		for _, p := range pods {
			counts[p.Spec.NodeName]++
		}
		return counts
	}, now)
}

func TestPodsAreCreated(t *testing.T) {
	for _, c := range []struct {
		name   string
		wanted int
		pods   []*corev1.Pod
		create int
		reason string
	}{
		{"none", 2, nil, 2, "0 of 2 pods exist"},
		{"enough", 1, []*corev1.Pod{pod("a")}, 0, ""},
		{"one is being deleted", 2, []*corev1.Pod{pod("a"), pod("b", deleting)}, 1, "1 of 2 pods exist; b is being deleted"},
		{"one has failed", 2, []*corev1.Pod{pod("a"), pod("b", phase(corev1.PodFailed))}, 1, "1 of 2 pods exist; b has failed"},
		{"many are gone", 5, []*corev1.Pod{pod("a", deleting), pod("b", deleting), pod("c", deleting), pod("d", deleting), pod("e", deleting)}, 5,
			"0 of 5 pods exist; a is being deleted, b is being deleted, c is being deleted, 2 more are gone"},
		{"a great many", 10000, nil, maxChanges, "0 of 10000 pods exist"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := scalePlan(c.wanted, c.pods...)
			if p.create != c.create || p.reason != c.reason || len(p.delete) != 0 {
				t.Errorf("create %d because %q, delete %v; want %d because %q", p.create, p.reason, p.delete, c.create, c.reason)
			}
		})
	}
}

// Each row names the pod that is missed least; the other must stay.
func TestTheRightPodGoes(t *testing.T) {
	for _, c := range []struct {
		goes, stays *corev1.Pod
		why         string
	}{
		{pod("a", on("")), pod("b", unready, phase(corev1.PodPending)), "on no node yet"},
		{pod("a", phase(corev1.PodPending)), pod("b", unready), "not running yet"},
		{pod("a", unready), pod("b", cost("-5")), "not ready"},
		{pod("a", cost("1")), pod("b", cost("2")), "deletion cost is lower"},
		{pod("a", cost("-1"), on("m")), pod("b"), "deletion cost is lower"},
		{pod("a", readyFor(time.Minute)), pod("b", readyFor(time.Hour)), "ready for a shorter time"},
		{pod("a", restarted(3)), pod("b", restarted(1)), "restarted more often"},
		{pod("a", aged(time.Minute)), pod("b"), "it is newer"},
		{pod("a"), pod("b"), "one is as good as the other"},
		// About the same age counts as the same.
		{pod("a", readyFor(65*time.Minute)), pod("b", readyFor(70*time.Minute)), "one is as good as the other"},
	} {
		for _, order := range [][]*corev1.Pod{{c.goes, c.stays}, {c.stays, c.goes}} {
			p := scalePlan(1, order...)
			if len(p.delete) != 1 || p.delete[0].pod != c.goes {
				t.Errorf("%s: %v goes", c.why, p.delete)
				continue
			}
			if r := p.delete[0].reason; !strings.HasPrefix(r, "2 pods exist, 1 wanted: ") || !strings.HasSuffix(r, c.why) {
				t.Errorf("reason %q, want one that ends with %q", r, c.why)
			}
		}
	}
}

func TestTheFullerNodeGivesUpAPod(t *testing.T) {
	p := scalePlan(2, pod("a", on("x")), pod("b", on("y")), pod("c", on("y")))
	if len(p.delete) != 1 || p.delete[0].pod.Spec.NodeName != "y" {
		t.Errorf("%v goes, want one of node y", p.delete)
	}
	if all := scalePlan(0, pod("a"), pod("b")); len(all.delete) != 2 || all.delete[0].reason != "2 pods exist, 0 wanted" {
		t.Errorf("scaling to 0 deletes %v", all.delete)
	}
}

func TestStatus(t *testing.T) {
	set := testSet(3)
	set.MinReady = 10 * time.Second
	pods := []*corev1.Pod{
		pod("old"),
		pod("fresh", readyFor(4*time.Second)),
		pod("unready", unready),
		pod("relabeled", func(p *corev1.Pod) { p.Labels = map[string]string{"x": "y"} }),
		pod("leaving", deleting),
		pod("ended", phase(corev1.PodSucceeded)),
	}
	s, left := decideStatus(set, pods, nil, now)
	if want := (Status{Replicas: 4, Ready: 3, Available: 2, FullyLabeled: 3, Terminating: 1, ObservedGeneration: 3}); s != want {
		t.Errorf("status %+v, want %+v", s, want)
	}
	if left != 6*time.Second {
		t.Errorf("look again after %v, want 6s", left)
	}

	failed, _ := decideStatus(set, pods, scaleError{"FailedCreate", errors.New("quota")}, now)
	if f := failed.Failure; f == nil || *f != (Failure{"FailedCreate", "quota", metav1.NewTime(now)}) {
		t.Fatalf("failure %+v", f)
	}
	set.Status = failed
	if again, _ := decideStatus(set, pods, scaleError{"FailedCreate", errors.New("quota, still")}, now.Add(time.Second)); again != failed {
		t.Error("a failure that goes on is told again")
	}
	if healed, _ := decideStatus(set, pods, nil, now); healed.Failure != nil {
		t.Errorf("failure %+v after success", healed.Failure)
	}
}
