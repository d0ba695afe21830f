package conformance

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestArguments(t *testing.T) {
	s := Find("/project")
	o := Options{Kubectl: "/kubectl", Out: "/out", Timeout: time.Hour, Parallel: 1}
	program, alone := s.arguments(o, "/kubeconfig")
	if program != s.E2E || !slices.Contains(alone, "--ginkgo.label-filter=Conformance") || !slices.Contains(alone, "--ginkgo.timeout=1h0m0s") {
		t.Errorf("alone: %s %q", program, alone)
	}
	if slices.ContainsFunc(alone, func(s string) bool { return strings.Contains(s, "focus") || strings.Contains(s, "skip") }) {
		t.Errorf("a focus that was not asked for: %q", alone)
	}
	o.Parallel, o.Focus, o.Skip = 4, "sig-auth", "Slow"
	program, many := s.arguments(o, "/kubeconfig")
	split := slices.Index(many, s.E2E)
	if program != s.Ginkgo || split < 0 || many[split+1] != "--" {
		t.Fatalf("in parallel: %s %q", program, many)
	}
	for _, flag := range []string{"--procs=4", "--focus=sig-auth", "--skip=Slow", "--label-filter=Conformance"} {
		if !slices.Contains(many[:split], flag) {
			t.Errorf("ginkgo is not told %s: %q", flag, many)
		}
	}
	if !slices.Contains(many[split:], "--kubeconfig=/kubeconfig") {
		t.Errorf("the suite is not told the kubeconfig: %q", many)
	}
}

func TestSelectionTellsBadExpressions(t *testing.T) {
	for _, o := range []Options{{Focus: "("}, {Skip: "["}} {
		if _, err := o.selection(); err == nil {
			t.Errorf("%+v: no error", o)
		}
	}
}

func TestProgress(t *testing.T) {
	const output = `Running Suite: Kubernetes e2e suite
Will run 3 of 7000 specs
Running in parallel across 2 processes
SSSSSS
------------------------------
• [0.056 seconds]
[sig-auth] a [Conformance] [sig-auth, Conformance]
k8s.io/kubernetes/test/e2e/auth/a.go:1

  STEP: • [9 seconds] is not the end of a test
[sig-auth] nor is this
• [FAILED] [12.500 seconds]
[sig-auth] b [It] fails [Conformance]
• [PANICKED] [1.000 seconds]
[sig-apps] c [It] breaks [Conformance]
`
	const want = ` ✓ [sig-auth] a [Conformance] [sig-auth, Conformance]  (0.056 seconds; 1/3, 5s)
 ✗ [sig-auth] b [It] fails [Conformance]  (12.500 seconds; 2/3, 1 failed, 5s)
 ✗ [sig-apps] c [It] breaks [Conformance]  (1.000 seconds; 3/3, 2 failed, 5s)
`
	for _, size := range []int{1, 7, len(output)} {
		var out strings.Builder
		p := &progress{out: &out, since: func() time.Duration { return 5 * time.Second }}
		for chunk := range slices.Chunk([]byte(output), size) {
			if n, err := p.Write(chunk); n != len(chunk) || err != nil {
				t.Fatal(n, err)
			}
		}
		if out.String() != want {
			t.Errorf("in chunks of %d:\n%s", size, out.String())
		}
	}
}

func TestProgressAlone(t *testing.T) {
	var out strings.Builder
	p := &progress{out: &out, alone: true, since: func() time.Duration { return time.Second }}
	fmt.Fprint(p, "Will run 1 of 9 specs\n[sig-auth] a [Conformance]\na.go:1\n  STEP: x\n• [0.5 seconds]\n------\n")
	if want := " ✓ [sig-auth] a [Conformance]  (0.5 seconds; 1/1, 1s)\n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}

func TestProgressBoundsLines(t *testing.T) {
	p := &progress{}
	for range 3 {
		p.Write(make([]byte, maxLine))
	}
	if len(p.rest) != maxLine {
		t.Errorf("%d bytes are kept", len(p.rest))
	}
}

func TestImagesAreMadeAnewFromOtherSources(t *testing.T) {
	root := t.TempDir()
	s := Find(root)
	source := filepath.Join(root, "images", "build", "main.go")
	write := func(path, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	digest := func(names string) string {
		t.Helper()
		d, err := s.ingredients([]byte(names))
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	write(source, "package main")
	write(filepath.Join(root, "test", "oracle", "go.mod"), "module m")
	first := digest("a:1\nb:2\n")
	if digest("b:2\na:1\n") != first {
		t.Error("the order of the names matters")
	}
	if digest("a:1\nb:3\n") == first {
		t.Error("another tag does not matter")
	}
	write(filepath.Join(root, "images", "build", "main_test.go"), "package main")
	if digest("a:1\nb:2\n") != first {
		t.Error("a test matters")
	}
	write(source, "package main // changed")
	if digest("a:1\nb:2\n") == first {
		t.Error("a changed source does not matter")
	}
}
