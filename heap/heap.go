// Package heap keeps the memory of a process near to what it needs. Go's collector
// lets the heap grow to twice what is alive, and gives memory back slowly; for a
// server that holds a whole cluster that is hundreds of megabytes for nothing.
package heap

import (
	"context"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

const (
	// every is how often the heap is looked at.
	every = time.Second
	// plenty is the size of the heap up to which the collector's own habit, to let
	// what is alive double, is left alone: with the program's own pages that stays
	// below 250 MB resident.
	plenty = 176 << 20
	// quietRate is the allocation, in bytes a second, below which the process has
	// nothing to do, and quietFor for how long it must have had nothing to do
	// before memory is given back.
	quietRate = 4 << 20
	quietFor  = 3
	// worthIt is how much memory must lie idle to be given back: that costs a
	// collection.
	worthIt = 32 << 20
)

// Keep looks after the heap of this process until ctx ends.
func Keep(ctx context.Context) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	k := keeper{percent: 100, fixed: os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != ""}
	samples := []metrics.Sample{
		{Name: "/gc/heap/live:bytes"}, {Name: "/gc/heap/allocs:bytes"},
		{Name: "/memory/classes/heap/free:bytes"}, {Name: "/memory/classes/heap/objects:bytes"},
	}
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		metrics.Read(samples)
		live, objects := samples[0].Value.Uint64(), samples[3].Value.Uint64()
		d := k.decide(state{
			live: live, allocated: samples[1].Value.Uint64(),
			idle: samples[2].Value.Uint64() + max(objects, live) - live,
		})
		if d.percent != 0 {
			debug.SetGCPercent(d.percent)
		}
		if d.giveBack {
			debug.FreeOSMemory()
		}
	}
}

// state is what is seen of the heap.
type state struct {
	live      uint64 // bytes in use after the last collection
	allocated uint64 // bytes ever allocated
	idle      uint64 // bytes that are resident and not in use, or garbage
}

// decision is what to do; the zero value is nothing.
type decision struct {
	percent  int // new growth between collections; 0 leaves it
	giveBack bool
}

// keeper remembers what was seen and decided.
type keeper struct {
	fixed     bool // whoever started the process has set how it grows
	percent   int
	allocated uint64
	quiet     int // looks in a row at which next to nothing was allocated
}

func (k *keeper) decide(s state) (d decision) {
	if p := growth(s.live); p != k.percent && !k.fixed {
		k.percent, d.percent = p, p
	}
	if s.allocated-k.allocated < quietRate*uint64(every/time.Second) {
		k.quiet++
	} else {
		k.quiet = 0
	}
	k.allocated = s.allocated
	// Once for each time of quiet: what is idle after that is not worth more work.
	d.giveBack = k.quiet == quietFor && s.idle >= worthIt
	return d
}

// growth is by how much of it, in percent, a live heap of that size may grow
// before it is collected: all of it as long as there is plenty, and at least two
// fifths, which costs the collector's work two and a half times and saves a third
// of the memory. It comes in steps of ten, since each change costs a stop of the
// process.
func growth(live uint64) int {
	if live <= plenty/2 {
		return 100
	}
	if live < plenty {
		return max(40, int((plenty-live)*10/live)*10)
	}
	return 40
}
