package local

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/skiff-k8s/skiff/store"
)

// fill makes a store with a few segments of log and closes it.
func fill(t *testing.T, dir string) *workload {
	t.Helper()
	s := open(t, dir, folderOptions())
	w := newWorkload(1000)
	if err := w.run(s, 60); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return w
}

func folderOptions() Options { return Options{HistoryBytes: 1 << 20} }

func TestForeignFolder(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(t *testing.T, dir string)
		want string // in the error
	}{
		{"a file in the way", func(t *testing.T, dir string) { write(t, dir, "x") }, "is not a folder"},
		{"someone's files", func(t *testing.T, dir string) { write(t, dir+"/notes.txt", "x") }, `holds no skiff store (found "notes.txt"`},
		{"a store without its marker", func(t *testing.T, dir string) { fill(t, dir); remove(t, dir+"/FORMAT") }, "holds no skiff store"},
		{"another program's marker", func(t *testing.T, dir string) { write(t, dir+"/FORMAT", "1.0\n") }, "is damaged: FORMAT is not the format file"},
		{"an empty marker", func(t *testing.T, dir string) { write(t, dir+"/FORMAT", "") }, "is damaged: FORMAT is not the format file"},
		{"a newer layout", func(t *testing.T, dir string) {
			write(t, dir+"/FORMAT", "skiff store\nlayout 7\nsomething else\n")
		}, "it has layout 7 and this skiff reads layout 1"},
		{"a changed marker", func(t *testing.T, dir string) {
			fill(t, dir)
			edit(t, dir+"/FORMAT", func(b []byte) []byte { b[len(b)-20] ^= 1; return b })
		}, "is damaged: FORMAT does not match its checksum"},
		{"a marker cut short", func(t *testing.T, dir string) {
			fill(t, dir)
			edit(t, dir+"/FORMAT", func(b []byte) []byte { return b[:len(b)-1] })
		}, "is damaged: FORMAT does not match its checksum"},
		{"the log of another store", func(t *testing.T, dir string) {
			fill(t, dir)
			fill(t, dir+".other")
			name := newestSegment(t, dir)
			b, err := os.ReadFile(filepath.Join(dir+".other/log", name))
			if err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(dir, "log", name), string(b))
		}, "log segment"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir() + "/data"
			c.make(t, dir)
			before := tree(t, dir)
			_, err := Open(dir, folderOptions())
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "data folder "+dir) {
				t.Fatalf("Open: %v\nwant the folder and %q in it", err, c.want)
			}
			if after := tree(t, dir); strings.Contains(c.name, "someone") && !slices.Equal(before, after) {
				t.Errorf("the folder was %q, now it is %q", before, after)
			}
		})
	}
}

// TestFormatChangedAnywhere flips every bit of the marker in turn: whatever the id is,
// none of the changes is read, and none is taken for the work of a crash.
func TestFormatChangedAnywhere(t *testing.T) {
	for _, id := range []uint64{0, 0x0123456789abcdef, 0xfedcba9876543210} {
		whole := format{layout: layout, id: id}.encode()
		if got, err := parseFormat(whole); err != nil || got.id != id {
			t.Fatalf("parseFormat(%q) = %+v, %v", whole, got, err)
		}
		for bit := range 8 * len(whole) {
			b := slices.Clone(whole)
			b[bit/8] ^= 1 << (bit % 8)
			if got, err := parseFormat(b); err == nil && got.layout == layout {
				t.Errorf("%q was read as %+v", b, got)
			}
		}
	}
}

