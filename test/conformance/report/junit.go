package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Status is how a test ended.
type Status string

const (
	Passed Status = "passed"
	Failed Status = "failed"
	// Skipped tests found out themselves that they do not apply.
	Skipped Status = "skipped"
	// NotRun tests were selected, but the run ended before their turn.
	NotRun Status = "not run"
)

// Result is one test of a run.
type Result struct {
	Name   string // with the SIG and all labels, as the suite prints it
	SIG    string // "api-machinery", or "suite" for what surrounds the tests
	Status Status
	Took   time.Duration
	// Reason is the first line of the failure, or of why it was skipped.
	Reason string
}

// Selection says which of the suite's tests a run was asked for.
type Selection struct {
	// Focus and Skip match in the test's full name; nil matches every test and
	// none.
	Focus, Skip *regexp.Regexp
}

// conformance is in the name of each conformance test.
const conformance = "[Conformance]"

// Has says whether the run was asked for the test of that name.
func (s Selection) Has(name string) bool {
	return strings.Contains(name, conformance) &&
		(s.Focus == nil || s.Focus.MatchString(name)) &&
		(s.Skip == nil || !s.Skip.MatchString(name))
}

type junitCase struct {
	Name    string   `xml:"name,attr"`
	Status  string   `xml:"status,attr"`
	Seconds float64  `xml:"time,attr"`
	Skipped *problem `xml:"skipped"`
	Failure *problem `xml:"failure"`
	Error   *problem `xml:"error"`
}

// problem tells in its attribute or, where that was left out to keep the file
// small, in its text.
type problem struct {
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

// Read returns the results of the selected tests, sorted by name, and of the
// suite's own steps that failed.
func Read(r io.Reader, selected Selection) ([]Result, error) {
	var file struct {
		Suites []struct {
			Cases []junitCase `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.NewDecoder(r).Decode(&file); err != nil {
		return nil, fmt.Errorf("report: not a JUnit file: %w", err)
	}
	var results []Result
	for _, suite := range file.Suites {
		for _, c := range suite.Cases {
			if result, ok := c.result(selected); ok {
				results = append(results, result)
			}
		}
	}
	slices.SortFunc(results, func(a, b Result) int { return strings.Compare(a.Name, b.Name) })
	return results, nil
}

// sigLabel finds the group that owns a test.
var sigLabel = regexp.MustCompile(`\[sig-([a-z-]+)\]`)

func (c junitCase) result(selected Selection) (Result, bool) {
	// "[It] " tells a test from the suite's own steps.
	name, isTest := strings.CutPrefix(c.Name, "[It] ")
	r := Result{Name: name, SIG: "suite", Took: time.Duration(c.Seconds * float64(time.Second))}
	if label := sigLabel.FindStringSubmatch(name); label != nil {
		r.SIG = label[1]
	}
	if isTest && !selected.Has(r.Name) {
		return r, false
	}
	switch {
	case c.Failure != nil || c.Error != nil:
		r.Status, r.Reason = Failed, firstLine(c.Failure, c.Error)
	case c.Skipped != nil:
		r.Status, r.Reason = Skipped, strings.TrimPrefix(firstLine(c.Skipped), "skipped - ")
		if r.Reason == "skipped" {
			// The suite gives no reason for tests that it was not asked for or
			// did not reach.
			r.Status, r.Reason = NotRun, ""
		}
	case c.Status == "passed":
		r.Status = Passed
	default:
		r.Status, r.Reason = Failed, "ended as "+c.Status
	}
	return r, isTest || r.Status == Failed
}

// maxReason bounds a reason, in bytes; what follows is in the run's log.
const maxReason = 300

// firstLine returns the first line that says something.
func firstLine(problems ...*problem) string {
	for _, p := range problems {
		if p == nil {
			continue
		}
		for line := range strings.Lines(p.Message + "\n" + p.Text) {
			line = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "[FAILED]"))
			if line == "" {
				continue
			}
			if len(line) > maxReason {
				line = strings.ToValidUTF8(line[:maxReason], "") + "…"
			}
			return line
		}
	}
	return ""
}
