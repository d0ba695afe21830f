package reconcile

import (
	"slices"
	"testing"
	"time"

	"github.com/skiff-k8s/skiff/trace"
)

func TestAddCauseKeepsTheNewest(t *testing.T) {
	var causes []int64
	for _, r := range []int64{5, 3, 0, 5, 4} {
		causes = addCause(causes, r)
	}
	if !slices.Equal(causes, []int64{3, 4, 5}) {
		t.Fatalf("causes %v, want 3 4 5: in order, each once, without 0", causes)
	}
	for r := int64(6); r < 40; r++ {
		causes = addCause(causes, r)
	}
	causes = addCause(causes, 1) // older than all that are kept
	if len(causes) != trace.MaxParents || causes[0] != 40-trace.MaxParents || causes[len(causes)-1] != 39 {
		t.Errorf("causes %v, want the newest %d", causes, trace.MaxParents)
	}
	if !slices.IsSorted(causes) {
		t.Errorf("causes %v are not in order", causes)
	}
}

func TestBackoffBounds(t *testing.T) {
	for _, c := range []struct {
		failures int
		jitter   float64
		want     time.Duration
	}{
		{1, 0, 5 * time.Millisecond},
		{2, 0, 10 * time.Millisecond},
		{18, 0, 655360 * time.Millisecond},
		{19, 0, 1000 * time.Second},
		{1 << 40, 0, 1000 * time.Second},
		{19, 0.5, 950 * time.Second},
	} {
		if got := backoff(c.failures, c.jitter); got != c.want {
			t.Errorf("backoff(%d, %v) = %v, want %v", c.failures, c.jitter, got, c.want)
		}
	}
}

func TestQueueForgetsIdleKeys(t *testing.T) {
	q := newQueue()
	for i := range int64(1000) {
		q.add(Key("ns", "a"), i)
		j, _ := q.get()
		q.done(j.Request, outcome{})
	}
	if len(q.items) != 0 {
		t.Errorf("%d keys kept after their runs, want none", len(q.items))
	}
}
