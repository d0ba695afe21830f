package bench

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"
)

// Report is everything measured on one server.
type Report struct {
	Name     string
	Startup  Startup
	Rows     []Result
	Resident int64 // bytes, after all rows
	Restart  Restart
}

// Row returns the result of that name, nil when it was not measured.
func (r *Report) Row(name string) *Result {
	for i := range r.Rows {
		if r.Rows[i].Row == name && !r.Rows[i].Skipped {
			return &r.Rows[i]
		}
	}
	return nil
}

// Budgets are the aims of the design for the default plan: CPU per request.
var Budgets = map[string]time.Duration{
	RowCreate:   250 * time.Microsecond,
	RowGet:      75 * time.Microsecond,
	RowListJSON: 60 * time.Millisecond,
	RowListPB:   45 * time.Millisecond,
	RowPut:      450 * time.Microsecond,
	RowStatus:   400 * time.Microsecond,
	RowApply:    600 * time.Microsecond,
	RowWatch:    10 * time.Microsecond,
	RowDelete:   300 * time.Microsecond,
}

var order = []string{RowCreate, RowGet, RowListJSON, RowListPB, RowPut, RowStatus, RowApply, RowWatch, RowDelete}

// Budgets of start-up and memory.
const (
	ReadyBudget    = 150 * time.Millisecond
	IdleBudget     = 64 << 20
	ResidentBudget = 250 << 20
)

// Print writes the table of one or two reports; with two, how many times less
// the first used than the second.
func Print(w io.Writer, reports ...*Report) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(t, "server CPU per request\t")
	for _, r := range reports {
		fmt.Fprintf(t, "%s\tp50\tp99\tper second\t", r.Name)
	}
	if len(reports) == 2 {
		fmt.Fprint(t, "ratio\t")
	}
	fmt.Fprint(t, "budget\t\n")
	for _, name := range order {
		if !slices.ContainsFunc(reports, func(r *Report) bool { return len(r.Rows) > 0 }) {
			break // not asked for
		}
		fmt.Fprintf(t, "%s\t", name)
		for _, r := range reports {
			row := r.Row(name)
			if row == nil {
				fmt.Fprint(t, "-\t-\t-\t-\t")
				continue
			}
			fmt.Fprintf(t, "%s\t%s\t%s\t%.0f\t", short(row.CPU), short(row.P50), short(row.P99), row.Rate)
		}
		if len(reports) == 2 {
			fmt.Fprintf(t, "%s\t", ratioOf(reports[0].Row(name), reports[1].Row(name)))
		}
		fmt.Fprintf(t, "%s\t\n", short(Budgets[name]))
	}
	printLine(t, reports, "exec to /readyz", func(r *Report) float64 { return float64(r.Startup.Ready) },
		func(v float64) string { return short(time.Duration(v)) }, float64(ReadyBudget))
	printLine(t, reports, "resident, idle", func(r *Report) float64 { return float64(r.Startup.Resident) }, mib, IdleBudget)
	printLine(t, reports, "resident after all", func(r *Report) float64 { return float64(r.Resident) }, mib, ResidentBudget)
	if n := reports[0].Restart.Objects; n > 0 {
		time := func(v float64) string { return short(time.Duration(v)) }
		after := func(what string) string { return fmt.Sprintf("kill -9 with %d pods: %s", n, what) }
		printLine(t, reports, after("exec to /readyz"), func(r *Report) float64 { return float64(r.Restart.Ready) }, time, 0)
		printLine(t, reports, after("exec to a list"), func(r *Report) float64 { return float64(r.Restart.Listed) }, time, 0)
		printLine(t, reports, after("CPU until then"), func(r *Report) float64 { return float64(r.Restart.CPU) }, time, 0)
		printLine(t, reports, after("resident then"), func(r *Report) float64 { return float64(r.Restart.Resident) }, mib, 0)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for _, r := range reports {
		for _, row := range r.Rows {
			if row.Note != "" {
				fmt.Fprintf(w, "%s, %s: %s\n", r.Name, row.Row, row.Note)
			}
		}
	}
	return nil
}

// printLine writes a row that has one value for each report; a budget of 0 is none.
func printLine(w io.Writer, reports []*Report, name string, value func(*Report) float64, format func(float64) string, budget float64) {
	fmt.Fprintf(w, "%s\t", name)
	for _, r := range reports {
		text := "-"
		if v := value(r); v > 0 {
			text = format(v)
		}
		fmt.Fprintf(w, "%s\t\t\t\t", text)
	}
	if len(reports) == 2 {
		fmt.Fprintf(w, "%s\t", ratio(value(reports[0]), value(reports[1])))
	}
	if budget == 0 {
		fmt.Fprint(w, "-\t\n")
		return
	}
	fmt.Fprintf(w, "%s\t\n", format(budget))
}

func ratioOf(a, b *Result) string {
	if a == nil || b == nil {
		return "-"
	}
	return ratio(float64(a.CPU), float64(b.CPU))
}

func ratio(a, b float64) string {
	if a <= 0 || b <= 0 {
		return "-"
	}
	return fmt.Sprintf("%.1fx", b/a)
}

// short prints a duration with at most four digits.
func short(d time.Duration) string {
	switch {
	case d <= 0:
		return "-"
	case d < 10*time.Millisecond:
		return fmt.Sprintf("%d µs", d.Microseconds())
	case d < 10*time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%d s", int(d.Seconds()))
}

func mib(bytes float64) string { return fmt.Sprintf("%.0f MiB", bytes/(1<<20)) }
