package e2e

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// rewrite has the transcripts say what the newest kubectl prints; what is marked
// for a version is left for the reader to mend.
var rewrite = flag.Bool("rewrite", false, "rewrite the transcripts in testdata/kubectl")

// onNodes are the transcripts that cordon nodes, and so are played alone; the
// others wait more than they work, and are played beside each other.
var onNodes = map[string]bool{"admin.txt": true, "describe.txt": true}

// kubectls are the versions that the transcripts are played with: the one that
// skiff carries and the oldest that still works, if "make kubectl132" has built it.
func kubectls(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{"1.36": skiff() + " kubectl"}
	old, err := filepath.Abs(filepath.Join("..", "..", "bin", "kubectl-1.32"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(old); err == nil {
		found["1.32"] = old
	}
	return found
}

// TestKubectl plays every transcript with every kubectl, each in a namespace of
// its own: lines that begin with "$ " are given to a shell, in which kubectl is in
// that namespace, and what they print is what follows. A line that begins with
// "1.32| " or "1.36| " is printed by that version only.
func TestKubectl(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "kubectl", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatal("no transcripts:", err)
	}
	for version, program := range kubectls(t) {
		for _, file := range files {
			name := strings.TrimSuffix(filepath.Base(file), ".txt") + "-" + strings.ReplaceAll(version, ".", "")
			t.Run(name, func(t *testing.T) {
				if !onNodes[filepath.Base(file)] {
					t.Parallel()
				}
				play(t, newSpace(t), version, program, file)
			})
		}
	}
}

func play(t *testing.T, s *space, version, program, file string) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	files, err := filepath.Abs(filepath.Join("testdata", "kubectl", "files"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, os.DirFS(files)); err != nil {
		t.Fatal(err)
	}
	wrapper := fmt.Sprintf("#!/bin/sh\nexec %s -n %s \"$@\"\n", program, s.name)
	if err := os.WriteFile(filepath.Join(dir, "kubectl"), []byte(wrapper), 0o755); err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	for _, step := range steps(string(data)) {
		said.WriteString(step.text)
		if step.command == "" {
			continue
		}
		got := s.shell(dir, step.command)
		said.WriteString(got)
		if want := step.wanted(version); got != want && !*rewrite {
			t.Errorf("$ %s\n%swant:\n%s", step.command, got, want)
		}
	}
	if *rewrite && version == "1.36" {
		if err := os.WriteFile(file, []byte(said.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// step is a command of a transcript; text is the command's own line with the
// comments before it.
type step struct {
	text, command string
	output        []string
}

func steps(transcript string) []step {
	var out []step
	at := step{}
	for line := range strings.Lines(transcript) {
		command, isCommand := strings.CutPrefix(line, "$ ")
		comment := strings.HasPrefix(line, "#")
		if (isCommand || comment) && at.command != "" {
			out = append(out, at)
			at = step{}
		}
		switch {
		case isCommand:
			at.text += line
			at.command = strings.TrimSpace(command)
		case comment:
			at.text += line
		default:
			at.output = append(at.output, line)
		}
	}
	return append(out, at)
}

// wanted is what a version prints.
func (s step) wanted(version string) string {
	var out strings.Builder
	for _, line := range s.output {
		if of, rest, ok := strings.Cut(line, "| "); ok && (of == "1.32" || of == "1.36") {
			if of != version {
				continue
			}
			line = rest
		}
		out.WriteString(line)
	}
	return out.String()
}

// shell runs a command in the transcript's folder and returns what it prints, the
// namespace called NS, and its code when that is not 0.
func (s *space) shell(dir, command string) string {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, "sh", "-c", command)
	// A command that takes too long ends with all that it has started.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 10 * time.Second
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "KUBECONFIG="+s.c.kubeconfig, "PATH="+dir+":"+os.Getenv("PATH"), "NS="+s.name, "EDITOR="+filepath.Join(dir, "editor.sh"))
	out, err := cmd.CombinedOutput()
	text := strings.ReplaceAll(string(out), s.name, "NS")
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	if err != nil {
		text += fmt.Sprintf("(%v)\n", err)
	}
	return text
}
