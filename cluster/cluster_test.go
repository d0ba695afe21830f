package cluster

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestCheckName(t *testing.T) {
	for name, ok := range map[string]bool{
		"skiff": true, "a": true, "dev-2": true, "": false, "-a": false, "a-": false, "A": false, "2a": false,
		"a/b": false, "abcdefghijklmnopqrst": true, "abcdefghijklmnopqrstu": false,
	} {
		if err := CheckName(name); (err == nil) != ok {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestStateIsKept(t *testing.T) {
	dir := t.TempDir()
	if _, err := Load(dir); !errors.Is(err, ErrNone) {
		t.Errorf("an empty folder: %v", err)
	}
	s := &State{Name: "dev", Nodes: []Node{{Name: "dev-1", Process: Process{PID: 7, Started: 9}}}}
	if err := s.save(dir); err != nil {
		t.Fatal(err)
	}
	again, err := Load(dir)
	if err != nil || again.Nodes[0] != s.Nodes[0] {
		t.Errorf("read back %+v, %v", again, err)
	}
	if info, err := os.Stat(filepath.Join(dir, stateFile)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("state file %v, %v", info, err)
	}
	if err := os.WriteFile(filepath.Join(dir, stateFile), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(dir); err == nil || errors.Is(err, ErrNone) {
		t.Errorf("a damaged state file: %v", err)
	}
}

func TestProcess(t *testing.T) {
	cmd := exec.Command("sleep", "60")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go cmd.Wait()
	started, err := startTime(cmd.Process.Pid)
	if err != nil {
		t.Fatal(err)
	}
	p := Process{PID: cmd.Process.Pid, Started: started}
	if !p.Alive() {
		t.Error("it runs, and is not alive")
	}
	if other := (Process{PID: p.PID, Started: started + 1}); other.Alive() {
		t.Error("another process with the same id counts as ours")
	}
	if err := p.Stop(t.Context(), 5*time.Second); err != nil {
		t.Fatal(err)
	}
	if p.Alive() {
		t.Error("stopped, and alive")
	}
	if err := p.Stop(t.Context(), time.Second); err != nil {
		t.Errorf("stopping twice: %v", err)
	}
	if (Process{}).Alive() {
		t.Error("no process is alive")
	}
}

func TestProgress(t *testing.T) {
	var out bytes.Buffer
	p := NewProgress(&out, false)
	failed := errors.New("no")
	_ = p.Step("First", func(note func(string, ...any)) error { note("half"); return nil })
	if err := p.Step("Second", func(func(string, ...any)) error { return failed }); err != failed {
		t.Errorf("error %v", err)
	}
	lines := strings.Split(strings.TrimRight(out.String(), "\n"), "\n")
	if len(lines) != 2 || !strings.HasPrefix(lines[0], " ✓ First") || !strings.HasPrefix(lines[1], " ✗ Second") || !strings.HasSuffix(lines[0], " ms") {
		t.Errorf("printed %q", lines)
	}
}