// TestDamage damages a store that was closed in order.
func TestDamage(t *testing.T) {
	for _, c := range []struct {
		name   string
		damage func(t *testing.T, dir string)
		want   string
	}{
		{"the log is gone", func(t *testing.T, dir string) {
			for _, name := range segments(t, dir) {
				remove(t, filepath.Join(dir, "log", name))
			}
		}, "the log is missing"},
		{"the newest segment is gone", func(t *testing.T, dir string) {
			remove(t, filepath.Join(dir, "log", newestSegment(t, dir)))
		}, "the log ends at revision"},
		{"the oldest segment is gone", func(t *testing.T, dir string) {
			remove(t, filepath.Join(dir, "log", segments(t, dir)[0]))
		}, "the log begins at revision"},
		{"a segment in the middle is gone", func(t *testing.T, dir string) {
			remove(t, filepath.Join(dir, "log", segments(t, dir)[1]))
		}, "is missing"},
		{"a bit in the newest segment", func(t *testing.T, dir string) {
			edit(t, filepath.Join(dir, "log", newestSegment(t, dir)), func(b []byte) []byte { b[len(b)/2] ^= 4; return b })
		}, "cannot be read at revision"},
		{"the newest segment is cut short", func(t *testing.T, dir string) {
			edit(t, filepath.Join(dir, "log", newestSegment(t, dir)), func(b []byte) []byte { return b[:len(b)/2] })
		}, "the log ends at revision"},
		{"a header", func(t *testing.T, dir string) {
			edit(t, filepath.Join(dir, "log", newestSegment(t, dir)), func(b []byte) []byte { b[12] ^= 4; return b })
		}, "has no readable header"},
		{"the state is gone", func(t *testing.T, dir string) {
			// The log alone could do, as nothing was dropped from it yet: so drop.
			s := open(t, dir, folderOptions())
			rev, _ := s.Revision(background)
			if err := s.Compact(background, rev); err != nil {
				t.Fatal(err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			// Opened and closed once more: only now nothing keeps the old segments.
			s = open(t, dir, folderOptions())
			for i := range 400 {
				if _, err := s.Commit(background, store.Txn{Ops: []store.Op{{Key: fmt.Sprint("k", i), Value: make([]byte, 500)}}}); err != nil {
					t.Fatal(err)
				}
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if err := os.RemoveAll(dir + "/state"); err != nil {
				t.Fatal(err)
			}
		}, "the state has only reached"},
		{"a table of the state", func(t *testing.T, dir string) {
			tables, _ := filepath.Glob(dir + "/state/*.sst")
			if len(tables) == 0 {
				t.Fatal("no tables")
			}
			remove(t, tables[0])
		}, "a file is missing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir() + "/data"
			fill(t, dir)
			c.damage(t, dir)
			_, err := Open(dir, folderOptions())
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "data folder "+dir) {
				t.Fatalf("Open: %v\nwant the folder and %q in it", err, c.want)
			}
			if !strings.Contains(err.Error(), "is damaged") || !strings.Contains(err.Error(), "put back a backup") {
				t.Errorf("Open: %v\ndoes not say what to do", err)
			}
		})
	}
}

// TestTornTail leaves at the end of the log what a crash may leave there.
func TestTornTail(t *testing.T) {
	for _, tail := range []string{"\x00", strings.Repeat("\x00", 5000), "garbage", "\x05\x00\x00\x00abcdefghi", "\xff\xff\xff\xff\xff\xff\xff\xff\xff"} {
		dir := t.TempDir() + "/data"
		w := fill(t, dir)
		for range 3 { // each start leaves the tail behind in a segment of its own
			edit(t, filepath.Join(dir, "log", newestSegment(t, dir)), func(b []byte) []byte { return append(b, tail...) })
			s := open(t, dir, folderOptions())
			w.check(t, s)
			if err := w.run(s, 10); err != nil {
				t.Fatal(err)
			}
			w.check(t, s)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestModes(t *testing.T) {
	dir := t.TempDir() + "/a/b"
	fill(t, dir)
	if err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		want := fs.FileMode(fileMode)
		if e.IsDir() {
			want = folderMode
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s has mode %o, want %o", path, got, want)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

func TestLock(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, Options{})
	_, err := Open(dir, Options{})
	var locked *LockedError
	if !errors.As(err, &locked) || locked.PID != os.Getpid() {
		t.Fatalf("Open of an open store: %v", err)
	}
	if want := fmt.Sprintf("is locked by process %d", os.Getpid()); !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), dir) {
		t.Fatalf("Open of an open store: %v, want %q", err, want)
	}
	// another process
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), killDirEnv+"="+dir)
	out, err := cmd.Output()
	if err == nil || !strings.Contains(string(out), fmt.Sprintf("is locked by process %d", os.Getpid())) {
		t.Fatalf("another process: %v, %s", err, out)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := open(t, dir, Options{}).Close(); err != nil {
		t.Fatal(err)
	}
}

func segments(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir + "/log")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if len(names) < 3 {
		t.Fatalf("only %d segments", len(names))
	}
	return names
}

func newestSegment(t *testing.T, dir string) string {
	t.Helper()
	names := segments(t, dir)
	return names[len(names)-1]
}

func tree(t *testing.T, dir string) []string {
	t.Helper()
	var all []string
	_ = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && e.Name() != lockFile {
			all = append(all, path)
		}
		return nil
	})
	return all
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func edit(t *testing.T, path string, change func([]byte) []byte) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	write(t, path, string(change(b)))
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}
