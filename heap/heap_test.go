package heap

import "testing"

func TestGrowth(t *testing.T) {
	for live, want := range map[uint64]int{
		1 << 20: 100, 88 << 20: 100, 110 << 20: 60, 160 << 20: 40, 256 << 20: 40, 4 << 30: 40,
	} {
		if got := growth(live); got != want {
			t.Errorf("%d MiB alive may grow by %d%%, want %d%%", live>>20, got, want)
		}
	}
}

func TestDecide(t *testing.T) {
	k := keeper{percent: 100}
	at := uint64(0)
	look := func(live, allocated, idle uint64) decision {
		at += allocated
		return k.decide(state{live: live, allocated: at, idle: idle})
	}
	if d := look(200<<20, 500<<20, 300<<20); d.percent != 40 || d.giveBack {
		t.Errorf("under load: %+v", d)
	}
	if d := look(200<<20, 500<<20, 300<<20); d != (decision{}) {
		t.Errorf("under the same load: %+v", d)
	}
	given := 0
	for range 10 {
		if look(200<<20, 1<<20, 300<<20).giveBack {
			given++
		}
	}
	if given != 1 {
		t.Errorf("memory was given back %d times in one time of quiet", given)
	}
	if d := look(20<<20, 500<<20, 0); d.percent != 100 {
		t.Errorf("with little alive: %+v", d)
	}
	for range 10 {
		if look(20<<20, 0, 1<<20).giveBack {
			t.Error("a collection for a megabyte")
		}
	}
	k.fixed = true
	if d := look(200<<20, 500<<20, 0); d.percent != 0 {
		t.Errorf("against whoever set it: %+v", d)
	}
}
