package conformance

import (
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
	program, alone := s.arguments(o, "/kubeconfig", "http://127.0.0.1:1")
	if program != s.E2E || !slices.Contains(alone, "--ginkgo.label-filter=Conformance") || !slices.Contains(alone, "--ginkgo.timeout=1h0m0s") {
		t.Errorf("alone: %s %q", program, alone)
	}
	if slices.ContainsFunc(alone, func(s string) bool { return strings.Contains(s, "focus") || strings.Contains(s, "skip") }) {
		t.Errorf("a focus that was not asked for: %q", alone)
	}
	o.Parallel, o.Focus, o.Skip = 4, "sig-auth", "Slow"
	program, many := s.arguments(o, "/kubeconfig", "http://127.0.0.1:1")
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
	p := &progress{begin: time.Now(), total: 3}
	tests := []struct{ message, want string }{
		{"Test Suite starting", ""},
		{"PASSED ", ""},
		{"PASSED [sig-auth] a [Conformance]", " ✓ [sig-auth] a [Conformance]  (1/3, 0s)"},
		{"FAILED [sig-auth] b [Conformance]", " ✗ [sig-auth] b [Conformance]  (2/3, 1 failed, 0s)"},
		{"PASSED [sig-apps] c [Conformance]", " ✓ [sig-apps] c [Conformance]  (3/3, 1 failed, 0s)"},
	}
	for _, test := range tests {
		if got, _ := p.line(test.message); got != test.want {
			t.Errorf("%q: got %q, want %q", test.message, got, test.want)
		}
	}
}

func TestImagesAreMadeAnew(t *testing.T) {
	root := t.TempDir()
	s := Find(root)
	list := filepath.Join(s.Images, "images.txt")
	source := filepath.Join(root, "images", "build", "main.go")
	old, now := time.Unix(1000, 0), time.Unix(2000, 0)
	for _, path := range []string{s.E2E, filepath.Join(root, "test", "oracle", "go.mod"), source, list} {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, old, old); err != nil {
			t.Fatal(err)
		}
	}
	if !s.imagesAreNew(list) {
		t.Error("made anew though nothing changed")
	}
	if err := os.Chtimes(source, now, now); err != nil {
		t.Fatal(err)
	}
	if s.imagesAreNew(list) {
		t.Error("not made anew though a source changed")
	}
}
