package conformance

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"
)

// progress shows each test as it ends. It is a Writer that reads along with what
// the suite prints: a line that says how a test ended and how long it took, and
// under it the test's name.
type progress struct {
	out   io.Writer
	since func() time.Duration // the beginning
	// alone says that one test runs at a time: its name then comes first.
	alone bool
	name  string

	rest                  []byte // of a line that has not ended
	ended                 string // how the test ended whose name comes next
	took                  string
	total, passed, failed int
}

// maxLine bounds what is kept of a line: names are shorter.
const maxLine = 4 << 10

var (
	totalLine = regexp.MustCompile(`^Will run (\d+) of \d+ specs`)
	endLine   = regexp.MustCompile(`^• (?:\[([A-Z ]+)\] )?\[([0-9.]+ seconds)\]`)
)

// Write takes the next part of the suite's output.
func (p *progress) Write(b []byte) (int, error) {
	for part := range bytes.Lines(b) {
		line, complete := bytes.CutSuffix(part, []byte("\n"))
		p.rest = append(p.rest, line[:min(len(line), maxLine-len(p.rest))]...)
		if complete {
			if text, ok := p.line(string(p.rest)); ok {
				fmt.Fprintln(p.out, text)
			}
			p.rest = p.rest[:0]
		}
	}
	return len(b), nil
}

// line reads one line and returns what to say when a test ended.
func (p *progress) line(line string) (string, bool) {
	if m := totalLine.FindStringSubmatch(line); m != nil {
		fmt.Sscan(m[1], &p.total)
		return "", false
	}
	if m := endLine.FindStringSubmatch(line); m != nil {
		p.ended, p.took = m[1], m[2]
		if p.ended == "" {
			p.ended = "PASSED"
		}
		if !p.alone {
			return "", false
		}
		line = p.name
	} else if p.alone {
		if strings.HasPrefix(line, "[sig-") {
			p.name = line
		}
		return "", false
	}
	ended := p.ended
	p.ended = ""
	if ended == "" || !strings.HasPrefix(line, "[sig-") {
		return "", false
	}
	mark := "✓"
	if ended == "PASSED" {
		p.passed++
	} else {
		mark = "✗"
		p.failed++
	}
	count := fmt.Sprintf("%d/%d", p.passed+p.failed, p.total)
	if p.failed > 0 {
		count += fmt.Sprintf(", %d failed", p.failed)
	}
	return fmt.Sprintf(" %s %s  (%s; %s, %s)", mark, line, p.took, count, p.since().Round(time.Second)), true
}
