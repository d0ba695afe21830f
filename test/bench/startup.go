package bench

import (
	"context"
	"time"
)

// idle is how long a fresh server is left alone before its memory is read.
const idle = 5 * time.Second

// Startup is what starting a server with an empty data folder costs.
type Startup struct {
	Ready    time.Duration // from exec to the first 200 of /readyz
	Resident int64         // bytes, idle
}

// Process is a started server that can be ended.
type Process struct {
	Server *Server
	Ready  time.Duration
	Stop   func()
	// Restart kills the server without warning, starts it again over the same data,
	// and returns the time from exec to the first 200 of /readyz. Server then has
	// the new process ids.
	Restart func(context.Context) (time.Duration, error)
}

// MeasureStartup starts a server the given number of times, each with empty
// data, and returns the median of the times and of the memory.
func MeasureStartup(ctx context.Context, runs int, start func(context.Context) (*Process, error)) (Startup, error) {
	var ready, resident []int64
	for range runs {
		p, err := start(ctx)
		if err != nil {
			return Startup{}, err
		}
		bytes, err := p.residentWhenIdle(ctx)
		p.Stop()
		if err != nil {
			return Startup{}, err
		}
		ready = append(ready, int64(p.Ready))
		resident = append(resident, bytes)
	}
	return Startup{Ready: time.Duration(median(ready)), Resident: median(resident)}, nil
}

func (p *Process) residentWhenIdle(ctx context.Context) (int64, error) {
	select {
	case <-ctx.Done():
		return 0, ctx.Err()
	case <-time.After(idle):
	}
	return Resident(p.Server.PIDs)
}
