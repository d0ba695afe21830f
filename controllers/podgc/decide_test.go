package podgc

import (
	"fmt"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

var now = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

func pod(name, node string, phase corev1.PodPhase, deleting bool) *corev1.Pod {
	p := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: name}, Spec: corev1.PodSpec{NodeName: node}, Status: corev1.PodStatus{Phase: phase}}
	if deleting {
		p.DeletionTimestamp = &metav1.Time{Time: now}
	}
	return p
}

func TestDecide(t *testing.T) {
	broken := &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: "broken"}, Spec: corev1.NodeSpec{Taints: []corev1.Taint{{Key: corev1.TaintNodeOutOfService}}}}
	nodes := []*corev1.Node{{ObjectMeta: metav1.ObjectMeta{Name: "up"}}, broken}
	pods := []*corev1.Pod{
		pod("fine", "up", corev1.PodRunning, false),
		pod("ending", "up", corev1.PodRunning, true),
		pod("unscheduled", "", corev1.PodPending, false),
		pod("never-came", "", corev1.PodPending, true),
		pod("orphan", "gone", corev1.PodRunning, false),
		pod("recent", "just-gone", corev1.PodRunning, false),
		pod("stuck", "broken", corev1.PodRunning, true),
		pod("staying", "broken", corev1.PodRunning, false),
	}
	v := newView(pods, nodes, map[string]time.Time{"gone": now.Add(-quarantine), "back": now}, now)
	if _, kept := v.missed["back"]; kept || len(v.missed) != 2 {
		t.Errorf("missing nodes %v, want gone and just-gone", v.missed)
	}
	got := map[string]string{}
	for _, d := range decide(v) {
		got[d.pod.Name] = d.reason
	}
	want := map[string]string{
		"never-came": "it is being deleted and came to no node",
		"orphan":     "its node gone is gone",
		"stuck":      "its node broken is out of service",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("deleted %v\nwant %v", got, want)
	}
}

func TestTheOldestEndedPodsGo(t *testing.T) {
	var pods []*corev1.Pod
	for i := range maxEnded + 2 {
		p := pod(fmt.Sprint("p", i), "", corev1.PodSucceeded, false)
		p.CreationTimestamp = metav1.NewTime(now.Add(-time.Duration(i) * time.Second))
		pods = append(pods, p)
	}
	pods[0].Status.Phase, pods[0].Status.Reason = corev1.PodFailed, "Evicted" // the newest, but evicted
	out := decide(newView(pods, nil, nil, now))
	if len(out) != 2 || out[0].pod != pods[0] || out[1].pod != pods[maxEnded+1] {
		t.Errorf("%d pods go, want the evicted one and the oldest", len(out))
	}
}
