package report

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// Row counts the tests of one group.
type Row struct {
	SIG                             string
	Passed, Failed, Skipped, NotRun int
	// Took is the sum of the times of the group's tests, which overlap in a
	// parallel run.
	Took time.Duration
}

// Tests is how many tests the row counts.
func (r Row) Tests() int { return r.Passed + r.Failed + r.Skipped + r.NotRun }

func (r *Row) add(result Result) {
	switch result.Status {
	case Passed:
		r.Passed++
	case Failed:
		r.Failed++
	case Skipped:
		r.Skipped++
	case NotRun:
		r.NotRun++
	}
	r.Took += result.Took
}

// Table counts results by group, sorted by its name, and in total.
func Table(results []Result) (rows []Row, total Row) {
	bySIG := map[string]*Row{}
	total.SIG = "total"
	for _, result := range results {
		row := bySIG[result.SIG]
		if row == nil {
			row = &Row{SIG: result.SIG}
			bySIG[result.SIG] = row
		}
		row.add(result)
		total.add(result)
	}
	for _, row := range slices.SortedFunc(maps.Values(bySIG), func(a, b *Row) int { return cmp.Compare(a.SIG, b.SIG) }) {
		rows = append(rows, *row)
	}
	return rows, total
}

var head = []string{"SIG", "tests", "passed", "failed", "skipped", "not run", "time"}

func (r Row) cells() []string {
	return []string{
		r.SIG, fmt.Sprint(r.Tests()), fmt.Sprint(r.Passed), fmt.Sprint(r.Failed),
		fmt.Sprint(r.Skipped), fmt.Sprint(r.NotRun), r.Took.Round(time.Second).String(),
	}
}

// Terminal writes the table in columns, and the tests that did not pass.
func Terminal(w io.Writer, results []Result) error {
	rows, total := Table(results)
	columns := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	write := func(cells []string) { fmt.Fprintln(columns, strings.Join(cells, "\t")+"\t") }
	write(head)
	for _, row := range rows {
		write(row.cells())
	}
	write(total.cells())
	if err := columns.Flush(); err != nil {
		return err
	}
	for _, status := range []Status{Failed, Skipped} {
		for _, r := range results {
			if r.Status == status {
				if _, err := fmt.Fprintf(w, "\n%s %s (%s)\n    %s\n", strings.ToUpper(string(status)), r.Name, r.Took.Round(time.Second), r.Reason); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// Markdown writes a page: the table by group, the tests that failed or skipped
// themselves with the first line of why, and every test with the time it took.
func Markdown(w io.Writer, title string, results []Result) error {
	var b strings.Builder
	rows, total := Table(results)
	fmt.Fprintf(&b, "# %s\n\n", title)
	write := func(cells []string) { fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | ")) }
	write(head)
	b.WriteString("|---|--:|--:|--:|--:|--:|--:|\n")
	for _, row := range rows {
		write(row.cells())
	}
	write(total.cells())
	for _, status := range []Status{Failed, Skipped} {
		of := slices.DeleteFunc(slices.Clone(results), func(r Result) bool { return r.Status != status })
		if len(of) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n## %s\n\n", strings.ToUpper(string(status[:1]))+string(status[1:]))
		for _, r := range of {
			fmt.Fprintf(&b, "- %s (%s)  \n  %s\n", plain(r.Name), r.Took.Round(time.Second), code(r.Reason))
		}
	}
	b.WriteString("\n## All tests\n\n| test | result | time |\n|---|---|--:|\n")
	for _, r := range results {
		write([]string{plain(r.Name), string(r.Status), r.Took.Round(10 * time.Millisecond).String()})
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// plain keeps a name from being taken for markup.
func plain(s string) string {
	return strings.NewReplacer("|", `\|`, "[", `\[`, "]", `\]`, "*", `\*`, "_", `\_`, "<", `\<`).Replace(s)
}

// code shows a text as it is.
func code(s string) string {
	if s == "" {
		return "no reason given"
	}
	return "`" + strings.ReplaceAll(s, "`", "'") + "`"
}
