package cluster

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// Progress shows steps as they happen: what is being done while it lasts, and
// how long it took when it is done. On a terminal the line of the step under way
// is rewritten; elsewhere each step is a line.
type Progress struct {
	out      io.Writer
	terminal bool
}

// NewProgress shows steps on out.
func NewProgress(out io.Writer, terminal bool) *Progress {
	return &Progress{out: out, terminal: terminal}
}

// tick is how often the line of a step under way is rewritten.
const tick = 100 * time.Millisecond

var spinner = []rune("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏")

// Step runs do and shows it under the title. do may report what it is waiting
// for through note.
func (p *Progress) Step(title string, do func(note func(format string, args ...any)) error) error {
	start := time.Now()
	var (
		mu     sync.Mutex
		detail string
		stop   = make(chan struct{})
		shown  sync.WaitGroup
	)
	if p.terminal {
		shown.Go(func() {
			ticker := time.NewTicker(tick)
			defer ticker.Stop()
			for i := 0; ; i++ {
				select {
				case <-stop:
					return
				case <-ticker.C:
					mu.Lock()
					fmt.Fprintf(p.out, "\r\033[K %c %s%s", spinner[i%len(spinner)], title, detail)
					mu.Unlock()
				}
			}
		})
	}
	err := do(func(format string, args ...any) {
		mu.Lock()
		detail = ": " + fmt.Sprintf(format, args...)
		mu.Unlock()
	})
	close(stop)
	shown.Wait()
	mark := "✓"
	if err != nil {
		mark = "✗"
	}
	if p.terminal {
		fmt.Fprint(p.out, "\r\033[K")
	}
	fmt.Fprintf(p.out, " %s %-44s %6d ms\n", mark, title, time.Since(start).Milliseconds())
	return err
}
