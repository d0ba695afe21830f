package cache

import (
	"testing"
	"time"
)

func TestAges(t *testing.T) {
	const limit = 5 * time.Minute
	var a ages
	begin := time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)
	for _, step := range []struct {
		after         time.Duration
		revision, old int64
	}{
		{0, 10, 0},
		{time.Minute, 20, 0},
		{4 * time.Minute, 30, 0},
		{5 * time.Minute, 40, 10},
		{5*time.Minute + 30*time.Second, 40, 10},
		{8 * time.Minute, 50, 20},
		{time.Hour, 60, 50}, // the machine slept
	} {
		a.note(begin.Add(step.after), step.revision, limit)
		if got := a.old.Load(); got != step.old {
			t.Errorf("after %s: %d, want %d", step.after, got, step.old)
		}
	}
	for range 1000 {
		begin = begin.Add(sweepEvery)
		a.note(begin.Add(2*time.Hour), 70, limit)
	}
	if most := int(limit/sweepEvery) + 1; len(a.marks) > most {
		t.Errorf("%d marks, at most %d are needed", len(a.marks), most)
	}
}
