package bundle

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// packed returns a folder with a packed bundle of the given programs.
func packed(t *testing.T, programs map[string]string) string {
	t.Helper()
	src, dst := t.TempDir(), t.TempDir()
	var paths []string
	for name, content := range programs {
		path := filepath.Join(src, name)
		if err := os.WriteFile(path, []byte(content), 0o755); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	if _, err := Pack(dst, paths); err != nil {
		t.Fatal(err)
	}
	return dst
}

// over returns a bundle of packed files that unpacks into a fresh folder.
func over(t *testing.T, files string) *Bundle {
	return &Bundle{files: os.DirFS(files), dir: t.TempDir(), slots: map[string]*slot{}}
}

func TestPathUnpacksOnceAndExecutable(t *testing.T) {
	content := string(bytes.Repeat([]byte("machine code "), 10_000))
	files := packed(t, map[string]string{"runc": content, "bridge": "b"})
	b := over(t, files)

	path, err := b.Path(t.Context(), "runc")
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(path)
	if err != nil || string(got) != content {
		t.Fatalf("unpacked %d bytes, %v; want %d bytes", len(got), err, len(content))
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o755 {
		t.Fatalf("mode %v, %v; want 0755", info.Mode(), err)
	}
	// Only what was asked for is there: unpacking is lazy.
	if _, err := os.Stat(filepath.Join(filepath.Dir(path), "bridge")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("bridge is unpacked before anybody asked: %v", err)
	}

	// A second process finds the file and leaves it alone.
	second := &Bundle{files: os.DirFS(files), dir: b.dir, slots: map[string]*slot{}}
	if _, err := second.Path(t.Context(), "runc"); err != nil {
		t.Fatal(err)
	}
	again, err := os.Stat(path)
	if err != nil || !os.SameFile(info, again) {
		t.Errorf("the second process replaced the file (%v)", err)
	}
}

func TestPathRepairsAShortFile(t *testing.T) {
	files := packed(t, map[string]string{"runc": "whole program"})
	b := over(t, files)
	path, err := b.Path(t.Context(), "runc")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("who"), 0o755); err != nil {
		t.Fatal(err)
	}
	second := &Bundle{files: os.DirFS(files), dir: b.dir, slots: map[string]*slot{}}
	if _, err := second.Path(t.Context(), "runc"); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(path); string(got) != "whole program" {
		t.Errorf("after repair: %q", got)
	}
}

func TestPathRefusesADamagedBundle(t *testing.T) {
	files := packed(t, map[string]string{"runc": "aaaa"})
	other := packed(t, map[string]string{"runc": "bbbb"})
	raw, err := os.ReadFile(filepath.Join(other, "runc.zst"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(files, "runc.zst"), raw, 0o644); err != nil {
		t.Fatal(err)
	}
	b := over(t, files)
	if _, err := b.Path(t.Context(), "runc"); err == nil {
		t.Fatal("a program with the wrong digest was unpacked")
	}
	left, _ := filepath.Glob(filepath.Join(b.dir, "*", "*"))
	hidden, _ := filepath.Glob(filepath.Join(b.dir, "*", ".*"))
	if len(left)+len(hidden) != 0 {
		t.Errorf("left behind: %v %v", left, hidden)
	}
}

func TestConcurrentProcessesAgree(t *testing.T) {
	files := packed(t, map[string]string{"runc": string(bytes.Repeat([]byte("x"), 1<<20))})
	dir := t.TempDir()
	var wg sync.WaitGroup
	errs := make([]error, 8)
	for i := range errs {
		wg.Go(func() {
			b := &Bundle{files: os.DirFS(files), dir: dir, slots: map[string]*slot{}}
			_, errs[i] = b.Path(context.Background(), "runc")
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

func TestFallbacks(t *testing.T) {
	empty, libexec, override := t.TempDir(), t.TempDir(), t.TempDir()
	for _, dir := range []string{libexec, override} {
		if err := os.WriteFile(filepath.Join(dir, "runc"), []byte("x"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	// Not executable, hence not a program.
	if err := os.WriteFile(filepath.Join(override, "bridge"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, program, override string
		lookIn                  []string
		want                    string
	}{
		{"nothing anywhere", "runc", "", nil, ""},
		{"beside the executable", "runc", "", []string{libexec}, filepath.Join(libexec, "runc")},
		{"the variable wins", "runc", override, []string{libexec}, filepath.Join(override, "runc")},
		{"not executable", "bridge", override, nil, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := over(t, empty)
			b.override, b.lookIn = test.override, test.lookIn
			got, err := b.Path(t.Context(), test.program)
			if got != test.want {
				t.Errorf("path %q, want %q", got, test.want)
			}
			if (test.want == "") != errors.Is(err, ErrMissing) {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestDirWantsOneFolder(t *testing.T) {
	b := over(t, packed(t, map[string]string{"bridge": "b", "portmap": "p"}))
	dir, err := b.Dir(t.Context(), "bridge", "portmap")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"bridge", "portmap"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
}

func TestPackIsStableAndForgetsWhatIsGone(t *testing.T) {
	src, dst := t.TempDir(), t.TempDir()
	a, b := filepath.Join(src, "a"), filepath.Join(src, "b")
	os.WriteFile(a, []byte("a"), 0o755)
	os.WriteFile(b, []byte("b"), 0o755)
	first, err := Pack(dst, []string{a, b})
	if err != nil {
		t.Fatal(err)
	}
	second, err := Pack(dst, []string{b, a})
	if err != nil || first.Version != second.Version {
		t.Errorf("version %s then %s, %v; want the same", first.Version, second.Version, err)
	}
	third, err := Pack(dst, []string{a})
	if err != nil || third.Version == first.Version {
		t.Errorf("version %s did not change with the content (%v)", third.Version, err)
	}
	if _, err := os.Stat(filepath.Join(dst, "b.zst")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("b.zst is still there: %v", err)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	b := over(t, packed(t, map[string]string{"runc": "x"}))
	if _, err := b.Path(ctx, "runc"); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

func TestPruneKeepsWhatRuns(t *testing.T) {
	root := t.TempDir()
	now := time.Now()
	version := func(name string, age time.Duration) string {
		t.Helper()
		dir := filepath.Join(root, name)
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(dir, now.Add(-age), now.Add(-age)); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	current := version("0000000000000001", 48*time.Hour)
	old := version("0000000000000002", 48*time.Hour)
	young := version("0000000000000003", time.Minute)
	foreign := version("something else", 48*time.Hour)
	running := version("0000000000000004", 48*time.Hour)
	program := filepath.Join(running, "sleep")
	raw, err := os.ReadFile("/bin/sleep")
	if err != nil {
		t.Skip(err)
	}
	if err := os.WriteFile(program, raw, 0o755); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "60")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	}()
	if err := os.Chtimes(running, now.Add(-48*time.Hour), now.Add(-48*time.Hour)); err != nil {
		t.Fatal(err)
	}
	prune(root, filepath.Base(current), now)
	for dir, want := range map[string]bool{current: true, old: false, young: true, foreign: true, running: true} {
		if _, err := os.Stat(dir); (err == nil) != want {
			t.Errorf("%s is there: %v, want %v", filepath.Base(dir), err == nil, want)
		}
	}
}
