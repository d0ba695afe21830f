package queue

import (
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/skiff-k8s/skiff/scheduler/decide"
)

var start = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

func pending(name string, priority int32) *decide.Pod {
	return decide.NewPod(&corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Name: name, UID: types.UID(name)},
		Spec:       corev1.PodSpec{Priority: &priority},
	})
}

func next(t *testing.T, q *Queue, now time.Time) string {
	t.Helper()
	if e := q.Next(now); e != nil {
		return e.Pod.Object.Name
	}
	return ""
}

func TestPriorityThenAge(t *testing.T) {
	q := New()
	q.Set(pending("old", 0), 1, true, start)
	q.Set(pending("young", 0), 2, true, start.Add(time.Second))
	q.Set(pending("urgent", 10), 3, true, start.Add(2*time.Second))
	for _, want := range []string{"urgent", "old", "young", ""} {
		if got := next(t, q, start.Add(time.Minute)); got != want {
			t.Errorf("next is %q, want %q", got, want)
		}
	}
}

func TestWaitsForWhatHelps(t *testing.T) {
	q := New()
	q.Set(pending("p", 0), 5, true, start)
	q.Wait(q.Next(start), decide.NodeAdded, start)
	later := start.Add(time.Minute)
	q.Changed(decide.PodGone, 6, later)
	if got := next(t, q, later); got != "" {
		t.Fatalf("%q woke on a change that cannot help", got)
	}
	q.Changed(decide.NodeAdded, 7, later)
	e := q.Next(later)
	if e == nil {
		t.Fatal("not woken by the change that helps")
	}
	if len(e.Parents) != 2 || e.Parents[1] != 7 {
		t.Errorf("parents %v, want the pod's revision and 7", e.Parents)
	}
}

func TestBackOffAndMaxWait(t *testing.T) {
	q := New()
	q.Set(pending("p", 0), 5, true, start)
	q.Wait(q.Next(start), decide.NodeAdded, start)
	q.Changed(decide.NodeAdded, 6, start) // at once: back-off must pass first
	if got := next(t, q, start); got != "" {
		t.Fatal("tried again without back-off")
	}
	if at, ok := q.Due(); !ok || !at.Equal(start.Add(firstBackoff)) {
		t.Fatalf("due at %v, want after %v", at, firstBackoff)
	}
	now := start.Add(firstBackoff)
	e := q.Next(now)
	q.Retry(e, now)
	if at, _ := q.Due(); !at.Equal(now.Add(2 * firstBackoff)) {
		t.Errorf("second back-off until %v, want %v", at, now.Add(2*firstBackoff))
	}
	q.Wait(q.Next(now.Add(maxBackoff)), 0, now)
	if got := next(t, q, now.Add(maxWait)); got != "p" {
		t.Error("a waiting pod is not tried again after maxWait")
	}
}

func TestRemovedWhileTried(t *testing.T) {
	q := New()
	q.Set(pending("p", 0), 5, true, start)
	e := q.Next(start)
	q.Remove("p")
	q.Retry(e, start)
	q.Wait(e, decide.Anything, start)
	if q.Len() != 0 || next(t, q, start.Add(time.Hour)) != "" {
		t.Error("a removed pod came back")
	}
}

func TestBackoffIsBounded(t *testing.T) {
	for attempts, want := range map[int]time.Duration{1: time.Second, 2: 2 * time.Second, 4: 8 * time.Second, 5: maxBackoff, 1000: maxBackoff} {
		if got := backoff(attempts); got != want {
			t.Errorf("after %d attempts %v, want %v", attempts, got, want)
		}
	}
}
