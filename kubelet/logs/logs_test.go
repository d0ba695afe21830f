package logs

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

var t0 = time.Date(2026, 1, 2, 3, 4, 0, 0, time.UTC)

// sample has a line a second: o0, e1, o2 in two parts, o3.
const sample = "2026-01-02T03:04:00.000000000Z stdout F o0\n" +
	"2026-01-02T03:04:01.000000000Z stderr F e1\n" +
	"2026-01-02T03:04:02.000000000Z stdout P o2\n" +
	"2026-01-02T03:04:02.000000000Z stdout F +\n" +
	"garbage\n" +
	"2026-01-02T03:04:03.000000000Z stdout F o3\n"

func TestRead(t *testing.T) {
	n := func(i int64) *int64 { return &i }
	stderr := v1.LogStreamStderr
	tests := []struct {
		name string
		opts v1.PodLogOptions
		want string
	}{
		{"all", v1.PodLogOptions{}, "o0\ne1\no2+\no3\n"},
		{"tail", v1.PodLogOptions{TailLines: n(1)}, "o3\n"},
		{"tail none", v1.PodLogOptions{TailLines: n(0)}, ""},
		{"tail more than there is", v1.PodLogOptions{TailLines: n(99)}, "o0\ne1\no2+\no3\n"},
		{"since", v1.PodLogOptions{SinceTime: &metav1.Time{Time: t0.Add(2 * time.Second)}}, "o2+\no3\n"},
		{"since seconds", v1.PodLogOptions{SinceSeconds: n(1)}, "o3\n"},
		{"stamps", v1.PodLogOptions{Timestamps: true, SinceSeconds: n(2)}, "2026-01-02T03:04:02.000000000Z o2+\n2026-01-02T03:04:03.000000000Z o3\n"},
		{"limit", v1.PodLogOptions{LimitBytes: n(4)}, "o0\ne"},
		{"one stream", v1.PodLogOptions{Stream: &stderr}, "e1\n"},
	}
	path := filepath.Join(t.TempDir(), "0.log")
	if err := os.WriteFile(path, []byte(sample), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var b bytes.Buffer
			if err := Read(t.Context(), path, &tt.opts, t0.Add(4*time.Second), nil, &b, func() {}); err != nil {
				t.Fatal(err)
			}
			if b.String() != tt.want {
				t.Errorf("got %q, want %q", b.String(), tt.want)
			}
		})
	}
	if err := Read(t.Context(), path+"x", &v1.PodLogOptions{}, t0, nil, &bytes.Buffer{}, func() {}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
}

type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
	up chan struct{}
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.b.Write(p)
	select {
	case b.up <- struct{}{}:
	default:
	}
	return len(p), nil
}

func (b *buffer) await(t *testing.T, want string) {
	t.Helper()
	deadline := time.After(time.Minute)
	for {
		b.mu.Lock()
		got := b.b.String()
		b.mu.Unlock()
		if got == want {
			return
		}
		select {
		case <-b.up:
		case <-deadline:
			t.Fatalf("got %q, want %q", got, want)
		}
	}
}

func TestFollow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "0.log")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	put := func(text string) { fmt.Fprintf(f, "2026-01-02T03:04:00Z stdout F %s\n", text) }
	put("a")
	var running atomic.Bool
	running.Store(true)
	out := &buffer{up: make(chan struct{}, 1)}
	done := make(chan error, 1)
	go func() {
		done <- Read(context.Background(), path, &v1.PodLogOptions{Follow: true}, t0, running.Load, out, func() {})
	}()
	out.await(t, "a\n")
	put("b")
	out.await(t, "a\nb\n")

	put("c")
	rotated, err := Rotate(t.Context(), path, 1, MaxFiles, t0, func(context.Context) error {
		f.Close()
		f, err = os.Create(path)
		return err
	})
	if !rotated || err != nil {
		t.Fatal(rotated, err)
	}
	put("d")
	out.await(t, "a\nb\nc\nd\n")

	put("e")
	running.Store(false)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	out.await(t, "a\nb\nc\nd\ne\n")
}

func TestRotate(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "0.log")
	reopen := func(context.Context) error { return os.WriteFile(path, nil, 0o600) }
	for i := range 9 {
		if err := os.WriteFile(path, []byte(fmt.Sprint(i)), 0o600); err != nil {
			t.Fatal(err)
		}
		if ok, err := Rotate(t.Context(), path, 2, MaxFiles, t0, reopen); ok || err != nil {
			t.Fatalf("rotated while small: %v %v", ok, err)
		}
		if ok, err := Rotate(t.Context(), path, 1, MaxFiles, t0.Add(time.Duration(i)*time.Second), reopen); !ok || err != nil {
			t.Fatalf("round %d: %v %v", i, ok, err)
		}
	}
	entries, _ := os.ReadDir(dir)
	var names []string
	for _, e := range entries {
		names = append(names, strings.TrimPrefix(e.Name(), "0.log"))
	}
	if got, want := strings.Join(names, " "), " .20260102-030405.gz .20260102-030406.gz .20260102-030407.gz .20260102-030408"; got != want {
		t.Errorf("files: %s\nwant:  %s", got, want)
	}

	os.WriteFile(path, []byte("x"), 0o600)
	if ok, err := Rotate(t.Context(), path, 1, MaxFiles, t0.Add(time.Hour), func(context.Context) error { return errors.New("no") }); ok || err == nil {
		t.Fatal("a failed reopening is an error")
	}
	if raw, _ := os.ReadFile(path); string(raw) != "x" {
		t.Errorf("and the log is back in its place, not %q", raw)
	}
	if err := Remove(path); err != nil {
		t.Error(err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) > 0 {
		t.Errorf("left after its removal: %v", entries)
	}
}

func TestLastWords(t *testing.T) {
	path := filepath.Join(t.TempDir(), "0.log")
	if err := os.WriteFile(path, []byte(sample), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := LastLines(path); got != "o0\ne1\no2+\no3\n" {
		t.Errorf("last lines: %q", got)
	}
	if err := os.WriteFile(path, bytes.Repeat([]byte("x"), 10000), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := len(TerminationMessage(path)); got != maxMessage {
		t.Errorf("a termination message of %d bytes", got)
	}
	if got := TerminationMessage(path + "x"); got != "" {
		t.Errorf("a missing one: %q", got)
	}
}
