package report

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

func read(t *testing.T, s Selection) []Result {
	t.Helper()
	file, err := os.Open("testdata/junit.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	results, err := Read(file, s)
	if err != nil {
		t.Fatal(err)
	}
	return results
}

const (
	gc      = "[sig-api-machinery] Garbage collector should orphan [Serial] [Conformance]"
	watch   = "[sig-api-machinery] Watchers should observe [Conformance]"
	certs   = "[sig-auth] Certificates API should serve [Conformance]"
	later   = "[sig-auth] ServiceAccounts should come later [Conformance]"
	account = "[sig-auth] ServiceAccounts should mount a token [Conformance]"
	dns     = "[sig-network] DNS should answer [Conformance]"
	after   = "[SynchronizedAfterSuite]"
)

func TestRead(t *testing.T) {
	want := []Result{
		{after, "suite", Failed, 2 * time.Second, "A node did not end"},
		{gc, "api-machinery", Failed, 20500 * time.Millisecond, "timed out waiting | for `pods`"},
		{watch, "api-machinery", Passed, 10250 * time.Millisecond, ""},
		{certs, "auth", Skipped, 100 * time.Millisecond, "needs a signer"},
		{later, "auth", NotRun, 0, ""},
		{account, "auth", Failed, time.Second, "boom"},
		{dns, "network", NotRun, 0, ""},
	}
	got := read(t, Selection{})
	for i := range max(len(got), len(want)) {
		switch {
		case i >= len(got):
			t.Errorf("missing %+v", want[i])
		case i >= len(want):
			t.Errorf("too many: %+v", got[i])
		case got[i] != want[i]:
			t.Errorf("got  %+v\nwant %+v", got[i], want[i])
		}
	}
}

func TestReadOnlySelected(t *testing.T) {
	tests := []struct {
		name, focus, skip string
		want              []string
	}{
		{"focus", "sig-auth", "", []string{after, certs, later, account}},
		{"focus and skip", "sig-auth|sig-network", "should come|mount", []string{after, certs, dns}},
		{"skip", "", "sig-a", []string{after, dns}},
		{"nothing but the suite's own failure", "no such test", "", []string{after}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var s Selection
			if test.focus != "" {
				s.Focus = regexp.MustCompile(test.focus)
			}
			if test.skip != "" {
				s.Skip = regexp.MustCompile(test.skip)
			}
			var got []string
			for _, r := range read(t, s) {
				got = append(got, r.Name)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestReadRefusesOtherFiles(t *testing.T) {
	for _, text := range []string{"", "{}", "<testsuites>"} {
		if _, err := Read(strings.NewReader(text), Selection{}); err == nil {
			t.Errorf("%q was read", text)
		}
	}
}

func TestTable(t *testing.T) {
	rows, total := Table(read(t, Selection{}))
	want := []Row{
		{"api-machinery", 1, 1, 0, 0, 30750 * time.Millisecond},
		{"auth", 0, 1, 1, 1, 1100 * time.Millisecond},
		{"network", 0, 0, 0, 1, 0},
		{"suite", 0, 1, 0, 0, 2 * time.Second},
	}
	if !slices.Equal(rows, want) {
		t.Errorf("got %+v, want %+v", rows, want)
	}
	if want := (Row{"total", 1, 3, 1, 2, 33850 * time.Millisecond}); total != want {
		t.Errorf("got %+v, want %+v", total, want)
	}
	if total.Tests() != 7 {
		t.Errorf("%d tests in total", total.Tests())
	}
}

func TestTerminal(t *testing.T) {
	var out strings.Builder
	if err := Terminal(&out, read(t, Selection{Focus: regexp.MustCompile("sig-auth")})); err != nil {
		t.Fatal(err)
	}
	const want = `    SIG  tests  passed  failed  skipped  not run  time
   auth      3       0       1        1        1    1s
  suite      1       0       1        0        0    2s
  total      4       0       2        1        1    3s

FAILED [SynchronizedAfterSuite] (2s)
    A node did not end

FAILED [sig-auth] ServiceAccounts should mount a token [Conformance] (1s)
    boom

SKIPPED [sig-auth] Certificates API should serve [Conformance] (0s)
    needs a signer
`
	if out.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", out.String(), want)
	}
}

func TestMarkdown(t *testing.T) {
	var out strings.Builder
	if err := Markdown(&out, "A run", read(t, Selection{Focus: regexp.MustCompile("Garbage")})); err != nil {
		t.Fatal(err)
	}
	const want = "# A run\n" + `
| SIG | tests | passed | failed | skipped | not run | time |
|---|--:|--:|--:|--:|--:|--:|
| api-machinery | 1 | 0 | 1 | 0 | 0 | 21s |
| suite | 1 | 0 | 1 | 0 | 0 | 2s |
| total | 2 | 0 | 2 | 0 | 0 | 23s |

## Failed

- \[SynchronizedAfterSuite\] (2s)  
  ` + "`A node did not end`" + `
- \[sig-api-machinery\] Garbage collector should orphan \[Serial\] \[Conformance\] (21s)  
  ` + "`timed out waiting | for 'pods'`" + `

## All tests

| test | result | time |
|---|---|--:|
| \[SynchronizedAfterSuite\] | failed | 2s |
| \[sig-api-machinery\] Garbage collector should orphan \[Serial\] \[Conformance\] | failed | 20.5s |
`
	if out.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", out.String(), want)
	}
}
